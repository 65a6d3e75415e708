from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.modules.menus import api, services
from lvye.modules.menus.models import Food, Ingredient, WeekStatus
from lvye.modules.menus.services import IngredientIn
from lvye.modules.menus.services.heads import last_moment
from lvye.modules.menus.tests import make
from lvye.modules.stores import api as stores

MONDAY, NOW, DAY = make.MONDAY, make.NOW, make.DAY


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The deed is refused with a sentence that holds these words, and nothing of it stays."""
    with pytest.raises(ValidationError, match=words), records.attempt():
        yield


@pytest.fixture
def cook(db: Any) -> User:
    """The canteen's manager, with the bans a school begins with."""
    make.term()
    services.bans_prepare(actor=system_user())
    return make.user_in("canteen")[0]


# --- what is forbidden ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "ban"),
    [
        ("四季豆", "四季豆"), ("干煸豆角", "四季豆"), ("鲜黄花菜", "鲜黄花菜"), ("黄花菜炒肉", "鲜黄花菜"),
        ("牛肝菌汤", "野生蘑菇"), ("发芽土豆", "发芽土豆"), ("生鱼片", "生食类食品"), ("裱花蛋糕", "裱花蛋糕"),
        ("亚硝酸钠", "亚硝酸盐"), ("凉拌黄瓜", "凉拌菜"), ("长豆角炒四季豆", "四季豆"),
    ],
)  # fmt: skip
def test_what_a_school_must_not_serve_is_named(cook: User, name: str, ban: str) -> None:
    found = api.forbidden(name, on=MONDAY)
    assert found is not None
    assert found.name == ban
    assert "依据" in found.sentence(name)


@pytest.mark.parametrize(
    "name",
    [
        "白菜豆腐汤",
        "长豆角炒肉",
        "干黄花菜",
        "黄花菜（干）",
        "黄花鱼",
        "金针菇",
        "花生食品",
        "土豆丝",
        "香菇",
        "青菜豆皮",
    ],
)
def test_what_only_sounds_so_is_not_forbidden(cook: User, name: str) -> None:
    assert api.forbidden(name, on=MONDAY) is None


def test_no_dish_is_made_of_what_is_forbidden(cook: User) -> None:
    with refused(r"四季豆.*依据"):
        make.dish(name="家常小炒", food=make.food(name="四季豆"), actor=cook)
    with refused("冷荤"):
        make.dish(name="酱牛肉拼盘", method="cold_meat", actor=cook)
    with refused("野生蘑菇"):
        make.dish(name="牛肝菌炒饭", actor=cook)


def test_a_dish_that_becomes_forbidden_comes_neither_onto_a_menu_nor_onto_the_wall(cook: User) -> None:
    week, dish = make.menuweek(day=MONDAY), make.dish(name="香椿炒蛋")
    for day in range(5):
        for meal in ("breakfast", "lunch", "dinner"):
            make.menudish(week=week, day=MONDAY + DAY * day, meal=meal, dish=dish)
    services.ban_add(name="香椿", words="香椿", why="没焯水", document="县教育局通知", is_law=False, actor=cook)
    with refused("香椿"):
        services.week_publish(week, now=NOW, actor=cook)
    other = make.menuweek(day=MONDAY + DAY * 7)
    with refused("香椿"):
        services.dish_put(other, day=other.begins_on, meal="lunch", dish=dish, actor=cook)


def test_a_law_is_not_switched_off_but_the_schools_own_ban_is(cook: User) -> None:
    bans = {one.name: one for one in services.foods.Ban.objects.all()}
    with refused("上级规定"):
        services.ban_change(bans["四季豆"], until_on=MONDAY, actor=cook)
    services.ban_change(bans["凉拌菜"], until_on=MONDAY - DAY, actor=cook)
    assert api.forbidden("凉拌黄瓜", on=MONDAY) is None
    assert api.forbidden("凉拌黄瓜", on=MONDAY - DAY) is not None


# --- foods and dishes ----------------------------------------------------------------------------------------------


def test_the_shipped_foods_are_valid_and_unknown_is_never_zero(cook: User) -> None:
    assert services.foods_prepare(actor=cook) >= 150
    assert services.foods_prepare(actor=cook) == 0
    unknown = Food.objects.get(name="巴沙鱼片")
    assert unknown.energy is None
    assert unknown.allergens == ["fish"]
    assert unknown.source
    assert Food.objects.filter(energy__isnull=True).count() < 10


