from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.rules import api as rules
from lvye.modules.menus import planner, services
from lvye.modules.menus.models import MenuWeek
from lvye.modules.menus.planner import Dish, Problem, Rules, Slot
from lvye.modules.menus.services import IngredientIn
from lvye.modules.menus.tests import make

MONDAY, NOW, DAY = make.MONDAY, make.NOW, make.DAY
OPEN = Rules(energy=(0, 100_000), protein=(0, 100_000), gap=2)


def lunches(days: int = 5) -> list[Slot]:
    return [Slot(n, n, "lunch", {"main": 1}) for n in range(days)]


def main(key: int, **values: Any) -> Dish:
    given: dict[str, Any] = {"course": "main", "meals": frozenset({"lunch"}), "cents": 300, "energy": 5000}
    return Dish(key=key, protein=200, **(given | values))


@pytest.mark.engineless
def test_the_cheapest_week_is_found_and_proved() -> None:
    dishes = [main(n, cents=100 * (n + 1)) for n in range(6)]
    found = planner.solve(Problem(lunches(), dishes, OPEN), seconds=2)
    assert found.state == "best"
    assert found.gap == 0
    used = sorted(dish for _slot, dish in found.chosen)
    assert used == [0, 0, 1, 1, 2]  # each again after two free days


@pytest.mark.engineless
def test_what_was_eaten_lately_is_avoided_and_stock_near_its_date_used() -> None:
    dishes = [main(0, lately=1), main(1), main(2, saves=60)]
    [(_slot, used)] = planner.solve(Problem(lunches(1), dishes, OPEN), seconds=1).chosen
    assert used == 2
    [(_slot, used)] = planner.solve(Problem(lunches(1), dishes[:2], OPEN), seconds=1).chosen
    assert used == 1


@pytest.mark.engineless
def test_without_a_menu_it_is_said_what_to_relax() -> None:
    dishes = [main(n, cents=500) for n in range(5)]
    poor = Problem(lunches(), dishes, replace(OPEN, budget=420))
    assert planner.solve(poor, seconds=1).state == "none"
    assert [dict(one.slack) for one in planner.explain(poor)] == [{"budget": 80}]
    few = Problem(lunches(3), dishes[:2], OPEN)
    advice = planner.explain(few)
    assert advice[0].lacking == {("lunch", "main"): 1}
    assert {"gap": 2} in [dict(one.slack) for one in advice]
    thin = Problem(lunches(), dishes, replace(OPEN, energy=(6000, 9000)))
    assert [dict(one.slack) for one in planner.explain(thin)] == [{"energy": 1000}]


@pytest.mark.engineless
def test_what_stands_already_stays() -> None:
    dishes = [main(0, cents=900), main(1, cents=100)]
    found = planner.solve(Problem(lunches(1), dishes, OPEN, frozenset({(0, 0)})), seconds=1)
    assert found.chosen == {(0, 0)}


@pytest.fixture
def lunch(db: Any) -> MenuWeek:
    """A school that serves lunch alone, one main dish of it; six dishes, one of which is forbidden, one unknown."""
    make.term()
    services.bans_prepare(actor=system_user())
    for code, value in (("menus.meals", ("lunch",)), ("menus.tray_lunch", ("main",))):
        rules.rule_set(code, value, effective_from=MONDAY - DAY * 30, why="试", actor=system_user())
    food = make.food(name="鸡块", energy=Decimal(100), protein=Decimal("2.75"), price=Decimal(10))
    for n in range(5):
        make.dish(name=f"鸡{n}", course="main", recipe=[IngredientIn(food, {"12-14": Decimal(840 + n)})])
    make.dish(name="没数的鱼", course="main", food=make.food(name="没数的鱼", group="fish"))
    return make.menuweek(day=MONDAY)


def test_a_week_is_proposed_then_taken_over_and_says_what_it_left_out(lunch: MenuWeek) -> None:
    cook = make.user_in("canteen")[0]
    services.ban_add(name="鸡4", words="鸡4", why="试", document="本校", is_law=False, actor=cook)
    plan = services.plan_make(lunch, budget=Decimal(9), today=NOW.date(), actor=cook, seconds=2)
    assert plan.status == "best"
    words = " ".join(plan.why)
    assert "鸡4" in words
    assert "没数的鱼" in words
    assert lunch.dishes.count() == 0
    came, left = services.plan_use(plan, now=NOW, actor=cook)
    assert (came, left) == (5, [])
    names = set(lunch.dishes.values_list("dish__name", flat=True))
    assert names <= {f"鸡{n}" for n in range(4)}
    assert services.week_publish(lunch, now=NOW, actor=cook).is_within is True


def test_a_budget_that_is_too_small_says_how_much_is_needed(lunch: MenuWeek) -> None:
    cook = make.user_in("canteen")[0]
    plan = services.plan_make(lunch, budget=Decimal(8), today=NOW.date(), actor=cook, seconds=2)
    assert plan.status == "none"
    assert any("预算提高到 8.4" in one for one in plan.why)
    with pytest.raises(ValidationError, match="没有可用"):
        services.plan_use(plan, now=NOW, actor=cook)
