from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms import api as terms
from lvye.modules.menus import queries, services
from lvye.modules.menus.models import Dish, HeadCount, MenuWeek, WeekStatus
from lvye.modules.menus.screens.heads import next_days
from lvye.modules.menus.services.weeks import monday, school_days_of
from lvye.modules.menus.tests import make

DAY, MONDAY = make.DAY, make.MONDAY


@pytest.fixture
def cook(db: Any, client: Client) -> Client:
    """The canteen's manager, signed in, in a term that has begun and goes on for weeks."""
    today = timezone.localdate()
    terms.term_add(
        school_year=today.year - 1, half=2, begins_on=monday(today) - DAY * 28, ends_on=monday(today) + DAY * 60,
        actor=system_user(),
    )  # fmt: skip
    services.bans_prepare(actor=system_user())
    client.force_login(make.user_in("canteen")[0])
    return client


def following() -> Any:
    """The next week with school, from its Monday."""
    first = monday(timezone.localdate()) + DAY * 7
    while not any(terms.is_school_day(first + DAY * n) for n in range(7)):
        first += DAY * 7
    return first


def test_a_week_is_made_published_changed_and_hung_up(cook: Client) -> None:
    first = following()
    page = reverse("menus:week", args=[first])
    assert "编这一周的食谱" in cook.get(page).content.decode()
    cook.post(page)
    week = MenuWeek.objects.get(begins_on=first)
    services.foods_prepare(actor=system_user())
    food = services.foods.Food.objects.get(name="花生仁")
    dish, other = make.dish(name="花生菜", food=food), make.dish(name="别的菜")
    days = school_days_of(week)
    for day in days:
        for meal in ("breakfast", "lunch", "dinner"):
            pick = f"{reverse('menus:pick', args=[week.pk])}?day={day}&meal={meal}"
            assert cook.post(pick, {"dish": dish.pk}).status_code == 302
    assert "这一餐已经有" in cook.post(pick, {"dish": dish.pk}).content.decode()
    Dish.objects.filter(pk=other.pk).update(name="凉拌菜")
    assert "禁用" in cook.get(pick).content.decode()
    Dish.objects.filter(pk=other.pk).update(name="别的菜")
    assert "这一周营养" in cook.get(page).content.decode()
    cook.post(reverse("menus:publish", args=[week.pk]))
    week.refresh_from_db()
    assert week.status == WeekStatus.PUBLISHED
    line = week.dishes.filter(date=days[-1], meal="dinner").get()
    answer = cook.post(reverse("menus:swap", args=[line.pk]), {"dish": other.pk, "why": "没送到"})
    assert answer.status_code == 302
    wall = cook.get(reverse("menus:paper", args=[week.pk])).content.decode()
    assert "花生" in wall
    assert "原为花生菜，没送到" in wall
    assert cook.get(reverse("menus:paper-word", args=[week.pk])).content.startswith(b"PK")
    assert "成分不知道" in cook.get(reverse("menus:nutrition", args=[week.pk])).content.decode()


def test_a_class_announces_on_the_phone_and_the_board_says_who_has_not(cook: Client) -> None:
    teacher, person = make.user_in("teacher")
    mine, silent = people.schoolclass(head=person), people.schoolclass()
    [day, *_rest] = next_days(timezone.now(), office=False)
    phone = Client()
    phone.force_login(teacher)
    page = f"{reverse('menus:heads')}?day={day}"
    assert str(mine) in phone.get(page).content.decode()
    assert phone.post(page, {"lunch": "41", "breakfast": "12"}).status_code == 302
    assert HeadCount.objects.get(meal="lunch").count == 41
    assert "请写数字" in phone.post(page, {"lunch": "四十"}).content.decode()
    board = cook.get(f"{reverse('menus:heads-board')}?day={day}").content.decode()
    assert str(silent) in board
    assert queries.heads(day, "lunch") == 41
    assert phone.get(reverse("menus:heads-board")).status_code == 403


def test_a_dish_is_entered_in_the_units_of_a_kitchen(cook: Client) -> None:
    services.foods_prepare(actor=system_user())
    sent = {
        "name": "青椒土豆丝", "course": "green", "method": "stir", "for_main": "on",
        "food": ["土豆", "青椒", ""], "grams-g6": ["", "", ""], "grams-g9": ["", "", ""],
        "grams-g12": ["2两", "25", ""], "grams-g15": ["", "", ""],
    }  # fmt: skip
    assert cook.post(reverse("menus:dish-new"), sent).status_code == 302
    dish = Dish.objects.get(name="青椒土豆丝")
    assert {(one.food.name, one.g12) for one in dish.ingredients.all()} == {("土豆", 100), ("青椒", 25)}
    again = cook.post(reverse("menus:dish-new"), sent | {"name": "又一道", "food": ["没有的菜", "", ""]})
    assert "食材库里没有“没有的菜”" in again.content.decode()
    refused = cook.post(reverse("menus:dish-new"), sent | {"name": "干煸四季豆"})
    assert "依据" in refused.content.decode()
    swapped = cook.get(reverse("menus:exchange"), {"food": "米饭(粳米)", "weight": "220"}).content.decode()
    assert "100克" in swapped


def test_what_is_to_be_bought_is_on_the_page_and_on_paper(cook: Client) -> None:
    week = services.week_begin(following(), actor=system_user())
    day = school_days_of(week)[0]
    services.dish_put(week, day=day, meal="lunch", dish=make.dish(food=make.food(name="冬瓜")), actor=system_user())
    make.headcount(date=day, count=30)
    page = cook.get(reverse("menus:shopping", args=[week.pk])).content.decode()
    assert "冬瓜" in page
    assert "3公斤" in page
    assert cook.get(reverse("menus:shopping-pdf", args=[week.pk])).content.startswith(b"%PDF")
