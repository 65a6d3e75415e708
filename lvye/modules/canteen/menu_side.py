"""What the menus say of a meal, in the shapes the kitchen asks for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from lvye.kernel.people.api import SchoolClass
from lvye.modules.menus.api import HeadCount, dishes_of
from lvye.modules.menus.api import heads as announced


def dishes(day: date, meal: str) -> list[str]:
    """The names on the published menu of a meal, in order."""
    return [one.name for one in dishes_of(day, meal)]


def heads(day: date, meal: str) -> int | None:
    """How many have been announced for a meal with the staff; None where nobody has."""
    return announced(day, meal)


def told(meals: Iterable[tuple[date, str]]) -> dict[tuple[date, str], list[tuple[SchoolClass | None, int]]]:
    """(day, meal) → the classes announced for it with how many, of many meals at once; None stands for the staff."""
    wanted = set(meals)
    rows = HeadCount.objects.filter(date__in={day for day, _meal in wanted}, count__gt=0)
    found: dict[tuple[date, str], list[tuple[SchoolClass | None, int]]] = {}
    for one in rows.select_related("school_class").order_by("school_class__sort", "school_class", "pk"):
        if (one.date, one.meal) in wanted:
            found.setdefault((one.date, one.meal), []).append((one.school_class, one.count))
    return found


def classes(day: date, meal: str) -> list[tuple[SchoolClass | None, int]]:
    """The classes announced for a meal with how many; None stands for the staff."""
    return told([(day, meal)]).get((day, meal), [])
