"""Registers of planned works, of who repairs, and of the catalogue."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Category, Contractor, PlannedLine, PlannedWork, Trade, Worker, WorkItem
from lvye.modules.repairs.screens import planned_finish
from lvye.modules.repairs.sight import planned_seen, through_work

from .posts import LEADERS, OFFICE


def _where(work: PlannedWork) -> str:
    """The place: of this school, or outside."""
    return work.where


def _planned_finish(work: PlannedWork, *, actor: User, **values: Any) -> PlannedWork:
    return services.planned_finish(work, now=timezone.now(), actor=actor, **values)


register(
    Register(
        model=PlannedWork,
        menu="more",
        icon="calendar",
        columns=(
            "name",
            "kind",
            "batch",
            Column("where", _("地点"), _where, reads=("place",)),
            "begins_on",
            "due_on",
            "responsible",
            "supervisor",
            "status",
        ),
        fields=("name", "kind", "batch", "place", "begins_on", "due_on", "opening_on", "responsible", "supervisor"),
        more=("outside", "target_qty", "unit", "budget"),
        filters=("status", "kind", "batch", "responsible"),
        sorts=("-id", "due_on", "begins_on"),
        views=(
            View("open", _("未开始"), {"status": PlannedWork.Status.PLANNED}),
            View("doing", _("进行中"), {"status": PlannedWork.Status.DOING}),
            View("holiday", _("假期维修"), {"kind": PlannedWork.Kind.HOLIDAY}),
            View("overhaul", _("开学前检修"), {"kind": PlannedWork.Kind.OVERHAUL}),
        ),
        create=services.planned_add,
        amend=services.planned_change,
        actions={"start": services.planned_start, "finish": _planned_finish, "drop": services.planned_drop},
        screens={"detail": planned_finish.detail},
        scope=planned_seen,
        rights=rights(
            (OFFICE, "view add change export start finish drop"),
            (LEADERS, "view export"),
            (("repairer",), "view start finish"),
        ),
        empty=_("开学前检修、假期维修、清掏疏通列在这里：每项有期限、负责人和监督人，开学前没完成的标红。"),
    )
)

register(
    Register(
        model=PlannedLine,
        menu="more",
        icon="list",
        columns=("work", "action", "object", "qty", "unit", "is_approx", "done_on"),
        fields=("action", "object", "qty", "unit", "is_approx"),
        filters=("action", "object", "unit", "done_on"),
        sorts=("-id", "-done_on"),
        amend=services.planned_line_change,
        scope=through_work,
        rights=rights((OFFICE, "view export change"), (LEADERS, "view export"), (("repairer",), "view")),
        can_add=False,
        empty=_("计划维修做完时可以一样一样记下做了什么、配发了什么，例如“配发 铁锁 30 把”。"),
    )
)

KEEP = rights((("director", "admin"), "view add change export"), (("deputy_director", "desk"), "view"))

register(
    Register(
        model=Worker,
        menu="more",
        icon="user",
        columns=("name", "weekdays", "works_from", "works_to", "away_from", "away_to", "is_active"),
        fields=("person", "trades", "zones", "weekdays", "works_from", "works_to", "away_from", "away_to"),
        more=("phone_shown", "is_active"),
        filters=("is_active",),
        create=services.worker_add,
        amend=services.worker_change,
        rights=KEEP | rights((("desk", "deputy_director"), "view change")),
        empty=_("维修工登记工种、负责楼栋和上班时间，派工时就会自动推荐。先登记第一位。"),
    )
)
register(
    Register(
        model=Contractor,
        menu="more",
        icon="truck",
        columns=("name", "contact", "phone", "trades", "is_active"),
        fields=("name", "contact", "phone", "trades", "partner", "is_active"),
        filters=("is_active",),
        rights=rights((OFFICE, "view add change export")),
        empty=_("自己修不了的交给外修单位；先登记一个单位，再从报修单上派给它。"),
    )
)
register(
    Register(
        model=Category,
        menu="more",
        icon="tag",
        columns=("name", "parent", "trade", "code", "is_teaching", "joins", "is_active"),
        fields=("parent", "code", "name", "trade", "icon", "sort", "is_teaching", "joins", "is_active"),
        filters=("parent", "trade", "is_active"),
        sorts=("-id", "sort"),
        create=services.category_add,
        amend=services.category_change,
        rights=KEEP,
        empty=_("故障类别分两层，报修时点图选择。常用的已经列好，可以改名、停用，也可以再加。"),
    )
)
register(
    Register(
        model=Trade,
        menu="more",
        icon="tool",
        columns=("name", "code", "sort"),
        fields=("code", "name", "sort"),
        sorts=("-id", "sort"),
        rights=KEEP,
        empty=_("工种用来把故障和维修工对上：水电、木工门锁、电教……"),
    )
)
register(
    Register(
        model=WorkItem,
        menu="more",
        icon="list",
        columns=("action", "object", "unit", "category", "replacement_cost", "is_watched", "is_active"),
        fields=("action", "object", "unit", "category", "trade", "replacement_cost", "is_watched", "is_active"),
        filters=("category", "trade", "is_watched", "is_active"),
        rights=KEEP | rights((("repairer",), "view")),
        empty=_("维修项目是“动作、物件、单位”的组合，例如“更换 灯管 个”。修好时选用，新的会自动加进来。"),
    )
)
