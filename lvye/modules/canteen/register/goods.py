"""The registers of what comes in."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.modules.canteen import services
from lvye.modules.canteen.models import Batch, Delivery, DeliveryStatus, Order, OrderLine, OrderStatus, Use

from .posts import BOOKS, BUYER, GOODS, HEADS, KITCHEN, LEADERS


def _cancel(order: Order, *, actor: User, note: str = "") -> Order:
    return services.order_cancel(order, note=note, actor=actor)


def _sign(delivery: Delivery, *, actor: User) -> Delivery:
    return services.delivery_sign(delivery, now=timezone.now(), actor=actor)


def _void(delivery: Delivery, *, actor: User, why: str = "") -> Delivery:
    return services.delivery_void(delivery, why=why, actor=actor)


register(
    Register(
        model=Order,
        menu="food",
        icon="sheet",
        columns=("number", "supplier", "due_on", "status", "placed_by", "note"),
        filters=("status", "supplier", "due_on"),
        sorts=("-id", "due_on"),
        views=(View("placed", _("等到货"), {"status": OrderStatus.PLACED}),),
        can_add=False,
        actions={"cancel": _cancel},
        rights=rights(
            (KITCHEN, "view add export cancel"),
            (BUYER, "view add export cancel"),
            (HEADS, "view add export cancel"),
            (LEADERS, "view export"),
            (GOODS, "view"),
            (BOOKS, "view export"),
        ),
        empty=_("向供货单位订的食材。禁用的食品订不了，证照过期的供货单位也订不了。"),
    )
)
register(
    Register(
        model=Delivery,
        menu="food",
        icon="truck",
        columns=("number", "arrived_on", "supplier", "status", "first", "second", "watchers"),
        filters=("status", "supplier", "arrived_on"),
        sorts=("-id", "-arrived_on"),
        views=(View("half", _("等第二个人签"), {"status": DeliveryStatus.HALF}),),
        can_add=False,
        actions={"sign": _sign, "void": _void},
        rights=rights(
            (KITCHEN, "view add export sign void"),
            (GOODS, "view add export sign void"),
            (HEADS, "view add export sign void"),
            (LEADERS, "view export"),
            (BUYER, "view"),
            (BOOKS, "view export"),
        ),
        empty=_("每次到货两个不同的人验：过秤、看证、看感官、测温。两个人都签了才入库。"),
    )
)
register(
    Register(
        model=Batch,
        menu="food",
        icon="box",
        columns=(
            "item", "code", "supplier", "arrived_on", "qty", "refused", "expires_on", "paper", "paper_no",
            Column("why", _("拒收原因"), lambda one: one.why),
        ),
        filters=("item", "supplier", "arrived_on", "expires_on", "paper", "fate"),
        sorts=("-id", "-arrived_on"),
        can_add=False,
        rights=rights(
            ((*KITCHEN, *HEADS, *GOODS), "view export"), (LEADERS, "view export"), (BUYER, "view"),
            (BOOKS, "view export"),
        ),
        empty=_("到货的每一样食材是一批：供货单位、批号、保质期、合格证明。收货以后在这里。"),
    )
)  # fmt: skip
register(
    Register(
        model=Use,
        menu="more",
        icon="bowl",
        columns=("batch", "meal", "serving", "qty", "by"),
        filters=("meal",),
        can_add=False,
        rights=rights(((*KITCHEN, *HEADS, *GOODS), "view export"), (LEADERS, "view"), (BOOKS, "view export")),
        empty=_("哪一批食材进了哪一餐的哪个菜。灶上领料时记下。"),
    )
)
register(
    Register(
        model=OrderLine,
        menu="more",
        icon="sheet",
        columns=("order", "item", "qty", "price"),
        filters=("item",),
        can_add=False,
        rights=rights(((*KITCHEN, *BUYER, *HEADS, *GOODS), "view export"), (LEADERS, "view"), (BOOKS, "view export")),
        empty=_("向供货单位订的食材。禁用的食品订不了，证照过期的供货单位也订不了。"),
    )
)
