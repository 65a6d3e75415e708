"""The planner's deeds: propose a week, say what limits it, take the proposal over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.menus import planner
from lvye.modules.menus.models import Dish, MenuWeek, Plan, PlanState, WeekStatus
from lvye.modules.menus.words import Age, Course, Meal

from .asking import Question, ask
from .weeks import dish_put

CENT = Decimal("0.01")
NAMED = 6


def plan_make(
    week: MenuWeek, *, age: str = "", budget: Decimal | None = None, today: date, actor: User, seconds: float = 0
) -> Plan:
    """Have a week proposed: the empty places are filled, what stands stays. Nothing is written onto the menu.

    budget: yuan for a head and day; without one the plan only is as cheap as it can be. Not inside a transaction: the
    solver works for some seconds. Raises ValidationError for a menu that is published, and for an event.
    """
    if week.status != WeekStatus.DRAFT or week.is_event:
        raise ValidationError(_("只给还没公示的一周食谱排菜。"), code="not_draft")
    age = age or next((str(one) for one in rules.value("menus.ages") if one in Age.values), "")
    if age not in Age.values:
        raise ValidationError(
            _("没有标准可依，排不了菜：学生餐营养指南只管 6—17 岁。请自己编，或者在规则里加一个年龄。"),
            code="no_norm",
        )
    question = ask(week, age=age, budget=budget, today=today)
    outcome = planner.solve(question.problem, seconds=seconds or int(rules.value("menus.solver_seconds")))
    advice = [] if outcome.found else planner.explain(question.problem)
    cents = {dish.key: dish.cents for dish in question.problem.dishes}
    days = max(len(question.problem.days), 1)
    total = Decimal(sum(cents[dish] for _slot, dish in outcome.chosen)) / 100 / days
    return records.create(
        Plan, actor=actor, week=week, age=age, budget=budget, status=outcome.state,
        cost=total.quantize(CENT, ROUND_HALF_UP) if outcome.found else None,
        gap=Decimal(str(round(outcome.gap * 100, 2))) if outcome.found else None,
        lines=[
            [str(question.slots[slot][0]), question.slots[slot][1], dish] for slot, dish in sorted(outcome.chosen)
        ],
        told=outcome.told(), why=list(_reasons(question, outcome, advice)), asked_on=today, asked_by=person_of(actor),
    )  # fmt: skip


def plan_use(plan: Plan, *, now: Any, actor: User) -> tuple[int, list[str]]:
    """Take a proposal over; returns how many dishes came, and in a sentence each what no longer could."""
    if plan.status not in (PlanState.BEST, PlanState.GOOD):
        raise ValidationError(_("这次没有排出来，没有可用的方案。"), code="none")
    came, left = 0, []
    with records.deed():
        there = set(plan.week.dishes.values_list("date", "meal", "dish"))
        dishes = Dish.objects.in_bulk([line[2] for line in plan.lines])
        for day_text, meal, number in plan.lines:
            day = date.fromisoformat(day_text)
            if (day, meal, number) in there or number not in dishes:
                continue
            try:
                with records.attempt():
                    dish_put(plan.week, day=day, meal=meal, dish=dishes[number], actor=actor)
                came += 1
            except ValidationError as problem:
                left.extend(problem.messages)
        records.amend(plan, actor=actor, verb="use", used_on=timezone.localdate(now))
    return came, list(dict.fromkeys(left))


def _reasons(question: Question, outcome: planner.Outcome, advice: list[planner.Advice]) -> Iterator[str]:
    if outcome.state == PlanState.BEST:
        yield _("这是最好的：在这些菜和规则里已经证明没有更好的。")
    elif outcome.found:
        yuan = Decimal(outcome.value - outcome.bound) / 100 / max(len(question.problem.days), 1)
        text = _("规则都满足；离最好每人每天最多差 %(yuan)s 元（%(gap)s%%）。")
        yield text % {"yuan": yuan.quantize(CENT, ROUND_HALF_UP), "gap": round(outcome.gap * 100, 1)}
    if outcome.found:
        yield from (_tight(*one) for one in planner.tight(question.problem, outcome))
        used = {key for _slot, key in outcome.chosen}
        if any(dish.saves for dish in question.problem.dishes if dish.key in used):
            yield _("优先用了快到期的：%(foods)s。") % {"foods": "、".join(sorted(question.expiring)[:NAMED])}
    else:
        yield from _none(question, advice, outcome)
    yield from _left_out(question)


def _none(question: Question, advice: list[planner.Advice], outcome: planner.Outcome) -> Iterator[str]:
    if outcome.state == PlanState.NONE:
        yield _("按现在的菜和规则排不出来（已证明）。")
    else:
        yield _("规定时间里没有找到能用的，不等于排不出来。")
    if not advice:
        yield _("请多加几道菜，或把“排菜最多算几秒”调大再试。")
    for one in advice:
        parts = [_relax(question, rule, step, one) for rule, step in one.slack.items()]
        yield (
            _("放宽这一条就能排出来：%(what)s。") % {"what": parts[0]}
            if len(parts) == 1
            else _("要一起放宽：%(what)s。") % {"what": "；".join(parts)}
        )


def _relax(question: Question, rule: str, step: int, advice: planner.Advice) -> str:
    held = question.problem.rules
    if rule == "budget":
        yuan = Decimal((held.budget or 0) + step) / 100
        return _("每人每天预算提高到 %(yuan)s 元") % {"yuan": yuan.quantize(CENT, ROUND_HALF_UP)}
    if rule in ("energy", "protein"):
        unit = "kcal" if rule == "energy" else "g"
        word = _("能量") if rule == "energy" else _("蛋白质")
        low, high = held.energy if rule == "energy" else held.protein
        text = _("%(word)s差 %(step)s%(unit)s，要求是 %(low)s—%(high)s%(unit)s；换成量大一些或小一些的菜")
        return text % {"word": word, "step": _tenth(step), "unit": unit, "low": _tenth(low), "high": _tenth(high)}
    if rule == "dishes":
        lacking = [
            _("%(meal)s的%(course)s少 %(n)s 道") % {"meal": Meal(meal).label, "course": Course(course).label, "n": n}
            for (meal, course), n in advice.lacking.items()
        ]
        return _("菜不够：%(what)s") % {"what": "，".join(lacking)}
    words = {
        "shares": _("三餐能量比例，让早中晚的菜量调一调（差 %(n)s kcal）") % {"n": _tenth(step)},
        "kinds": _("食物种数少 %(n)s 种，给菜加配料或添新菜") % {"n": step},
        "gap": _("同一道菜不必隔 %(n)s 天") % {"n": step},
    }
    return words[rule]


def _tight(rule: str, side: str) -> str:
    words = {
        "budget": _("预算用满了：再提高一点，能换更好的菜。"),
        "kinds": _("有一天的食物种数刚好够，少一样就不达标。"),
        ("energy", "low"): _("能量贴着下限：多些主食的菜会更宽裕。"),
        ("energy", "high"): _("能量贴着上限：要油和糖少一些的菜。"),
        ("protein", "low"): _("蛋白质贴着下限：多些鱼肉蛋豆的菜会更宽裕。"),
        ("protein", "high"): _("蛋白质贴着上限。"),
    }
    if rule in Meal.values:
        edge = _("下限") if side == "low" else _("上限")
        return _("%(meal)s的能量比例贴着%(edge)s。") % {"meal": Meal(rule).label, "edge": edge}
    return words.get(rule) or words[rule, side]


def _left_out(question: Question) -> Iterator[str]:
    if question.banned:
        text = _("没用禁用的菜 %(n)s 道：%(dishes)s。")
        yield text % {"n": len(question.banned), "dishes": _names(list(question.banned))}
    if question.unknown:
        text = _("有 %(n)s 道菜的能量或蛋白质不知道，没有排进来：%(dishes)s。")
        yield text % {"n": len(question.unknown), "dishes": _names(question.unknown)}
    if question.unpriced:
        text = _("有 %(n)s 道菜的价格不全，算不了预算，没有排进来：%(dishes)s。")
        yield text % {"n": len(question.unpriced), "dishes": _names(question.unpriced)}


def _names(dishes: list[Dish]) -> str:
    names = "、".join(dish.name for dish in dishes[:NAMED])
    return names + _("等") if len(dishes) > NAMED else names


def _tenth(value: int) -> str:
    return f"{(Decimal(value) / 10).normalize():f}"
