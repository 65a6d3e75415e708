"""Sheets offices have published or handed out, read row by row: what they hold is known by count and by sum.

The sheets are no part of the program; where they lie beside it (../shared), each must be read as it was read before.
What is peculiar to them (titles, hidden sheets, formulas, ages, numbers as text) has sheets of our own in
`lvye/kit/tests`.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from lvye.kit.sheets import Formula, Table, as_date, as_money, as_months, as_text, as_yes_no, read_table

SHARED = next((up / "shared" for up in Path(__file__).parents if (up / "shared" / "data" / "sheets").is_dir()), None)
pytestmark = pytest.mark.skipif(SHARED is None, reason="the sheets do not lie beside this program")


def read(begins: str, expected: dict[str, str], folder: str = "data/sheets") -> Table:
    """The sheet whose file's name begins so."""
    assert SHARED is not None
    [path] = (SHARED / folder).glob(f"{begins}*")
    with path.open("rb") as file:
        return read_table(file, path.name, {name: [label] for name, label in expected.items()})


def total(table: Table, name: str, parse: Callable[..., Decimal | int | None]) -> Decimal:
    """The sum of one column; every cell of it must be understood."""
    return sum((Decimal(parse(table.value(row, name)) or 0) for row in table.rows), Decimal(0))


def span(table: Table) -> tuple[int, int, int]:
    """How many rows there are, and the numbers of the first and the last."""
    return len(table.rows), table.rows[0].number, table.rows[-1].number


def test_a_published_account_with_titles_above_and_notes_below_is_read() -> None:
    table = read("L4", {"item": "项目", "month": "本月金额", "year": "本年累计金额"})
    assert span(table) == (27, 4, 30)
    assert len(table.notes) == 1  # the two lines below, told
    assert as_money(table.value(table.rows[0], "month")) == Decimal("218259.58")
    assert as_money(table.value(table.rows[0], "year")) == Decimal("701081.27")


def test_four_thousand_rows_with_ages_in_words_are_read() -> None:
    labels = {"number": "资产编号", "name": "资产名称", "life": "最低使用年限", "used": "已使用时间"}
    table = read("S01", labels)
    assert span(table) == (3933, 2, 3934)
    assert len({as_text(table.value(row, "number")) for row in table.rows}) == 3933
    assert all(as_text(table.value(row, "number")).startswith("0") for row in table.rows[:100])
    assert total(table, "used", as_months) == 565_431
    assert total(table, "life", as_months) == 252_696


def test_a_property_book_of_formulas_beside_hidden_and_other_sheets_is_read() -> None:
    labels = {"number": "编号", "name": "固定资产名称", "value": "原值", "qty": "数量", "came": "开始使用日期",
              "life": "使用年限", "state": "资产状态"}  # fmt: skip
    table = read("S02", labels)
    assert table.sheet == "固定资产查询"
    assert span(table) == (42, 4, 45)
    assert {type(table.value(row, "value")) for row in table.rows} == {Formula}
    assert total(table, "value", as_money) == 7_402_650
    assert total(table, "life", as_months) > 0
    assert all(as_date(table.value(row, "came")) for row in table.rows)
    assert sum("Sheet2" in note for note in table.notes) == 1  # hidden: not read, and said


def test_a_buying_list_that_begins_in_the_second_column_with_gaps_is_read() -> None:
    table = read("S09", {"number": "货品编号", "name": "货品名称", "sum": "总价", "stored": "是否入库"})
    assert span(table) == (22, 2, 26)
    assert total(table, "sum", as_money) == Decimal("150.50")
    assert {as_yes_no(table.value(row, "stored")) for row in table.rows} == {True, False, None}


def test_a_stock_list_whose_names_are_numbers_now_and_then_is_read() -> None:
    table = read("S10", {"number": "货品编号", "name": "货品名称", "kind": "类型"})
    assert span(table) == (16, 4, 19)
    names = [as_text(table.value(row, "name")) for row in table.rows]
    assert names[2] == "660"
    assert all(as_text(table.value(row, "number")).startswith("#") for row in table.rows)


def test_a_list_of_codes_as_text_is_read() -> None:
    table = read("gb14885_2010", {"code": "code7", "name": "gb_name_most_common", "rows": "rows"}, folder="domain")
    assert span(table) == (892, 2, 893)
    assert all(len(as_text(table.value(row, "code"))) == 7 for row in table.rows)
    assert total(table, "rows", lambda cell: int(as_text(cell))) == 18_091
