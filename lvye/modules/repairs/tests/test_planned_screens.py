"""Planned works on the screen: finished with lines, at other schools; and who answers for a job."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.papers.tests.make import texts
from lvye.kernel.people.tests import make as people
from lvye.kit import memo
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import PlannedLine, PlannedWork
from lvye.modules.repairs.services.seed import PLANNED_WORK
from lvye.modules.repairs.tests import make
from lvye.modules.repairs.tests.test_reporting import refusal

# A refusal undoes the deed and no more, and the page says why.
pytestmark = [pytest.mark.django_db, pytest.mark.engineless, pytest.mark.usefixtures("as_committed")]
P = PlannedWork.Status


@pytest.fixture
def office(client: Client) -> Client:
    client.force_login(people.user_in("desk", name="吴干事"))
    return client


def told(answer: Any) -> str:
    return str(answer.content.decode())


def address(work: PlannedWork) -> str:
    return reverse("repairs:planned-finish", args=[work.pk])


def test_a_planned_work_is_finished_with_what_was_done_and_given_out(office: Client) -> None:
    work = make.plannedwork(name="教室检修", target_qty=Decimal(42), unit="间")
    lock = make.workitem(action="配发", object="铁锁", unit="把")
    assert f'name="qty-{lock.pk}"' in told(office.get(address(work)))
    answer = office.post(
        address(work),
        {
            "done_on": "2026-02-18", "done_qty": "４２", "note": "全部查过", f"qty-{lock.pk}": "30",
            "action": ["安装"], "object": ["门环"], "qty": ["12"], "unit": ["个"],
        },
        follow=True,
    )  # fmt: skip
    work.refresh_from_db()
    assert (work.status, work.done_on, work.done_qty, work.result) == (P.DONE, date(2026, 2, 18), 42, "全部查过")
    lines = [(one.action, one.object, one.qty, one.done_on) for one in work.lines.order_by("pk")]
    assert lines == [("配发", "铁锁", 30, date(2026, 2, 18)), ("安装", "门环", 12, date(2026, 2, 18))]
    assert "“教室检修”完成了" in told(answer)
    page = told(office.get(reverse("repairs.plannedwork:detail", args=[work.pk])))
    assert "铁锁" in page


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"done_on": "2099-01-01"}, "不能是将来"),
        ({"done_on": "昨天"}, "“昨天”不是日期"),
        ({"done_on": "2026-02-18", "done_qty": "四十"}, "“四十”不是数字"),
        ({"done_on": "2026-02-18", "done_qty": "40"}, "完成数量少于计划"),
        ({"done_on": "2026-02-18", "action": "配发", "object": "铁锁", "qty": "30"}, "还缺单位"),
    ],
)
def test_what_cannot_be_read_comes_back_and_changes_nothing(
    office: Client, typed: dict[str, str], sentence: str
) -> None:
    work = make.plannedwork(target_qty=Decimal(42), unit="间")
    answer = office.post(address(work), typed)
    assert answer.status_code == 400
    assert sentence in told(answer)
    assert all(f'value="{text}"' in told(answer) for text in typed.values())
    work.refresh_from_db()
    assert work.status == P.PLANNED
    assert not PlannedLine.objects.exists()


def test_a_work_is_finished_once_and_only_by_who_may(office: Client) -> None:
    work = make.plannedwork()
    office.post(address(work), {"done_on": "2026-02-18"})
    again = office.post(address(work), {"done_on": "2026-02-18"}, follow=True)
    assert "已经是“完成”" in told(again)
    strange = Client()
    for post, status in (("teacher", 403), ("principal", 403), ("repairer", 404)):
        strange.force_login(people.user_in(post))
        assert strange.get(address(work)).status_code == status


def test_the_step_leads_to_the_page_with_lines(office: Client) -> None:
    work = make.plannedwork(begins_on=timezone.localdate(), due_on=timezone.localdate(), opening_on=None)
    for page in (reverse("repairs:planned"), reverse("repairs.plannedwork:detail", args=[work.pk])):
        assert address(work) in told(office.get(page))


def test_what_such_works_did_before_is_offered_first(office: Client) -> None:
    broom, lock = (make.workitem(action="配发", object=thing, unit="把") for thing in ("扫帚", "铁锁"))
    make.workitem(action="粉刷")
    make.plannedline(item=lock, done_on=timezone.localdate() - timedelta(days=150))
    found = queries.planned_items("overhaul", usual=PLANNED_WORK["overhaul"], now=timezone.now())
    assert found == [lock, broom]


def test_a_slip_of_the_pen_in_a_line_is_put_right(actor: Any) -> None:
    line = make.plannedline(qty=Decimal(300))
    changed = services.planned_line_change(line, qty=Decimal(30), object="挂锁", actor=actor)
    assert (changed.qty, changed.object, changed.item.object) == (30, "挂锁", "挂锁")
    assert "大于零" in refusal(services.planned_line_change, line, qty=Decimal(0), actor=actor)


def test_a_list_for_another_school_stands_with_that_schools_name(office: Client) -> None:
    who, day = people.person(name="赵师傅"), timezone.localdate()
    given = {
        "batch": "暑假大修", "begins_on": day, "due_on": day + timedelta(days=9), "outside": "东河小学",
        "on0": "1", "name0": "屋面修补", "responsible0": who.pk, "qty0": "", "unit0": "处",
    }  # fmt: skip
    assert office.post(reverse("repairs:planned-new", args=["holiday"]), given).status_code == 302
    assert PlannedWork.objects.get().where == "东河小学"
    assert "东河小学" in told(office.get(reverse("repairs:planned")))
    assert "东河小学" in told(office.get(reverse("repairs.plannedwork:list")))
    paper = office.get(reverse("repairs:planned"), {"as": "print", "batch": "暑假大修"})
    assert "东河小学" in "".join(texts(paper.content))


def test_a_work_is_at_this_school_or_at_another_not_both(actor: Any) -> None:
    assert "只填一个" in refusal(make.plannedwork, place=make.room(), outside="东河小学")
    work = make.plannedwork(place=make.room())
    assert "只填一个" in refusal(services.planned_change, work, outside="东河小学", actor=actor)


def test_no_job_of_this_school_comes_out_of_a_work_at_another(actor: Any) -> None:
    work = make.plannedwork(outside="东河小学")
    assert "请选择地点" in refusal(
        services.planned_spawn_job, work, category=make.category(), now=timezone.now(), actor=actor
    )


def test_the_desk_and_the_one_first_asked_hand_it_over_from_the_page(office: Client) -> None:
    teacher, other = people.user_in("teacher", name="李老师"), people.user_in("teacher", name="周老师")
    job = make.job()
    where = reverse("repairs:hand-over", args=[job.pk])
    assert where in told(office.get(reverse("repairs.job:detail", args=[job.pk])))
    assert "李老师" in told(office.post(where, {"to": teacher.person.pk}, follow=True))  # type: ignore[attr-defined]
    his, strange = Client(), Client()
    his.force_login(teacher)
    strange.force_login(people.user_in("principal"))
    assert strange.get(where).status_code == 403
    refused = his.post(where, {"to": teacher.person.pk})  # type: ignore[attr-defined]
    assert refused.status_code == 400
    assert "已经是李老师" in told(refused)
    his.post(where, {"to": other.person.pk})  # type: ignore[attr-defined]
    job.refresh_from_db()
    assert job.first_asked == other.person  # type: ignore[attr-defined]
    assert "李老师 → 周老师" in told(office.get(reverse("repairs.job:detail", args=[job.pk])))


def test_the_list_of_works_asks_for_their_places_once(office: Client) -> None:
    def asked() -> int:
        memo.forget()
        with CaptureQueriesContext(connection) as seen:
            office.get(reverse("repairs.plannedwork:list"))
        return len(seen)

    make.plannedwork(place=make.room())
    asked()
    few = asked()
    for _n in range(4):
        make.plannedwork(place=make.room())
    asked()  # after a deed the menu is counted anew
    assert asked() == few
