"""Why there is no menu, or what holds the one that was found: each rule let go by itself, and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from .problem import Dish, Outcome, Problem, Slot
from .running import solve

RULES = ("budget", "kinds", "energy", "protein", "shares", "dishes")
TOGETHER, EACH = 3.0, 4.0  # seconds: for all rules let go at once, then for each of those that had to be
NEAR = 0.01  # as near to a bound as this is called tight


@dataclass(frozen=True)
class Advice:
    """A way out: the rules to relax together, and by how much in their steps (cents a day, tenths a day, kinds,
    dishes, days of the gap). lacking: (meal, course) → dishes that are missing, where more dishes would help."""

    slack: Mapping[str, int]
    lacking: Mapping[tuple[str, str], int] = field(default_factory=dict)


def explain(problem: Problem) -> list[Advice]:
    """What must be relaxed together at least; and each single rule of those that would do by itself, if any does."""
    together = _try(problem, RULES, TOGETHER)
    if together is None:
        return []
    alone = [together] if len(together.slack) == 1 else [_try(problem, (rule,), EACH) for rule in together.slack]
    found = [one for one in alone if one is not None] or [together]
    if problem.rules.gap and solve(nearer(problem), seconds=EACH).found:
        found.append(Advice({"gap": problem.rules.gap}))
    return found


def nearer(problem: Problem) -> Problem:
    """The same question where a dish may come again the next day."""
    return replace(problem, rules=replace(problem.rules, gap=0))


def _try(problem: Problem, rules: tuple[str, ...], seconds: float) -> Advice | None:
    outcome = solve(problem, seconds=seconds, loose=rules)
    if not outcome.found:
        return None
    days = max(len(problem.days), 1)
    per_day = ("budget", "energy", "protein", "shares")
    slack = {rule: -(-n // days) if rule in per_day else n for rule, n in outcome.slack.items() if n}
    return Advice(slack, _lacking(problem, outcome) if "dishes" in slack else {}) if slack else None


def _lacking(problem: Problem, outcome: Outcome) -> dict[tuple[str, str], int]:
    courses = {dish.key: dish.course for dish in problem.dishes}
    found: dict[tuple[str, str], int] = {}
    for slot in problem.slots:
        for course, count in slot.needs.items():
            there = sum(1 for key, dish in outcome.chosen if key == slot.key and courses[dish] == course)
            if there < count:
                found[slot.meal, course] = found.get((slot.meal, course), 0) + count - there
    return found


def tight(problem: Problem, outcome: Outcome) -> list[tuple[str, str]]:
    """The rules the menu stands close to: (rule, "low" or "high")."""
    return list(_tight(problem, outcome))


def _tight(problem: Problem, outcome: Outcome) -> Iterator[tuple[str, str]]:
    dishes = {dish.key: dish for dish in problem.dishes}
    slots = {slot.key: slot for slot in problem.slots}
    chosen = [(slots[s], dishes[d]) for s, d in outcome.chosen]
    days, rules = len(problem.days), problem.rules
    cost = sum(dish.cents for _slot, dish in chosen)
    if rules.budget is not None and cost >= rules.budget * days * (1 - NEAR):
        yield "budget", "high"
    total = sum(dish.energy for _slot, dish in chosen)
    sums = {"energy": (total, rules.energy), "protein": (sum(d.protein for _s, d in chosen), rules.protein)}
    for rule, (value, (low, high)) in sums.items():
        yield from _side(rule, value, low * days, high * days)
    for meal, (low, high) in rules.shares.items():
        here = sum(dish.energy for slot, dish in chosen if slot.meal == meal)
        yield from _side(meal, 100 * here, low * total, high * total)
    least = min((len(_kinds(chosen, day)) for day in problem.days), default=0)
    if rules.kinds_day and least <= rules.kinds_day:
        yield "kinds", "low"


def _kinds(chosen: Sequence[tuple[Slot, Dish]], day: int) -> set[int]:
    return {kind for slot, dish in chosen if slot.day == day for kind in dish.kinds}


def _side(rule: str, value: int, low: int, high: int) -> Iterator[tuple[str, str]]:
    if value <= low * (1 + NEAR):
        yield rule, "low"
    elif value >= high * (1 - NEAR):
        yield rule, "high"
