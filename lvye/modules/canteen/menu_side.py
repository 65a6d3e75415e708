"""What the menus say of a meal, in the shapes the kitchen asks for."""

from __future__ import annotations

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


def classes(day: date, meal: str) -> list[tuple[SchoolClass | None, int]]:
    """The classes announced for a meal with how many; None stands for the staff."""
    rows = HeadCount.objects.filter(date=day, meal=meal, count__gt=0).select_related("school_class")
    return [(one.school_class, one.count) for one in rows.order_by("school_class__sort", "school_class", "pk")]
