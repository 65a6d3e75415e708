from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import system_user
from lvye.kernel.exchange.api import bring_in, dry_run
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import registers
from lvye.modules.assets import reports, services
from lvye.modules.assets.models import Asset
from lvye.modules.assets.queries import book_value
from lvye.modules.assets.tests import make

pytestmark = pytest.mark.django_db


def test_the_set_wise_standing_is_the_sum_of_the_cards_one_by_one() -> None:
    kinds = [make.assetclass(), make.assetclass(depreciates=False, life_months=None)]
    for n, came in enumerate((date(2019, 1, 5), date(2024, 9, 1), date(2026, 3, 31), date(2026, 4, 1))):
        for kind in kinds:
            make.asset(asset_class=kind, value=Decimal("1000.01") * (n + 1), acquired_on=came)
    day = date(2026, 3, 15)
    whole = reports.standing(day, by="asset_class").total
    cards = [one for one in Asset.objects.all() if one.acquired_on <= day]
    assert whole.cards == len(cards) == 4
    assert whole.value == sum(one.value for one in cards)
    assert whole.net == sum(book_value(one, on=day) for one in cards)


def test_the_charges_of_all_months_add_up_to_the_value_and_then_end() -> None:
    make.asset(value=Decimal("1000.00"), life_months=7, acquired_on=date(2025, 11, 20))
    months = [date(2025, 10, 1), *(date(2025, m, 28) for m in (11, 12)), *(date(2026, m, 28) for m in range(1, 8))]
    charges = [reports.standing(day).total.charge for day in months]
    assert charges[0] == 0
    assert sum(charges) == Decimal("1000.00")
    assert charges[-2:] == [0, 0]


def written_off(card: Asset, day: date) -> None:
    paper = make.writeoff(assets=[card], today=day)
    system = system_user()
    from lvye.kernel.records import api as records

    records.take(paper, "ask", actor=system)
    agreed = services.writeoff_agree(paper, actor=system)
    services.writeoff_book(agreed, way="recycled", today=day, actor=system)


def test_what_came_and_what_left_lead_from_opening_to_closing() -> None:
    old = make.asset(acquired_on=date(2020, 1, 1), value=Decimal("500.00"))
    make.asset(acquired_on=date(2026, 2, 1), value=Decimal("700.00"), source="gift")
    written_off(old, date(2026, 3, 3))
    found = reports.changes(date(2026, 1, 1), date(2026, 3, 31))
    assert (found.opening.value, found.closing.value) == (Decimal(500), Decimal(700))
    assert [(one.label, one.value) for one in found.came] == [("接受捐赠", Decimal(700))]
    assert [(one.label, one.value) for one in found.left] == [("达到年限、不能用", Decimal(500))]
    assert found.holds


def test_the_month_a_thing_leaves_is_not_charged() -> None:
    card = make.asset(acquired_on=date(2026, 1, 1), value=Decimal("7200.00"))
    written_off(card, date(2026, 3, 3))
    assert reports.standing(date(2026, 2, 28)).total.charge == Decimal("100.00")
    assert reports.standing(date(2026, 3, 31)).total.cards == 0


def test_ledger_and_cards_are_held_against_each_other_and_differences_need_a_reason() -> None:
    make.asset(asset_class=make.assetclass(code="A02010105"), value=Decimal("3600.00"))
    lost = make.asset(value=Decimal("80.00"), status="lose", asset_class=make.assetclass(code="A05010201"))
    maker, checker = people.user_with("assets.add_match"), people.user_with("assets.check_match")
    paper = make.match(actor=maker)
    whole = paper.lines.get(kind="ledger", what__contains="1601")
    assert (whole.book, whole.found, whole.difference) == (0, Decimal("3680.00"), Decimal("3680.00"))
    assert paper.lines.get(kind="cards", what__startswith="160103").found == Decimal("3600.00")
    assert paper.lines.get(kind="cards", what__startswith="160106").found == Decimal("80.00")
    assert paper.lines.get(kind="things").asset == lost
    with pytest.raises(ValidationError, match="不能自己审核"):
        services.match_check(paper, actor=maker)
    with pytest.raises(ValidationError, match="还没有说明原因"):
        services.match_check(paper, actor=checker)
    for line in paper.lines.exclude(difference=0):
        services.matchline_explain(line, explanation="财务账还没有录期初", actor=maker)
    assert services.match_check(paper, actor=checker).status == "done"


@pytest.mark.parametrize(
    ("code", "account"),
    [("A02010105", "160103"), ("A02120000", "160103"), ("A02130000", "160102"), ("A05010201", "160106"),
     ("A04010000", "160105"), ("A01010000", "160101")],
)  # fmt: skip
def test_each_class_stands_in_its_account(code: str, account: str) -> None:
    assert services.account_of_class(code) == account


def sheet(*rows: tuple[Any, ...]) -> BytesIO:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    kept.seek(0)
    return kept


HEAD = ("资产编号", "资产名称", "分类代码", "数量", "单价", "购置日期", "使用年限", "存放地点", "保管人")


def test_an_old_book_comes_in_as_one_set_with_its_codes_mapped() -> None:
    services.classes_prepare(actor=system_user())
    room, keeper = places.room("101教室"), people.person(name="严守诚")
    rows = sheet(
        ("某某学校固定资产清单",), HEAD,
        ("0001", "电脑", "2010104", 2, "3,600.00", "2021.9.1", "6年1个月", "教学楼101教室", "严守诚"),
        ("0002", "台式计算机", "", 1, 4000, "2022年3月", "", "旧仓库", "查无此人"),
        ("0003", "台式计算机", "8888888", 1, 4000, "2022-03-01", "", "", ""),
        ("合计", "", "", 4, "", "", "", "", ""),
    )  # fmt: skip
    outcome = bring_in(registers["assets.asset"], rows, "book.xlsx", actor=system_user())
    assert not outcome.problems
    first, second, third = Asset.objects.order_by("old_number")
    assert (first.qty, first.value, first.life_months, first.place, first.keeper) == (2, 7200, 73, room, keeper)
    assert (first.asset_class.code, first.old_class, first.top.code) == ("A02010105", "2010104", "A02000000")
    assert (second.asset_class.name, second.place) == ("台式计算机", None)
    assert "旧仓库" in second.note
    assert third.asset_class == second.asset_class
    for words in (
        "价值合计 15,200.00元", "1 行没有写分类，按名称归类：台式计算机", "请核对：8888888→台式计算机",
        "有 1 行是2010版七位代码",
    ):  # fmt: skip
        assert any(words in note for note in outcome.notes), words


def test_a_row_that_cannot_be_read_is_named_with_its_column_and_value() -> None:
    services.classes_prepare(actor=system_user())
    make.asset(old_number="0009")
    rows = sheet(
        HEAD,
        ("0009", "课桌", "6010200", 1, 260, "2021-09-01", "", "", ""),
        ("0010", "怪东西", "9999999", 1.5, -3, "2099-01-01", "很久", "", ""),
    )
    problems = [str(one) for one in dry_run(registers["assets.asset"], rows, "b.xlsx", actor=system_user()).problems]
    for words in (
        "“资产编号”（0009）：这个编号的卡片已经有了",
        "“分类代码”（9999999）",
        "大于零的整数",
        "在将来",
        "看不懂年限",
        "负数",
    ):
        assert any(words in one for one in problems), words
    assert Asset.objects.count() == 1
