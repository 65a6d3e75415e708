"""The year's plan: departments write what they need, logistics puts it together, the school agrees."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.records import api as records
from lvye.modules.procurement.models import LIVE, Plan, PlanLine, PlanStatus

from .amounts import yuan


def plan_make(*, year: int, note: str = "", actor: User) -> Plan:
    """Begin to gather what a year needs. Raises ValidationError for a second plan of the same year."""
    return records.create(Plan, actor=actor, year=year, note=note.strip(), author=actor)


def plan_change(plan: Plan, *, actor: User, **values: Any) -> Plan:
    """Mend its note."""
    return records.amend(plan, actor=actor, note=str(values.get("note", plan.note)).strip())


def _refuse_running(plan: Plan) -> None:
    if plan.status != PlanStatus.DRAFT:
        text = _("%(plan)s现在是“%(now)s”，不能再加减；计划外的直接写采购申请。")
        raise ValidationError(text % {"plan": plan, "now": plan.get_status_display()})


def planline_add(*, plan: Plan, qty: Decimal, price: Decimal, actor: User, **values: Any) -> PlanLine:
    """What a department needs, while the plan gathers."""
    _refuse_running(plan)
    return records.create(PlanLine, actor=actor, plan=plan, qty=qty, price=yuan(price), sum=yuan(qty * price), **values)


def planline_change(line: PlanLine, *, actor: User, **values: Any) -> PlanLine:
    """Mend it while the plan gathers; its plan stays."""
    _refuse_running(line.plan)
    values.pop("plan", None)
    qty, price = values.get("qty", line.qty), yuan(values.get("price", line.price))
    return records.amend(line, actor=actor, **values | {"price": price, "sum": yuan(qty * price)})


def planline_strike(line: PlanLine, *, struck_why: str, actor: User) -> PlanLine:
    """Not this year; the department reads why."""
    _refuse_running(line.plan)
    if not struck_why.strip():
        raise ValidationError({"struck_why": _("请写明为什么不列入。")})
    return records.take(line, "strike", actor=actor, reason=struck_why.strip(), struck_why=struck_why.strip())


def planline_restore(line: PlanLine, *, actor: User) -> PlanLine:
    """Taken in after all."""
    _refuse_running(line.plan)
    return records.take(line, "restore", actor=actor, struck_why="")


def plan_send(plan: Plan, *, now: datetime | None = None, actor: User) -> Plan:
    """Put it before those who must agree. Raises ValidationError while it is empty."""
    if not plan.lines.filter(status=PlanLine.Status.WANTED).exists():
        raise ValidationError(_("计划里还没有一项，先请各部门填需求。"))
    with records.deed():
        taken = records.take(plan, "ask", actor=actor)
        approvals.ask(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def plan_agreed(plan: Plan, *, actor: User) -> Plan:
    """Agreed to: it is carried out from now on. Called by the approvals alone."""
    return records.take(plan, "agree", actor=actor)


def plan_back(plan: Plan, *, actor: User, reason: str = "") -> Plan:
    """Back to who put it together. Called by the approvals (sent back, refused, withdrawn)."""
    if plan.status == PlanStatus.DRAFT:
        return plan
    return records.take(plan, "send_back", actor=actor, reason=reason)


def plan_total(plan: Plan) -> Decimal:
    """What it comes to, in yuan, without what was struck."""
    return sum((line.sum for line in plan.lines.filter(status=PlanLine.Status.WANTED)), Decimal(0))


def plan_asked(plan: Plan) -> dict[int, Decimal]:
    """plan line → what was asked for by requests so far, in yuan."""
    found: dict[int, Decimal] = {}
    for line in plan.lines.prefetch_related("requests"):
        found[line.pk] = sum((one.estimate for one in line.requests.all() if one.status in LIVE), Decimal(0))
    return found
