"""What is in a menu for one head of an age: sums that know what they do not know."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from lvye.modules.menus.models import Dish, Food, MenuDish
from lvye.modules.menus.words import FOUR, NUTRIENTS, Group

HUNDRED = Decimal(100)


@dataclass
class Amount:
    """A sum, and the foods whose share in it is unknown: then it is at least `known`."""

    known: Decimal = Decimal(0)
    unknown: set[str] = field(default_factory=set)

    def add(self, value: Decimal | None, grams: Decimal, name: str) -> None:
        """Add what `grams` of a food hold."""
        if value is None:
            self.unknown.add(name)
        else:
            self.known += value * grams / HUNDRED

    def more(self, other: Amount) -> None:
        """Add another sum."""
        self.known += other.known
        self.unknown |= other.unknown


Amounts = dict[str, Amount]


@dataclass
class Day:
    """One day: sums of the day and of each meal, kinds of food, fresh vegetables and the dark ones of them."""

    date: date
    total: Amounts = field(default_factory=lambda: defaultdict(Amount))
    meals: dict[str, Amounts] = field(default_factory=dict)
    grams: dict[str, dict[str, Decimal]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)
    greens: set[str] = field(default_factory=set)
    dark: set[str] = field(default_factory=set)

    def groups(self, meal: str) -> int:
        """How many of the four groups of foods a meal holds."""
        here = {group for group, grams in self.grams.get(meal, {}).items() if grams > 0}
        return sum(1 for _label, groups in FOUR if here & set(groups))


def of_dish(dish: Dish, age: str) -> Amounts:
    """What one head of an age has of a dish."""
    found: Amounts = defaultdict(Amount)
    for one in dish.ingredients.all():
        _add(found, one.food, one.grams(age))
    return found


def add_up(lines: Iterable[MenuDish], age: str) -> list[Day]:
    """The days of a menu in order. `dish__ingredients__food` should be fetched before."""
    days: dict[date, Day] = {}
    for line in lines:
        day = days.setdefault(line.date, Day(line.date))
        meal = day.meals.setdefault(line.meal, defaultdict(Amount))
        grams = day.grams.setdefault(line.meal, defaultdict(Decimal))
        for one in line.dish.ingredients.all():
            portion = one.grams(age)
            _add(meal, one.food, portion)
            _add(day.total, one.food, portion)
            grams[one.food.group] += portion
            _kind(day, one.food)
    return [days[key] for key in sorted(days)]


def _kind(day: Day, food: Food) -> None:
    if food.counts:
        day.kinds.add(food.name)
    if food.group == Group.VEGETABLE:
        day.greens.add(food.name)
        if food.is_dark:
            day.dark.add(food.name)


def _add(sums: Amounts, food: Food, grams: Decimal) -> None:
    for one in NUTRIENTS:
        sums[one.field].add(getattr(food, one.field), grams, food.name)
