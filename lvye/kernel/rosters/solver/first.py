"""A first roster by hand's way: the hardest places first, each to who carries least, then moved until no single move
and no exchange makes it better. The solver begins from it, so that there is something good early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from .problem import Problem, Unit, busy_until
from .scoring import FAIR, HEAVY, WISH

ROUNDS = 12
Taken = tuple[int, int]  # unit, seat
Chosen = dict[Taken, frozenset[int]]


class Draft:
    """A roster under work. Nothing in it is ever against a hard rule."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.units = {unit.key: unit for unit in problem.units}
        self.places = {(unit.key, place.seat): place for unit in problem.units for place in unit.places}
        self.chosen: dict[Taken, set[int]] = {key: set() for key in self.places}
        self.load = {person.key: person.earlier for person in problem.people}
        self.heavy = {person.key: person.heavy for person in problem.people}
        self.near = clashes(problem)
        self.hindered: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
        self.weekly: dict[tuple[int, tuple[int, int]], int] = defaultdict(int)
        self.week = {unit.key: unit.days[0].isocalendar()[:2] for unit in problem.units}
        for (key, seat), people in sorted(problem.fixed.items()):
            for person in sorted(people):
                self.put((key, seat), person)

    def put(self, taken: Taken, person: int, sign: int = 1) -> None:
        """Put a person there, or take him away (sign -1)."""
        unit = self.units[taken[0]]
        (self.chosen[taken].add if sign > 0 else self.chosen[taken].discard)(person)
        self.load[person] = self.load.get(person, 0) + sign * unit.weight
        self.heavy[person] = self.heavy.get(person, 0) + sign * unit.heavy
        self.weekly[person, self.week[unit.key]] += sign
        mine = self.hindered[person]
        for other in self.near[unit.key]:
            mine[other] += sign

    def may(self, taken: Taken, person: int) -> bool:
        """Whether he can be there beside all he serves already."""
        unit, most = taken[0], self.problem.rules.week_most
        return (
            person in self.places[taken].people
            and (unit, person) not in self.problem.barred
            and not self.hindered[person][unit]
            and (not most or self.weekly[person, self.week[unit]] < most)
        )

    def is_fixed(self, taken: Taken, person: int) -> bool:
        """Whether he was there from the beginning, and stays."""
        return person in self.problem.fixed.get(taken, ())

    def gain(self, unit: Unit, person: int, sign: int) -> int:
        """What it costs to add (or take away) a unit: points of fairness and of wishes."""
        weight, load, heavy = sign * unit.weight, self.load[person], self.heavy[person]
        cost = FAIR * weight * (2 * load + weight)
        if unit.heavy:
            cost += HEAVY * (2 * sign * heavy + 1)
        return cost - sign * WISH * self.problem.wishes.get((unit.key, person), 0)

    @property
    def lacking(self) -> int:
        """How many people are missing."""
        return sum(place.count - len(self.chosen[key]) for key, place in self.places.items())

    def result(self) -> Chosen:
        """As plain values."""
        return {key: frozenset(people) for key, people in self.chosen.items()}


def clashes(problem: Problem) -> dict[int, list[int]]:
    """Each unit with all that nobody can serve beside it, itself included."""
    found: dict[int, list[int]] = {unit.key: [unit.key] for unit in problem.units}
    ranked = sorted(problem.units, key=lambda unit: (unit.begins, unit.key))
    for place, unit in enumerate(ranked):
        until = busy_until(unit, problem.rules)
        for other in ranked[place + 1 :]:
            if other.begins >= until:
                break
            found[unit.key].append(other.key)
            found[other.key].append(unit.key)
    return found


def first(problem: Problem) -> Chosen:
    """As many places as that way fills; those it cannot are left out. Never against a hard rule."""
    draft = _filled(problem, by_weight=True)
    if draft.lacking:
        draft = min(draft, _filled(problem, by_weight=False), key=lambda one: one.lacking)
    for _round in range(ROUNDS):
        if not (_move(draft) | _exchange(draft)):
            break
    return draft.result()


def _filled(problem: Problem, *, by_weight: bool) -> Draft:
    """The heaviest units first, or, where rules leave little room, one day after the other."""
    draft = Draft(problem)
    for unit in sorted(problem.units, key=lambda unit: (-unit.weight * by_weight, unit.begins, unit.key)):
        for place in sorted(unit.places, key=lambda place: (len(place.people), place.seat)):
            _fill(draft, unit, place.seat)
    _mend(draft)
    return draft


