from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.terms import api as terms
from lvye.modules.menus import services
from lvye.modules.menus.models import Ban, Dish, Food, HeadCount, Ingredient, MenuDish, MenuWeek, Plan
from lvye.modules.menus.services import IngredientIn
from lvye.modules.menus.services.weeks import school_days_of

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 9)  # an ordinary week of a term
NOW = datetime(2026, 3, 6, 9, 0, tzinfo=SHANGHAI)  # the Friday before
DAY = timedelta(days=1)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def user_in(post: str) -> tuple[User, Person]:
    """A sign-in that holds a post, and its person."""
    user = people.user_in(post)
    return user, user.person  # type: ignore[attr-defined]


def term(year: int = 2025, half: int = 2) -> None:
    """The term the test days lie in, unless it stands."""
    if terms.term_on(MONDAY) is None:
        terms.term_add(
            school_year=year, half=half, begins_on=date(2026, 2, 23), ends_on=date(2026, 7, 10), actor=system_user()
        )


def food(**values: Any) -> Food:
    n = next(_numbers)
    given = {"name": f"食材{n}", "group": "vegetable", "edible": Decimal(100), "price": Decimal(5)} | values
    return services.food_add(actor=_actor(given), **given)


def ban(**values: Any) -> Ban:
    n = next(_numbers)
    given = {"name": f"禁用{n}", "words": f"禁用食材{n}", "why": "会中毒", "document": "某规定"} | values
    return services.ban_add(actor=_actor(given), **given)


def dish(**values: Any) -> Dish:
    n = next(_numbers)
    given = {"name": f"菜{n}", "course": "green", "today": MONDAY, "for_breakfast": True, "for_snack": True} | values
    given.setdefault("recipe", [IngredientIn(values.pop("food", None) or food(), {"12-14": Decimal(100)})])
    given.pop("food", None)
    return services.dish_add(actor=_actor(given), **given)


def ingredient(**values: Any) -> Ingredient:
    if (one := values.pop("dish", None)) is None:
        made = dish().ingredients.first()
        assert made is not None
        return made
    given = {"food": values.pop("food", None) or food()} | {f"g{n}": Decimal(50) for n in (6, 9, 12, 15)} | values
    return records.create(Ingredient, dish=one, actor=_actor(given), **given)


def menuweek(**values: Any) -> MenuWeek:
    """A week that is still made; each call another week of the term."""
    term()
    given = {"day": MONDAY + timedelta(days=7 * (next(_weeks) % 15))} | values
    return services.week_begin(given.pop("day"), actor=_actor(given), budget=given.get("budget"))


_weeks = count()


def menudish(**values: Any) -> MenuDish:
    week = values.pop("week", None) or menuweek()
    given = {"day": school_days_of(week)[0], "meal": "lunch"} | values
    given["dish"] = given.get("dish") or dish()
    return services.dish_put(week, actor=_actor(given), **given)


def headcount(**values: Any) -> HeadCount:
    if "date" not in values:
        term()
    given: dict[str, Any] = {"date": MONDAY, "meal": "lunch", "count": 40, "now": NOW} | values
    if "school_class" not in given:
        given["school_class"] = people.schoolclass()
    actor = given.pop("actor", None) or user_in("canteen")[0]
    return services.heads_say(actor=actor, **given)


def plan(**values: Any) -> Plan:
    given = {"week": values.pop("week", None) or menuweek(), "age": "12-14", "status": "good", "asked_on": MONDAY}
    given |= values
    return records.create(Plan, actor=_actor(given), **given)
