"""What is to be solved, and what came of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from .scoring import MOVE

DAY = timedelta(days=1)


class Because(StrEnum):
    """Why somebody cannot take a place in a unit."""

    ABSENT = "absent"  # leave, an errand: he said so, or the school did
    ELSEWHERE = "elsewhere"  # another roster has him at that time
    REST = "rest"  # too soon after, or before, another duty of his
    WEEK = "week"  # enough in this week
    HERE = "here"  # he serves in this unit already
    POST = "post"  # he holds none of the posts


@dataclass(frozen=True, slots=True)
class Barrier:
    """One reason, in words for people ("请假 3月2日—3月6日")."""

    because: Because
    words: str = ""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules between two duties of one person. gap_days: from day to day; week_most: 0 for any number."""

    rest: timedelta = timedelta()
    gap_days: int = 1
    week_most: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """So many people in one unit, out of those who may take it."""

    seat: int
    label: str
    count: int
    people: frozenset[int]


@dataclass(frozen=True, slots=True)
class Unit:
    """What one team serves: a slot, or the slots of a week. weight: what it adds to a load (whole units).

    heavy: a weekend or holiday, shared fairly also by itself. days: the days it is served on.
    """

    key: int
    label: str
    begins: datetime
    ends: datetime
    days: tuple[date, ...]
    weight: int
    places: tuple[Place, ...]
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may serve. earlier: the load he brings; heavy: the weekends and holidays in it, as units."""

    key: int
    name: str
    earlier: int = 0
    heavy: int = 0


@dataclass(frozen=True)
class Problem:
    """A roster to be made.

    barred: (unit, person) → why not. wishes: (unit, person) → how much he wants it (negative: rather not).
    fixed: (unit, seat) → people who are there already and stay.
    """

    units: Sequence[Unit]
    people: Sequence[Person]
    rules: Rules = field(default_factory=Rules)
    barred: Mapping[tuple[int, int], Barrier] = field(default_factory=dict)
    wishes: Mapping[tuple[int, int], int] = field(default_factory=dict)
    fixed: Mapping[tuple[int, int], frozenset[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of it.

    state: best (proved), good (found, gap stated), none (proved that there is none), unknown (nothing in the time).
    chosen: (unit, seat) → people. value and bound: of the objective, in points; the best cannot be below the bound.
    """

    state: str
    chosen: Mapping[tuple[int, int], frozenset[int]] = field(default_factory=dict)
    value: int = 0
    bound: int = 0
    seconds: float = 0.0
    workers: int = 1
    seed: int = 0

    @property
    def found(self) -> bool:
        """Whether there is a roster."""
        return self.state in ("best", "good")

    @property
    def gap(self) -> float:
        """How far from the best it is at most: 0.02 is 2%."""
        return max(0.0, (self.value - self.bound) / self.value) if self.value else 0.0

    @property
    def moves(self) -> int:
        """How many duties could at most be placed more evenly than they are, as far as is proved."""
        return max(0, -(-(self.value - self.bound) // MOVE))

    def told(self) -> dict[str, Any]:
        """As a roster keeps it."""
        return {
            "state": self.state, "value": self.value, "bound": self.bound, "gap": round(self.gap, 5),
            "moves": self.moves, "seconds": round(self.seconds, 1), "workers": self.workers, "seed": self.seed,
        }  # fmt: skip


def busy_until(unit: Unit, rules: Rules) -> datetime:
    """Until when who serves this unit takes no other: rest after its end, and days from its last day."""
    morning = datetime.combine(unit.days[-1] + DAY * rules.gap_days, time(), unit.begins.tzinfo)
    return max(unit.ends + rules.rest, morning) if rules.gap_days else unit.ends + rules.rest


def clash(one: Unit, other: Unit, rules: Rules) -> bool:
    """Whether nobody can serve both."""
    first, then = sorted((one, other), key=lambda unit: unit.begins)
    return then.begins < busy_until(first, rules)


def cliques(units: Sequence[Unit], rules: Rules) -> list[tuple[Unit, ...]]:
    """The largest sets of units of which a person serves at most one: together they say what all clashing pairs say."""
    made: list[tuple[Unit, ...]] = []
    open_: list[tuple[datetime, Unit]] = []
    for unit in sorted(units, key=lambda unit: (unit.begins, unit.key)):
        still = [(until, one) for until, one in open_ if until > unit.begins]
        if len(still) < len(open_):
            made.append(tuple(one for _until, one in open_))
        open_ = [*still, (busy_until(unit, rules), unit)]
    if open_:
        made.append(tuple(one for _until, one in open_))
    return [clique for clique in made if len(clique) > 1]


def weeks(units: Iterable[Unit]) -> dict[date, list[Unit]]:
    """The units of each calendar week, by its Monday; a unit counts in the week it begins in."""
    found: dict[date, list[Unit]] = defaultdict(list)
    for unit in units:
        found[unit.days[0] - DAY * unit.days[0].weekday()].append(unit)
    return dict(found)