def _fill(draft: Draft, unit: Unit, seat: int) -> None:
    taken = (unit.key, seat)
    place = draft.places[taken]
    while len(draft.chosen[taken]) < place.count:
        free = [person for person in sorted(place.people) if draft.may(taken, person)]
        if not free:
            return
        draft.put(taken, min(free, key=lambda person: (draft.gain(unit, person, 1), person)))


def _mend(draft: Draft) -> None:
    """Fill what stayed empty by moving aside one duty of somebody who could serve there."""
    for taken in sorted(draft.places):
        while len(draft.chosen[taken]) < draft.places[taken].count and _make_room(draft, taken):
            pass


def _make_room(draft: Draft, taken: Taken) -> bool:
    near = set(draft.near[taken[0]])
    for person in sorted(draft.places[taken].people):
        if person in draft.chosen[taken] or (taken[0], person) in draft.problem.barred:
            continue
        for other in [key for key in sorted(draft.chosen) if key[0] in near and person in draft.chosen[key]]:
            if not draft.is_fixed(other, person) and _pass_on(draft, other, person, taken):
                return True
    return False


def _pass_on(draft: Draft, other: Taken, person: int, taken: Taken) -> bool:
    """Give `other` to somebody else, and let the person serve where he is needed."""
    draft.put(other, person, -1)
    if draft.may(taken, person):
        draft.put(taken, person)
        free = [p for p in sorted(draft.places[other].people) if p != person and draft.may(other, p)]
        if free:
            unit = draft.units[other[0]]
            draft.put(other, min(free, key=lambda p: (draft.gain(unit, p, 1), p)))
            return True
        draft.put(taken, person, -1)
    draft.put(other, person)
    return False


def _move(draft: Draft) -> bool:
    """Give a duty to somebody else where that is better."""
    better = False
    for taken in sorted(draft.places):
        unit = draft.units[taken[0]]
        for person in sorted(draft.chosen[taken]):
            if draft.is_fixed(taken, person):
                continue
            less = draft.gain(unit, person, -1)
            others = [p for p in sorted(draft.places[taken].people) if draft.may(taken, p)]
            best = min(others, key=lambda p: (draft.gain(unit, p, 1), p), default=None)
            if best is not None and less + draft.gain(unit, best, 1) < 0:
                draft.put(taken, person, -1)
                draft.put(taken, best)
                better = True
    return better


def _exchange(draft: Draft) -> bool:
    """Let two people change duties where that is better."""
    better = False
    for one, other in combinations(sorted(draft.places), 2):
        if one[1] != other[1] or one[0] == other[0]:
            continue
        for first_one, second in list(_pairs(draft, one, other)):
            better |= _try(draft, (one, first_one), (other, second))
    return better


def _pairs(draft: Draft, one: Taken, other: Taken) -> Iterator[tuple[int, int]]:
    here, there = draft.units[one[0]], draft.units[other[0]]
    wishes, same = draft.problem.wishes, here.weight == there.weight and here.heavy == there.heavy
    for a in draft.chosen[one]:
        for b in draft.chosen[other]:
            if a == b or draft.is_fixed(one, a) or draft.is_fixed(other, b):
                continue
            keys = ((here.key, a), (there.key, b), (here.key, b), (there.key, a))
            if not same or any(key in wishes for key in keys):
                yield a, b


def _try(draft: Draft, mine: tuple[Taken, int], theirs: tuple[Taken, int]) -> bool:
    (one, a), (other, b) = mine, theirs
    if a not in draft.chosen[one] or b not in draft.chosen[other]:
        return False
    here, there = draft.units[one[0]], draft.units[other[0]]
    cost = draft.gain(here, a, -1) + draft.gain(there, b, -1)
    draft.put(one, a, -1)
    draft.put(other, b, -1)
    if draft.may(other, a) and draft.may(one, b):
        cost += draft.gain(there, a, 1) + draft.gain(here, b, 1)
        if cost < 0:
            draft.put(other, a)
            draft.put(one, b)
            return True
    draft.put(one, a)
    draft.put(other, b)
    return False