def test_ages_that_are_not_written_are_reckoned_from_the_nearest(db: Any) -> None:
    assert services.portions({"12-14": Decimal(100)}) == {
        "g6": Decimal(71), "g9": Decimal(88), "g12": Decimal(100), "g15": Decimal(115)
    }  # fmt: skip
    found = services.portions({"6-8": Decimal(60), "15-17": Decimal(120)})
    assert (found["g6"], found["g15"]) == (60, 120)
    assert 60 < found["g9"] < found["g12"] < 120


def test_a_recipe_is_kept_as_a_whole(cook: User) -> None:
    one, two = make.food(), make.food()
    dish = make.dish(recipe=[IngredientIn(one, {"12-14": Decimal(80)})])
    services.dish_recipe(dish, [IngredientIn(two, {"12-14": Decimal(50)})], today=MONDAY, actor=cook)
    assert [(row.food, row.g12) for row in Ingredient.objects.filter(dish=dish)] == [(two, Decimal(50))]
    with refused("写了两遍"):
        services.dish_recipe(dish, [IngredientIn(two, {"12-14": Decimal(50)})] * 2, today=MONDAY, actor=cook)
    with refused("太多"):
        services.dish_recipe(dish, [IngredientIn(two, {"12-14": Decimal(50000)})], today=MONDAY, actor=cook)


def test_a_store_item_without_weight_needs_one(cook: User) -> None:
    kind = records.create(stores.Kind, actor=cook, code="food", name="食材")
    item = stores.item_add(actor=cook, name="鸡蛋", unit="板", kind=kind)
    with refused("一板有多少克"):
        make.food(item=item)
    assert api.item_grams(make.food(item=item, item_grams=Decimal(1500))) == 1500


# --- the week ------------------------------------------------------------------------------------------------------


def full(cook: User, day: date = MONDAY) -> Any:
    """A week with a dish on every meal."""
    week = make.menuweek(day=day)
    dish = make.dish()
    for n in range(5):
        for meal in ("breakfast", "lunch", "dinner"):
            make.menudish(week=week, day=week.begins_on + DAY * n, meal=meal, dish=dish)
    return week


def test_a_menu_for_a_day_without_school_is_refused(cook: User) -> None:
    week = make.menuweek(day=MONDAY)
    with refused("不上学"):
        make.menudish(week=week, day=MONDAY + DAY * 5)
    with refused("没有一天上学"):
        services.week_begin(date(2026, 8, 3), actor=cook)
    with refused("不在这份食谱里"):
        make.menudish(week=week, day=MONDAY + DAY * 7)
    with refused("不供加餐"):
        make.menudish(week=week, meal="snack")


def test_an_event_has_its_own_menu_also_on_a_sunday(cook: User) -> None:
    event = services.event_begin(
        name="运动会",
        begins_on=MONDAY + DAY * 6,
        ends_on=MONDAY + DAY * 6,
        heads=300,
        made_with="厨师、工会",
        actor=cook,
    )
    make.menudish(week=event, day=MONDAY + DAY * 6, dish=make.dish(name="运动会盒饭"))
    services.week_publish(event, now=NOW, actor=cook)
    assert [one.name for one in api.dishes_of(MONDAY + DAY * 6, "lunch")] == ["运动会盒饭"]
    [line] = api.shopping(event).lines
    assert line.need == 300 * 100
    with refused("和谁一起定"):
        services.event_begin(name="联欢", begins_on=MONDAY, ends_on=MONDAY, heads=30, made_with="", actor=cook)


def test_a_menu_is_published_whole_and_then_only_changed_with_a_reason(cook: User) -> None:
    week = make.menuweek(day=MONDAY)
    make.menudish(week=week)
    with refused(r"空的.*早餐"):
        services.week_publish(week, now=NOW, actor=cook)
    services.week_drop(week, why="重编", actor=cook)
    week = full(cook)
    done = services.week_publish(week, now=NOW, actor=cook)
    assert done.status == WeekStatus.PUBLISHED
    assert done.kinds == 1
    assert done.is_within is False
    with refused("已经公示"):
        make.menudish(week=done)
    line = done.dishes.filter(date=MONDAY + DAY * 2, meal="lunch").get()
    with refused("已经公示"):
        services.dish_take_off(line, actor=cook)
    with refused("为什么换"):
        services.dish_swap(line, dish=make.dish(), why=" ", now=NOW, actor=cook)
    was, fresh = line.dish, make.dish()
    swapped = services.dish_swap(line, dish=fresh, why="没送到", now=NOW, actor=cook)
    assert (swapped.dish, swapped.instead_of, swapped.why) == (fresh, was, "没送到")
    later = datetime(2026, 3, 12, 9, tzinfo=make.SHANGHAI)
    with refused("过去"):
        services.dish_swap(line, dish=make.dish(), why="改", now=later, actor=cook)
    with refused("已经开始"):
        services.week_recall(done, why="改", now=later, actor=cook)
    assert services.week_recall(done, why="校长要求加汤", now=NOW, actor=cook).status == WeekStatus.DRAFT


