"""What the menus tell to whoever cares, in the same transaction. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class MenuPublished:
    """A menu is on the wall."""

    week_id: int
    begins_on: date
    ends_on: date


@dataclass(frozen=True)
class DishSwapped:
    """A dish of a published menu was changed for another."""

    date: date
    meal: str
    dish_id: int
    instead_of_id: int
