"""The registers of drills, of the times of each building, and of what is to be done better."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.fire import services
from lvye.modules.fire.models import Drill, DrillStatus, DrillTime, Finding, FindingStatus
from lvye.modules.fire.posts import ADMIN, DESK, GUARDS, HEADS, LEADERS, STAFF

ALL = "fire.view_upkeep"  # the office and the leaders


def _finish(finding: Finding, *, actor: User, done_words: str = "") -> Finding:
    return services.finding_finish(finding, done_words=done_words, today=timezone.localdate(), actor=actor)


def _mine(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all that is to be done better, others what they answer for."""
    return rows if user.has_perm(ALL) else rows.filter(Q(responsible=person_of(user), responsible__isnull=False))


register(
    Register(
        model=Drill,
        menu="safety",
        icon="exit",
        columns=("number", "name", "plan", "planned_on", "held_on", "people", "slowest", "with_brigade", "status"),
        filters=("status", "plan", "with_brigade", "planned_on", "held_on"),
        sorts=("-id", "-planned_on"),
        views=(
            View("planned", _("已安排"), {"status": DrillStatus.PLANNED}),
            View("held", _("待讲评"), {"status": DrillStatus.HELD}),
        ),
        can_add=False,
        actions={"cancel": services.drill_cancel},
        rights=rights(
            (HEADS, "view add export hold close cancel"), (DESK, "view add export hold"),
            (LEADERS, "view add export hold close cancel"), ((*GUARDS, *STAFF), "view"), (ADMIN, "view"),
        ),
        empty=_("演练先按预案安排：哪天、哪几栋楼、谁指挥；当天用手机计时，完了讲评，要改的落到人。"),
    )
)  # fmt: skip
register(
    Register(
        model=DrillTime,
        menu="more",
        icon="clock",
        columns=("place", "drill", "people", "seconds", "limit", "is_over"),
        filters=("is_over", "place"),
        can_add=False,
        rights=rights(((*HEADS, *DESK, *LEADERS), "view export"), ((*GUARDS, *STAFF, *ADMIN), "view")),
        empty=_("每次演练每栋楼用了几秒，都记在这里。"),
    )
)
register(
    Register(
        model=Finding,
        menu="safety",
        icon="todo",
        columns=("what", "drill", "place", "measure", "responsible", "due_on", "done_on", "status"),
        filters=("status", "responsible", "due_on", "found_on"),
        views=(View("open", _("待改进"), {"status": FindingStatus.OPEN}),),
        can_add=False,
        scope=_mine,
        actions={"finish": _finish},
        rights=rights(
            ((*HEADS, *DESK, *LEADERS), "view export finish"), ((*GUARDS, *STAFF), "view finish"), (ADMIN, "view")
        ),
        empty=_("演练里发现要改进的，写明怎么改、谁负责、最迟哪天；也可以直接转报修、转隐患。"),
    )
)
panel_on("fire.drill", Panel(_("各楼用时"), register="fire.drilltime", by="drill"))
panel_on("fire.drill", Panel(_("要改进的"), register="fire.finding", by="drill"))
