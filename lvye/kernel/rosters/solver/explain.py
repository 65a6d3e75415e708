"""Why there is no roster: which places stay empty at best, what keeps each person out, and what would help."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from .first import first
from .problem import Barrier, Because, Person, Place, Problem, Unit, clash
from .running import SEED, WORKERS, hint

MOST_EMPTY = 12  # named; a roster that lacks more needs other rules, not a list
EFFORT = 4.0
MOST_HANDS = 3
GAPS_TRIED = 3


@dataclass(frozen=True)
class Empty:
    """A place that stays empty at best: how many are lacking, and what keeps each of its people out."""

    unit: Unit
    place: Place
    lacking: int
    out: Mapping[int, Barrier]


@dataclass(frozen=True)
class Advice:
    """What would let all places be filled. what: gap, rest, week, absent or hands (more people for a place).

    to: the value the rule would have to take; for hands the number of people, and `label` the place.
    """

    what: str
    to: int
    label: str = ""


def explain(problem: Problem) -> tuple[list[Empty], list[Advice]]:
    """The empty places of the roster that fills most, and each single thing that would fill them all."""
    chosen, empty, _proved = _fullest(problem)
    if not empty:
        return [], []
    return _named(problem, chosen, empty), list(_advice(problem, empty))


Places = dict[tuple[int, int], int]


def _fullest(problem: Problem) -> tuple[dict[tuple[int, int], set[int]], Places, bool]:
    from ortools.sat.python import cp_model

    from .model import build

    built = build(problem, may_be_empty=True)
    hint(built, first(problem))
    solver = cp_model.CpSolver()
    given = solver.parameters
    given.num_workers, given.random_seed, given.max_deterministic_time = WORKERS, SEED, EFFORT
    given.max_time_in_seconds = EFFORT * 3
    status = solver.solve(built.model)
    chosen: dict[tuple[int, int], set[int]] = defaultdict(set)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return chosen, {}, False
    for (unit, seat, person), var in built.serves.items():
        if solver.boolean_value(var):
            chosen[unit, seat].add(person)
    empty = {key: int(solver.value(var)) for key, var in built.empty.items() if solver.value(var)}
    return chosen, empty, bool(status == cp_model.OPTIMAL)


def fills(problem: Problem) -> bool:
    """Whether every place can be filled."""
    _chosen, empty, _proved = _fullest(problem)
    return not empty and bool(_chosen)


def _named(problem: Problem, chosen: Mapping[tuple[int, int], set[int]], empty: Places) -> list[Empty]:
    units = {unit.key: unit for unit in problem.units}
    served: dict[int, list[Unit]] = defaultdict(list)
    for (number, _seat), people in chosen.items():
        for person in people:
            served[person].append(units[number])
    found: list[Empty] = []
    for (key, seat), lacking in sorted(empty.items(), key=lambda item: (units[item[0][0]].begins, item[0])):
        unit = units[key]
        place = next(place for place in unit.places if place.seat == seat)
        here = chosen.get((key, seat), set())
        barred = {p: _barrier(problem, unit, p, served[p]) for p in sorted(place.people) if p not in here}
        out = {person: barrier for person, barrier in barred.items() if barrier is not None}
        found.append(Empty(unit, place, lacking, out))
    return found[:MOST_EMPTY]


def _barrier(problem: Problem, unit: Unit, person: int, served: list[Unit]) -> Barrier | None:
    if (unit.key, person) in problem.barred:
        return problem.barred[unit.key, person]
    for other in served:
        if other.key == unit.key:
            return Barrier(Because.HERE, other.label)
        if clash(unit, other, problem.rules):
            return Barrier(Because.REST, other.label)
    if problem.rules.week_most and _in_week(unit, served) >= problem.rules.week_most:
        return Barrier(Because.WEEK)
    return None


def _in_week(unit: Unit, served: list[Unit]) -> int:
    return sum(other.days[0].isocalendar()[:2] == unit.days[0].isocalendar()[:2] for other in served)


def _advice(problem: Problem, empty: Places) -> Iterator[Advice]:
    for tries in _milder(problem):
        found = next((advice for advice, milder in tries if fills(milder)), None)
        if found is not None:
            yield found
    yield from _hands(problem, empty)


def _milder(problem: Problem) -> Iterator[list[tuple[Advice, Problem]]]:
    """For each rule the same question with that rule milder, the mildest change first."""
    rules = problem.rules

    def ruled(what: str, to: int, **values: Any) -> tuple[Advice, Problem]:
        return Advice(what, to), replace(problem, rules=replace(rules, **values))

    least = max(1, rules.gap_days - GAPS_TRIED)
    yield [ruled("gap", days, gap_days=days) for days in range(rules.gap_days - 1, least - 1, -1)]
    yield [ruled("rest", 0, rest=timedelta())] if rules.rest else []
    most = rules.week_most
    yield [ruled("week", n, week_most=n) for n in (most + 1, most + 2)] if most else []
    there = {key: one for key, one in problem.barred.items() if one.because is not Because.ABSENT}
    yield [(Advice("absent", 0), replace(problem, barred=there))] if len(there) < len(problem.barred) else []


def _hands(problem: Problem, empty: Places) -> Iterator[Advice]:
    """How many more people a place needs, where places of one name alone are short."""
    labels = {place.label for unit in problem.units for place in unit.places if (unit.key, place.seat) in empty}
    if len(labels) != 1:
        return
    [label] = labels
    for more in range(1, MOST_HANDS + 1):
        if fills(_with(problem, label, more)):
            yield Advice("hands", more, label)
            return


def _with(problem: Problem, label: str, more: int) -> Problem:
    fresh = [Person(-n, "") for n in range(1, more + 1)]
    keys = frozenset(one.key for one in fresh)

    def wider(place: Place) -> Place:
        return replace(place, people=place.people | keys) if place.label == label else place

    units = [replace(unit, places=tuple(wider(place) for place in unit.places)) for unit in problem.units]
    return replace(problem, units=units, people=[*problem.people, *fresh])
