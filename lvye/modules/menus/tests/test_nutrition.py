from __future__ import annotations

import csv
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.rules import api as rules
from lvye.modules.menus import nutrition, queries, services
from lvye.modules.menus.ages import age_of
from lvye.modules.menus.nutrition.norm import DATA
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


def test_below_the_ages_of_the_standard_nothing_is_judged_and_the_page_says_so(client: Any, db: Any) -> None:
    kinder = people.schoolclass(grade="", name="大一班")
    assert age_of(kinder) == "3-5"
    assert age_of(people.schoolclass(grade="高一", name="1班")) == "15-17"
    food = make.food(energy=Decimal(100), protein=Decimal(3), group="grain")
    week = week_of(breakfast=(food, "600"), lunch=(food, "800"), dinner=(food, "700"))
    found = nutrition.judge(queries.lines_of(week), "3-5")
    assert (found.has_norm, found.is_within, list(found.bands), len(found.days)) == (False, None, [], 1)
    cook, _person = make.user_in("canteen")
    client.force_login(cook)
    page = client.get(f"/menus/{week.pk}/nutrition/?age=3-5").content.decode()
    assert "所以不评判" in page
    assert "达标" not in page
    assert "3—5岁" in client.get(f"/menus/{week.pk}/nutrition/").content.decode()
    rules.rule_set("menus.ages", ["3-5"], effective_from=MONDAY - 300 * DAY, why="幼儿园", actor=system_user())
    kept = nutrition.keep(week, actor=system_user())
    assert (kept.energy_share, kept.is_within) == (None, None)
    assert client.get(f"/menus/{week.pk}/paper/").status_code == 200
    with pytest.raises(ValidationError, match="只管 6—17 岁"):
        services.plan_make(week, today=MONDAY, actor=system_user(), seconds=1)


def test_the_energy_of_each_food_fits_what_is_in_it() -> None:
    """Between 4/9/4 kcal a gram without and with fibre, within 4 kcal or 5 percent; slips of the hand stick out."""
    with (DATA / "foods.csv").open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["energy"] and row["carbohydrate"]]
    assert len(rows) > 150
    wrong = []
    for row in rows:
        energy, protein, fat, carbohydrate = (
            Decimal(row[name]) for name in ("energy", "protein", "fat", "carbohydrate")
        )
        most = 4 * protein + 9 * fat + 4 * carbohydrate
        least = most - 4 * Decimal(row["fibre"] or 0)
        slack = max(Decimal(4), energy / 20)
        if not least - slack <= energy <= most + slack or protein + fat + carbohydrate > 100:
            wrong.append(row["name"])
    assert wrong == []
