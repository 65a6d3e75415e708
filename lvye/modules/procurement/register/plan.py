"""Registers of the year's purchase plan."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.procurement import services
from lvye.modules.procurement.models import Plan, PlanLine
from lvye.modules.procurement.screens import plan

from .posts import BUYER, HEADS, OFFICE, STAFF


def _strike(line: PlanLine, *, struck_why: str = "", actor: User) -> PlanLine:
    return services.planline_strike(line, struck_why=struck_why, actor=actor)


register(
    Register(
        model=Plan,
        menu="money",
        icon="calendar",
        columns=("year", "note", "author", "status"),
        fields=("year", "note"),
        filters=("status",),
        sorts=("-id", "-year"),
        create=services.plan_make,
        amend=services.plan_change,
        actions={"ask": services.plan_send},
        screens={"detail": plan.detail},
        rights=rights((OFFICE, "view export"), (STAFF, "view"), (HEADS, "add change ask"), (BUYER, "add change ask")),
        empty=_("每年先收各部门的需求，汇成采购计划送审；批了以后按计划买，计划外的单独写明理由。"),
    )
)

register(
    Register(
        model=PlanLine,
        menu="more",
        icon="list",
        columns=("plan", "department", "what", "category", "qty", "unit", "price", "sum", "needed_in", "status"),
        fields=("plan", "department", "what", "category", "qty", "unit", "price"),
        more=("needed_in", "budget_line", "why"),
        filters=("status", "plan", "department", "category", "needed_in"),
        views=(View("wanted", _("已列入"), {"status": PlanLine.Status.WANTED}),),
        create=services.planline_add,
        amend=services.planline_change,
        actions={"strike": _strike, "restore": services.planline_restore},
        rights=rights(
            (OFFICE, "view export"), (STAFF, "view add change"), (HEADS, "add change strike restore"),
            (BUYER, "strike restore"),
        ),
        empty=_("部门明年要买什么：品名、数量、大概单价、几月份要。"),
    )
)  # fmt: skip

panel_on("procurement.plan", Panel(_("各部门的需求"), register="procurement.planline", by="plan"))
