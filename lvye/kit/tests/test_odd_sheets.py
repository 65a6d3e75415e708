import io
import zipfile

import pytest
from openpyxl import Workbook

from lvye.kit.sheets import CellError, SheetError, as_date, as_money, as_months, read_table

from .sheets import csv_file, xlsx

CARDS = {"number": ["编号"], "name": ["名称"], "value": ["金额"], "came": ["购置情况/日期"], "left": ["报废情况/日期"]}


def book(*sheets):
    """A workbook as programs write it that compute no formula."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    stream = io.BytesIO()
    made.save(stream)
    return stream


def test_a_formula_whose_result_the_file_does_not_hold_is_refused_in_words():
    stream = book(("卡片", [["编号", "名称", "金额"], ["A1", "桌", "=3*100"], ["A2", "椅", 50]]))
    table = read_table(stream, "卡片.xlsx", CARDS)
    first, second = table.rows
    with pytest.raises(CellError, match="没有存算好的结果"):
        as_money(table.value(first, "value"))
    with pytest.raises(CellError, match="没有存算好的结果"):
        as_date(table.value(first, "value"))
    assert as_money(table.value(second, "value")) == 50


def with_text(stream, old, new):
    """The workbook with one text of its XML written otherwise."""
    changed = io.BytesIO()
    with zipfile.ZipFile(stream) as was, zipfile.ZipFile(changed, "w") as now:
        for name in was.namelist():
            now.writestr(name, was.read(name).replace(old.encode(), new.encode()))
    return changed


def test_a_formula_that_was_computed_gives_what_it_shows_also_when_it_shows_nothing():
    stream = xlsx(["编号", "名称", "金额"], ["A1", "桌", "{=3*100|300}"], ["A2", "椅", "{=A9|甲}"])
    table = read_table(with_text(stream, "<v>甲</v>", "<v></v>"), "卡片.xlsx", CARDS)
    assert [as_money(table.value(row, "value")) for row in table.rows] == [300, None]


def test_two_rows_of_heads_that_nobody_merged_are_read_as_one_below_a_merged_title():
    def title(sheet, book):
        sheet.merge_range(0, 0, 0, 4, "资产登记")

    stream = xlsx(
        [], ["编号", "购置情况", "", "报废情况", ""], ["", "日期", "金额", "日期", "原因"], ["A1", "d1", 5, "d2", "旧"],
        draw=title,
    )  # fmt: skip
    table = read_table(stream, "卡片.xlsx", CARDS)
    assert table.columns == {"number": 0, "came": 1, "value": 2, "left": 3}
    assert [row.number for row in table.rows] == [4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_a_text_table_is_read_in_whatever_encoding_and_with_whatever_sign(encoding, sign):
    text = "\r\n".join(sign.join(row) for row in (["编号", "名称", "金额"], ["A1", "课桌", "１２0"]))
    table = read_table(csv_file(text, encoding), "卡片.csv", CARDS)
    assert [str(cell) for cell in table.rows[0].cells] == ["A1", "课桌", "１２0"]
    assert as_money(table.value(table.rows[0], "value")) == 120


def test_the_sheet_a_person_names_is_read_whatever_the_others_hold():
    stream = book(("旧账", [["编号", "名称", "金额"], ["A1", "桌", 1]]), ("新账", [["编号", "名称"], ["B1", "椅"]]))
    best = read_table(stream, "账.xlsx", CARDS)
    assert (best.sheet, best.sheets) == ("旧账", ["旧账", "新账"])
    assert "“旧账”" in best.notes[0]
    assert read_table(stream, "账.xlsx", CARDS, sheet="新账").rows[0].cells[0] == "B1"


def test_columns_called_otherwise_are_read_as_a_person_has_matched_them():
    stream = book(("账", [["某校清单"], ["物号", "物名", "钱"], ["A1", "桌", 7]]))
    with pytest.raises(SheetError) as refused:
        read_table(stream, "账.xlsx", CARDS)
    assert refused.value.guess.names == ["物号", "物名", "钱"]
    said = {"number": "物号", "name": "物名", "value": "钱", "came": ""}
    table = read_table(stream, "账.xlsx", CARDS, choose=lambda labels, _found: said if "物号" in labels else {})
    assert table.columns == {"number": 0, "name": 1, "value": 2}
    assert [row.number for row in table.rows] == [3]


@pytest.mark.parametrize(
    ("cell", "months"),
    [("6年1个月", 73), ("６年１个月", 73), ("5", 60), (5.0, 60), ("40年", 480), ("18个月", 18), ("1.5年", 18),
     ("两年半", 30), ("十二年", 144), ("六年零三个月", 75), ("半年", 6), ("", None), (None, None)],
)  # fmt: skip
def test_an_age_is_read_in_months(cell, months):
    assert as_months(cell) == months


@pytest.mark.parametrize("cell", ["不详", "6天", "年", "101年"])
def test_what_is_no_age_is_refused(cell):
    with pytest.raises(CellError, match="看不出多少年月"):
        as_months(cell)
