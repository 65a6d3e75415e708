"""A week of menus out of 400 dishes: how long until it stands, and how near to the best it is. No database."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator

from bench.measure import Line
from lvye.modules.menus import planner
from lvye.modules.menus.planner import Dish, Problem, Rules, Slot

DISHES, DAYS = 400, 5
SECONDS = 6  # as the rule menus.solver_seconds says
MEALS: dict[str, dict[str, int]] = {"lunch": {"staple": 1, "main": 1, "half": 1, "green": 1, "soup": 1, "fruit": 1}}
WHOLE = {
    "breakfast": {"staple": 1, "half": 1, "drink": 1},
    "lunch": {"staple": 1, "main": 1, "half": 1, "green": 1, "soup": 1},
    "dinner": {"staple": 1, "main": 1, "green": 1, "soup": 1},
}
# kcal and grams of protein of a dish, and cents, by course
SIZE = {
    "staple": ((330, 460), (7, 13), (40, 110)), "main": ((220, 330), (13, 20), (240, 480)),
    "half": ((110, 210), (6, 12), (110, 260)), "green": ((45, 110), (1, 4), (50, 140)),
    "soup": ((35, 110), (1, 6), (30, 110)), "drink": ((90, 150), (4, 8), (90, 200)),
    "fruit": ((50, 90), (0, 1), (80, 160)),
}  # fmt: skip


def measured() -> Iterator[Line]:
    """The lines of the bench: the time of the process, which other work on the machine does not lengthen."""
    for name, meals in (("30 dishes", MEALS), ("three meals", WHOLE)):
        problem = week(meals)
        began = time.process_time()
        found = planner.solve(problem, seconds=SECONDS)
        took = time.process_time() - began
        if not found.found:
            raise AssertionError(f"no menu: {found.state}")
        told = f"{found.state}, {len(found.chosen)} dishes of {DISHES}, gap {found.gap:.2%}"
        yield Line(f"menus: {name}, seconds", took, took, 10.0, told)
        yield Line(f"menus: {name}, gap in percent", took, round(100 * found.gap, 2), 15.0)


def week(meals: dict[str, dict[str, int]], seed: int = 1, budget: int | None = None) -> Problem:
    """So many dishes of every course with sizes, foods and prices as dishes have them."""
    rng = random.Random(seed)
    courses = [course for course in SIZE if any(course in needs for needs in meals.values())]
    dishes = []
    for n in range(DISHES):
        course = courses[n % len(courses)]
        energy, protein, cents = (rng.randint(*span) for span in SIZE[course])
        names = frozenset(meal for meal, needs in meals.items() if course in needs)
        kinds = frozenset(rng.sample(range(110), rng.randint(1, 4)))
        lately = rng.randint(1, 14) if rng.random() < 0.2 else 0
        saves = rng.randint(20, 120) if rng.random() < 0.05 else 0
        dishes.append(Dish(n, course, names, cents, energy * 10, protein * 10, kinds, False, lately, saves))
    keys = iter(range(DAYS * len(meals)))
    slots = [Slot(next(keys), day, meal, needs) for day in range(DAYS) for meal, needs in meals.items()]
    if len(meals) > 1:
        shares = {"breakfast": (25, 30), "lunch": (35, 40), "dinner": (30, 35)}
        return Problem(slots, dishes, Rules((20475, 25025), (500, 1300), shares, 12, 25, budget or 2000))
    return Problem(slots, dishes, Rules((7600, 11500), (230, 500), {}, 0, 0, budget or 900))
