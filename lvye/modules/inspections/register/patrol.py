"""The registers of walks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.inspections.models import Patrol, PatrolStatus, Visit
from lvye.modules.inspections.sight import patrols, visits

from .posts import ADMIN, GUARDS, LEADERS, OFFICE, STAFF

register(
    Register(
        model=Patrol,
        menu="safety",
        icon="walk",
        columns=(
            "walked_on", "route", "person", "status", "seen_count", "stop_count", "scanned_count", "fault_count",
            "is_late", "is_hasty",
        ),
        filters=("status", "route", "person", "walked_on", "is_late", "is_hasty"),
        views=(
            View("broken", _("未走完"), {"status": PatrolStatus.BROKEN}),
            View("late", _("补录"), {"is_late": "True"}),
            View("hasty", _("走得太快"), {"is_hasty": "True"}),
        ),
        can_add=False,
        scope=patrols,
        rights=rights(
            (OFFICE, "view add export"), (LEADERS, "view add export"), (GUARDS, "view add"), (STAFF, "view add"),
            (ADMIN, "view"),
        ),
        empty=_("每走一趟巡查记一条：应到几站、实到几站、几站扫了码。到“巡查”里选一条路线就能走。"),
    )
)  # fmt: skip
register(
    Register(
        model=Visit,
        menu="more",
        icon="pin",
        columns=("patrol", "stop", "how", "seen_at", "sent_at", "is_fault", "note"),
        filters=("how", "is_fault"),
        can_add=False,
        scope=visits,
        rights=rights(((*OFFICE, *LEADERS), "view export"), ((*GUARDS, *STAFF, *ADMIN), "view")),
        empty=_("巡查时每到一站记一行：几点到、是扫码还是手点、有没有问题。"),
    )
)
panel_on("inspections.patrol", Panel(_("到了哪几站"), register="inspections.visit", by="patrol"))
panel_on("inspections.patrol", Panel(_("发现的隐患"), register="inspections.hazard", by="patrol"))
panel_on("inspections.route", Panel(_("走过的记录"), register="inspections.patrol", by="route"))
