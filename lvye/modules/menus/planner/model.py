"""The planner's model for CP-SAT."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from .problem import Problem, Slot

LATELY = 12  # cents it may cost to avoid what was eaten yesterday, less with each day that passed
EVEN = 400  # tenths of kcal a day may lie off the mean for one cent
# What a rule that is let go costs for one step beyond it: only its order of size matters.
WEIGHT = {"dishes": 100_000, "energy": 1, "protein": 10, "shares": 1, "kinds": 2_000, "budget": 1}


@dataclass
class Built:
    """The model and its variables. slack: rule → how far it is let go, in its own steps."""

    model: Any
    serves: dict[tuple[int, int], Any]
    slack: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


def build(problem: Problem, *, loose: frozenset[str] = frozenset()) -> Built:
    """The model. loose: rules that may be broken, as little as possible; the rest of the aim then falls away."""
    built = Built(cp_model.CpModel(), {})
    for slot in problem.slots:
        for dish in problem.dishes:
            if slot.meal in dish.meals and (slot.needs.get(dish.course) or (slot.key, dish.key) in problem.given):
                built.serves[slot.key, dish.key] = built.model.new_bool_var("")
    _needs(built, problem, loose)
    _gaps(built, problem)
    energy = _nutrients(built, problem, loose)
    _kinds(built, problem, loose)
    cost = sum(_dish(problem)[d].cents * var for (_s, d), var in built.serves.items())
    if problem.rules.budget is not None:
        most = problem.rules.budget * len(problem.days)
        built.model.add(cost <= most + _slack(built, "budget", loose, 200_000))
    if loose:
        built.model.minimize(sum(WEIGHT[rule] * one for rule, all_ in built.slack.items() for one in all_))
    else:
        built.model.minimize(cost + _taste(built, problem) + _even(built, energy))
    return built


def _dish(problem: Problem) -> dict[int, Any]:
    return {dish.key: dish for dish in problem.dishes}


def _slack(built: Built, rule: str, loose: frozenset[str], most: int) -> Any:
    if rule not in loose:
        return 0
    made = built.model.new_int_var(0, most, "")
    built.slack[rule].append(made)
    return made


def _needs(built: Built, problem: Problem, loose: frozenset[str]) -> None:
    by_need: dict[tuple[int, str], list[Any]] = defaultdict(list)
    dishes = _dish(problem)
    for (key, number), var in built.serves.items():
        by_need[key, dishes[number].course].append(var)
    for slot in problem.slots:
        for course, count in slot.needs.items():
            built.model.add(sum(by_need[slot.key, course]) + _slack(built, "dishes", loose, count) == count)
    for given in problem.given:
        if given in built.serves:
            built.model.add(built.serves[given] == 1)


def _gaps(built: Built, problem: Problem) -> None:
    """A dish that is not fixed once within any gap + 1 days; a fixed one once a meal."""
    day_of = {slot.key: slot.day for slot in problem.slots}
    by_dish: dict[int, list[tuple[int, Any, bool]]] = defaultdict(list)
    for (slot, number), var in built.serves.items():
        by_dish[number].append((day_of[slot], var, (slot, number) in problem.given))
    days = problem.days
    for dish in problem.dishes:
        rows = by_dish[dish.key]
        if dish.fixed or len(rows) < 2:
            continue
        seen: set[tuple[int, ...]] = set()
        for first in days:
            window = [n for n, (day, _v, _g) in enumerate(rows) if first <= day <= first + problem.rules.gap]
            if len(window) > 1 and tuple(window) not in seen:
                seen.add(tuple(window))
                stand = sum(rows[n][2] for n in window)  # what was put there by hand stays
                built.model.add(sum(rows[n][1] for n in window) <= max(1, stand))


def _nutrients(built: Built, problem: Problem, loose: frozenset[str]) -> dict[int, Any]:
    """Energy and protein on the mean, meals by their share; returns the energy of each day."""
    dishes, slots = _dish(problem), {slot.key: slot for slot in problem.slots}
    days = len(problem.days)
    energy: dict[tuple[int, str], list[Any]] = defaultdict(list)
    protein: list[Any] = []
    for (slot, dish), var in built.serves.items():
        one: Slot = slots[slot]
        energy[one.day, one.meal].append(dishes[dish].energy * var)
        protein.append(dishes[dish].protein * var)
    total = sum(part for parts in energy.values() for part in parts)
    for rule, value, (low, high) in (
        ("energy", total, problem.rules.energy), ("protein", sum(protein), problem.rules.protein)
    ):  # fmt: skip
        built.model.add(value >= low * days - _slack(built, rule, loose, 1_000_000))
        built.model.add(value <= high * days + _slack(built, rule, loose, 1_000_000))
    for meal, (low, high) in problem.rules.shares.items():
        here = sum(part for (_day, name), parts in energy.items() if name == meal for part in parts)
        built.model.add(100 * here >= low * total - 100 * _slack(built, "shares", loose, 1_000_000))
        built.model.add(100 * here <= high * total + 100 * _slack(built, "shares", loose, 1_000_000))
    return {day: sum(p for (d, _m), parts in energy.items() if d == day for p in parts) for day in problem.days}


def _kinds(built: Built, problem: Problem, loose: frozenset[str]) -> None:
    """Kinds of food a day and in the week."""
    dishes, day_of = _dish(problem), {slot.key: slot.day for slot in problem.slots}
    where: dict[tuple[int, int], list[Any]] = defaultdict(list)
    for (slot, dish), var in built.serves.items():
        for kind in dishes[dish].kinds:
            where[day_of[slot], kind].append(var)
    week: dict[int, list[Any]] = defaultdict(list)
    by_day: dict[int, list[Any]] = defaultdict(list)
    for (day, kind), vars_ in where.items():
        there = built.model.new_bool_var("")
        built.model.add(there <= sum(vars_))
        by_day[day].append(there)
        week[kind].append(there)
    rules = problem.rules
    for day in problem.days if rules.kinds_day else ():
        built.model.add(sum(by_day[day]) >= rules.kinds_day - _slack(built, "kinds", loose, rules.kinds_day))
    made = []
    for vars_ in week.values():
        there = built.model.new_bool_var("")
        built.model.add(there <= sum(vars_))
        made.append(there)
    if rules.kinds_week:
        built.model.add(sum(made) >= rules.kinds_week - _slack(built, "kinds", loose, rules.kinds_week))


def _taste(built: Built, problem: Problem) -> Any:
    """What was eaten lately costs, what uses stock near its date saves."""
    found: list[Any] = []
    dishes = _dish(problem)
    for (_slot, dish), var in built.serves.items():
        one = dishes[dish]
        near = LATELY * max(0, problem.rules.lately - one.lately + 1) if one.lately and not one.fixed else 0
        if near or one.saves:
            found.append((near - one.saves) * var)
    return sum(found)


def _even(built: Built, energy: dict[int, Any]) -> Any:
    """Days that lie far from each other cost a little."""
    if len(energy) < 2:
        return 0
    low, high = (built.model.new_int_var(0, 200_000, "") for _n in range(2))
    for value in energy.values():
        built.model.add(value >= low)
        built.model.add(value <= high)
    spread = built.model.new_int_var(0, 1_000, "")
    built.model.add(spread * EVEN >= high - low)
    return spread
