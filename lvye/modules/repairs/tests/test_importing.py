from __future__ import annotations

import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import Workbook

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.exchange.api import bring_in, dry_run, undo
from lvye.kernel.figures.api import compute, one
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.api import period_of, term_add, term_close
from lvye.kit import memo
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, JobLine, WorkItem
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db
HEADS = ["日期", "地点", "故障", "动作", "物件", "数量", "单位", "维修人"]


@pytest.fixture(autouse=True)
def closed_term(catalogue: None, actor: Any) -> Any:
    """A term that was closed: the sheet goes there, everything else is refused."""
    places.place(name="本部", kind="campus")
    places.room("301教室", building="教学楼")
    term = term_add(school_year=2024, half=2, begins_on=date(2025, 2, 17), ends_on=date(2025, 7, 5), actor=actor)
    return term_close(term, actor=actor)


def sheet(
    *rows: list[Any], heads: list[str] | None = None, title: str = "", merges: tuple[str, ...] = ()
) -> io.BytesIO:
    book = Workbook()
    page = book.active
    for line in ([[title]] if title else []) + [heads or HEADS] + list(rows):
        page.append(line)
    for span in merges:
        page.merge_cells(span)
    file = io.BytesIO()
    book.save(file)
    file.seek(0)
    return file


def bring(*rows: list[Any], **how: Any) -> Any:
    return bring_in(registers["repairs.job"], sheet(*rows, **how), "维修登记.xlsx", actor=system_user("import"))


def problems(*rows: list[Any], **how: Any) -> list[tuple[int, str, str]]:
    outcome = bring(*rows, **how)
    assert outcome.made == 0
    assert not Job.objects.exists()
    assert not JobLine.objects.exists()
    return [(p.row, p.column, p.reason) for p in outcome.problems]


def test_a_register_becomes_closed_jobs_with_their_lines() -> None:
    worker = make.worker()
    outcome = bring(["2025-03-05", "教学楼301", "前排灯不亮", "更换", "灯管", 3, "根", worker.name])
    assert (outcome.made, outcome.problems) == (1, [])
    job = Job.objects.get()
    assert (job.status, job.confirmed_how, job.source) == ("closed", "import", "import")
    assert (job.done_on, job.reported_on) == (date(2025, 3, 5), date(2025, 3, 5))
    assert (job.place.name, job.what, job.worker) == ("301教室", "前排灯不亮", worker)
    assert job.category.code == "power-lamp"
    assert job.number.startswith("250305-")
    line = JobLine.objects.get()
    assert (line.action, line.object, line.qty, line.unit, line.job) == ("更换", "灯管", 3, "根", job)
    assert verify().sound


def test_columns_may_stand_in_any_order_under_a_title_with_dates_as_text() -> None:
    outcome = bring(
        ["根", "３", "灯管", "更换", "2025年3月5日"],
        heads=["单位", "数量", "物件", "动作", "完成日期"],
        title="青禾实验学校2025年维修登记表",
    )
    assert outcome.problems == []
    assert JobLine.objects.get().qty == 3


def test_a_day_without_a_year_takes_it_from_the_title() -> None:
    bring(["3月5日", "", "", "更换", "灯管", 1, "根", ""], title="2025年春季学期维修登记表")
    assert Job.objects.get().done_on == date(2025, 3, 5)


def test_a_tally_is_taken_as_it_is_with_its_more_or_less() -> None:
    rows = [
        ["更换", "灯管", 84, "个", "2025-06-30"],
        ["维修并更换", "脚踏阀", "20余", "个", "2025-06-30"],
        ["更换", "阀门水嘴", "十多", "只", "2025-06-30"],
        ["更换", "窗户封条", "近100", "米", "2025-06-30"],
    ]
    outcome = bring(*rows, heads=["动作", "物件", "数量", "单位", "日期"])
    assert outcome.problems == []
    found = {line.object: (line.qty, line.is_approx, line.approx_sense) for line in JobLine.objects.all()}
    assert found == {
        "灯管": (84, False, ""),
        "脚踏阀": (20, True, "at_least"),
        "阀门水嘴": (10, True, "at_least"),
        "窗户封条": (100, True, "just_under"),
    }
    values = compute("repairs.work", period_of("2024-2"), by=("object",))
    assert {value.keys["object"]: (value.value, value.rows, value.approx) for value in values}["脚踏阀"] == (
        20,
        1,
        True,
    )


