"""The canteen's own book: months in order, the balance rule, the published sheet adds up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.rules.api import rule_set
from lvye.kernel.terms.api import term_add
from lvye.modules.canteen.services import Drawn, batches_use
from lvye.modules.canteen.tests import make as kitchen
from lvye.modules.meals import services
from lvye.modules.meals.models import Category, Line, Month
from lvye.modules.meals.queries import balance, numbers, sheet
from lvye.modules.meals.tests import make

NOVEMBER, OCTOBER = date(2025, 11, 1), date(2025, 10, 1)
TODAY = date(2025, 12, 4)
# What a real canteen made public of a month and of the year so far: category → (month, year).
PUBLISHED = {
    "fee": ("218259.58", "701081.27"), "dishes": ("122081.52", "343907.39"), "rice-oil": ("21666", "63684"),
    "spices": ("4887", "16518"), "materials": ("11240", "48246.50"), "utilities": ("3012", "9673.50"),
    "office": ("9630.50", "36363.67"), "wages": ("52119", "185211.44"), "repairs": ("430", "430"),
    "other-out": ("0", "4011"), "bank": ("255.86", "491.16"),
}  # fmt: skip


@pytest.fixture
def book(db: Any) -> None:
    services.catalogue_prepare(actor=system_user())


def add(code: str, amount: str, day: date = NOVEMBER, **more: Any) -> Line:
    return services.line_add(
        day=day, category=Category.objects.get(code=code), amount=Decimal(amount), words="某笔", today=TODAY,
        actor=system_user(), **more,
    )  # fmt: skip


def close(first: date, **values: Any) -> Month:
    month = Month.objects.get(first=first)
    return services.month_close(month, actor=system_user(), **({"stock": None, "today": TODAY} | values))


def test_what_a_real_canteen_published_adds_up_when_it_is_entered(book: None) -> None:
    for code, (month, year) in PUBLISHED.items():
        if before := Decimal(year) - Decimal(month):
            add(code, str(before), OCTOBER)
        if Decimal(month):
            add(code, month)
    rows = {row.label: (row.month, row.year) for row in sheet(NOVEMBER)}
    assert rows["一、伙食费收入"] == (Decimal("218259.58"), Decimal("701081.27"))
    assert rows["二、伙食费支出"] == (Decimal("162886.52"), Decimal("482029.39"))
    assert rows["四、管理费用"] == (Decimal("62179.50"), Decimal("226016.11"))
    assert rows["六、营业结余"] == rows["七、结余总额"] == (Decimal("-7062.30"), Decimal("-7455.39"))
    assert rows["八、营业结余率"] == (Decimal("-3.24"), Decimal("-1.06"))


def test_the_stock_counted_at_the_end_makes_what_was_eaten_of_what_was_bought(book: None) -> None:
    services.book_begin(OCTOBER, stock=Decimal(1000), today=TODAY, actor=system_user())
    add("fee", "5000", OCTOBER)
    add("dishes", "5400", OCTOBER)
    with make.refused("月末盘点"):
        close(OCTOBER)
    close(OCTOBER, stock=Decimal(1400))
    found = numbers(OCTOBER, OCTOBER)
    assert (found.used, found.cost, found.result, found.rate) == (5000, 5000, 0, 0)
    assert ("5.库存变动（月初减月末）", Decimal(-400)) not in [(row.label, row.month) for row in sheet(OCTOBER)]
    assert [(row.month, row.year) for row in sheet(OCTOBER) if "库存变动" in row.label] == [(-400, -400)]


def test_months_close_in_order_when_they_are_over_and_take_no_more(book: None) -> None:
    add("fee", "100", OCTOBER)
    line = add("fee", "100")
    with make.refused("按月份顺序"):
        close(NOVEMBER)
    with make.refused("还没有过完"):
        close(OCTOBER, today=date(2025, 10, 31))
    for first in (OCTOBER, NOVEMBER):
        close(first, words="刚开账，只记了收入")
    for deed in (
        lambda: add("fee", "1"),
        lambda: services.line_void(line, why="错了", actor=system_user()),
        lambda: services.line_change(line, words="改", actor=system_user()),
    ):
        with make.refused(r"已结账|已经结账"):
            deed()
    with make.refused("最后一个月"):
        services.month_reopen(Month.objects.get(first=OCTOBER), why="漏了", actor=system_user())
    with make.refused("开账以前"):
        add("fee", "1", date(2025, 9, 30))


def test_a_balance_beyond_the_rule_is_closed_only_with_its_reason(book: None) -> None:
    term_add(
        school_year=2025, half=1, begins_on=date(2025, 9, 1), ends_on=date(2026, 1, 20), actor=system_user()
    )  # fmt: skip
    add("fee", "1000", OCTOBER)
    add("dishes", "970", OCTOBER)
    with make.refused(r"结余率 3\.00%，超过规定的 ±2%"):
        close(OCTOBER)
    assert Month.objects.get(first=OCTOBER).status == Month.Status.OPEN
    assert close(OCTOBER, words="下月加菜").status == Month.Status.CLOSED
    add("fee", "1000")
    add("dishes", "1010")
    assert balance(NOVEMBER).rate == Decimal("1.00")
    assert not balance(NOVEMBER).is_beyond
    rule_set("meals.balance_base", "月", effective_from=OCTOBER, why="换了口径", actor=system_user())
    assert balance(NOVEMBER).rate == Decimal("-1.00")
    assert balance(NOVEMBER).since == NOVEMBER


def test_what_is_public_stands(book: None) -> None:
    add("fee", "1000", OCTOBER)
    add("dishes", "1000", OCTOBER)
    month = services.month_publish(close(OCTOBER), today=TODAY, actor=system_user())
    assert (month.status, month.published_on) == (Month.Status.PUBLISHED, TODAY)
    with make.refused("已经是"):
        services.month_reopen(month, why="想改", actor=system_user())


def test_money_paid_in_advance_is_income_only_when_it_is_eaten(book: None) -> None:
    fee = make.fee(aid_kind="poor", aid_per_day=Decimal(5), aid_document="某名单")
    for n in range(3):
        make.serving(school_class=fee.school_class, day=make.TODAY - n * make.DAY)
    march, later = date(2026, 3, 1), date(2026, 4, 2)
    with make.refused("还没有过完"):
        services.income_book(march, today=make.TODAY, actor=system_user())
    lines = services.income_book(march, today=later, actor=system_user())
    assert {line.category.code: line.amount for line in lines} == {"fee": Decimal(21), "aid": Decimal(15)}
    with make.refused("已经按就餐记过账"):
        services.income_book(march, today=later, actor=system_user())


def test_what_the_kitchen_cooked_is_what_the_food_cost_and_the_gap_stands_beside_it(book: None) -> None:
    services.book_begin(date(2026, 3, 1), stock=Decimal(0), today=make.TODAY, actor=system_user())
    march, later = date(2026, 3, 1), date(2026, 4, 2)
    potato, cook = kitchen.item(), kitchen.on_duty()
    kitchen.batch(item=potato, qty=Decimal(100), price=Decimal(4))
    drawn = [Drawn(potato, Decimal(60))]
    batches_use(kitchen.meal(), drawn, by=cook, now=kitchen.NOW, actor=kitchen.user())
    make.serving(due=50, eaten=50)
    values = {"today": later, "words": "", "actor": system_user()}
    for code, amount in (("fee", "300"), ("dishes", "450")):
        line = {"category": Category.objects.get(code=code), "amount": Decimal(amount), "words": "某笔"}
        services.line_add(day=make.TODAY, today=later, actor=system_user(), **line)
    month = Month.objects.get(first=march)
    with make.refused(r"账上用掉.*灶上领用.*还差"):
        services.month_close(month, stock=None, **values)
    month = services.month_close(Month.objects.get(first=march), stock=None, **values | {"words": "菜贩多开了一张"})
    assert (month.stock, month.cooked, month.gap) == (160, 240, 50)
    found = numbers(march, march)
    assert (found.used, found.cost, found.per_meal) == (240, 290, Decimal("4.80"))
    rows = {row.label: row.month for row in sheet(march)}
    assert (rows["其中：下锅的食材"], rows["其中：损耗和账实差"]) == (240, 50)
    again = services.month_reopen(month, why="漏了", actor=system_user())
    assert (again.cooked, again.gap) == (None, None)
    make.serving(day=make.TODAY + make.DAY)  # nobody wrote down what was cooked: the book's own figure stands
    assert services.month_close(again, stock=None, **values | {"words": "漏登"}).gap is None
