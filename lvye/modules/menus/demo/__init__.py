"""The canteen of the demo school: its dishes, the menus of both terms, and the heads its classes announced."""

# house: words of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from decimal import Decimal
from typing import Any, Protocol

from django.db import transaction

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import SchoolClass
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, is_school_day
from lvye.kit.days import at_hour
from lvye.kit.memo import forget
from lvye.modules.menus import nutrition, services
from lvye.modules.menus.models import Dish, Food, HeadCount, Ingredient, MenuDish, MenuWeek
from lvye.modules.menus.services.heads import roll_of
from lvye.modules.menus.services.weeks import monday

from .dishes import DISHES

SEED = 20261121
TRAYS = {
    "breakfast": ("staple", "half", "drink"),
    "lunch": ("staple", "main", "half", "green", "soup"),
    "dinner": ("staple", "main", "green", "soup"),
}
DAY, WEEK = dt.timedelta(days=1), dt.timedelta(days=7)
BUDGET = Decimal(18)
EVENT = "秋季运动会"


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: School, *, small: bool) -> None:
    """Both terms; the coming week is still made, so that somebody has something to do."""
    rng = random.Random(SEED)
    cook = school.user("canteen")
    with transaction.atomic(), audit.dated(at_hour(school.full.begins_on - DAY * 4, 9)):
        services.bans_prepare(actor=cook)
        services.foods_prepare(actor=cook)
        dishes = _dishes(cook)
    for term in (school.full, school.running):
        until = min(term.ends_on, monday(school.today) + DAY * 6)
        with transaction.atomic():
            _weeks(term, until, dishes, rng, cook)
    with transaction.atomic():
        _heads(school, small=small)
        _open(school, dishes, cook)
    forget()


def _dishes(actor: User) -> dict[str, list[Dish]]:
    foods = {food.name: food for food in Food.objects.all()}
    rows, parts = [], {}
    for line in DISHES.strip().splitlines():
        name, course, method, meals, recipe = line.split("|")
        parts[name] = [one.rsplit(" ", 1) for one in recipe.split(", ")]
        rows.append(
            {
                "name": name, "course": course, "method": method, "for_breakfast": "b" in meals,
                "for_main": "m" in meals, "for_snack": "s" in meals, "is_fixed": "f" in meals,
            }
        )  # fmt: skip
    made = records.create_many(Dish, rows, actor=actor)
    ingredients: list[dict[str, Any]] = [
        {"dish": dish, "food": foods[food], **services.portions({"12-14": Decimal(grams)})}
        for dish in made
        for food, grams in parts[dish.name]
    ]
    records.create_many(Ingredient, ingredients, actor=actor)
    found: dict[str, list[Dish]] = defaultdict(list)
    for dish in made:
        if not {"咖喱粉", "巴沙鱼片"} & {food for food, _grams in parts[dish.name]}:  # values unknown: not put on
            found[dish.course].append(dish)
    return found


def _weeks(term: Term, until: dt.date, dishes: dict[str, list[Dish]], rng: random.Random, actor: User) -> None:
    first = monday(term.begins_on)
    while first <= until:
        days = [first + DAY * n for n in range(7) if is_school_day(first + DAY * n)]
        if days:
            with audit.dated(at_hour(first - DAY * 4, 15)):
                week = services.week_begin(first, budget=BUDGET, actor=actor)
                _fill(week, days, dishes, rng, actor)
                records.take(
                    week, "publish", actor=actor, published_at=at_hour(first - DAY * 4, 16), published_by=actor
                )  # fmt: skip
                nutrition.keep(MenuWeek.objects.get(pk=week.pk), actor=actor)
        first += WEEK


