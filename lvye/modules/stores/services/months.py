"""月结: months close one after the other and stay closed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max, Q, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import month_period
from lvye.kit import say
from lvye.modules.stores.models import MonthClose, Move, MoveKind, Receipt, Status, Store


def closed_until() -> date | None:
    """The first day of the last month that is closed."""
    last: date | None = MonthClose.objects.aggregate(last=Max("month"))["last"]
    return last


def open_month() -> date | None:
    """The first day of the earliest month still open; none while no month was ever closed."""
    last = closed_until()
    return after(last) if last else None


def after(month: date) -> date:
    """The first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def refuse_closed_month(day: date) -> None:
    """Raises ValidationError for a day in a month that is closed."""
    last = closed_until()
    if last is not None and day < after(last):
        text = _("%(day)s所在的月份已经月结，不能再记进去；请用%(open)s之后的日期。")
        raise ValidationError(text % {"day": say.day(day), "open": say.day(after(last))}, code="month_closed")


def month_close(month: date, *, now: datetime, actor: User) -> MonthClose:
    """Close a month: over, the next in turn, nothing of it still in draft. It can not be opened again."""
    month = month.replace(day=1)
    today = timezone.localdate(now)
    if after(month) > today:
        raise ValidationError({"month": _("这个月还没有过完，月底之后再结账。")})
    with records.deed():
        audit.hold()
        list(Store.objects.select_for_update(no_key=True).order_by("pk"))  # nobody is just posting into it
        last = closed_until()
        if last is not None and month != after(last):
            text = _("要一个月一个月地结：下一个该结的是 %(month)s。")
            raise ValidationError({"month": text % {"month": f"{after(last):%Y-%m}"}})
        period = month_period(month.year, month.month)
        drafts = Receipt.objects.filter(status=Status.DRAFT, happened_on__lte=period.ends_on).count()
        if drafts:
            raise ValidationError(_("这个月还有 %(n)s 张入库单没有过账，请先过账或删掉。") % {"n": drafts})
        return records.create(MonthClose, actor=actor, month=month, closed_at=now, by=actor, **_totals(month))


def _totals(month: date) -> dict[str, Any]:
    inside = Move.objects.filter(moved_on__lt=after(month))
    moved = Q(moved_on__gte=month) & ~Q(kind=MoveKind.TRANSFER)
    sums = inside.aggregate(
        received=Sum("value", filter=moved & Q(qty__gt=0)),
        gone=Sum("value", filter=moved & Q(qty__lt=0)),
        value=Sum("value"),
    )
    zero = Decimal(0)
    return {
        "received": sums["received"] or zero, "gone": -(sums["gone"] or zero), "value": sums["value"] or zero,
    }  # fmt: skip
