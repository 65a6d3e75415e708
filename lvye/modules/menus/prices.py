"""What a dish costs for one head: by the stores' average price where it is known, else by the food's own."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from lvye.kit.memo import once
from lvye.modules.stores.api import average_prices

from .models import Dish, Food, MenuDish
from .units import grams, is_weight

KILO = Decimal(1000)
HUNDRED = Decimal(100)


@once
def _stock() -> dict[int, Decimal]:
    return average_prices()


def item_grams(food: Food) -> Decimal | None:
    """Grams in one unit of the food's store item; None without item."""
    if food.item is None:
        return None
    return food.item_grams or (grams(Decimal(1), food.item.unit) if is_weight(food.item.unit) else None)


def per_kilo(food: Food) -> Decimal | None:
    """Yuan for a kilogram as bought; None where nobody knows."""
    if food.item_id is not None and food.item_id in _stock():
        weight = item_grams(food)
        if weight:
            return _stock()[food.item_id] * KILO / weight
    return food.price


def gross(food: Food, net: Decimal) -> Decimal:
    """Grams to buy for `net` grams of the edible part; the same where the edible part is unknown."""
    return net if food.edible is None else net * HUNDRED / food.edible


def of_dish(dish: Dish, age: str) -> tuple[Decimal, set[str]]:
    """Yuan for one head of an age as far as prices are known, and the foods without a price."""
    total, unknown = Decimal(0), set()
    for one in dish.ingredients.all():
        price = per_kilo(one.food)
        if price is None:
            unknown.add(one.food.name)
        else:
            total += gross(one.food, one.grams(age)) * price / KILO
    return total, unknown


def cost(lines: Iterable[MenuDish], age: str) -> tuple[Decimal | None, tuple[str, ...]]:
    """Yuan for one head over all lines; None as soon as one price is unknown, with the foods that lack one."""
    total, unknown = Decimal(0), set()
    for line in lines:
        yuan, without = of_dish(line.dish, age)
        total += yuan
        unknown |= without
    return (None if unknown else total), tuple(sorted(unknown))