def _fill(week: MenuWeek, days: list[dt.date], dishes: dict[str, list[Dish]], rng: random.Random, actor: User) -> None:
    """By turns through the dishes, so that nothing comes back within some days."""
    rows: list[dict[str, Any]] = []
    lunch: set[int] = set()
    for meal, courses in TRAYS.items():
        for course in courses:
            fits = [dish for dish in dishes[course] if dish.suits(meal) and dish.pk not in lunch]
            rng.shuffle(fits)
            fits.sort(key=lambda dish: not dish.is_fixed if course == "drink" else 0)
            rows += [
                {"week": week, "date": day, "meal": meal, "dish": fits[n % len(fits)], "sort": courses.index(course)}
                for n, day in enumerate(days)
            ]
            lunch |= {dish.pk for dish in fits[: len(days)] if meal == "lunch" and course != "staple"}
    once = {(row["date"], row["meal"], row["dish"].pk): row for row in rows}
    records.create_many(MenuDish, list(once.values()), actor=actor)


def _heads(school: School, *, small: bool) -> None:
    """The classes announce; for the days around today in full, before that once a week."""
    classes = list(SchoolClass.objects.filter(is_open=True).select_related("head__user").order_by("sort", "pk"))
    rolls = {one.pk: roll_of(one) for one in classes}
    rng = random.Random(SEED)
    rows: list[dict[str, Any]] = []
    for term in (school.full, school.running):
        day, until = term.begins_on, min(term.ends_on, school.today + DAY)
        while day <= until:
            if is_school_day(day) and (day.weekday() == 0 or (school.today - day).days < (3 if small else 10)):
                rows += _day(day, classes, rolls, rng, full=day <= school.today)
            day += DAY
    records.create_many(HeadCount, rows, actor=school.user("canteen"))


def _day(
    day: dt.date, classes: list[SchoolClass], rolls: dict[int, int], rng: random.Random, *, full: bool
) -> list[dict[str, Any]]:
    rows = []
    spoken = classes if full else classes[: max(len(classes) - 3, 0)]  # for tomorrow three have not spoken yet
    for meal in TRAYS:
        for one in spoken:
            away = rng.choice((0, 0, 1, 1, 2, 3)) if meal == "lunch" else rng.choice((1, 2, 4, 6))
            rows.append(
                {
                    "date": day, "meal": meal, "school_class": one, "count": max(rolls[one.pk] - away, 1),
                    "said_by": one.head, "said_at": at_hour(day - DAY, 10),
                }
            )  # fmt: skip
        staff = 62 if meal == "lunch" else 24
        rows.append(
            {
                "date": day,
                "meal": meal,
                "school_class": None,
                "count": staff + rng.randrange(6),
                "said_at": at_hour(day, 7),
            }
        )
    return rows


def _open(school: School, dishes: dict[str, list[Dish]], actor: User) -> None:
    """A dish that was changed this week, an event of last month, and next week's menu, begun and not finished."""
    now = at_hour(school.today, 8)
    line = MenuDish.objects.filter(date=school.today, meal="dinner", dish__course="green").first()
    if line is not None:
        there = set(MenuDish.objects.filter(date=line.date, meal=line.meal).values_list("dish", flat=True))
        fresh = next(dish for dish in dishes["green"] if dish.pk not in there)
        with audit.dated(now):
            services.dish_swap(line, dish=fresh, why="供货商没送到", now=now, actor=actor)
    begin = school.running.begins_on + DAY * 40
    with audit.dated(at_hour(begin - DAY * 5, 9)):
        event = services.event_begin(
            name=EVENT, begins_on=begin, ends_on=begin + DAY, heads=260, made_with="厨师、工会、体育组", actor=actor
        )
        for course in ("staple", "main", "green", "soup"):
            for n in range(2):
                services.dish_put(event, day=begin + DAY * n, meal="lunch", dish=dishes[course][n], actor=actor)
        services.week_publish(event, now=at_hour(begin - DAY * 4, 9), actor=actor)
    following = next(day for n in range(1, 80) if is_school_day(day := monday(school.today) + WEEK + DAY * n))
    with audit.dated(now):
        week = services.week_begin(following, budget=BUDGET, actor=actor)
        for course in TRAYS["lunch"]:
            services.dish_put(week, day=following, meal="lunch", dish=dishes[course][0], actor=actor)
