"""The deeds of the menus: the only place that changes their data."""

from .dishes import IngredientIn, dish_add, dish_change, dish_recipe, portions
from .foods import ban_add, ban_change, food_add, food_change
from .heads import heads_say, last_moment
from .plans import plan_make, plan_use
from .seed import bans_prepare, foods_prepare, foods_shipped
from .weeks import (
    dish_put,
    dish_swap,
    dish_take_off,
    event_begin,
    week_begin,
    week_change,
    week_copy,
    week_drop,
    week_publish,
    week_recall,
)

__all__ = [
    "IngredientIn",
    "ban_add",
    "ban_change",
    "bans_prepare",
    "dish_add",
    "dish_change",
    "dish_put",
    "dish_recipe",
    "dish_swap",
    "dish_take_off",
    "event_begin",
    "food_add",
    "food_change",
    "foods_prepare",
    "foods_shipped",
    "heads_say",
    "last_moment",
    "plan_make",
    "plan_use",
    "portions",
    "week_begin",
    "week_change",
    "week_copy",
    "week_drop",
    "week_publish",
    "week_recall",
]
