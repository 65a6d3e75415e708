"""What was written into a sheet is read from it the same: any text, day, number, in a workbook and in a text file."""

import datetime as dt
import io
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvye.kernel.accounts.api import system_user
from lvye.kernel.exchange.api import bring_in, export_rows, write_csv, write_xlsx
from lvye.kernel.people.models import Person
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import Register
from lvye.kit.sheets import CellError, as_date, as_money, as_quantity, as_text, read_table

HEADER = ["序号", "名称", "编码", "说明", "金额", "数量", "日期"]
FIELDS = dict(zip(("row", "name", "code", "note", "value", "qty", "on"), ([label] for label in HEADER), strict=True))
PERSONS = Register(
    model=Person,
    menu="people",
    columns=("name", "number", "phone", "left_on"),
    imports=("name", "number", "phone", "left_on"),
)


def kept(text):
    """A text as the program keeps it, "" for one it does not take (a formula that failed)."""
    try:
        return as_text(text)
    except CellError:
        return ""


awkward = st.sampled_from(
    ["007", "０１２３", "a,b", '他说"好"', "'单引号", "1,234.50", "2026-03-05", "3月5日", "1E5", "0.10", "-",
     "=1+1", "=示例", "＝甲", " =A1", "=HYPERLINK(1)",
     "＋86", "@x", "'=1+1", "''引", "＋1", "甲\n乙", "\t头", "6年1个月", "true", "；", "|", "长" * 4000, "是",
     "1-2", "№5", "e\u0301"]
)  # fmt: skip
texts = (st.text(max_size=30) | awkward | st.text("0123456789,\"';\t+-=", max_size=12)).map(kept)
money = st.decimals(min_value=-(10**11), max_value=10**11, places=2)
rows = st.lists(
    st.tuples(
        texts.filter(bool),
        st.integers(0, 10**20).map(lambda number: str(number).zfill(8)),
        texts,
        money,
        st.decimals(min_value=0, max_value=10**9, places=3),
        st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@given(rows=rows)
@settings(max_examples=25)
def test_any_rows_are_read_back_as_they_were_written(kind, rows):
    stream = io.BytesIO()
    lines = [[number, *row] for number, row in enumerate(rows, start=1)]
    if kind == "xlsx":
        write_xlsx(stream, HEADER, lines)
    else:
        write_csv(stream, HEADER, lines)
    table = read_table(stream, f"a.{kind}", FIELDS)
    assert not table.totals
    back = [
        (
            as_text(table.value(row, "name")),
            as_text(table.value(row, "code")),
            as_text(table.value(row, "note")),
            as_money(table.value(row, "value"), negative=True),
            as_quantity(table.value(row, "qty")).value,
            as_date(table.value(row, "on")),
        )
        for row in table.rows
    ]
    assert back == rows


def content():
    return list(Person.objects.order_by("pk").values_list("name", "number", "phone", "left_on"))


@pytest.mark.django_db
@given(
    people=st.lists(
        st.tuples(
            texts.map(lambda text: kept(text[:40])).filter(bool),
            st.integers(0, 10**12).map(lambda number: str(number).zfill(6)),
            texts.map(lambda text: kept(text[:20])),
            st.none() | st.dates(dt.date(1950, 1, 1), dt.date(2099, 12, 31)),
        ),
        min_size=1,
        max_size=5,
        unique_by=lambda one: one[1],
    ),
    kind=st.sampled_from(["xlsx", "csv"]),
)
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_records_taken_out_and_brought_in_again_are_equal(people, kind):
    names = ("name", "number", "phone", "left_on")
    actor = system_user("import")
    with transaction.atomic():
        Person.objects.all().delete()
        records.create_many(Person, [dict(zip(names, one, strict=True)) for one in people], actor=actor)
        before, stream = content(), io.BytesIO()
        export_rows(PERSONS, Person.objects.order_by("pk"), stream, kind)
        Person.objects.all().delete()
        outcome = bring_in(PERSONS, stream, f"人员.{kind}", actor=actor)
        assert outcome.problems == []
        assert content() == before
        transaction.set_rollback(True)


def test_money_keeps_its_cents_whatever_the_sheet_makes_of_it():
    stream = io.BytesIO()
    values = [Decimal("0.10"), Decimal("99999999999.99"), Decimal("-0.01"), Decimal("123456789012.34")]
    write_xlsx(stream, ["名称", "金额"], [["甲", value] for value in values])
    table = read_table(stream, "a.xlsx", {"name": ["名称"], "value": ["金额"]})
    assert [as_money(table.value(row, "value"), negative=True) for row in table.rows] == values
