"""Real half-years of two schools, as figures in sheets such as offices keep: brought in, closed, printed, opened.

The figures are facts of published work summaries; the sheets around them are ours: title rows, merged heads, columns
in any order, days as text, 余 and 多 beside numbers, totals rows.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import Entry, verify
from lvye.kernel.exchange.api import Outcome, bring_in, dry_run, undo
from lvye.kernel.figures.api import compute, one
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.api import Term, term_add, term_close, term_period
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, JobLine
from lvye.modules.summaries.api import term_summary_file
from tests import paper

pytestmark = pytest.mark.django_db
# Facts 000, 1: action, object, number as the office has it, unit, whether it is 余.
FIRST = (
    ("维修并更换", "电源开关、插座", 58, "个", False),
    ("更换", "灯管", 84, "个", False),
    ("维修并更换", "脚踏阀", 20, "个", True),
    ("维修并更换", "水嘴", 18, "个", False),
    ("维修", "教室及卫生间门", 60, "次", True),
    ("维修", "学生课桌", 280, "张", False),
    ("维修", "凳子", 180, "张", False),
    ("维修", "班级窗帘轨道", 12, "次", False),
    ("维修", "教室门扣", 30, "次", False),
    ("维修", "烧水壶", 10, "次", True),
)
# Facts 004, 1.
SECOND = (
    ("维修、更换", "灯管", 100, "次", True),
    ("更换", "阀门水嘴", 10, "只", True),
    ("维修服务", "零星维修", 100, "次", True),
    ("大型维修", "学校", 4, "所", False),
)
EACH = [(0, fact) for fact in FIRST] + [(1, fact) for fact in SECOND]
DAYS = ("2025年6月30日", "2025.6.30", "2025/06/30", "6月30日", "2025-06-30", date(2025, 6, 30))
# A tally by source whose printed total is not the sum of its parts; one part is unreadable in the print.
PARTS = (("电话报修", 929, "phone"), ("自巡检修", 184, "patrol"), ("食堂维修", 46, "canteen"))
UNREADABLE, PRINTED_TOTAL = ("宿舍维修", "20XX项"), 3349
READABLE = sum(count for _label, count, _source in PARTS)


@pytest.fixture(autouse=True)
def ground(db: None) -> None:
    """A school with a place and the usual catalogue."""
    services.catalogue_prepare(actor=system_user())
    places.place(name="本部", kind="campus")
    places.room("301教室", building="教学楼")


@pytest.fixture
def term(db: None) -> Term:
    """A term that is over and not closed yet."""
    return term_add(
        school_year=2024, half=2, begins_on=date(2025, 2, 17), ends_on=date(2025, 7, 5), actor=system_user()
    )


@pytest.fixture
def director(allow: Callable[..., Any], client: Client) -> Client:
    """Somebody who may open every record of the repairs."""
    client.force_login(allow("repairs.view_job", "repairs.view_jobline", "repairs.all_job"))
    return client


# --- the sheets --------------------------------------------------------------------------------------------------


def first_sheet(facts: tuple[tuple[str, str, int, str, bool], ...] = FIRST) -> io.BytesIO:
    """Two title rows, a head of two rows with merged cells, the unit within the number, days written in six ways."""
    book = Workbook()
    page: Any = book.active
    page.append(["青禾实验学校2025年春季学期维修情况统计表"])
    page.merge_cells("A1:F1")
    page.append(["制表：总务处", None, None, None, None, "2025年7月4日"])
    page.append(["序号", "维修内容", None, None, "完成日期", "备注"])
    page.append([None, "物件", "数量", "动作", None, None])
    for span in ("A3:A4", "B3:D3", "E3:E4", "F3:F4"):
        page.merge_cells(span)
    for place, (action, thing, qty, unit, approx) in enumerate(facts):
        page.append([place + 1, thing, f"{qty}{'余' if approx else ''}{unit}", action, DAYS[place % len(DAYS)], None])
    return saved(book)


def second_sheet() -> io.BytesIO:
    """Text as an old machine writes it: GB18030, separated by commas, heads in another order, a number in words."""
    said = {100: "100多", 10: "十多", 4: "4"}
    lines = ["维修登记,,,,", "单位,完成数量,维修项目,处理方式,处理日期"]
    lines += [f"{unit},{said[qty]},{thing},{action},2025年6月20日" for action, thing, qty, unit, _approx in SECOND]
    return io.BytesIO("\r\n".join(lines).encode("gb18030"))


def tally_sheet(*, with_unreadable: bool) -> io.BytesIO:
    """The tally by source with its printed total."""
    book = Workbook()
    page: Any = book.active
    page.append(["上半年维修统计"])
    page.append(["来源", "数量", "单位", "日期"])
    for label, count, _source in PARTS:
        page.append([label, count, "项", "2025年6月30日"])
    if with_unreadable:
        page.append([UNREADABLE[0], UNREADABLE[1], "项", "2025年6月30日"])
    page.append(["合计", PRINTED_TOTAL, "次", None])
    return saved(book)


def rows_sheet(*rows: list[Any]) -> io.BytesIO:
    """A plain register with these rows from the third line on."""
    book = Workbook()
    page: Any = book.active
    page.append(["维修登记表"])
    page.append(["完成日期", "故障", "动作", "物件", "数量", "单位", "维修人"])
    for row in rows:
        page.append(row)
    return saved(book)


def saved(book: Workbook) -> io.BytesIO:
    """The sheet as a file."""
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def bring(file: io.BytesIO, name: str = "维修登记.xlsx") -> Outcome:
    """What `lvye import repairs.job FILE` does."""
    return bring_in(registers["repairs.job"], file, name, actor=system_user("import"))


def listed(client: Client, address: str) -> set[int]:
    """The records an address of a figure lists."""
    page = client.get(address)
    assert page.status_code == 200
    assert not page.context["next_url"]
    return {int(pk) for pk in re.findall(r'data-pk="(\d+)"', page.content.decode())}


def refused(file: io.BytesIO, name: str = "维修登记.xlsx") -> list[tuple[int, str, str, str]]:
    """Row, column, value and reason of every problem; nothing was written, not even to the trail."""
    before = Entry.objects.count()
    outcome = bring(file, name)
    assert outcome.made == 0
    assert not Job.objects.exists()
    assert not JobLine.objects.exists()
    assert Entry.objects.count() == before
    return [(found.row, found.column, found.value, found.reason) for found in outcome.problems]


# --- every count comes back --------------------------------------------------------------------------------------


@pytest.fixture
def printed(term: Term) -> list[bytes]:
    """The two half-years, each brought into the term and printed after it was closed."""
    papers = []
    for file, name, count in (
        (first_sheet(), "维修情况统计.xlsx", len(FIRST)),
        (second_sheet(), "维修登记.csv", len(SECOND)),
    ):
        outcome = bring(file, name)
        assert (outcome.problems, outcome.made) == ([], count)
        if term.status == "open":
            term = term_close(term, actor=system_user())
        papers.append(term_summary_file(term, kind="docx"))
    return papers


@pytest.mark.parametrize(("half", "fact"), EACH, ids=lambda value: value[1] if isinstance(value, tuple) else str(value))
def test_every_count_is_stated_and_opens_the_row_behind_it(
    printed: list[bytes], director: Client, half: int, fact: tuple[str, str, int, str, bool]
) -> None:
    action, thing, qty, unit, approx = fact
    figure = paper.figure_after(printed[half], f"{action}{thing}")
    assert figure.figure == f"{qty}{'余' if approx else ''}{unit}"
    rows = JobLine.objects.filter(pk__in=listed(director, figure.address))
    assert [(row.action, row.object, row.qty, row.unit, row.is_approx) for row in rows] == [
        (action, thing, Decimal(qty), unit, approx)
    ]
    assert rows[0].job.done_on == (date(2025, 6, 30), date(2025, 6, 20))[half]


def test_the_appendix_gives_each_count_with_its_one_record(printed: list[bytes]) -> None:
    text = paper.words(printed[0])
    evidence = text[text.index("数据依据") :].split("\n")
    for action, thing, qty, unit, approx in FIRST:
        rows = [place for place, cell in enumerate(evidence) if f"{action} {thing} {unit}" in cell]
        assert len(rows) == 1, thing
        assert evidence[rows[0] : rows[0] + 5][-2:] == ["1", f"{qty}{'余' if approx else ''}{unit}"]


def test_a_register_brought_in_says_nothing_of_punctuality_or_ratings(printed: list[bytes]) -> None:
    text = paper.words(printed[1])
    for word in ("按期办结率", "得到评价", "超过了说好的时间"):
        assert word not in text


def test_the_trail_holds_what_was_brought_in(printed: list[bytes]) -> None:
    assert verify().sound
    jobs = Entry.objects.filter(target="repairs.job", verb="create")
    assert jobs.count() == len(FIRST) + len(SECOND)
    assert set(jobs.values_list("actor__username", flat=True)) == {"~import"}


# --- the tally that does not add up ------------------------------------------------------------------------------


@pytest.mark.parametrize("with_unreadable", [True, False])
def test_a_tally_that_does_not_add_up_is_taken_as_it_is_and_its_difference_shown(
    term: Term, with_unreadable: bool
) -> None:
    outcome = bring(tally_sheet(with_unreadable=with_unreadable))
    assert outcome.problems == []
    assert [(found.stated, found.counted, found.holds) for found in outcome.totals] == [
        (PRINTED_TOTAL, READABLE, False)
    ]
    told = " ".join(outcome.all_notes()).replace(",", "")
    assert str(PRINTED_TOTAL) in told
    assert str(READABLE) in told
    values = compute("repairs.done", term_period(term), by=("source",))
    found = {str(value.keys["source"]): value.value for value in values if value.value}
    assert found == {source: count for _label, count, source in PARTS}
    assert one("repairs.done", term_period(term)).value == READABLE
    text = paper.words(term_summary_file(term_close(term, actor=system_user()), kind="docx"))
    for label, count, _source in PARTS:
        assert f"{label}{count}件" in text
    assert "宿舍维修0" not in text  # a number nobody can read is not said as one
    assert "3349" not in text.replace(",", "")
    assert "2190" not in text.replace(",", "")


def test_the_number_nobody_can_read_is_kept_as_it_was_written_told_by_row_and_counts_for_nothing(term: Term) -> None:
    outcome = bring(tally_sheet(with_unreadable=True))
    notes = [note for note in outcome.all_notes() if UNREADABLE[1] in note]
    assert len(notes) == 1
    assert "6" in notes[0]  # the row in the sheet
    job = Job.objects.get(source="dormitory")
    assert (job.case_count, job.is_approx) == (0, True)


def test_a_number_between_two_is_no_number(term: Term) -> None:
    found = refused(rows_sheet(["2025-06-30", "", "更换", "灯管", "80到90", "个", ""]))
    assert [(row, column, value) for row, column, value, _why in found] == [(3, "数量", "80到90")]


# --- what is refused ---------------------------------------------------------------------------------------------


def test_wrong_cells_refuse_the_whole_file_by_row_column_value_and_reason(term: Term) -> None:
    found = refused(
        rows_sheet(
            ["2025-06-30", "", "更换", "灯管", 84, "个", ""],
            ["2025-06-31", "", "更换", "灯管", 3, "个", ""],
            ["2025-06-30", "", "维修", "学生课桌", "二三百", "张", ""],
            ["2025-06-30", "", "更换", "灯管", -4, "个", ""],
            ["2025-06-30", "", "更换", "灯管", 4, "", ""],
            ["", "门坏", "", "", "", "", ""],
            ["2199-06-30", "门坏", "", "", "", "", ""],
        )
    )
    assert [(row, column, value) for row, column, value, _why in found] == [
        (4, "完成日期", "2025-06-31"),
        (5, "数量", "二三百"),
        (6, "数量", "-4"),
        (7, "单位", ""),
        (8, "完成日期", ""),
        (9, "完成日期", "2199-06-30"),
    ]
    assert all(len(why) > 3 for _row, _column, _value, why in found)


@pytest.mark.parametrize("column", ["故障", "物件", "维修人"])
def test_a_formula_in_a_name_is_refused(term: Term, column: str) -> None:
    heads = ["完成日期", "故障", "动作", "物件", "数量", "单位", "维修人"]
    row: list[Any] = ["2025-06-30", "灯坏", "更换", "灯管", 3, "个", "周师傅"]
    row[heads.index(column)] = '=HYPERLINK("http://127.0.0.1","灯")'
    found = refused(rows_sheet(row))
    assert [(at, name, value) for at, name, value, _why in found] == [(3, column, "=…")]
    assert "公式" in found[0][3]


def test_a_file_that_is_no_sheet_is_refused_with_one_sentence(term: Term) -> None:
    for content, name in ((b"\x89PNG\r\n\x1a\n" + b"0" * 400, "维修登记.xlsx"), (b"", "维修登记.csv")):
        found = refused(io.BytesIO(content), name)
        assert [(row, column) for row, column, _value, _why in found] == [(0, "")]


def test_rows_of_two_terms_are_refused_and_a_closed_term_takes_no_other_deed(term: Term) -> None:
    term_add(school_year=2025, half=1, begins_on=date(2025, 9, 1), ends_on=date(2026, 1, 20), actor=system_user())
    inside = ["2025-06-30", "", "更换", "灯管", 1, "个", ""]
    found = refused(rows_sheet(inside, inside, ["2025-09-10", "", "更换", "灯管", 1, "个", ""]))
    assert [(row, column) for row, column, _value, _why in found] == [(5, "完成日期")]
    assert "分成两个文件" in found[0][3]
    bring(first_sheet())
    term_close(term, actor=system_user())
    job = Job.objects.order_by("pk")[0]
    with pytest.raises(ValidationError) as problem:
        services.job_reopen(job, words="又坏了", now=timezone.now(), actor=system_user())
    assert problem.value.messages[0]
    job.refresh_from_db()
    assert job.status == "closed"


# --- twice, and back ---------------------------------------------------------------------------------------------


def test_trying_the_file_first_finds_the_same_and_writes_nothing(term: Term) -> None:
    before = Entry.objects.count()
    outcome = dry_run(registers["repairs.job"], first_sheet(), "x.xlsx", actor=system_user("import"))
    assert (outcome.sound, outcome.rows) == (True, len(FIRST))
    assert not Job.objects.exists()
    assert Entry.objects.count() == before


def test_the_same_file_is_recognised_and_an_import_is_taken_back_without_a_trace_in_the_figures(term: Term) -> None:
    content = first_sheet().getvalue()
    first = bring(io.BytesIO(content))
    assert not any("已经导入过" in note for note in first.all_notes())
    again = dry_run(registers["repairs.job"], io.BytesIO(content), "换了名字.xlsx", actor=system_user("import"))
    assert any("已经导入过" in note for note in again.all_notes())
    assert JobLine.objects.aggregate(n=Sum("qty"))["n"] == sum(fact[2] for fact in FIRST)
    assert first.batch is not None
    undo(first.batch, actor=system_user())
    assert not Job.objects.exists()
    assert one("repairs.work", term_period(term)).rows == 0
    assert verify().sound
    assert bring(io.BytesIO(content)).made == len(FIRST)  # what was taken back may come again
