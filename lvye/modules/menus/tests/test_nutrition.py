from __future__ import annotations

from decimal import Decimal
from typing import Any

from lvye.kernel.accounts.api import system_user
from lvye.modules.menus import nutrition, queries, services
from lvye.modules.menus.services import IngredientIn
from lvye.modules.menus.tests import make

MONDAY, NOW, DAY = make.MONDAY, make.NOW, make.DAY


def week_of(**grams: tuple[Any, str]) -> Any:
    """A day of three meals: meal → (food, grams for 12—14)."""
    week = make.menuweek(day=MONDAY)
    for meal, (food, qty) in grams.items():
        dish = make.dish(recipe=[IngredientIn(food, {"12-14": Decimal(qty)})])
        make.menudish(week=week, meal=meal, dish=dish)
    return week


def test_the_tables_are_those_of_the_standard() -> None:
    need = nutrition.targets("12-14")
    assert (need["energy"].boys, need["energy"].girls, need["energy"].mean) == (2450, 2100, 2275)
    assert need["protein"].mean == Decimal("62.5")
    assert (need["fat_share"].least, need["fat_share"].most) == (20, 30)
    assert not nutrition.targets("6-8")["calcium"].sure
    assert nutrition.amounts("12-14", "breakfast")["grain"] == (105, 120)
    assert nutrition.amounts("12-14", "lunch")["grain"] == (140, 160)


def test_energy_protein_and_meals_are_judged_in_their_bands(db: Any) -> None:
    food = make.food(energy=Decimal(100), protein=Decimal("2.75"), group="grain")
    week = week_of(breakfast=(food, "625"), lunch=(food, "853"), dinner=(food, "797"))
    found = nutrition.judge(queries.lines_of(week))
    energy, protein = found.main
    assert (energy.value, energy.state) == (Decimal("100.0"), "ok")
    assert (protein.value, protein.state) == (Decimal("100.1"), "ok")
    assert [(one.value, one.state) for one in found.shares] == [
        (Decimal("27.5"), "ok"), (Decimal("37.5"), "ok"), (Decimal("35.0"), "ok"),
    ]  # fmt: skip
    assert [one.state for one in found.kinds] == ["low", "low"]
    assert found.is_within is False


def test_what_is_unknown_is_said_and_never_counted_as_zero(db: Any) -> None:
    known = make.food(energy=Decimal(100), protein=Decimal(3), group="grain")
    unknown = make.food(name="没有数值的鱼", group="fish")
    week = week_of(breakfast=(known, "600"), lunch=(known, "800"), dinner=(unknown, "800"))
    energy = nutrition.judge(queries.lines_of(week)).main[0]
    assert energy.state == "unknown"
    assert energy.unknown == ("没有数值的鱼",)
    kept = nutrition.keep(week, actor=system_user())
    assert kept.energy_share is None
    assert kept.is_within is False
    much = week_of_more(week, known)
    assert nutrition.judge(queries.lines_of(much)).main[0].state == "high"  # too much already, whatever the fish has


def week_of_more(week: Any, food: Any) -> Any:
    dish = make.dish(recipe=[IngredientIn(food, {"12-14": Decimal(990)})])
    for meal in ("breakfast", "lunch"):
        make.menudish(week=week, meal=meal, dish=dish)
    make.menudish(week=week, meal="dinner", dish=dish)
    return week


def test_one_meal_is_judged_by_its_part_of_the_day(db: Any) -> None:
    from lvye.kernel.rules import api as rules

    make.term()
    rules.rule_set("menus.meals", ("lunch",), effective_from=MONDAY - DAY * 30, why="只供午餐", actor=system_user())
    food = make.food(energy=Decimal(100), protein=Decimal("2.75"))
    found = nutrition.judge(queries.lines_of(week_of(lunch=(food, "853"))))
    assert found.main[0].value == Decimal("100.0")
    assert not found.shares
    assert not found.kinds
    assert found.is_within is True


def test_the_cost_of_a_head_needs_every_price(db: Any) -> None:
    dear = make.food(price=Decimal(20), edible=Decimal(50))
    week = week_of(lunch=(dear, "100"))
    assert nutrition.judge(queries.lines_of(week)).cost == Decimal("4.00")  # 200 g as bought
    make.menudish(week=week, meal="dinner", dish=make.dish(food=make.food(name="没价的菜", price=None)))
    found = nutrition.judge(queries.lines_of(week))
    assert found.cost is None
    assert found.unpriced == ("没价的菜",)


def test_the_meal_of_a_school_is_kept_with_the_menu(db: Any) -> None:
    services.bans_prepare(actor=system_user())
    food = make.food(energy=Decimal(100), protein=Decimal("2.75"))
    week = week_of(breakfast=(food, "625"), lunch=(food, "853"), dinner=(food, "780"))
    kept = nutrition.keep(week, actor=system_user())
    assert (kept.kinds, kept.least_kinds, kept.energy_share) == (1, 1, Decimal("99.3"))