def test_last_week_is_copied_but_neither_onto_a_holiday_nor_what_is_out_of_use(cook: User) -> None:
    week = full(cook)
    gone = make.dish(name="停了的菜")
    make.menudish(week=week, meal="lunch", dish=gone)
    records.amend(gone, actor=cook, is_active=False)
    qingming = make.menuweek(day=date(2026, 4, 6))  # Monday 2026-04-06 is a holiday
    came, left = services.week_copy(qingming, source=week, actor=cook)
    assert came == 12
    assert any("4月6日" in one for one in left)
    again, _left = services.week_copy(qingming, source=week, actor=cook)
    assert again == 0


# --- heads ---------------------------------------------------------------------------------------------------------


def test_a_class_teacher_announces_for_his_own_class_until_the_hour(cook: User) -> None:
    teacher, person = make.user_in("teacher")
    mine, other = people.schoolclass(head=person), people.schoolclass()
    given: dict[str, Any] = {"date": MONDAY, "meal": "lunch", "now": NOW, "actor": teacher}
    assert last_moment(MONDAY) == datetime(2026, 3, 6, 15, tzinfo=make.SHANGHAI)
    services.heads_say(school_class=mine, count=41, **given)
    services.heads_say(school_class=mine, count=40, **given)
    assert api.heads(MONDAY, "lunch", mine) == 40
    assert api.heads(MONDAY, "lunch", other) is None
    with refused("自己当班主任"):
        services.heads_say(school_class=other, count=3, **given)
    late = {**given, "now": datetime(2026, 3, 6, 15, 1, tzinfo=make.SHANGHAI)}
    with refused("截止"):
        services.heads_say(school_class=mine, count=39, **late)
    found = services.heads_say(school_class=mine, count=39, **(late | {"actor": cook}))
    assert found.is_late
    assert api.heads(MONDAY, "lunch") == 39
    with refused("不上学"):
        services.heads_say(school_class=mine, count=39, **(given | {"date": MONDAY + DAY * 6}))


def test_more_heads_than_the_class_has_are_refused(cook: User) -> None:
    one = people.schoolclass()
    people.person(kind="student", school_class=one)
    with refused("在册 1 人"):
        make.headcount(school_class=one, count=2, actor=cook)


def test_what_is_to_be_bought_is_grams_by_age_less_the_stock_in_mixed_units(cook: User) -> None:
    kind = records.create(stores.Kind, actor=cook, code="food", name="食材")
    item = stores.item_add(actor=cook, name="土豆", unit="斤", kind=kind)
    store = stores.store_add(actor=cook, code="c", name="食堂库", level="sub")
    boss = make.user_in("director")[0]
    stores.receive(
        store=store, lines=[stores.In(item, Decimal(7), Decimal("2.00"))], how="given", happened_on=NOW.date(),
        now=NOW, actor=boss,
    )  # fmt: skip
    potato = make.food(name="土豆", item=item, edible=Decimal(94), price=None)
    dish = make.dish(recipe=[IngredientIn(potato, {"6-8": Decimal(47), "12-14": Decimal(94)})])
    week = make.menuweek(day=MONDAY)
    make.menudish(week=week, dish=dish)
    make.headcount(school_class=people.schoolclass(grade="一年级"), count=20, actor=cook)
    make.headcount(school_class=people.schoolclass(grade="八年级"), count=30, actor=cook)
    silent = people.schoolclass(grade="九年级")
    found = api.shopping(week)
    [line] = found.lines
    assert line.need == 20 * 50 + 30 * 100  # as bought: 94% of it is eaten
    assert line.stock == 3500
    assert line.buy == 500
    assert line.yuan == 2  # 2 yuan a 斤
    assert found.silent == [str(silent)]
