"""The planner's question: the week's meals, the dishes that may stand there, what must hold."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from lvye.kernel.rules import api as rules
from lvye.modules.menus import nutrition, planner, prices, queries
from lvye.modules.menus.banning import forbidden_dishes
from lvye.modules.menus.models import Ban, Dish, MenuDish, MenuWeek
from lvye.modules.menus.nutrition.adding import of_dish
from lvye.modules.menus.words import Meal
from lvye.modules.stores.api import Lot

from .weeks import school_days_of

TENTHS = 10
CENTS = 100
MOST_SAVED = 300  # cents: stock near its date draws a dish onto the menu, it does not fill the menu with it


@dataclass
class Question:
    """What is put before the planner, and what was left out and why. slots: key → day and meal."""

    problem: planner.Problem
    slots: dict[int, tuple[date, str]]
    banned: dict[Dish, Ban] = field(default_factory=dict)
    unknown: list[Dish] = field(default_factory=list)
    unpriced: list[Dish] = field(default_factory=list)
    expiring: set[str] = field(default_factory=set)


def ask(week: MenuWeek, *, age: str, budget: Decimal | None, today: date) -> Question:
    """The question for a week: its empty places; what stands already stays."""
    days = school_days_of(week)
    meals = nutrition.served()
    lines = list(week.dishes.select_related("dish"))
    keys = {(day, meal): n for n, (day, meal) in enumerate((day, meal) for day in days for meal in meals)}
    question = Question(
        planner.Problem([], [], _rules(age, budget, meals)), {key: place for place, key in keys.items()}
    )
    dishes = _dishes(question, age, days=days, given={line.dish_id for line in lines}, today=today)
    slots = [planner.Slot(n, days.index(day), meal, _needs(lines, day, meal)) for (day, meal), n in keys.items()]
    given = frozenset(
        (keys[line.date, line.meal], line.dish_id) for line in lines if (line.date, line.meal) in keys
    )  # fmt: skip
    question.problem = planner.Problem(slots, dishes, question.problem.rules, given)
    return question


def _needs(lines: list[MenuDish], day: date, meal: str) -> dict[str, int]:
    """How many of each course: as the rules say, and not less than stand there already."""
    wanted = Counter(rules.value(f"menus.tray_{meal}"))
    there = Counter(line.dish.course for line in lines if (line.date, line.meal) == (day, meal))
    return {course: max(wanted[course], there[course]) for course in wanted | there}


def _rules(age: str, budget: Decimal | None, meals: list[str]) -> planner.Rules:
    need = nutrition.targets(age)
    whole, part = nutrition.part_of_day(meals)

    def band(name: str) -> tuple[int, int]:
        goal = need[name].mean * part / 100 * TENTHS
        low, high = (Decimal(rules.value(f"menus.{name}_{side}")) for side in ("least", "most"))
        return int(goal * low / 100) + 1, int(goal * high / 100)

    return planner.Rules(
        energy=band("energy"), protein=band("protein"),
        shares={meal: (int(low), int(high)) for meal, (low, high) in nutrition.SHARES.items()} if whole else {},
        kinds_day=int(rules.value("menus.kinds_day")) if whole else 0,
        kinds_week=int(rules.value("menus.kinds_week")) if whole else 0,
        budget=None if budget is None else int(budget * CENTS), gap=int(rules.value("menus.gap_days")),
        lately=int(rules.value("menus.lately_days")),
    )  # fmt: skip


def _dishes(question: Question, age: str, *, days: list[date], given: set[int], today: date) -> list[planner.Dish]:
    """The dishes that may be proposed; those that stand already are there in any case."""
    rows = list(Dish.objects.prefetch_related("ingredients__food__item").order_by("pk"))
    banned = {key: ban for day in days for key, ban in forbidden_dishes(rows, on=day).items()}
    first = days[0] if days else today
    lately = queries.recent(int(rules.value("menus.lately_days")), today=first)
    near = _expiring(today)
    found = []
    for dish in rows:
        if dish.pk not in given and not _may(question, dish, age, banned):
            continue
        made = _dish(dish, age, (first - lately[dish.pk]).days if dish.pk in lately else 0, near)
        if made.saves:
            question.expiring |= {one.food.name for one in dish.ingredients.all() if one.food.item_id in near}
        found.append(made)
    return found


def _may(question: Question, dish: Dish, age: str, banned: dict[int, Ban]) -> bool:
    """Whether a dish may be proposed; why not is noted."""
    if not dish.is_active:
        return False
    amounts = of_dish(dish, age)
    if dish.pk in banned:
        question.banned[dish] = banned[dish.pk]
    elif amounts["energy"].unknown or amounts["protein"].unknown or not dish.ingredients.all():
        question.unknown.append(dish)
    elif question.problem.rules.budget is not None and prices.of_dish(dish, age)[1]:
        question.unpriced.append(dish)
    else:
        return True
    return False


def _dish(dish: Dish, age: str, lately: int, near: set[int]) -> planner.Dish:
    amounts = of_dish(dish, age)
    cost, _without = prices.of_dish(dish, age)
    saved = sum(
        (
            prices.gross(one.food, one.grams(age)) * (prices.per_kilo(one.food) or Decimal(0)) / 1000
            for one in dish.ingredients.all()
            if one.food.item_id in near
        ),
        Decimal(0),
    )
    return planner.Dish(
        key=dish.pk, course=dish.course, meals=frozenset(meal for meal in Meal.values if dish.suits(meal)),
        cents=int(cost * CENTS + Decimal("0.5")), energy=int(amounts["energy"].known * TENTHS),
        protein=int(amounts["protein"].known * TENTHS),
        kinds=frozenset(one.food_id for one in dish.ingredients.all() if one.food.counts), fixed=dish.is_fixed,
        lately=lately,
        saves=min(int(saved * CENTS), MOST_SAVED),
    )  # fmt: skip


def _expiring(today: date) -> set[int]:
    """The items of which something lapses soon."""
    until = today + timedelta(days=int(rules.value("menus.expiring_days")))
    rows = Lot.objects.filter(expires_on__range=(today, until), holdings__qty__gt=0)
    return set(rows.values_list("item", flat=True))
