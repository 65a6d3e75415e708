"""What 今日, the menu and the phone's bottom bar show of the stores."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, MenuLink, Offer, menu_link, offer, workbench
from lvye.kernel.rules import api as rules

from .models import (
    Issue,
    Loan,
    LoanStatus,
    Need,
    NeedStatus,
    Receipt,
    Sign,
    Status,
    Stocktake,
    StocktakeStatus,
    SupplyTurn,
    TurnStatus,
)
from .queries import low_items
from .sight import ASK, COUNTER

SHOWN = 5


def keeper_block(user: User, now: datetime) -> Mapping[str, Any]:
    """What waits at the counter: requests, receipts to post, what is out too long, not signed for, runs low."""
    today = timezone.localdate(now)
    needs = Need.objects.filter(status=NeedStatus.AGREED)
    unsigned_before = today - timedelta(days=int(rules.value("stores.sign_days", on=today)))
    counts = (
        (_("入库单待过账"), Receipt.objects.filter(status=Status.DRAFT).count(), "stores.receipt:list", "status=draft"),
        (
            _("借用过期没还"),
            Loan.objects.filter(returned=LoanStatus.OUT, status=Status.POSTED, due_on__lt=today).count(),
            "stores.loan:list", "returned=out",
        ),
        (
            _("领用没有签字"),
            Issue.objects.filter(
                signed=Sign.NONE, status=Status.POSTED, reverses__isnull=True, happened_on__lt=unsigned_before
            ).count(),
            "stores.issue:list", "view=unsigned",
        ),
        (_("定期供应该发了"), SupplyTurn.objects.filter(status=TurnStatus.DUE, due_on__lte=today).count(),
         "stores:supplies", ""),
        (_("盘点待审核"), Stocktake.objects.filter(status=StocktakeStatus.PROPOSED).count(), "stores.stocktake:list",
         "status=proposed"),
        (_("低于最低库存"), low_items().count(), "stores:stock", "low"),
    )  # fmt: skip
    lines = [(label, n, f"{reverse(name)}?{query}") for label, n, name, query in counts if n]
    rows = needs.select_related("person").order_by(F("wanted_on").asc(nulls_last=True), "pk")[:SHOWN]
    return {"needs": rows, "count": needs.count(), "lines": lines, "url": reverse("stores:counter")}


def mine_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What one has to sign for, has to bring back, and may fetch."""
    person = person_of(user)
    if person is None:
        return None
    unsigned = Issue.objects.filter(taken_by=person, signed=Sign.NONE, status=Status.POSTED, reverses__isnull=True)
    loans = Loan.objects.filter(Q(person=person), returned=LoanStatus.OUT, status=Status.POSTED)
    ready = Need.objects.filter(person=person, status=NeedStatus.AGREED)
    today = timezone.localdate(now)
    counts = {
        "unsigned": unsigned.count(), "loans": loans.count(), "late": loans.filter(due_on__lt=today).count(),
        "ready": ready.count(),
    }  # fmt: skip
    return {**counts, "url": reverse("stores:mine")} if any(counts.values()) else None


workbench(
    Block(
        name="stores-keeper", title=_("领用台"), template="stores/blocks/keeper.html", context=keeper_block,
        right=COUNTER, order=14,
    )
)  # fmt: skip
workbench(
    Block(
        name="stores-mine", title=_("我的领用"), template="stores/blocks/mine.html", context=mine_block, right=ASK,
        order=30,
    )
)  # fmt: skip
for label, url_name, icon, right, order in (
    (_("领用台"), "stores:counter", "tap", COUNTER, 1),
    (_("我要领"), "stores:ask", "plus", ASK, 2),
    (_("我的领用"), "stores:mine", "user", ASK, 3),
    (_("库存"), "stores:stock", "search", "stores.view_holding", 4),
    (_("入库"), "stores:receive", "truck", "stores.add_receipt", 5),
    (_("调拨"), "stores:transfer", "swap", "stores.add_transfer", 6),
    (_("定期供应"), "stores:supplies", "calendar", "stores.view_supplyturn", 7),
    (_("开始盘点"), "stores:count-start", "check", "stores.add_stocktake", 8),
    (_("收发存月报"), "stores:book", "sheet", "stores.view_move", 9),
):
    menu_link(MenuLink(group="things", label=label, url_name=url_name, icon=icon, right=right, order=order))


def _paper_address(record: Any) -> str:
    return reverse("stores:paper", args=[record._meta.model_name, record.pk])


for kind in ("receipt", "issue", "loan", "giveback", "transfer", "stocktake"):
    offer(Offer(name="print", label=_("打印"), icon="print", url=_paper_address, order=40), on=f"stores.{kind}")
for target, address, label in (
    ("stores.issue", "stores:issue-back", _("退库")),
    ("stores.loan", "stores:loan-back", _("归还")),
):
    offer(
        Offer(
            name="back", label=label, icon="undo", right="stores.add_giveback", order=20,
            url=lambda record, name=address: reverse(name, args=[record.pk]),  # type: ignore[misc]
        ),
        on=target,
    )  # fmt: skip
offer(
    Offer(
        name="hand-out", label=_("到领用台发放"), icon="tap", right=COUNTER, order=10,
        url=lambda need: f"{reverse('stores:counter')}?need={need.pk}",
    ),
    on="stores.need",
)  # fmt: skip
offer(
    Offer(
        name="count", label=_("填实盘数"), icon="edit", right="stores.add_stocktake", order=10,
        url=lambda count: reverse("stores:count", args=[count.pk]),
    ),
    on="stores.stocktake",
)  # fmt: skip
offer(
    Offer(
        name="moves", label=_("库存和收发"), icon="list", right="stores.view_holding", order=10,
        url=lambda item: reverse("stores:item", args=[item.pk]),
    ),
    on="stores.item",
)  # fmt: skip
