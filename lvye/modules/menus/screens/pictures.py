"""What the pages of menus draw: bars with their lawful bands, days, dishes to choose from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from lvye.kernel.records.api import matching
from lvye.kernel.rules import api as rules
from lvye.modules.menus import nutrition, prices
from lvye.modules.menus.banning import forbidden_dishes
from lvye.modules.menus.models import Dish, MenuDish, MenuWeek
from lvye.modules.menus.nutrition.adding import of_dish
from lvye.modules.menus.services.weeks import school_days_of
from lvye.modules.menus.words import ALLERGENS, Meal

WIDE = 150  # of the drawing
MOST = 60  # dishes a page shows; the words above narrow them


@dataclass(frozen=True)
class Bar:
    """A bar as it is drawn, 0 to `WIDE`: its own end, and where the band begins and how wide it is."""

    band: nutrition.Band
    end: int
    from_x: int
    band_wide: int


def bars(bands: Iterable[nutrition.Band]) -> list[Bar]:
    """Each bar on its own scale, so that the band lies where the eye looks for it."""
    return [_bar(one) for one in bands]


def _bar(band: nutrition.Band) -> Bar:
    top = max(band.high or Decimal(0), (band.low or Decimal(0)) * Decimal("1.2"), Decimal(1)) * Decimal("1.25")

    def at(value: Decimal) -> int:
        return min(int((value * WIDE / top).quantize(Decimal(1), ROUND_HALF_UP)), WIDE)

    low = at(band.low or Decimal(0))
    return Bar(band, at(band.value), low, (at(band.high) if band.high is not None else WIDE) - low)


def day_cards(week: MenuWeek, lines: Sequence[MenuDish], judged: nutrition.Judged, today: date) -> list[dict[str, Any]]:
    """The days of a menu with their meals in the order of the day."""
    meals = nutrition.served()
    meals += [meal for meal in Meal.values if meal not in meals and any(one.meal == meal for one in lines)]
    by_day = {day.date: day for day in judged.days}
    return [
        {
            "date": day, "is_today": day == today, "is_past": day < today, "known": by_day.get(day),
            "kinds": len(by_day[day].kinds) if day in by_day else 0,
            "greens": len(by_day[day].greens) if day in by_day else 0,
            "dark": len(by_day[day].dark) if day in by_day else 0,
            "meals": [_meal(day, meal, lines, by_day.get(day)) for meal in sorted(meals, key=Meal.values.index)],
        }
        for day in school_days_of(week)
    ]  # fmt: skip


def _meal(day: date, meal: str, lines: Sequence[MenuDish], known: nutrition.Day | None) -> dict[str, Any]:
    here = [one for one in lines if (one.date, one.meal) == (day, meal)]
    energy = known.meals[meal]["energy"] if known and meal in known.meals else None
    return {
        "meal": meal, "word": Meal(meal).label, "lines": here,
        "energy": int(energy.known) if energy else 0, "unknown": sorted(energy.unknown) if energy else [],
        "groups": known.groups(meal) if known and here else None,
    }  # fmt: skip


def allergens_of(dish: Dish) -> list[str]:
    """The allergens of a dish in words, in the order of the table."""
    found = {code for one in dish.ingredients.all() for code in one.food.allergens}
    return [str(word) for code, word in ALLERGENS.items() if code in found]


def dish_cards(meal: str, day: date, *, course: str, words: str, there: set[int]) -> list[dict[str, Any]]:
    """Dishes for a meal with what one wants to know: what is in them, what they cost, when they were eaten."""
    field = {Meal.BREAKFAST: "for_breakfast", Meal.SNACK: "for_snack"}.get(Meal(meal), "for_main")
    rows = Dish.objects.filter(is_active=True, **{field: True})
    if course:
        rows = rows.filter(course=course)
    found = list(matching(rows, words).prefetch_related("ingredients__food__item").order_by("course", "name")[:MOST])
    age = str(rules.value("menus.ages")[0])
    bans = forbidden_dishes(found, on=day)
    near = dict(
        MenuDish.objects.filter(date__range=(day - timedelta(days=30), day - timedelta(days=1)), dish__in=found)
        .exclude(week__status="dropped")
        .order_by("date")
        .values_list("dish", "date")
    )
    return [_dish(dish, age, day, bans, near) | {"there": dish.pk in there} for dish in found]


def _dish(dish: Dish, age: str, day: date, bans: dict[int, Any], near: dict[int, date]) -> dict[str, Any]:
    energy = of_dish(dish, age)["energy"]
    yuan, without = prices.of_dish(dish, age)
    return {
        "dish": dish, "energy": None if energy.unknown else int(energy.known), "unknown": sorted(energy.unknown),
        "yuan": None if without else yuan.quantize(Decimal("0.01"), ROUND_HALF_UP), "ban": bans.get(dish.pk),
        "ago": (day - near[dish.pk]).days if dish.pk in near and not dish.is_fixed else None,
        "foods": "、".join(one.food.name for one in dish.ingredients.all()), "allergens": allergens_of(dish),
    }  # fmt: skip