def test_a_tally_whose_parts_do_not_add_up_is_taken_as_it_is_and_the_difference_shown() -> None:
    rows = [
        ["电话报修", 929, "项", "2025-06-30"],
        ["自巡检修", 184, "项", "2025-06-30"],
        ["宿舍维修", "20XX", "项", "2025-06-30"],
        ["食堂维修", 46, "项", "2025-06-30"],
        ["合计", 3349, "", ""],
    ]
    outcome = bring(*rows, heads=["来源", "数量", "单位", "日期"])
    assert outcome.problems == []
    assert [(found.stated, found.counted, found.holds) for found in outcome.totals] == [(3349, 1159, False)]
    said = " ".join(outcome.all_notes()).replace(",", "")
    assert "合计的“数量”写的是 3349" in said
    assert "3349" in said
    assert "1159" in said
    assert any("20XX" in note for note in outcome.all_notes())
    values = compute("repairs.done", period_of("2024-2"), by=("source",))
    assert {value.keys["source"]: value.value for value in values} == {
        "phone": 929, "patrol": 184, "canteen": 46, "dormitory": 0,
    }  # fmt: skip
    assert one("repairs.done", period_of("2024-2")).rows == 4


def test_an_unreadable_quantity_of_a_thing_is_kept_as_it_was_written() -> None:
    bring(["2025-06-30", "", "", "维修", "门", "20XX", "次", ""])
    line = JobLine.objects.get()
    assert (line.qty, line.qty_text, line.approx_sense, line.is_approx) == (0, "20XX", "unknown", True)


def test_rows_of_one_number_are_lines_of_one_job() -> None:
    heads = ["编号", "日期", "地点", "故障", "动作", "物件", "数量", "单位"]
    outcome = bring(
        ["W-017", "2025-03-05", "教学楼301", "灯和插座", "更换", "灯管", 2, "根"],
        ["", "", "", "", "更换", "插座", 1, "个"],
        heads=heads,
        merges=("A2:A3", "B2:B3", "C2:C3", "D2:D3"),
    )
    assert outcome.problems == []
    job = Job.objects.get()
    assert job.old_number == "W-017"
    assert job.lines.count() == 2


def test_what_was_done_may_stand_in_words() -> None:
    bring(["2025-03-05", "门坏", "更换门锁1把，修理门扣2个，又紧了螺丝"], heads=["日期", "故障", "处理结果"])
    assert [(x.action, x.object, x.qty, x.unit) for x in JobLine.objects.order_by("pk")] == [
        ("更换", "门锁", 1, "把"),
        ("修理", "门扣", 2, "个"),
    ]
    assert Job.objects.get().done_note == "更换门锁1把，修理门扣2个，又紧了螺丝"


def test_a_place_or_worker_nobody_knows_is_kept_as_it_was_written() -> None:
    outcome = bring(["2025-03-05", "老仓库后面", "漏水", "", "", "", "", "钱师傅"])
    job = Job.objects.get()
    assert (job.place.name, job.place_text, job.worker) == ("本部", "老仓库后面", None)
    assert "钱师傅" in job.done_note
    assert any("老仓库后面" in note for note in outcome.all_notes())


def test_a_place_nobody_knows_is_shown_as_it_was_written_until_it_is_put_right(admin_client: Any, actor: Any) -> None:
    bring(["2026-03-05", "老仓库后面", "漏水", "", "", "", "", ""])
    job = Job.objects.get()
    listed = reverse("repairs.job:list")
    for page in (listed, reverse("repairs.job:detail", args=[job.pk]), reverse("repairs:status", args=[job.token])):
        assert "老仓库后面" in admin_client.get(page).content.decode()
    table = admin_client.get(reverse("repairs.job:export"), {"as": "csv"})
    assert "老仓库后面" in b"".join(table.streaming_content if table.streaming else [table.content]).decode("utf-8-sig")
    known = places.room("后库房", building="库房楼")
    changed = services.job_change(job, place=known, actor=actor)
    assert (changed.where, changed.building) == (known.full_name, known.building)
    assert "老仓库后面" not in admin_client.get(listed).content.decode()


def test_the_list_of_jobs_asks_for_their_places_once(admin_client: Any) -> None:
    def asked() -> int:
        memo.forget()
        with CaptureQueriesContext(connection) as seen:
            admin_client.get(reverse("repairs.job:list"))
            table = admin_client.get(reverse("repairs.job:export"), {"as": "csv"})
            b"".join(table.streaming_content if table.streaming else [table.content])
        return len(seen)

    make.job()
    asked()
    few = asked()
    for _n in range(5):
        make.job()
    asked()  # after a deed the menu is counted anew
    assert asked() == few


def test_each_wrong_cell_is_named_and_nothing_is_written() -> None:
    found = problems(
        ["2025-03-05", "", "", "更换", "灯管", "三四十", "根", ""],
        ["昨天", "", "灯坏", "", "", "", "", ""],
        ["2025-03-06", "", "=HYPERLINK(\"x\")", "", "", "", "", ""],
        ["2025-03-07", "", "", "更换", "灯管", -2, "根", ""],
        ["2025-03-08", "", "", "更换", "灯管", 2, "", ""],
        ["2025-03-09", "", "", "更换", "灯管", "", "根", ""],
        ["2025-03-10", "", "坏" * 201, "", "", "", "", ""],
        ["2025-03-11", "", "", "", "", "", "", "某师傅"],
    )  # fmt: skip
    assert [(row, column) for row, column, _why in found] == [
        (2, "数量"), (3, "日期"), (4, "故障"), (5, "数量"), (6, "单位"), (7, "数量"), (8, "故障"), (9, ""),
    ]  # fmt: skip
    assert all(why for _row, _column, why in found)


