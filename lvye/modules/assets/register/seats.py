"""The registers of seat plans and their rooms."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.assets import services
from lvye.modules.assets.models import SeatPlan, SeatRoom, SeatStatus
from lvye.modules.assets.screens import seats

from .posts import HEADS, KEEPERS, LEADERS


def _make(*, actor: User, **values: Any) -> SeatPlan:
    return services.seatplan_make(today=timezone.localdate(), actor=actor, **values)


def _finish(plan: SeatPlan, *, actor: User) -> SeatPlan:
    return services.seatplan_finish(plan, today=timezone.localdate(), actor=actor)


def _drop(plan: SeatPlan, *, actor: User) -> SeatPlan:
    return records.take(plan, "drop", actor=actor)


register(
    Register(
        model=SeatPlan,
        menu="more",
        icon="chair",
        columns=("term", "kind", "made_on", "done_on", "status"),
        fields=("term", "kind"),
        filters=("term", "kind", "status"),
        views=(View("open", _("安排中"), {"status": SeatStatus.OPEN}),),
        create=_make,
        actions={"finish": _finish, "drop": _drop},
        screens={"detail": seats.plan},
        rights=rights(
            (HEADS, "view add export finish drop"),
            (KEEPERS, "view add export"),
            (LEADERS, "view export"),
            (("teacher", "admin", "finance"), "view"),
        ),
        empty=_("开学前对一遍：每间教室多少学生、有多少课桌椅，哪里多、哪里少，一点就调过去；宿舍床位也一样。"),
    )
)
register(
    Register(
        model=SeatRoom,
        menu="more",
        icon="door",
        columns=("plan", "place", "school_class", "heads"),
        fields=("plan", "place", "school_class", "heads"),
        filters=("plan", "school_class"),
        can_add=False,
        rights=rights((HEADS, "view export"), (KEEPERS, "view export"), (LEADERS, "view export")),
        empty=_("安排表上的房间：坐哪个班、多少人。"),
    )
)
