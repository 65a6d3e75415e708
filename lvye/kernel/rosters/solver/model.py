"""The constraints as CP-SAT reads them. The library is loaded here alone, and only when a roster is made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from .problem import Problem, Unit, busy_until, cliques, weeks
from .scoring import FAIR, HEAVY, WISH

Key = tuple[int, int, int]  # unit, seat, person


@dataclass
class Built:
    """The model with its variables. empty: how many of a place are missing, where that is allowed."""

    model: Any
    serves: dict[Key, Any] = field(default_factory=dict)
    empty: dict[tuple[int, int], Any] = field(default_factory=dict)
    of: dict[tuple[int, int], list[Any]] = field(default_factory=lambda: defaultdict(list))


def build(problem: Problem, *, may_be_empty: bool = False) -> Built:
    """All hard rules, and what is to be as small as possible.

    may_be_empty: places may stay empty, and only their number counts: for finding out why there is no roster.
    """
    built = Built(cp_model.CpModel())
    for unit in problem.units:
        _places(built, problem, unit, may_be_empty=may_be_empty)
    _apart(built, problem)
    if may_be_empty:
        built.model.minimize(sum(built.empty.values()))
    else:
        built.model.minimize(_unfair(built, problem) + _unwished(built, problem))
    return built


def _places(built: Built, problem: Problem, unit: Unit, *, may_be_empty: bool) -> None:
    for place in unit.places:
        fixed = problem.fixed.get((unit.key, place.seat), frozenset())
        found = []
        for person in sorted(place.people | fixed):
            if (unit.key, person) in problem.barred and person not in fixed:
                continue
            var = built.model.new_bool_var(f"u{unit.key}s{place.seat}p{person}")
            built.serves[unit.key, place.seat, person] = var
            built.of[unit.key, person].append(var)
            found.append(var)
            if person in fixed:
                built.model.add(var == 1)
        if may_be_empty:
            lacking = built.model.new_int_var(0, place.count, f"e{unit.key}s{place.seat}")
            built.empty[unit.key, place.seat] = lacking
            built.model.add(sum(found) + lacking == place.count)
        elif place.count == 1 and found:
            built.model.add_exactly_one(found)
        else:
            built.model.add(sum(found) == place.count)


def _apart(built: Built, problem: Problem) -> None:
    """One place at a time, rest, days between, and not too often in a week."""
    together = cliques(problem.units, problem.rules)
    alone = {unit.key for unit in problem.units} - {unit.key for clique in together for unit in clique}
    of_weeks = weeks(problem.units).values() if problem.rules.week_most else ()
    for person in problem.people:
        for clique in together:
            found = [var for unit in clique for var in built.of.get((unit.key, person.key), ())]
            if len(found) > 1:
                built.model.add_at_most_one(found)
        for key in sorted(alone):
            if len(found := built.of.get((key, person.key), [])) > 1:
                built.model.add_at_most_one(found)
        for week in of_weeks:
            found = [var for unit in week for var in built.of.get((unit.key, person.key), ())]
            if len(found) > problem.rules.week_most:
                built.model.add(sum(found) <= problem.rules.week_most)


def _unfair(built: Built, problem: Problem) -> Any:
    """The sum of squares of all loads, written as tangents: as small as it can be when they are even."""
    costs = []
    low = min((person.earlier for person in problem.people), default=0)
    for person in problem.people:
        mine = [(unit, var) for unit in problem.units for var in built.of.get((unit.key, person.key), ())]
        if not mine:
            continue
        terms = [unit.weight * var for unit, var in mine]
        most = sum(_largest(problem, [unit for unit, _var in mine]))
        costs.append(FAIR * _square(built, terms, person.earlier - low, most, f"c{person.key}"))
        heavy = [var for unit, var in mine if unit.heavy]
        if heavy:
            costs.append(HEAVY * _square(built, heavy, person.heavy, len(heavy), f"h{person.key}"))
    return sum(costs)


def _largest(problem: Problem, units: list[Unit]) -> list[int]:
    """The most one person can serve of these, by weight: one of each that clash, one after the other."""
    taken: list[Unit] = []
    for unit in sorted(units, key=lambda unit: (unit.begins, unit.key)):
        if not taken or unit.begins >= busy_until(taken[-1], problem.rules):
            taken.append(unit)
    heaviest = max((unit.weight for unit in units), default=0)
    return [heaviest] * len(taken)


def _square(built: Built, terms: list[Any], before: int, most: int, name: str) -> Any:
    """A variable that is the square of `before` + terms where it matters, and never above it."""
    load = built.model.new_int_var(before, before + most, f"l{name}")
    built.model.add(load == sum(terms) + before)
    top = before + most
    cost = built.model.new_int_var(0, top * top, name)
    for k in range(before, top):  # exact at k and k+1
        built.model.add(cost >= (2 * k + 1) * load - k * (k + 1))
    return cost


def _unwished(built: Built, problem: Problem) -> Any:
    """Points for each wish that is not followed: it never falls below nothing."""
    lost = []
    for (unit, person), wish in sorted(problem.wishes.items()):
        found = built.of.get((unit, person))
        if found and wish < 0:
            lost += [WISH * -wish * var for var in found]
        elif found:
            lost.append(WISH * wish * (1 - sum(found)))
    return sum(lost)