def test_a_day_in_the_future_or_in_another_term_is_refused(actor: Any) -> None:
    term_add(school_year=2025, half=1, begins_on=date(2025, 9, 1), ends_on=date(2026, 1, 20), actor=actor)
    found = problems(
        ["2025-03-05", "", "灯坏", "", "", "", "", ""],
        ["2025-03-06", "", "灯坏", "", "", "", "", ""],
        ["2025-10-06", "", "灯坏", "", "", "", "", ""],
        ["2096-03-06", "", "灯坏", "", "", "", "", ""],
    )
    assert [(row, column) for row, column, _why in found] == [(4, "日期"), (5, "日期")]
    assert "分成两个文件" in found[0][2]
    assert "将来" in found[1][2]


def test_a_day_missing_in_one_row_is_refused() -> None:
    assert problems(["", "", "灯坏", "", "", "", "", ""]) == [(2, "日期", "缺少日期")]


def test_a_sheet_without_days_goes_to_the_last_day_of_the_closed_term() -> None:
    outcome = bring(["更换", "灯管", 84, "个"], heads=["动作", "物件", "数量", "单位"])
    assert Job.objects.get().done_on == date(2025, 7, 5)
    assert any("没有日期" in note for note in outcome.all_notes())


def test_an_unknown_source_is_refused_with_those_there_are() -> None:
    found = problems(["天外来客", 5, "项", "2025-06-30"], heads=["来源", "数量", "单位", "日期"])
    assert found[0][:2] == (2, "来源")
    assert "电话报修" in found[0][2]


def test_trying_an_import_writes_nothing() -> None:
    file = sheet(["2025-03-05", "教学楼301", "灯坏", "更换", "灯管", 3, "根", ""])
    outcome = dry_run(registers["repairs.job"], file, "x.xlsx", actor=system_user("import"))
    assert outcome.sound
    assert not Job.objects.exists()


def test_an_import_can_be_taken_back() -> None:
    items = WorkItem.objects.count()
    outcome = bring(["2025-03-05", "教学楼301", "灯坏", "更换", "新物件", 3, "根", ""])
    assert WorkItem.objects.count() == items + 1
    undo(outcome.batch, actor=system_user())
    assert not Job.objects.exists()
    assert not JobLine.objects.exists()
    assert verify().sound


def test_brought_in_jobs_say_nothing_of_punctuality_or_ratings() -> None:
    bring(["2025-03-05", "教学楼301", "灯坏", "更换", "灯管", 3, "根", ""])
    for name in ("repairs.on_time", "repairs.responded", "repairs.unrated", "repairs.late"):
        assert one(name, period_of("2024-2")).rows == 0
    assert one("repairs.done", period_of("2024-2")).value == 1


def test_the_numbers_of_a_large_register_follow_each_other() -> None:
    rows = [["2025-03-05", "教学楼301", f"第{n}处", "更换", "灯管", 1, "根", ""] for n in range(120)]
    bring(*rows)
    numbers = list(Job.objects.order_by("pk").values_list("number", flat=True))
    assert numbers[0] == "250305-01"
    assert numbers[-1] == "250305-120"
    assert one("repairs.work", period_of("2024-2"), {"object": "灯管"}).value == Decimal(120)


# Counts of two schools' half-years, as facts: action, object, quantity as it is known, unit.
KNOWN = (
    ("维修并更换", "电源开关插座", "58", "个"), ("更换", "灯管", "84", "个"), ("维修并更换", "脚踏阀", "20余", "个"),
    ("维修并更换", "水嘴", "18", "个"), ("维修", "教室卫生间门", "60余", "次"), ("维修", "学生课桌", "280", "张"),
    ("维修", "凳子", "180", "张"), ("维修", "窗帘轨道", "12", "次"), ("维修", "门扣", "30", "次"),
    ("维修", "烧水壶", "10余", "次"), ("维修更换", "灯管", "100余", "次"), ("更换", "阀门水嘴", "10多", "只"),
    ("维修服务", "零星维修", "100多", "次"), ("大型维修", "学校", "4", "所"),
)  # fmt: skip


def test_every_count_of_a_real_half_year_comes_back_with_the_row_behind_it() -> None:
    rows = [[action, thing, qty, unit, "2025年6月30日"] for action, thing, qty, unit in KNOWN]
    outcome = bring(*rows, heads=["动作", "物件", "数量", "单位", "日期"], title="维修情况统计")
    assert (outcome.made, outcome.problems) == (len(KNOWN), [])
    values = compute("repairs.work", period_of("2024-2"), by=("action", "object", "unit"))
    found = {tuple(value.keys.values()): (value.value, value.approx, value.rows) for value in values}
    assert found == {
        (action, thing, unit): (Decimal(qty.strip("余多")), qty[-1] in "余多", 1) for action, thing, qty, unit in KNOWN
    }
