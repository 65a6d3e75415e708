"""Dishes and their recipes for one head of each age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.menus.banning import refuse_forbidden
from lvye.modules.menus.models import Dish, Food, Ingredient, MenuDish, WeekStatus
from lvye.modules.menus.words import AGE_FIELDS, PORTION, Age

MOST = Decimal(1000)  # grams of one food for one head: more is a slip of the pen


@dataclass(frozen=True)
class IngredientIn:
    """What goes in: grams for one head by age; ages that are not given are reckoned from those that are."""

    food: Food
    grams: Mapping[str, Decimal]


def portions(grams: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Grams for every age from those given, by the energy the standard gives an age; the nearest given age counts."""
    if not grams:
        raise ValidationError(_("请至少填一个年龄的用量。"))
    ages = list(Age)
    found = {}
    for place, age in enumerate(ages):
        near = min(grams, key=lambda one: (abs(ages.index(Age(one)) - place), -ages.index(Age(one))))
        share = PORTION[age] / PORTION[Age(near)]
        step = Decimal("0.1") if grams[near] < 20 else Decimal(1)
        found[AGE_FIELDS[age]] = (
            grams[near] if near == age else max((grams[near] * share).quantize(step, ROUND_HALF_UP), Decimal("0.1"))
        )
    return found


def dish_add(*, recipe: Sequence[IngredientIn], today: date, actor: User, **values: Any) -> Dish:
    """A new dish with what goes into it. Raises ValidationError for nothing in it, and for what is forbidden."""
    with records.deed():
        dish = records.create(Dish, actor=actor, **values)
        return dish_recipe(dish, recipe, today=today, actor=actor)


def dish_change(dish: Dish, *, actor: User, today: date | None = None, **values: Any) -> Dish:
    """Change a dish. Raises ValidationError where its new name or making is forbidden."""
    with records.deed():
        changed = records.amend(dish, actor=actor, **values)
        if today is not None:
            refuse_forbidden(changed, on=today)
    return changed


def dish_recipe(dish: Dish, recipe: Sequence[IngredientIn], *, today: date, actor: User) -> Dish:
    """What goes into a dish, as a whole: what is not named any more is taken out."""
    if not recipe:
        raise ValidationError(_("请写这道菜每人用多少食材。"), code="empty")
    names = [one.food.pk for one in recipe]
    if twice := next((one.food for one in recipe if names.count(one.food.pk) > 1), None):
        raise ValidationError(_("“%(food)s”写了两遍，请合成一行。") % {"food": twice}, code="twice")
    with records.deed():
        old = {one.food_id: one for one in Ingredient.objects.filter(dish=dish)}
        for one in recipe:
            refuse_forbidden(one.food, on=today)
            values: dict[str, Any] = dict(portions(one.grams))
            if too_much := next((grams for grams in one.grams.values() if grams > MOST), None):
                text = _("%(food)s每人 %(grams)s 克太多了，请看是不是把全校的量写进来了。")
                raise ValidationError(text % {"food": one.food, "grams": too_much}, code="too_much")
            if one.food.pk in old:
                records.amend(old.pop(one.food.pk), actor=actor, **values)
            else:
                records.create(Ingredient, actor=actor, dish=dish, food=one.food, **values)
        for gone in old.values():
            records.remove(gone, actor=actor, reason=_("改配料"))
        fresh = Dish.objects.prefetch_related("ingredients__food").get(pk=dish.pk)
        refuse_forbidden(fresh, on=today)
    return fresh


def is_on_wall(dish: Dish, today: date) -> bool:
    """Whether it stands on a published menu from today on."""
    rows = MenuDish.objects.filter(dish=dish, date__gte=today, week__status=WeekStatus.PUBLISHED)
    return rows.exists()
