"""The records of the menus."""

from __future__ import annotations

from .dish import Dish, Ingredient
from .food import Ban, Food
from .heads import HeadCount
from .plan import Plan, PlanState
from .week import MenuDish, MenuWeek, WeekKind, WeekStatus

__all__ = [
    "Ban",
    "Dish",
    "Food",
    "HeadCount",
    "Ingredient",
    "MenuDish",
    "MenuWeek",
    "Plan",
    "PlanState",
    "WeekKind",
    "WeekStatus",
]
