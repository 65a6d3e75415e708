"""A first roster by hand's way: the hardest places first, each to who carries least. The solver begins from it."""

from __future__ import annotations

from collections import defaultdict

from .problem import Problem, Unit, clash

LOOK_BACK = 400


def first(problem: Problem) -> dict[tuple[int, int], frozenset[int]]:
    """As many places as that way fills; those it cannot are left out. Never against a hard rule."""
    load = {person.key: person.earlier * 1000 + person.heavy for person in problem.people}
    served: dict[int, list[Unit]] = defaultdict(list)
    chosen: dict[tuple[int, int], frozenset[int]] = {}
    units = {unit.key: unit for unit in problem.units}
    for (key, seat), people in problem.fixed.items():
        chosen[key, seat] = people
        for person in people:
            served[person].append(units[key])
            load[person] = load.get(person, 0) + units[key].weight * 1000
    for unit in sorted(problem.units, key=lambda unit: (-unit.weight, unit.begins, unit.key)):
        for place in sorted(unit.places, key=lambda place: (len(place.people), place.seat)):
            have = chosen.get((unit.key, place.seat), frozenset())
            while len(have) < place.count:
                free = [p for p in place.people if p not in have and _may(problem, unit, p, served[p])]
                if not free:
                    break
                best = min(free, key=lambda p: (load[p], -problem.wishes.get((unit.key, p), 0), p))
                have |= {best}
                served[best].append(unit)
                load[best] += unit.weight * 1000 + unit.heavy
            chosen[unit.key, place.seat] = have
    return chosen


def _may(problem: Problem, unit: Unit, person: int, served: list[Unit]) -> bool:
    if (unit.key, person) in problem.barred:
        return False
    if any(clash(unit, other, problem.rules) for other in served):
        return False
    most = problem.rules.week_most
    if not most:
        return True
    week = unit.days[0].isocalendar()[:2]
    return sum(other.days[0].isocalendar()[:2] == week for other in served) < most
