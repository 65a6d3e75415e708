"""The registers of transfers, handovers and single movements."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.assets import services
from lvye.modules.assets.models import Handover, HandoverStatus, Movement, Transfer, TransferStatus
from lvye.modules.assets.sight import through

from .posts import EVERYBODY, HEADS, KEEPERS, LEADERS, LOOKERS, MONEY


def _post(transfer: Transfer, *, actor: User, answer: str = "") -> Transfer:
    return services.transfer_post(transfer, today=timezone.localdate(), actor=actor, answer=answer)


def _give(handover: Handover, *, actor: User) -> Handover:
    return services.handover_give(handover, now=timezone.now(), actor=actor)


def _take(handover: Handover, *, actor: User) -> Handover:
    return services.handover_take(handover, now=timezone.now(), actor=actor)


def _list(*, actor: User, **values: Any) -> Handover:
    return services.handover_list(today=timezone.localdate(), actor=actor, **values)


register(
    Register(
        model=Transfer,
        menu="more",
        icon="swap",
        columns=(
            "number", "to_place", "to_department", "to_class", "to_keeper", "why", "asked_by", "asked_on", "status",
        ),
        filters=("status", "to_place", "to_department", "asked_on"),
        sorts=("-id", "-asked_on"),
        views=(View("asked", _("待调整"), {"status": TransferStatus.ASKED}),),
        actions={"post": _post, "drop": services.transfer_drop},
        scope=through("asked_by", "to_keeper"),
        rights=rights(
            (HEADS, "view add export post drop"), (KEEPERS, "view add export"), ((*LEADERS, *MONEY), "view export"),
            (EVERYBODY, "view add"),
        ),
        empty=_("部门之间调换资产先写调拨单，总务处调整入账，账随物走。"),
    )
)  # fmt: skip
register(
    Register(
        model=Handover,
        menu="more",
        icon="people",
        columns=("number", "giver", "taker", "watcher", "why", "listed_on", "status"),
        fields=("giver", "taker", "watcher", "why"),
        filters=("status", "giver", "taker"),
        sorts=("-id", "-listed_on"),
        views=(
            View("listed", _("待移交人签字"), {"status": HandoverStatus.LISTED}),
            View("given", _("待接收人签字"), {"status": HandoverStatus.GIVEN}),
        ),
        create=_list,
        actions={"give": _give, "take": _take, "drop": services.handover_drop},
        scope=through("giver", "taker"),
        rights=rights(
            (HEADS, "view add change export give take drop sign"), (KEEPERS, "view add export give take"),
            ((*LEADERS, *MONEY), "view export"), ((*EVERYBODY, *LOOKERS), "view give take"),
        ),
        empty=_("人员调岗、离校时，名下的资产列成一张清单，移交、接收两人签字就过户。"),
    )
)  # fmt: skip
register(
    Register(
        model=Movement,
        menu="more",
        icon="history",
        columns=(
            "asset", "from_place", "to_place", "from_keeper", "to_keeper", "from_owner", "to_owner", "moved_on", "why",
        ),
        filters=("moved_on",),
        scope=through("from_keeper", "to_keeper", "transfer__asked_by", "handover__giver", "handover__taker"),
        rights=rights(
            ((*HEADS, *LEADERS, *MONEY, *KEEPERS), "view export"), ((*EVERYBODY, *LOOKERS), "view"),
        ),
        can_add=False,
        empty=_("资产每换一次地点、保管人都记在这里：从哪来，到哪去，为什么。"),
    )
)  # fmt: skip
panel_on("assets.asset", Panel(_("变动记录"), register="assets.movement", by="asset"))
panel_on("assets.transfer", Panel(_("调拨的资产"), register="assets.movement", by="transfer"))
panel_on("assets.handover", Panel(_("交接的资产"), register="assets.movement", by="handover"))
