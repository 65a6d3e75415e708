"""What the night tells: loans that are due, lots that lapse soon, hand-outs of the day."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta

from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.modules.stores.models import Loan, LoanStatus, LotHolding, Status, Store, SupplyTurn, TurnStatus

from .supplying import supplies_lay_out
from .telling import tell_due, tell_lapsing, tell_supply

DAY, AGAIN = timedelta(days=1), 7


def loans_remind(*, now: datetime) -> int:
    """Who has borrowed is told the day before, on the day after, and every week from then; returns how many loans."""
    today = timezone.localdate(now)
    out = Loan.objects.filter(returned=LoanStatus.OUT, status=Status.POSTED, reverses__isnull=True)
    due = [
        loan for loan in out.filter(due_on__lte=today + DAY).select_related("person").order_by("pk")
        if loan.due_on == today + DAY or (today - loan.due_on).days % AGAIN == 1
    ]  # fmt: skip
    for loan in due:
        tell_due(loan, now=now)
    return len(due)


def lots_remind(*, now: datetime) -> int:
    """Keepers are told of lots that come within their item's days of warning, and of those that lapse today."""
    today = timezone.localdate(now)
    rows = LotHolding.objects.filter(qty__gt=0, lot__expires_on__gte=today).select_related("lot__item", "store__keeper")
    found: dict[Store, list[LotHolding]] = defaultdict(list)
    for row in rows.order_by("store", "lot__expires_on", "pk"):
        left = (row.lot.expires_on - today).days if row.lot.expires_on else -1
        if left in (0, row.lot.item.warn_days):
            found[row.store].append(row)
    for store, lots in found.items():
        tell_lapsing(store, lots, now=now)
    return sum(len(lots) for lots in found.values())


def supplies_remind(*, now: datetime, actor: User) -> int:
    """Lay out the hand-outs to come, and tell keeper and receiver of those of today; returns how many of both."""
    today = timezone.localdate(now)
    new = supplies_lay_out(today=today, actor=actor)
    turns = SupplyTurn.objects.filter(status=TurnStatus.DUE, due_on=today)
    due = list(turns.select_related("supply__store__keeper", "supply__taken_by").order_by("pk"))
    for turn in due:
        tell_supply(turn, now=now)
    return new + len(due)
