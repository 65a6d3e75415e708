"""The front door of the menus: what modules above may use."""

from __future__ import annotations

from .ages import age_of
from .banning import forbidden, refuse_forbidden
from .events import DishSwapped, MenuPublished
from .models import Ban, Dish, Food, HeadCount, Ingredient, MenuDish, MenuWeek, WeekKind, WeekStatus
from .prices import gross, item_grams, per_kilo
from .queries import Buy, Expected, Shopping, dishes_of, expected, heads, recent, shopping, week_of
from .services import bans_prepare, foods_prepare, heads_say
from .units import grams, is_weight, of_grams, said, weight
from .words import ALLERGENS, Age, Course, Group, Meal

__all__ = [
    "ALLERGENS",
    "Age",
    "Ban",
    "Buy",
    "Course",
    "Dish",
    "DishSwapped",
    "Expected",
    "Food",
    "Group",
    "HeadCount",
    "Ingredient",
    "Meal",
    "MenuDish",
    "MenuPublished",
    "MenuWeek",
    "Shopping",
    "WeekKind",
    "WeekStatus",
    "age_of",
    "bans_prepare",
    "dishes_of",
    "expected",
    "foods_prepare",
    "forbidden",
    "grams",
    "gross",
    "heads",
    "heads_say",
    "is_weight",
    "item_grams",
    "of_grams",
    "per_kilo",
    "recent",
    "refuse_forbidden",
    "said",
    "shopping",
    "week_of",
    "weight",
]
