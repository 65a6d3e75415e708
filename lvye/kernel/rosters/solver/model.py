"""The constraints as CP-SAT reads them. The library is loaded here alone, and only when a roster is made."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from .problem import Problem, Unit, cliques, weeks
from .sharing import Group, groups

FAIR, HEAVY, WISH = 20, 4, 1  # points: a step of load apart, a step of weekends apart, one wish
EMPTY = 1000  # one empty place, where places may stay empty
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
    for group in groups(problem):
        costs += [FAIR * cost for cost in _squares(built, problem, group, heavy=False)]
        if any(unit.heavy for unit in problem.units):
            costs += [HEAVY * cost for cost in _squares(built, problem, group, heavy=True)]
    return sum(costs)


def _squares(built: Built, problem: Problem, group: Group, *, heavy: bool) -> list[Any]:
    costs = []
    level, floor = (group.heavy_level, group.heavy_floor) if heavy else (group.level, group.floor)
    for person in group.people:
        terms = []
        for unit in problem.units:
            if not heavy or unit.heavy:
                terms += [(1 if heavy else unit.weight) * var for var in built.of.get((unit.key, person.key), ())]
        if not terms:
            continue
        load = sum(terms) + ((person.heavy if heavy else person.earlier) - floor)
        most = group.most(person, heavy=heavy) - floor
        cost = built.model.new_int_var(0, most * most, f"{'h' if heavy else 'c'}{person.key}")
        for k in _points(level - floor, most):  # the square is exact at k and k+1, and below it everywhere else
            built.model.add(cost >= (2 * k + 1) * load - k * (k + 1))
        costs.append(cost)
    return costs


def _points(level: int, most: int) -> list[int]:
    """Where tangents touch: each step near the even load, then wider."""
    near = set(range(max(0, level - 6), min(most, level + 7)))
    far = {most >> n for n in range(1, 8) if (most >> n) > level}
    return sorted(near | far | {0})


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
