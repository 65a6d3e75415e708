"""What the menus say of a meal: its dishes and how many eat."""

from __future__ import annotations

from datetime import date

from lvye.kernel.people.api import SchoolClass


def dishes(day: date, meal: str) -> list[str]:
    """The names on the menu of a meal, in order."""
    return []


def heads(day: date, meal: str) -> int | None:
    """How many have been announced for a meal; None where nobody has."""
    return None


def classes(day: date, meal: str) -> list[tuple[SchoolClass, int]]:
    """The classes announced for a meal, with how many."""
    return []
