"""The even sharing: who is compared with whom, and the load all would have if it were perfectly even."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from .problem import Person, Problem


@dataclass(frozen=True)
class Group:
    """People who may take the same places. level: the even load; floor: the least any of them brings along."""

    people: tuple[Person, ...]
    demand: int
    heavy_demand: int
    level: int
    floor: int
    heavy_level: int
    heavy_floor: int

    def most(self, person: Person, *, heavy: bool) -> int:
        """More than this nobody of the group can come to carry."""
        if heavy:
            return person.heavy + self.heavy_demand
        return person.earlier + self.demand


def groups(problem: Problem) -> list[Group]:
    """People by the places they may take, in the order of the problem."""
    may: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for unit in problem.units:
        for place in unit.places:
            for key in place.people:
                may[key].add((place.seat, place.label))
    by: dict[frozenset[tuple[int, str]], list[Person]] = defaultdict(list)
    for person in problem.people:
        if may[person.key]:
            by[frozenset(may[person.key])].append(person)
    return [_group(problem, seats, found) for seats, found in by.items()]


def _group(problem: Problem, seats: frozenset[tuple[int, str]], people: Sequence[Person]) -> Group:
    demand = heavy = 0
    for unit in problem.units:
        for place in unit.places:
            if (place.seat, place.label) in seats:
                demand += unit.weight * place.count
                heavy += place.count if unit.heavy else 0
    return Group(
        people=tuple(people), demand=demand, heavy_demand=heavy,
        level=even(demand, [one.earlier for one in people]), floor=min(one.earlier for one in people),
        heavy_level=even(heavy, [one.heavy for one in people]), heavy_floor=min(one.heavy for one in people),
    )  # fmt: skip


def even(demand: int, loads: Sequence[int]) -> int:
    """The level water comes to when `demand` is poured over these loads, rounded down."""
    ranked = sorted(loads)
    left, level = demand, ranked[0]
    for count, nxt in enumerate([*ranked[1:], None], start=1):
        if nxt is None or left <= (nxt - level) * count:
            return level + left // count
        left -= (nxt - level) * count
        level = nxt
    return level
