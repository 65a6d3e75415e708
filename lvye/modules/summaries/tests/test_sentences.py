"""The sentences of a draft beyond the repairs themselves: plans kept, things kept, questions, what keeps breaking."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.people.tests import make as people
from lvye.modules.repairs import services as repairs
from lvye.modules.repairs.models import Leftover
from lvye.modules.repairs.services import Line
from lvye.modules.repairs.tests import make as jobs
from lvye.modules.summaries import queries, services
from lvye.modules.summaries.hints import hint_block, hints
from lvye.modules.summaries.models import Kind, Summary
from lvye.modules.summaries.writer import TOKEN

from . import make

pytestmark = pytest.mark.django_db
NOW, END = jobs.NOW, date(2026, 7, 9)


@pytest.fixture(autouse=True)
def term(db: None) -> Any:
    return make.spring()


def draft(today: date | None = END) -> Summary:
    return make.summary(kind=Kind.TERM, period="2025-2", today=today)


def text_of(summary: Summary) -> str:
    known = queries.shown_figures(summary)
    return "\n".join(TOKEN.sub(lambda found: known[found[1]].text, b.get("text", "")) for b in summary.body["blocks"])


def planned(name: str, *, qty: str | None = None, lines: tuple[Line, ...] = (), **values: Any) -> None:
    work = jobs.plannedwork(name=name, **values)
    done = Decimal(qty) if qty else None
    repairs.planned_finish(
        work, done_on=NOW.date(), done_qty=done, lines=lines, result="完成", now=NOW, actor=jobs.system_user()
    )


def reported(times: int, **values: Any) -> None:
    for _time in range(times):
        jobs.job(status="finished", **values)


# --- planned works -----------------------------------------------------------------------------------------------


def test_planned_quantities_are_told_by_what_they_were_for_each_with_its_unit() -> None:
    planned("雨水井清掏", qty="16", unit="个", kind="drain")
    planned("楼顶地漏清理", qty="48", unit="个", kind="drain")
    planned("灭火器箱刷漆", qty="69", unit="个", kind="paint")
    planned("检修教室", lines=(Line("配发", "铁锁", Decimal(30), "把"), Line("配发", "扫帚", Decimal(60), "把")))
    planned("修屋面", outside="东河小学")
    written = text_of(draft())
    assert "列入计划的维修完成5项" in written
    assert "清掏疏通：楼顶地漏清理48个，雨水井清掏16个。" in written
    assert "粉刷除锈：灭火器箱刷漆69个。" in written
    assert "计划里还做了：配发扫帚60把，配发铁锁30把。" in written
    assert "为东河小学完成维修1项" in written


def test_a_planned_quantity_that_the_jobs_have_told_already_is_not_told_again() -> None:
    line = Line("维修", "课桌", Decimal(280), "张")
    job = jobs.job(status="doing")
    repairs.job_finish(job, lines=[line], minutes=9, now=NOW + timedelta(hours=1), actor=jobs.system_user())
    planned("课桌检修", qty="280", unit="张")
    planned("床检修", qty="280", unit="张")  # another thing that happens to be as many
    written = text_of(draft())
    assert written.count("280张") == 2
    assert "维修课桌280张" in written
    assert "床检修280张" in written
    assert "课桌检修" not in written


# --- answers, things kept ----------------------------------------------------------------------------------------


def test_who_was_asked_first_and_what_was_passed_up_are_told_with_their_answers() -> None:
    jobs.job(first_asked=people.person(), status="finished")
    jobs.job(first_asked=people.person())
    answered, _waiting = jobs.referral(now=NOW), jobs.referral(now=NOW)
    repairs.referral_answer(answered, answer="同意", now=jobs.at(16), actor=people.user_in("principal"))
    written = text_of(draft())
    assert "首问受理2件，谁先接的谁负责到底，已经修好50%" in written
    assert "定不了的事向校领导请示2件，答复1件并转给老师，都在当天。" in written
    assert "请示还没有答复的1件" in written


def test_things_beyond_repair_are_told_by_where_they_went() -> None:
    for thing, number, unit, fate in (
        ("风扇", 2, "台", Leftover.Fate.KEPT), ("凳子", 3, "张", Leftover.Fate.KEPT),
        ("开水器", 1, "台", Leftover.Fate.SCRAPPED),
    ):  # fmt: skip
        jobs.leftover(object=thing, qty=Decimal(number), unit=unit, fate=fate)
    written = text_of(draft())
    assert "入库留作配件：凳子3张、风扇2台。" in written
    assert "按手续报废：开水器1台。" in written
    assert "退回厂家" not in written


# --- the watch list ----------------------------------------------------------------------------------------------


def test_what_keeps_breaking_at_one_place_is_a_shortcoming_that_opens_its_reports() -> None:
    room, fault = jobs.room(), jobs.category()
    reported(3, place=room, category=fault)
    reported(2, place=jobs.room(), category=fault)  # twice is not again and again
    summary = draft()
    assert f"{room.full_name}“{fault.name}”报了3件" in text_of(summary)
    slot = next(s for s in summary.body["slots"].values() if "place" in s["only"])
    assert slot["only"] == {"place": room.full_name, "category": fault.parent.name, "kind": fault.name}
    shown = next(f for f in queries.shown_figures(summary).values() if room.full_name in f.label)
    assert (shown.rows, shown.plain) == (3, "3件")


def test_what_costs_more_to_mend_than_new_is_named_for_the_next_term() -> None:
    item = jobs.workitem(action="维修", object="开水器", unit="台", replacement_cost=Decimal("400.00"))
    room = jobs.room()
    for _time in range(2):
        job = jobs.job(status="doing", place=room)
        repairs.job_finish(
            job,
            lines=[Line(item.action, item.object, Decimal(1), item.unit)],
            minutes=400,
            material_cost=Decimal("100.00"),
            now=NOW + timedelta(hours=1),
            actor=jobs.system_user(),
        )
    assert f"先算账再定修还是换：{room.full_name}的开水器。" in text_of(draft())


def test_parts_that_age_are_compared_only_once_the_period_is_nearly_over() -> None:
    item = jobs.workitem(object="水嘴", is_watched=True)
    jobs.jobline(item=item, qty=Decimal(3), done_on=date(2026, 1, 13))
    jobs.jobline(item=item, qty=Decimal(8))
    assert "和上期比更换水嘴多5个" in text_of(draft())
    Summary.objects.all().delete()
    assert "和上期比" not in text_of(draft(today=date(2026, 4, 1)))


def test_a_total_of_a_running_term_does_not_stand_beside_that_of_a_whole_one() -> None:
    for hour in (9, 10, 11):
        jobs.job(status="finished", now=jobs.at(hour, day=13, month=1))
    reported(1)
    assert "比上学期少2件" in text_of(draft())
    Summary.objects.all().delete()
    early = text_of(draft(today=date(2026, 4, 1)))
    assert "完成维修1件；" in early
    assert "比上学期少" not in early


def test_a_finding_of_several_figures_is_written_in_whole() -> None:
    room, fault = jobs.room(), jobs.category()
    reported(4, place=room, category=fault)
    summary = draft()
    bare = {"blocks": [b for b in summary.body["blocks"] if b["kind"] != "p"], "slots": summary.body["slots"]}
    Summary.objects.filter(pk=summary.pk).update(body=bare)
    summary.refresh_from_db()
    found = {one.key: one for one in hints(summary, today=END)}
    assert "报了4件" in found["recurring"].words
    assert not found["recurring"].written
    made = hint_block(summary, "recurring", today=END)
    assert made is not None
    assert not made[1].keys() & summary.body["slots"].keys()
    changed = services.paragraph_add(summary, "", made[0], actor=jobs.system_user(), slots=made[1])
    assert f"{room.full_name}“{fault.name}”报了4件" in text_of(changed)
    assert {one.key: one.written for one in hints(changed, today=END)}["recurring"]
