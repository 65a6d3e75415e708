"""Registers of quotes, orders and acceptances."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.procurement import services
from lvye.modules.procurement.models import (
    Acceptance,
    AcceptanceLine,
    AcceptanceStatus,
    Order,
    OrderLine,
    OrderStatus,
    Quote,
    QuoteLine,
)
from lvye.modules.procurement.screens import acceptance, order
from lvye.modules.procurement.sight import (
    acceptance_lines_seen,
    acceptances_seen,
    order_lines_seen,
    orders_seen,
    quote_lines_seen,
    quotes_seen,
)

from .posts import BUYER, HEADS, LEADERS, OFFICE, RECEIVER, STAFF


def _withdraw(quote: Quote, *, why: str = "", actor: User) -> Quote:
    return services.quote_withdraw(quote, why=why, actor=actor)


def _cancel(record: Order, *, why: str = "", actor: User) -> Order:
    return services.order_cancel(record, why=why, actor=actor)


def _stop(record: Order, *, why: str = "", actor: User) -> Order:
    return services.order_stop(record, why=why, today=timezone.localdate(), actor=actor)


def _undo(record: Acceptance, *, why: str = "", actor: User) -> Acceptance:
    return services.receive_undo(record, why=why, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Quote,
        menu="more",
        icon="list",
        columns=("request", "partner", "quoted_on", "total", "days", "warranty", "status"),
        filters=("status", "partner", "quoted_on"),
        actions={"withdraw": _withdraw},
        scope=quotes_seen,
        rights=rights(
            (OFFICE, "view export"), (STAFF, "view"), (BUYER, "withdraw"), (("deputy_director",), "withdraw")
        ),
        can_add=False,
        empty=_("供应商的报价，在采购申请的比价页上登记。"),
    )
)

register(
    Register(
        model=QuoteLine,
        menu="more",
        icon="list",
        columns=("quote", "line", "price", "brand"),
        scope=quote_lines_seen,
        rights=rights((OFFICE, "view export"), (STAFF, "view")),
        can_add=False,
        empty=_("报价里每一样的单价。"),
    )
)

register(
    Register(
        model=Order,
        menu="money",
        icon="box",
        columns=("number", "what", "partner", "amount", "way", "ordered_on", "due_on", "status"),
        filters=("status", "partner", "category", "way", "ordered_on", "due_on"),
        sorts=("-id", "due_on", "-ordered_on"),
        views=(
            View("open", _("待到货"), {"status": OrderStatus.OPEN}),
            View("part", _("部分到货"), {"status": OrderStatus.PART}),
            View("arrived", _("到齐待结清"), {"status": OrderStatus.ARRIVED}),
        ),
        screens={"detail": order.detail},
        actions={"cancel": _cancel, "stop": _stop},
        scope=orders_seen,
        rights=rights(
            (OFFICE, "view export"), (STAFF, "view"), (BUYER, "cancel stop"), (HEADS, "cancel stop"),
        ),
        can_add=False,
        empty=_("定了供应商就下单：订单占用预算，打印给供应商，到货由两个人验收。"),
    )
)  # fmt: skip

register(
    Register(
        model=OrderLine,
        menu="more",
        icon="list",
        columns=("order", "line", "brand", "qty", "price", "accepted"),
        scope=order_lines_seen,
        rights=rights((OFFICE, "view export"), (STAFF, "view")),
        can_add=False,
        empty=_("订单里的每一样东西。"),
    )
)

register(
    Register(
        model=Acceptance,
        menu="money",
        icon="check",
        columns=("number", "order", "counted_on", "first", "second", "amount", "accepted_on", "status"),
        filters=("status", "counted_on", "accepted_on"),
        views=(View("counted", _("待第二人"), {"status": AcceptanceStatus.COUNTED}),),
        screens={"detail": acceptance.detail},
        actions={"undo": _undo},
        scope=acceptances_seen,
        rights=rights(
            (OFFICE, "view export"), ((*STAFF, *HEADS, *LEADERS), "view"),
            ((*RECEIVER, "desk", "teacher", "repairer", "deputy_director"), "add confirm undo"),
        ),
        can_add=False,
        empty=_("货到了，两个没有参与采购的人验收：一个点数，一个确认。"),
    )
)  # fmt: skip

register(
    Register(
        model=AcceptanceLine,
        menu="more",
        icon="list",
        columns=("acceptance", "line", "accepted", "refused", "why"),
        scope=acceptance_lines_seen,
        rights=rights((OFFICE, "view export"), (STAFF, "view")),
        can_add=False,
        empty=_("验收单里的每一样东西：收了多少，拒收多少，为什么。"),
    )
)
