"""Emergency plans are written, issued, looked at again, and followed by their next version."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.fire.dates import add_months
from lvye.modules.fire.models import Plan, PlanStatus

from .seed import PLANS


def plan_create(*, actor: User, **values: Any) -> Plan:
    """A draft of a new plan, its first version."""
    with records.deed():
        series = values.pop("series", "") or f"plan-{rules.next_number('fire.plan', 2)}"
        return records.create(Plan, actor=actor, series=series, version=1, **values)


def plan_amend(plan: Plan, *, actor: User, **values: Any) -> Plan:
    """Put a draft right. Raises ValidationError for what has been issued: that is followed by a new version."""
    if plan.status != PlanStatus.DRAFT:
        raise ValidationError(_("已经发布的预案不能直接改，请“拟新版”。"), code="issued")
    return records.amend(plan, actor=actor, **values)


def plan_issue(plan: Plan, *, today: date, actor: User) -> Plan:
    """It holds from today; the version before it is replaced. Raises ValidationError for a plan nobody answers for."""
    if plan.owner_id is None:
        raise ValidationError({"owner": _("发布前要定谁负责。")})
    if not plan.text.strip():
        raise ValidationError({"text": _("预案还没有内容。")})
    with records.deed():
        before = Plan.objects.filter(series=plan.series, status=PlanStatus.HOLDS).first()
        if before is not None:
            records.take(before, "replace", actor=actor)
        return records.take(plan, "issue", actor=actor, issued_on=today, review_on=_next(today))


def plan_review(plan: Plan, *, today: date, actor: User) -> Plan:
    """Looked at again and still right: the next look is due later. Raises ValidationError for what does not hold."""
    if plan.status != PlanStatus.HOLDS:
        raise ValidationError(_("只有现行的预案才用看。"))
    return records.amend(plan, actor=actor, verb="review", review_on=_next(today))


def _next(today: date) -> date:
    return add_months(today, int(rules.value("fire.plan_review_months", today)))


def plan_revise(plan: Plan, *, actor: User) -> Plan:
    """The draft of the next version, as the present one stands; the one that is there already, where there is one."""
    draft = Plan.objects.filter(series=plan.series, status=PlanStatus.DRAFT).first()
    if draft is not None:
        return draft
    with records.deed():
        last = Plan.objects.filter(series=plan.series).aggregate(last=Max("version"))["last"] or 0
        same = {name: getattr(plan, name) for name in ("kind", "title", "owner", "text", "drills")}
        return records.create(Plan, actor=actor, series=plan.series, version=last + 1, **same)


def plans_prepare(*, actor: User) -> int:
    """The five plans a school is asked for, and the fire rules, as drafts to be made its own; returns how many."""
    known = set(Plan.objects.values_list("series", flat=True))
    rows = [
        {"series": code, "version": 1, "kind": kind, "title": title, "text": text, "drills": drills,
         "owner": person_of(actor)}
        for code, kind, title, drills, text in PLANS
        if code not in known
    ]  # fmt: skip
    if rows:
        records.create_many(Plan, rows, actor=actor)
    return len(rows)
