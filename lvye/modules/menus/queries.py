"""Reads across the menus: what is served, for how many, what was eaten lately, what has to be bought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import QuerySet, Sum

from lvye.kernel.people.api import SchoolClass
from lvye.kernel.rules import api as rules
from lvye.modules.stores.api import on_hand_many

from . import prices
from .ages import age_of, is_young
from .models import Dish, Food, HeadCount, MenuDish, MenuWeek, WeekStatus
from .words import YOUNG, Age

DAY = timedelta(days=1)
LOOK_BACK = 30


def dishes_of(date: date, meal: str, *, week: MenuWeek | None = None) -> list[Dish]:
    """The dishes of one meal of one day on what is published, in the order of the menu; of one menu where it is named.

    Events' menus count as well: a dish on both is named once.
    """
    rows = MenuDish.objects.filter(date=date, meal=meal, week__status=WeekStatus.PUBLISHED)
    if week is not None:
        rows = rows.filter(week=week)
    rows = rows.select_related("dish").order_by("week__kind", "sort", "pk")
    return list(dict.fromkeys(one.dish for one in rows))


def heads(date: date, meal: str, school_class: SchoolClass | None = None) -> int | None:
    """How many are announced for a meal, of one class or altogether with the staff; None where nobody has spoken."""
    rows = HeadCount.objects.filter(date=date, meal=meal)
    if school_class is not None:
        rows = rows.filter(school_class=school_class)
    found: int | None = rows.aggregate(n=Sum("count"))["n"]
    return found


@dataclass
class Expected:
    """How many are expected at a meal, by age. guessed: classes that have not spoken, counted as they last did.

    silent: classes of which nothing is known at all; they are not counted.
    """

    by_age: dict[str, int] = field(default_factory=dict)
    said: int = 0
    guessed: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        """All together."""
        return sum(self.by_age.values())


def expected(day: date, meal: str) -> Expected:
    """Who is expected at a meal: announced, or as the class (or the staff) last announced for that meal."""
    classes = list(SchoolClass.objects.filter(is_open=True).order_by("sort", "pk"))
    counts = _last_counts(day, meal)
    found = Expected()
    by_age: dict[str, int] = defaultdict(int)
    for one in (*classes, None):
        name = str(one) if one else ""
        key = one.pk if one else None
        if key not in counts:
            if one is not None:
                found.silent.append(name)
            continue
        when, count = counts[key]
        by_age[age_of(one)] += count
        if when == day:
            found.said += count
        elif name:
            found.guessed.append(name)
    found.by_age = dict(by_age)
    return found


def _last_counts(day: date, meal: str) -> dict[int | None, tuple[date, int]]:
    rows = HeadCount.objects.filter(meal=meal, date__range=(day - DAY * LOOK_BACK, day)).order_by("date")
    return {key: (when, count) for key, when, count in rows.values_list("school_class", "date", "count")}


@dataclass
class Buy:
    """A line of the shopping list, in grams as bought. stock: what lies in the stores; None: not kept there."""

    food: Food
    need: Decimal
    stock: Decimal | None
    days: set[date]

    @property
    def buy(self) -> Decimal:
        """What is missing."""
        return max(self.need - (self.stock or Decimal(0)), Decimal(0))

    @property
    def ordered(self) -> list[date]:
        """The days it is for, in order."""
        return sorted(self.days)

    @property
    def yuan(self) -> Decimal | None:
        """What it will cost; None where the price is unknown."""
        price = prices.per_kilo(self.food)
        return None if price is None else self.buy * price / 1000


@dataclass
class Shopping:
    """What a menu needs. guessed, silent: classes that have not spoken; headless: meals nobody is expected at."""

    lines: list[Buy]
    guessed: list[str]
    silent: list[str]
    headless: list[tuple[date, str]]


def shopping(week: MenuWeek, *, day: date | None = None) -> Shopping:
    """What has to be bought for a menu, or one day of it: grams a head × heads of each age − what is in the stores."""
    rows = week.dishes.select_related("dish").prefetch_related("dish__ingredients__food__item")
    lines = list(rows.filter(date=day) if day else rows)
    counts = {key: _heads_of(week, *key) for key in dict.fromkeys((one.date, one.meal) for one in lines)}
    need: dict[Food, Decimal] = defaultdict(Decimal)
    days: dict[Food, set[date]] = defaultdict(set)
    for line in lines:
        by_age = counts[line.date, line.meal].by_age
        for one in line.dish.ingredients.all():
            grams = sum((one.grams(age) * count for age, count in by_age.items()), Decimal(0))
            need[one.food] += prices.gross(one.food, grams)
            days[one.food].add(line.date)
    stock = stock_grams(need)
    made = [Buy(food, grams, stock.get(food.pk), days[food]) for food, grams in need.items()]
    made.sort(key=lambda one: (one.food.group, -one.need, one.food.name))
    guessed = dict.fromkeys(name for one in counts.values() for name in one.guessed)
    silent = dict.fromkeys(name for one in counts.values() for name in one.silent)
    return Shopping(made, list(guessed), list(silent), [key for key, one in counts.items() if not one.total])


def _heads_of(week: MenuWeek, day: date, meal: str) -> Expected:
    if week.is_event:
        return Expected({str(rules.value("menus.ages")[0]): week.heads or 0}, said=week.heads or 0)
    return expected(day, meal)


def stock_grams(foods: Iterable[Food]) -> dict[int, Decimal]:
    """food → grams of it in the stores, for those that are kept there."""
    there = on_hand_many()
    found = {}
    for food in foods:
        weight = prices.item_grams(food)
        if food.item_id is not None and weight is not None:
            found[food.pk] = there.get(food.item_id, Decimal(0)) * weight
    return found


def recent(days: int, *, today: date) -> dict[int, date]:
    """dish → the last day it stood on a published menu, of the last so many days before today."""
    rows = MenuDish.objects.filter(week__status=WeekStatus.PUBLISHED, date__gte=today - DAY * days, date__lt=today)
    return dict(rows.order_by("date").values_list("dish", "date"))


def week_of(day: date) -> MenuWeek | None:
    """The menu of a day's week, also one that is still made."""
    first = day - DAY * day.weekday()
    weeks = MenuWeek.objects.filter(begins_on=first, kind=MenuWeek.Kind.WEEK)
    return weeks.exclude(status=WeekStatus.DROPPED).first()


def lines_of(week: MenuWeek) -> QuerySet[MenuDish]:
    """The dishes of a menu with all that nutrition and prices read."""
    rows = week.dishes.select_related("dish", "instead_of").prefetch_related("dish__ingredients__food__item")
    return rows.order_by("date", "meal", "sort", "pk")


def ages() -> list[Age]:
    """The ages the canteen serves that the standard knows, the first first."""
    return [Age(one) for one in rules.value("menus.ages") if one in Age.values]


def ages_seen() -> list[str]:
    """The ages whose nutrition is looked at: those of the rule, and the kindergarten's where there are such classes."""
    young = any(is_young(one) for one in SchoolClass.objects.filter(is_open=True))
    found = [one for one in rules.value("menus.ages") if one in Age.values or one == YOUNG]
    return [*found, YOUNG] if young and YOUNG not in found else found or [YOUNG]
