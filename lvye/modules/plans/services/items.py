"""Deeds on the items of a plan, and on how they are measured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.figures import api as figures
from lvye.kernel.people.api import Person, PersonStatus, person_of
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import day_name, is_workday
from lvye.kit import say
from lvye.modules.plans.models import Plan, PlanItem, PlanStatus, ProofKind, Sense, Target, TargetKind

from .plans import state_refresh

WRITTEN = (PlanStatus.DRAFT, PlanStatus.AGREED)
MOST_TARGETS = 6


@dataclass(frozen=True)
class Aim:
    """A target before it is kept: a figure with its aim, or (no figure) a proof of a kind."""

    figure: str = ""
    only: dict[str, str] = field(default_factory=dict)
    sense: str = Sense.AT_LEAST
    aim: Decimal | None = None
    proof: str = ProofKind.ANY

    @property
    def values(self) -> dict[str, Any]:
        """As the record keeps it."""
        if not self.figure:
            return {"kind": TargetKind.PROOF, "proof": self.proof}
        return {
            "kind": TargetKind.FIGURE, "figure": self.figure, "only": self.only, "sense": self.sense, "aim": self.aim,
        }  # fmt: skip


def item_add(
    plan: Plan, *, actor: User, today: date, aims: Sequence[Aim] = (), helpers: Iterable[Person] = (), **values: Any
) -> PlanItem:
    """Put a thing to be done on a plan, while it is a draft or runs.

    Raises ValidationError: a plan that is being looked at or is closed; a day outside the plan, or a day off without
    saying so; nobody responsible, or somebody who left; a figure or split that does not exist.
    """
    _refuse_finished(plan)
    given = values | {"plan": plan}
    _refuse_impossible(given)
    for aim in aims:
        _refuse_unmeasurable(aim)
    with records.deed():
        made = records.create(PlanItem, actor=actor, **given)
        _set_helpers(made, helpers, actor=actor)
        for aim in aims:
            records.create(Target, actor=actor, item=made, **aim.values)
        return state_refresh(made, today=today)


def item_change(
    item: PlanItem,
    *,
    actor: User,
    today: date,
    because: str = "",
    helpers: Iterable[Person] | None = None,
    **values: Any,
) -> PlanItem:
    """Change an item by the same rules; of a plan that was agreed to only with a word why, which the trail keeps."""
    _refuse_finished(item.plan)
    _refuse_silent(item, because)
    names = ("person", "post", "begins_on", "due_on", "off_day", "budget", "partner", "ask")
    _refuse_impossible({name: getattr(item, name) for name in names} | values | {"plan": item.plan})
    with records.deed():
        changed = records.amend(item, actor=actor, reason=because.strip(), **values)
        if helpers is not None:
            _set_helpers(changed, helpers, actor=actor)
        return state_refresh(changed, today=today)


def item_drop(item: PlanItem, *, why: str, actor: User, today: date) -> PlanItem:
    """Struck off, with the reason."""
    _refuse_finished(item.plan)
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么取消。")})
    with records.deed():
        records.take(item, "drop", actor=actor, reason=why.strip(), why=why.strip())
        return state_refresh(item, today=today)


def item_restore(item: PlanItem, *, actor: User, today: date) -> PlanItem:
    """Back on the plan."""
    _refuse_finished(item.plan)
    with records.deed():
        records.take(item, "restore", actor=actor, why="")
        return state_refresh(item, today=today)


def item_explain(item: PlanItem, *, why: str, actor: User) -> PlanItem:
    """Say why it is not finished."""
    if item.plan.status == PlanStatus.CLOSED:
        raise ValidationError(_("计划已经总结，原因不能再改。"))
    if not why.strip():
        raise ValidationError({"why": _("请写一句为什么。")})
    return records.amend(item, actor=actor, verb="explain", why=why.strip())


def item_partner_agree(item: PlanItem, *, today: date, actor: User) -> PlanItem:
    """The office that was asked to support says yes. Raises ValidationError for anybody who is not of that office."""
    person = person_of(actor)
    if item.partner_id is None or person is None or person.department_id != item.partner_id:
        raise ValidationError(_("只有配合处室的人能答应配合。"))
    if item.partner_on is not None:
        return item
    return records.amend(item, actor=actor, verb="partner", partner_on=today)


def target_add(item: PlanItem, aim: Aim, *, actor: User, today: date, because: str = "") -> Target:
    """Measure an item by one thing more; of a plan that was agreed to only with a word why."""
    _refuse_finished(item.plan)
    _refuse_silent(item, because)
    _refuse_unmeasurable(aim)
    if item.targets.count() >= MOST_TARGETS:
        raise ValidationError(_("一项工作最多 %(n)s 个目标，请分成几项。") % {"n": MOST_TARGETS})
    with records.deed():
        made = records.create(Target, actor=actor, reason=because.strip(), item=item, **aim.values)
        state_refresh(item, today=today)
    return made


def target_remove(target: Target, *, actor: User, today: date, because: str = "") -> None:
    """Measure it by this no longer."""
    _refuse_finished(target.item.plan)
    _refuse_silent(target.item, because)
    with records.deed():
        records.remove(target, actor=actor, reason=because.strip())
        state_refresh(target.item, today=today)


def _refuse_finished(plan: Plan) -> None:
    if plan.status not in WRITTEN:
        text = _("计划现在是“%(now)s”，里面的事项不能动。")
        raise ValidationError(text % {"now": plan.get_status_display()})


def _refuse_silent(item: PlanItem, because: str) -> None:
    """An agreed plan is not bent without a word."""
    if item.plan.status == PlanStatus.AGREED and not because.strip():
        raise ValidationError({"because": _("计划已经审定，改动要写一句为什么。")})


def _refuse_impossible(given: dict[str, Any]) -> None:
    problems = _who_problem(given) | _day_problem(given)
    if (budget := given.get("budget")) is not None and budget < 0:
        problems["budget"] = _("预算不能小于零。")
    if given.get("partner") is not None and not str(given.get("ask") or "").strip():
        problems["ask"] = _("请写明要对方配合什么。")
    if problems:
        raise ValidationError(problems)


def _who_problem(given: dict[str, Any]) -> dict[str, str]:
    person = given.get("person")
    if person is None and given.get("post") is None:
        return {"person": _("请写明由谁或哪个岗位负责。")}
    if person is not None and person.status == PersonStatus.LEFT:
        return {"person": _("%(name)s已经离校，请换一个人。") % {"name": person.name}}
    return {}


def _day_problem(given: dict[str, Any]) -> dict[str, str]:
    plan, due, begins = given["plan"], given.get("due_on"), given.get("begins_on")
    if due is None:
        return {"due_on": _("请写明完成期限。")}
    if not plan.span.holds(due):
        return {"due_on": _("期限要在计划期内：%(days)s。") % {"days": plan.span.dates}}
    if not is_workday(due) and not given.get("off_day"):
        words = {"day": say.date(due), "name": day_name(due) or _("休息日")}
        return {"due_on": _("%(day)s是%(name)s。改到上班的日子，或者勾上“休息日也照办”。") % words}
    if begins is not None and begins > due:
        return {"begins_on": _("开始日期不能晚于完成期限。")}
    return {}


def _refuse_unmeasurable(aim: Aim) -> None:
    if not aim.figure:
        if aim.proof not in ProofKind.values:
            raise ValidationError({"proof": _("没有这种凭据。")})
        return
    figure = figures.figures.get(aim.figure)
    if figure is None:
        raise ValidationError({"figure": _("没有这个数字，请从列出的里面选。")})
    words = {"figure": figure.label}
    if strange := [split for split in aim.only if split not in figure.by]:
        raise ValidationError({"figure": _("“%(figure)s”不能按“%(split)s”来分。") % (words | {"split": strange[0]})})
    if figure.apart and figure.apart not in aim.only:
        words |= {"split": figure.by[figure.apart].label}
        raise ValidationError({"figure": _("“%(figure)s”不能跨%(split)s相加，请先选一个%(split)s。") % words})
    if aim.sense not in Sense.values:
        raise ValidationError({"sense": _("请选“不少于”或“不超过”。")})
    _refuse_idle(aim, is_share=isinstance(figure.value, figures.PERCENT))


def _refuse_idle(aim: Aim, *, is_share: bool) -> None:
    if aim.aim is None or not aim.aim.is_finite() or aim.aim < 0:
        raise ValidationError({"aim": _("请写目标值，例如 200；不能小于零。")})
    if is_share and aim.aim > 100:
        raise ValidationError({"aim": _("这是百分比，目标值不能超过 100。")})
    if aim.sense == Sense.AT_LEAST and aim.aim == 0:
        raise ValidationError({"aim": _("“不少于 0”谁都做得到，请写一个真正的目标。")})


def _set_helpers(item: PlanItem, wanted: Iterable[Person], *, actor: User) -> None:
    """Helpers are a list: written beside the record, with their own line in its trail."""
    before = sorted(item.helpers.values_list("pk", flat=True))
    after = sorted({person.pk for person in wanted if person.pk != item.person_id})
    if before != after:
        item.helpers.set(after)
        audit.note(item, "amend", actor=actor, changes={"helpers": [before, after]})
