import csv
import datetime as dt
import io
import tracemalloc
from decimal import Decimal

import pytest
from openpyxl import load_workbook

from lvye.kernel.exchange import writing
from lvye.kernel.exchange.api import write_csv, write_xlsx
from lvye.kit.sheets import as_date, as_quantity, as_text, read_table

from .sheets import cells

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=cmd|' /C calc'!A0"]


def written(*rows, header=("甲",), **how):
    stream = io.BytesIO()
    count = write_xlsx(stream, list(header), rows, **how)
    assert count == len(rows)
    return stream.getvalue()


def test_cells_keep_their_type():
    moment = dt.datetime(2026, 3, 5, 2, 20, tzinfo=dt.UTC)
    row = ["灯管", 3, Decimal("12.50"), Decimal("1.5"), dt.date(2026, 3, 5), moment, dt.time(8, 30), True, None, ""]
    [_header, line] = cells(written(row, header="甲乙丙丁戊己庚辛壬癸"))
    assert line[:4] == ["灯管", 3, 12.5, 1.5]
    assert line[4:7] == [dt.datetime(2026, 3, 5), dt.datetime(2026, 3, 5, 10, 20), dt.time(8, 30)]  # noqa: DTZ001
    assert line[7:] == ["是", None, None]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_of_a_workbook_is_a_formula(text):
    sheet = load_workbook(io.BytesIO(written([text], header=[text]))).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}
    assert sheet["A2"].value.strip() == text.strip()


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_csv_is_computed_and_reading_it_back_gives_the_same(text):
    stream = io.BytesIO()
    assert write_csv(stream, ["名称", "数量"], [[text, Decimal(-5)]]) == 1
    [_header, line] = csv.reader(io.StringIO(stream.getvalue().decode("utf-8-sig")))
    assert line == [f"'{text}", "-5"]
    table = read_table(stream, "a.csv", {"name": ["名称"], "qty": ["数量"]})
    assert table.value(table.rows[0], "name") == text


def test_a_csv_says_dates_and_yes_as_a_reader_of_it_expects():
    stream = io.BytesIO()
    moment = dt.datetime(2026, 3, 5, 2, 20, tzinfo=dt.UTC)
    write_csv(stream, ["甲"], [[dt.date(2026, 3, 5), moment, dt.time(8, 5), False, None, Decimal("1E+3")]])
    assert stream.getvalue().decode("utf-8-sig").splitlines()[1] == "2026-03-05,2026-03-05 10:20,08:05,否,,1000"


def test_what_no_sheet_may_hold_is_left_out():
    [_header, [text]] = cells(written(["a\x00b\x0bc\ud800d\n二行" + "长" * 40_000]))
    assert text.startswith("abcd\n二行")
    assert len(text) == 32_767


def test_numbers_a_sheet_would_round_are_written_as_text():
    digits = 123456789012345678
    [_header, line] = cells(written([digits, Decimal("123456789012345.678"), Decimal("NaN")], header="甲乙丙"))
    assert line == [str(digits), "123456789012345.678", "NaN"]


def test_a_column_may_have_its_own_format():
    content = written([Decimal("0.925")], header=["占比"], formats={"占比": "0.0%"})
    assert load_workbook(io.BytesIO(content)).active["A2"].number_format == "0.0%"


def test_the_sheet_is_named_headed_and_wide_enough():
    book = load_workbook(io.BytesIO(written(["很长很长的一段说明文字"], header=["说明"], title="报修/单*[1]")))
    assert book.sheetnames == ["报修单1"]
    assert book.active.freeze_panes == "A2"
    assert book.active.column_dimensions["A"].width > 20
    assert book.active.auto_filter.ref == "A1:A2"


def test_rows_beyond_a_sheet_go_on_in_the_next(monkeypatch):
    monkeypatch.setattr(writing, "SHEET_ROWS", 3)
    monkeypatch.setattr(writing, "SAMPLE", 2)
    book = load_workbook(io.BytesIO(written(*[[n] for n in range(7)], title="表")))
    assert book.sheetnames == ["表", "表2", "表3"]
    assert [[cell.value for cell in sheet["A"]] for sheet in book] == [["甲", 0, 1, 2], ["甲", 3, 4, 5], ["甲", 6]]


def test_rows_that_fill_a_sheet_exactly_make_no_empty_one(monkeypatch):
    monkeypatch.setattr(writing, "SHEET_ROWS", 3)
    assert load_workbook(io.BytesIO(written([1], [2], [3]))).sheetnames == ["Sheet1"]


def test_a_list_without_rows_is_a_sheet_with_its_header():
    assert cells(written()) == [["甲"]]


def test_memory_does_not_grow_with_the_rows(tmp_path):
    def peak(count):
        with (tmp_path / "out.xlsx").open("wb") as stream:
            tracemalloc.start()
            write_xlsx(stream, ["甲", "乙"], ([f"教学楼{n}", n] for n in range(count)))
            _now, most = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        return most

    assert peak(20_000) < peak(2_000) * 3


def test_what_is_written_is_read_back():
    stream = io.BytesIO(written(["灯管", Decimal("2.50"), dt.date(2026, 3, 5)], header=["名称", "数量", "日期"]))
    table = read_table(stream, "a.xlsx", {"name": ["名称"], "qty": ["数量"], "on": ["日期"]})
    [(_row, values)] = table.values()
    assert as_text(values["name"]) == "灯管"
    assert as_quantity(values["qty"]).value == Decimal("2.5")
    assert as_date(values["on"]) == dt.date(2026, 3, 5)
