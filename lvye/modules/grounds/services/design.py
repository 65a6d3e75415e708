"""The deeds of the green design: drawn up, agreed to, its parts done, put off or given up, year by year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.grounds.models import Design, DesignPart, DesignStatus, PartStatus, Plot

OVER = (DesignStatus.DONE, DesignStatus.STOPPED)


def design_part_add(*, design: Design, due_on: date, actor: User, **values: Any) -> DesignPart:
    """One more thing for one year. Raises ValidationError outside the years of the design, or once it is over.

    A design that was agreed to takes more only while the estimates stay within its money.
    """
    with records.deed():
        held = Design.objects.select_for_update().get(pk=design.pk)
        _refuse_over(held)
        _refuse_year(held, due_on)
        if held.status == DesignStatus.GOING:
            _refuse_money(held, values.get("estimate") or Decimal(0))
        return records.create(DesignPart, actor=actor, design=held, due_on=due_on, year=due_on.year, **values)


def design_part_amend(part: DesignPart, *, actor: User, reason: str = "", **values: Any) -> DesignPart:
    """Change a part that waits. Raises ValidationError as adding one does, and for one whose end is written down."""
    if part.status != PartStatus.PLANNED:
        raise ValidationError(_("已经写了结果的项目不再改。"), code="over")
    due = values.get("due_on", part.due_on)
    with records.deed():
        held = Design.objects.select_for_update().get(pk=part.design_id)
        _refuse_over(held)
        _refuse_year(held, due)
        if held.status == DesignStatus.GOING:
            _refuse_money(held, values.get("estimate", part.estimate) - part.estimate)
        return records.amend(part, actor=actor, reason=reason, year=due.year, **values)


def design_agree(design: Design, *, today: date, actor: User) -> Design:
    """It holds from now on. Raises ValidationError without a part, or when its parts cost more than its money."""
    with records.deed():
        held = Design.objects.select_for_update().get(pk=design.pk)
        if not held.parts.exists():
            raise ValidationError(_("还没有分年项目：先写清楚哪一年做什么、大约花多少，再通过。"), code="no_parts")
        _refuse_money(held, Decimal(0))
        return records.take(held, "agree", actor=actor, agreed_on=today, agreed_by=person_of(actor))


def design_finish(design: Design, *, closing: str, today: date, actor: User) -> Design:
    """All of it came to an end. Raises ValidationError naming the parts that did not, or without words."""
    open_ones = [str(one) for one in design.parts.filter(status=PartStatus.PLANNED).order_by("due_on", "pk")]
    if open_ones:
        text = _("还有 %(n)s 项没有结果：%(what)s。做成了、转到以后、不做了，每一项都要写。")
        raise ValidationError(text % {"n": len(open_ones), "what": _("、").join(open_ones[:5])}, code="open_parts")
    return records.take(design, "finish", actor=actor, closed_on=today, closing=_words(closing, "closing"))


def design_stop(design: Design, *, closing: str, today: date, actor: User) -> Design:
    """It is given up, for a reason; so is every part that waits. Raises ValidationError without a reason."""
    why = _words(closing, "closing")
    with records.deed():
        for part in design.parts.filter(status=PartStatus.PLANNED):
            records.take(part, "drop", actor=actor, became=why[:200], done_on=today)
        return records.take(design, "stop", actor=actor, closed_on=today, closing=why)


def part_cost(part: DesignPart) -> Decimal:
    """What its plantings and works say they cost."""
    return sum(
        (rows.aggregate(n=Sum("cost"))["n"] or Decimal(0) for rows in (part.plantings.all(), part.works.all())),
        Decimal(0),
    )


def part_finish(
    part: DesignPart, *, spent: Decimal | None, became: str, today: date, actor: User
) -> DesignPart:  # fmt: skip
    """It was done, for so much. Without `spent`: what its plantings and works cost.

    Raises ValidationError while the design is not agreed to, without words, without any sum, and for less than its
    plantings and works cost.
    """
    _refuse_idle(part)
    known = part_cost(part)
    if spent is None and not known:
        raise ValidationError({"spent": _("花了多少写下来；没有花钱写 0。")})
    if spent is not None and spent < known:
        text = _("挂在这一项下的栽种和作业已经花了 %(n)s，不能比它少。")
        raise ValidationError({"spent": text % {"n": say.money(known)}}, code="less_than_known")
    return records.take(
        part, "finish", actor=actor, spent=known if spent is None else spent, became=_words(became, "became"),
        done_on=today,
    )  # fmt: skip


def part_move(part: DesignPart, *, next_on: date | None, became: str, today: date, actor: User) -> DesignPart:
    """It is put off to a later day, and stands there as a new part; this one stays as what was not done in its year.

    Raises ValidationError without a day after its own, for one after the design's years, and without a reason.
    """
    _refuse_idle(part)
    why = _words(became, "became")
    if next_on is None or next_on <= part.due_on:
        text = _("改到哪天，要比原来的 %(day)s 晚。")
        raise ValidationError({"next_on": text % {"day": say.day(part.due_on)}}, code="not_later")
    _refuse_year(part.design, next_on, field="next_on")
    same = {name: getattr(part, name) for name in ("kind", "what", "place", "plot", "qty", "unit", "estimate")}
    with records.deed():
        moved = records.take(part, "move", actor=actor, next_on=next_on, became=why, done_on=today)
        records.create(
            DesignPart, actor=actor, design=part.design, due_on=next_on, year=next_on.year, carried_from=moved, **same
        )
    return moved


def part_drop(part: DesignPart, *, became: str, today: date, actor: User) -> DesignPart:
    """It will not be done, for a reason. Raises ValidationError without one, and where money was spent on it."""
    _refuse_idle(part)
    if cost := part_cost(part):
        text = _("这一项已经花了 %(n)s，请写“做成了”，说明做到哪里。")
        raise ValidationError(text % {"n": say.money(cost)}, code="spent")
    return records.take(part, "drop", actor=actor, became=_words(became, "became"), done_on=today)


def refuse_part(part: DesignPart | None, plot: Plot | None) -> None:
    """A planting or work hangs on a part that is going on, and on its plot. Raises ValidationError else."""
    if part is None:
        return
    if part.status != PartStatus.PLANNED or part.design.status != DesignStatus.GOING:
        raise ValidationError({"part": _("这一项还没有通过，或者已经写了结果，不能再挂上去。")}, code="part_over")
    if part.plot_id is not None and (plot is None or plot.pk != part.plot_id):
        text = _("这一项是%(plot)s的，绿地对不上。")
        raise ValidationError({"part": text % {"plot": part.plot}}, code="other_plot")


def _words(said: str, field: str) -> str:
    if not said.strip():
        raise ValidationError({field: _("写一句：做成什么样，或者为什么。")})
    return said.strip()


def _refuse_idle(part: DesignPart) -> None:
    if part.design.status != DesignStatus.GOING:
        raise ValidationError(
            _("规划%(now)s，通过以后才写结果。") % {"now": part.design.get_status_display()}, code="not_going"
        )


def _refuse_over(design: Design) -> None:
    if design.status in OVER:
        raise ValidationError(_("这个规划已经结束，不再加项目。"), code="over")


def _refuse_year(design: Design, day: date, *, field: str = "due_on") -> None:
    if not design.first_year <= day.year <= design.last_year:
        text = _("规划从 %(first)s 年到 %(last)s 年，这一天不在里面。")
        raise ValidationError({field: text % {"first": design.first_year, "last": design.last_year}}, code="year")


def _refuse_money(design: Design, more: Decimal) -> None:
    """What was put off stands in its new year, and is counted there alone."""
    if design.budget is None:
        return
    parts = design.parts.exclude(status__in=(PartStatus.MOVED, PartStatus.DROPPED))
    total = (parts.aggregate(n=Sum("estimate"))["n"] or Decimal(0)) + more
    if total > design.budget:
        text = _("各项预计一共 %(total)s，超过总预算 %(budget)s。减一项，或者先改总预算。")
        raise ValidationError(
            text % {"total": say.money(total), "budget": say.money(design.budget)}, code="over_budget"
        )
