"""A roster of 40 people over a term of 120 days: how long until it stands with the proof of its gap. No database."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock

from bench.measure import Line
from lvye.kernel.rosters import solver
from lvye.kernel.rosters.solver import Barrier, Because, Person, Place, Problem, Rules, Unit

PEOPLE, LEADERS, DAYS = 40, 8, 120
FIRST = date(2026, 9, 1)
SECONDS = 6  # as the rule rosters.seconds says


def measured() -> Iterator[Line]:
    """The lines of the bench: the time of the process, which other work on the machine does not lengthen."""
    for name, teachers, gap in (("easy", 2, 3), ("tight", 3, 5)):
        problem = term(teachers, gap)
        began = time.process_time()
        found = solver.solve(problem, seconds=SECONDS)
        took = time.process_time() - began
        if not found.found:
            raise AssertionError(f"no roster: {found.state}")
        told = f"{found.state}, at most {found.moves} duties could be more even, gap {found.gap:.3%}"
        yield Line(f"rosters: {PEOPLE} people, {DAYS} days, {name}, seconds", took, took, 10.0, told)
        yield Line(f"rosters: {name}, duties that could be more even", took, found.moves, 12)


def term(teachers: int, gap: int, seed: int = 1) -> Problem:
    """A leader and so many teachers each day; one in twenty absent, one in twelve with a wish, loads from before."""
    rng = random.Random(seed)
    lead, teach = frozenset(range(LEADERS)), frozenset(range(LEADERS, PEOPLE))
    units = []
    barred: dict[tuple[int, int], Barrier] = {}
    wishes: dict[tuple[int, int], int] = {}
    for n in range(DAYS):
        day = FIRST + timedelta(days=n)
        begins, heavy = datetime.combine(day, clock(7)), day.weekday() >= 5
        places = (Place(1, "leader", 1, lead), Place(2, "teacher", teachers, teach))
        units.append(Unit(n, str(day), begins, begins + timedelta(hours=12), (day,), 3 if heavy else 2, places, heavy))
        for person in range(PEOPLE):
            if rng.random() < 0.05:
                barred[n, person] = Barrier(Because.ABSENT)
            elif rng.random() < 0.08:
                wishes[n, person] = rng.choice((-1, -1, 1))
    people = [Person(n, str(n), rng.randrange(8), rng.randrange(2)) for n in range(PEOPLE)]
    return Problem(units, people, Rules(timedelta(hours=12), gap), barred, wishes)
