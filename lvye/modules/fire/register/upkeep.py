"""The registers of orders and of the devices on them."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.fire import services
from lvye.modules.fire.models import Upkeep, UpkeepLine, UpkeepStatus
from lvye.modules.fire.posts import ADMIN, DESK, HEADS, LEADERS


def _send(upkeep: Upkeep, *, actor: User, **values: Any) -> Upkeep:
    return services.upkeep_send(upkeep, today=timezone.localdate(), actor=actor, **values)


def _agree(upkeep: Upkeep, *, actor: User) -> Upkeep:
    return services.upkeep_agree(upkeep, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Upkeep,
        menu="safety",
        icon="truck",
        columns=(
            "number", "kind", "why", "firm", "asked_on",
            "sent_on", "due_on", "done_on", "cost", "status",
        ),
        filters=("kind", "status", "asked_on"),
        views=(
            View("asked", _("待同意"), {"status": UpkeepStatus.ASKED}),
            View("out", _("已送出"), {"status": UpkeepStatus.OUT}),
        ),
        can_add=False,
        actions={"send": _send, "agree": _agree, "drop": services.upkeep_drop},
        rights=rights(
            (HEADS, "view add export send back agree drop"), (DESK, "view add export send back drop"),
            (LEADERS, "view export agree"), (ADMIN, "view"),
        ),
        empty=_("该充装的、该检测的、该报废的，在“消防台”里勾上，一起开一张单，打印了跟着走。"),
    )
)  # fmt: skip
register(
    Register(
        model=UpkeepLine,
        menu="more",
        icon="list",
        columns=("device", "upkeep", "result", "certificate", "done_on", "note"),
        filters=("result", "done_on"),
        can_add=False,
        rights=rights(((*HEADS, *DESK, *LEADERS), "view export"), (ADMIN, "view")),
        empty=_("送修、报废单上的每一件都在这里，充好的记着维修合格证号。"),
    )
)
panel_on("fire.upkeep", Panel(_("单上的器材"), register="fire.upkeepline", by="upkeep"))
panel_on("fire.device", Panel(_("送修和报废"), register="fire.upkeepline", by="device"))
