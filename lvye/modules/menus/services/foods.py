"""Foods and bans: entered, changed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import memo
from lvye.modules.menus.models import Ban, Food
from lvye.modules.menus.units import is_weight


def food_add(*, actor: User, **values: Any) -> Food:
    """A new food. Raises ValidationError where its store item has no weight of its own and none is given."""
    _refuse_weightless(values.get("item"), values.get("item_grams"))
    return records.create(Food, actor=actor, **values)


def food_change(food: Food, *, actor: User, **values: Any) -> Food:
    """Change a food. Raises ValidationError as `food_add`."""
    _refuse_weightless(values.get("item", food.item), values.get("item_grams", food.item_grams))
    return records.amend(food, actor=actor, **values)


def ban_add(*, actor: User, **values: Any) -> Ban:
    """One more thing that is forbidden here."""
    made = records.create(Ban, actor=actor, **values)
    memo.forget()
    return made


def ban_change(ban: Ban, *, actor: User, **values: Any) -> Ban:
    """Change a ban. Raises ValidationError when one of a rule above the school is to end: the school may not."""
    if ban.is_law and (values.get("until_on", ban.until_on) is not None or not values.get("is_law", True)):
        raise ValidationError({"until_on": _("这是上级规定禁用的，学校不能停用。")}, code="law")
    changed = records.amend(ban, actor=actor, **values)
    memo.forget()
    return changed


def _refuse_weightless(item: Any, item_grams: Any) -> None:
    if item is not None and item_grams is None and not is_weight(item.unit):
        text = _("“%(item)s”按%(unit)s记数，请写一%(unit)s有多少克。")
        raise ValidationError({"item_grams": text % {"item": item, "unit": item.unit}})
