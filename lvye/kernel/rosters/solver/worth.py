"""What a roster is worth, and what none can be below: for a first roster the solver had no time to judge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from .problem import Problem
from .scoring import FAIR, HEAVY, WISH

Chosen = Mapping[tuple[int, int], frozenset[int]]


def is_whole(problem: Problem, chosen: Chosen) -> bool:
    """Whether every place is filled."""
    return all(len(chosen.get((u.key, p.seat), ())) == p.count for u in problem.units for p in u.places)


def worth(problem: Problem, chosen: Chosen) -> int:
    """The points of a roster, as the model counts them."""
    low, load, heavy = _begin(problem)
    units = {unit.key: unit for unit in problem.units}
    there = {(unit, person) for (unit, _seat), people in chosen.items() for person in people}
    for key, person in there:
        load[person] += units[key].weight
        heavy[person] += units[key].heavy
    may = _may(problem)
    lost = sum(
        abs(wish)
        for key, wish in problem.wishes.items()
        if key in may and (wish < 0) == (key in there)
    )  # fmt: skip
    people = {person for _unit, person in may}
    uneven = FAIR * sum((load[p] - low) ** 2 for p in people)
    far = {p for unit, p in may if units[unit].heavy}
    return uneven + HEAVY * sum(heavy[p] ** 2 for p in far) + WISH * lost


def least(problem: Problem) -> int:
    """No roster has fewer points: the loads poured evenly, as if everybody could serve everywhere at any time."""
    low, load, _heavy = _begin(problem)
    demand = sum(unit.weight * place.count for unit in problem.units for place in unit.places)
    loads = [load[person] - low for person in {person for _unit, person in _may(problem)}]
    return FAIR * sum(level**2 for level in _poured(loads, demand))


def _poured(loads: Sequence[int], demand: int) -> list[int]:
    """The loads with `demand` poured over them, each unit to who has least."""
    ranked = sorted(loads)
    left = demand
    for place in range(len(ranked)):
        nxt = ranked[place + 1] if place + 1 < len(ranked) else None
        room = left if nxt is None else min(left, (nxt - ranked[place]) * (place + 1))
        each, rest = divmod(room, place + 1)
        ranked[: place + 1] = [ranked[place] + each + (n < rest) for n in range(place + 1)]
        left -= room
        if not left:
            break
    return ranked


def _begin(problem: Problem) -> tuple[int, dict[int, int], dict[int, int]]:
    low = min((person.earlier for person in problem.people), default=0)
    load = defaultdict(int, {person.key: person.earlier for person in problem.people})
    return low, load, defaultdict(int, {person.key: person.heavy for person in problem.people})


def _may(problem: Problem) -> set[tuple[int, int]]:
    """Who may serve what."""
    fixed = {(unit, person) for (unit, _seat), people in problem.fixed.items() for person in people}
    open_ = {
        (unit.key, person)
        for unit in problem.units
        for place in unit.places
        for person in place.people
        if (unit.key, person) not in problem.barred
    }
    return open_ | fixed
