"""Deeds on what meetings decided."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonStatus
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import is_workday, refuse_closed
from lvye.modules.plans.models import Area, Decision, Meeting, MeetingStatus, Plan, PlanItem, PlanStatus
from lvye.modules.plans.models.item import Source

from .items import item_add
from .telling import tell_decided

M = MeetingStatus


def decision_add(
    meeting: Meeting, *, what: str, person: Person | None, due_on: date | None, now: datetime, actor: User
) -> Decision:
    """Write down what was decided: what, who, until when. He is told.

    Raises ValidationError: a meeting that has not begun or is filed; nobody, or somebody who left; a day before it.
    """
    if meeting.status in (M.FILED, M.CANCELLED):
        raise ValidationError(_("纪要已经定稿，不能再添决定。"))
    held_on = timezone.localdate(meeting.starts_at)
    if held_on > timezone.localdate(now):
        raise ValidationError(_("会还没开，等开了再记决定。"))
    refuse_closed(held_on)
    _refuse_vague(what, person, due_on, held_on)
    with records.deed():
        made = records.create(
            Decision, actor=actor, meeting=meeting, what=what.strip(), person=person, due_on=due_on, decided_on=held_on
        )
        tell_decided(made, now=now)
    return made


def _refuse_vague(what: str, person: Person | None, due_on: date | None, held_on: date) -> None:
    problems: dict[str, str] = {}
    if not what.strip():
        problems["what"] = _("请写决定了什么。")
    if person is None:
        problems["person"] = _("请选由谁办。")
    elif person.status == PersonStatus.LEFT:
        problems["person"] = _("%(name)s已经离校，请换一个人。") % {"name": person.name}
    if due_on is None:
        problems["due_on"] = _("请写办到哪天。")
    elif due_on < held_on:
        problems["due_on"] = _("期限不能早于开会那天。")
    if problems:
        raise ValidationError(problems)


def decision_finish(decision: Decision, *, result: str = "", today: date, actor: User) -> Decision:
    """Carried out. One that became an item of a plan is finished there, by its proof."""
    _refuse_planned(decision)
    return records.take(decision, "finish", actor=actor, result=result.strip(), done_on=today)


def decision_drop(decision: Decision, *, result: str, actor: User) -> Decision:
    """Not to be done any more, with the reason."""
    _refuse_planned(decision)
    if not result.strip():
        raise ValidationError({"result": _("请写明为什么不办了。")})
    return records.take(decision, "drop", actor=actor, result=result.strip())


def decision_reopen(decision: Decision, *, actor: User) -> Decision:
    """It is not done after all."""
    _refuse_planned(decision)
    return records.take(decision, "reopen", actor=actor, done_on=None)


def plan_for(decision: Decision) -> Plan | None:
    """The plan that runs over the decision's day: the shortest first."""
    rows = Plan.objects.filter(
        status__in=[PlanStatus.AGREED, PlanStatus.DRAFT], begins_on__lte=decision.due_on, ends_on__gte=decision.due_on
    )
    return min(rows, key=lambda plan: (plan.status != PlanStatus.AGREED, plan.span.days, -plan.pk), default=None)


def decision_to_item(decision: Decision, *, plan: Plan | None = None, today: date, actor: User) -> PlanItem:
    """Make it an item of the running plan: same words, same person, same day; it stands from now on as the item does.

    Raises ValidationError where no plan reaches over its day, or it is an item already.
    """
    if decision.item_id is not None:
        raise ValidationError(_("这条决定已经列入计划了。"))
    if decision.status != Decision.Status.OPEN:
        raise ValidationError(_("这条决定已经了结，不用再列入计划。"))
    chosen = plan or plan_for(decision)
    if chosen is None:
        raise ValidationError(_("没有一份执行中的计划包括这个日期，先编一份计划。"))
    area = {Meeting.Kind.SAFETY: Area.SAFETY, Meeting.Kind.HAZARD: Area.SAFETY, Meeting.Kind.CANTEEN: Area.CANTEEN}
    with records.deed():
        item = item_add(
            chosen, what=decision.what, area=area.get(Meeting.Kind(decision.meeting.kind), Area.OFFICE),
            person=decision.person, due_on=decision.due_on, off_day=not is_workday(decision.due_on),
            source=Source.DECISION, today=today, actor=actor,
        )  # fmt: skip
        records.amend(decision, actor=actor, verb="item", item=item)
    return item


def _refuse_planned(decision: Decision) -> None:
    if decision.item_id is not None:
        raise ValidationError(_("这条决定已经列入计划，请在计划事项里登记怎么做完的。"))
