"""What a school must not serve: asked at the menu, at the order and at the receipt."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kit.memo import once

from .models import Ban, Dish, Food, Ingredient


@once
def _bans() -> tuple[Ban, ...]:
    return tuple(Ban.objects.order_by("-is_law", "pk"))


def forbidden(thing: str | Food | Dish, *, on: date) -> Ban | None:
    """The ban that forbids a name, a food or a dish on a day, or None. A dish is asked with all its foods."""
    return _first(thing, on, _bans())


def refuse_forbidden(thing: str | Food | Dish, *, on: date, field: str = "") -> None:
    """Raises ValidationError with the sentence of the ban where a thing is forbidden; beside `field` if named."""
    if (ban := forbidden(thing, on=on)) is not None:
        sentence = ban.sentence(_said(thing, ban))
        raise ValidationError({field: sentence} if field else sentence, code="forbidden")


def forbidden_dishes(dishes: Iterable[Dish], *, on: date) -> dict[int, Ban]:
    """dish → its ban, for those that have one. Ingredients with their foods should be fetched before."""
    found = {one.pk: _first(one, on, _bans()) for one in dishes}
    return {key: ban for key, ban in found.items() if ban is not None}


def _first(thing: str | Food | Dish, on: date, bans: tuple[Ban, ...]) -> Ban | None:
    method = thing.method if isinstance(thing, Dish) else ""
    names = list(_names(thing))
    for ban in bans:
        if ban.holds(on) and ((method and ban.method == method) or any(ban.names(name) for name in names)):
            return ban
    return None


def _names(thing: str | Food | Dish) -> Iterable[str]:
    if isinstance(thing, str):
        return [thing]
    if isinstance(thing, Food):
        return [thing.name]
    return [thing.name, *(one.food.name for one in _ingredients(thing))]


def _ingredients(dish: Dish) -> Iterable[Ingredient]:
    if "ingredients" in getattr(dish, "_prefetched_objects_cache", {}):
        return dish.ingredients.all()
    return dish.ingredients.select_related("food")


def _said(thing: str | Food | Dish, ban: Ban) -> str:
    if not isinstance(thing, Dish) or ban.names(thing.name) or (ban.method and ban.method == thing.method):
        return str(thing)
    part = next((name for name in _names(thing) if ban.names(name)), "")
    return _("%(dish)s里的%(food)s") % {"dish": thing, "food": part}
