"""The registers of months brought into the ledger."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.assets import services
from lvye.modules.assets.models import Booking, BookingLine, BookingStatus

from .posts import HEADS, KEEPERS, LEADERS, MONEY

LOOK = (*LEADERS, *HEADS, *KEEPERS)


def _undo(booking: Booking, *, actor: User, why: str = "") -> Booking:
    return services.booking_undo(booking, why=why, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Booking,
        menu="more",
        icon="sheet",
        columns=("month", "charge", "adjusted", "left_value", "left_worn", "closing", "voucher", "made_by", "status"),
        filters=("status",),
        sorts=("-id", "-month"),
        views=(View("made", _("已入账"), {"status": BookingStatus.MADE}),),
        can_add=False,
        actions={"undo": _undo},
        rights=rights((MONEY, "view add export undo"), (LOOK, "view export")),
        empty=_("每个月的折旧和处置记成一张凭证，交会计审核记账；错了用红字冲回。从“资产价值与增减”里入账。"),
    )
)  # fmt: skip
register(
    Register(
        model=BookingLine,
        menu="more",
        icon="list",
        columns=("booking", "account", "value", "charge", "closing", "left_value", "left_worn"),
        filters=("booking",),
        can_add=False,
        rights=rights((MONEY, "view export"), (LOOK, "view export")),
        empty=_("入账的每个科目：原值、本月折旧、累计折旧、处置。"),
    )
)
panel_on("assets.booking", Panel(_("按科目"), register="assets.bookingline", by="booking"))
link_by(Booking, "voucher", leads_to=True)
