from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.audit.api import trail
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.terms.api import term_add, term_close
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Job, JobLine, Material, WorkItem
from lvye.modules.repairs.services import Line, Part
from lvye.modules.repairs.tests import make
from lvye.modules.repairs.tests.test_reporting import refusal

pytestmark = pytest.mark.django_db
NOW = make.NOW
S = Job.Status


def test_a_repairer_who_begins_a_new_job_takes_it_at_the_same_time() -> None:
    worker = make.worker()
    job = services.job_start(make.job(), now=NOW, actor=worker.person.user)
    assert (job.status, job.worker, job.started_at) == (S.DOING, worker, NOW)


@pytest.mark.parametrize("deed", [services.job_start, services.job_resume, services.job_finish])
def test_another_repairer_leaves_the_job_alone(deed: Any) -> None:
    owner, other = make.worker(), make.worker()
    job = make.job(worker=owner, status="held" if deed is services.job_resume else "assigned")
    said = refusal(deed, job, now=NOW, actor=other.person.user)
    assert owner.name in said
    assert "改派" in said


def test_the_desk_may_act_for_a_repairer() -> None:
    job = make.job(worker=make.worker())
    assert services.job_start(job, now=NOW, actor=people.user_in("desk")).status == S.DOING


def test_a_wait_needs_a_reason_the_reporter_can_read(actor: Any) -> None:
    teacher = people.user_in("teacher")
    job = make.job(status="doing", reporter=teacher.person)
    assert "等什么" in refusal(services.job_hold, job, reason="", now=NOW, actor=actor)
    assert "写明原因" in refusal(services.job_hold, job, reason="other", now=NOW, actor=actor)
    past = {"reason": "parts", "expected_on": date(2026, 3, 9)}
    assert "过去" in refusal(services.job_hold, job, now=NOW, actor=actor, **past)
    services.job_hold(job, reason="parts", note="镇流器", expected_on=date(2026, 3, 12), now=NOW, actor=actor)
    assert Notice.objects.filter(user=teacher, body="等配件，镇流器，预计3月12日继续").exists()


def test_waiting_is_counted_in_working_time_and_added_up(actor: Any) -> None:
    job = make.job(status="held")  # since 9:00 on Tuesday
    job = services.job_resume(job, now=make.at(9, day=11), actor=actor)
    assert (job.status, job.held_minutes, job.held_at) == (S.DOING, 480, None)
    job = services.job_hold(job, reason="weather", now=make.at(10, day=11), actor=actor)
    job = services.job_finish(job, now=make.at(11, day=11), actor=actor)
    assert job.held_minutes == 540


def test_a_finished_job_has_its_lines_day_time_and_parts(actor: Any) -> None:
    job = services.job_finish(
        make.job(status="doing"),
        lines=[Line("更换", "灯管", Decimal(3), "根"), Line("维修", "灯座", Decimal(1), "个", approx=True)],
        minutes=25,
        materials=[Part("灯管", Decimal(3), "根", Decimal("12.50")), Part("胶布", Decimal(1), "卷")],
        outside_quote=Decimal(120),
        note="已换新",
        now=make.at(15),
        actor=actor,
    )
    assert (job.status, job.done_on, job.minutes, job.finished_at) == (S.FINISHED, NOW.date(), 25, make.at(15))
    assert (job.material_cost, job.saved_amount) == (Decimal("37.50"), Decimal("82.50"))
    lines = [(x.action, x.object, x.qty, x.unit, x.is_approx, x.done_on) for x in JobLine.objects.order_by("pk")]
    assert lines == [
        ("更换", "灯管", Decimal(3), "根", False, NOW.date()),
        ("维修", "灯座", Decimal(1), "个", True, NOW.date()),
    ]
    assert [part.amount for part in Material.objects.order_by("pk")] == [Decimal("37.50"), None]


def test_a_slip_of_the_pen_in_a_line_is_put_right_and_its_trail_keeps_it(actor: Any) -> None:
    line = make.jobline(qty=Decimal(30))
    changed = services.line_change(line, qty=Decimal(3), object="日光灯管", actor=actor)
    assert (changed.qty, changed.object, changed.item.object) == (3, "日光灯管", "日光灯管")
    newest = trail(line).first()
    assert newest is not None
    assert newest.changes["qty"] == ["30.00", "3"] or newest.changes["qty"] == ["30", "3"]
    assert "大于零" in refusal(services.line_change, line, qty=Decimal(0), actor=actor)


def test_what_was_entered_is_corrected_on_a_closed_job_until_the_term_is_closed(actor: Any) -> None:
    job = make.job(status="closed")
    assert services.job_correct(job, minutes=25, material_cost=Decimal(12), actor=actor).minutes == 25
    assert "现在不能" in refusal(services.job_correct, make.job(status="finished"), minutes=25, actor=actor)
    line = make.jobline(job=job)
    days = {"begins_on": NOW.date() - 20 * make.DAY, "ends_on": NOW.date() + 90 * make.DAY}
    term_close(term_add(school_year=2025, half=2, actor=actor, **days), actor=actor)
    assert "归档" in refusal(services.job_correct, job, minutes=1, actor=actor)
    assert "归档" in refusal(services.line_change, line, qty=Decimal(1), actor=actor)


def test_nothing_is_saved_where_the_material_cost_more_than_the_quote(actor: Any) -> None:
    job = services.job_finish(
        make.job(status="doing"), material_cost=Decimal(90), outside_quote=Decimal(80), now=NOW, actor=actor
    )
    assert job.saved_amount == 0


def test_money_below_nothing_is_refused_with_a_sentence(actor: Any) -> None:
    job = make.job(status="doing")
    assert "不能小于零" in refusal(services.job_finish, job, material_cost=Decimal(-1), now=NOW, actor=actor)


def test_a_line_needs_all_its_words_and_a_quantity(actor: Any) -> None:
    job = make.job(status="doing")
    for line, word in (
        (Line("", "灯管", Decimal(1), "根"), "动作"),
        (Line("更换", " ", Decimal(1), "根"), "物件"),
        (Line("更换", "灯管", Decimal(1), ""), "单位"),
        (Line("更换", "灯管", Decimal(0), "根"), "大于零"),
    ):
        assert word in refusal(services.job_finish, job, lines=[line], now=NOW, actor=actor)
    job.refresh_from_db()
    assert job.status == S.DOING
    assert not JobLine.objects.exists()


def test_new_words_become_an_item_once(actor: Any) -> None:
    for _ in range(2):
        job = make.job(status="doing")
        services.job_finish(job, lines=[Line("焊接", "护栏", Decimal(2), "处")], now=NOW, actor=actor)
    assert WorkItem.objects.filter(object="护栏").count() == 1


def test_a_job_is_finished_once(actor: Any) -> None:
    job = make.job(status="doing")
    services.job_finish(job, lines=[make.LINE], now=NOW, actor=actor)
    assert "待验收" in refusal(services.job_finish, job, lines=[make.LINE], now=NOW, actor=actor)
    assert JobLine.objects.count() == 1


def test_the_reporter_is_asked_to_look(actor: Any) -> None:
    teacher = people.user_in("teacher")
    services.job_finish(make.job(status="doing", reporter=teacher.person), now=NOW, actor=actor)
    assert Notice.objects.filter(user=teacher, title__contains="修好了").count() == 1


def test_a_repairers_frequent_work_comes_first_and_fits_the_fault(catalogue: None, actor: Any) -> None:
    lamp = WorkItem.objects.get(object="灯管", action="更换")
    worker = make.worker()
    job = make.job(worker=worker, category=lamp.category)
    services.job_finish(job, lines=[Line("更换", "灯管", Decimal(1), "个")], now=NOW, actor=actor)
    found = queries.frequent_items(worker, category=lamp.category, now=NOW)
    assert found[0] == lamp
    assert 3 < len(found) <= 12
    assert lamp.category is not None
    assert all(item.category.parent == lamp.category.parent for item in found if item.category)


def test_a_repairers_work_in_a_period_is_visible(actor: Any) -> None:
    worker = make.worker()
    for saved in (Decimal(100), Decimal(50)):
        services.job_finish(
            make.job(worker=worker, status="doing"), minutes=30, saved_amount=saved, now=make.at(10), actor=actor
        )
    totals = queries.worker_totals(worker, date(2026, 3, 1), date(2026, 3, 31))
    assert totals == {"jobs": 2, "minutes": 60, "saved": Decimal(150), "again": 0, "on_time": 2}


# --- outside masters ---------------------------------------------------------------------------------------------


def test_a_contractor_works_through_his_link_to_one_job() -> None:
    link = make.contractorlink()
    assert link.job.status == S.ASSIGNED
    services.contractor_start(link.token, now=NOW)
    services.contractor_hold(link.token, reason="parts", note="订压缩机", now=NOW)
    job = services.contractor_finish(link.token, note="换了压缩机", cost=Decimal(800), now=make.at(16))
    assert (job.status, job.material_cost, job.worker) == (S.FINISHED, Decimal(800), None)
    assert "不用再填" in refusal(services.contractor_start, link.token, now=NOW)


def test_a_contractor_is_not_done_without_a_word_a_line_or_a_photo() -> None:
    link = make.contractorlink()
    assert "写一句" in refusal(services.contractor_finish, link.token, now=NOW)


def test_a_link_lapses_is_withdrawn_and_never_guessed(actor: Any) -> None:
    link = make.contractorlink()
    late = NOW + timedelta(days=15)
    assert "过期" in refusal(services.contractor_link_resolve, link.token, now=late)
    services.contractor_link_revoke(link, now=NOW, actor=actor)
    assert "收回" in refusal(services.contractor_link_resolve, link.token, now=NOW)
    assert "不对" in refusal(services.contractor_link_resolve, "x" * 24, now=NOW)
    assert "不对" in refusal(services.contractor_link_resolve, "", now=NOW)


def test_a_job_given_to_another_closes_the_link_of_the_first(actor: Any) -> None:
    link = make.contractorlink()
    services.job_assign(link.job, worker=make.worker(), now=NOW, actor=actor)
    assert "收回" in refusal(services.contractor_link_resolve, link.token, now=NOW)


def test_a_new_link_takes_the_place_of_the_old(actor: Any) -> None:
    old = make.contractorlink()
    new = services.contractor_link_make(old.job, contractor=old.contractor, now=NOW, actor=actor)
    assert "收回" in refusal(services.contractor_link_resolve, old.token, now=NOW)
    assert services.contractor_link_resolve(new.token, now=NOW) == new


# --- the standing records ----------------------------------------------------------------------------------------


def test_the_catalogue_is_made_once_and_leaves_what_the_school_changed(actor: Any) -> None:
    made = services.catalogue_prepare(actor=actor)
    assert made > 100
    lamp = make.Category.objects.get(code="power-lamp")
    services.category_change(lamp, name="灯坏了", actor=actor)
    assert services.catalogue_prepare(actor=actor) == 0
    lamp.refresh_from_db()
    assert lamp.name == "灯坏了"


def test_kinds_of_fault_have_two_levels(actor: Any) -> None:
    lower = make.category()
    assert "两层" in refusal(make.category, parent=lower)
    assert lower.parent is not None
    assert "不能再放" in refusal(services.category_change, lower.parent, parent=make.category(parent=None), actor=actor)


def test_the_tree_of_kinds_shows_only_what_is_in_use(catalogue: None, actor: Any) -> None:
    lamp = make.Category.objects.get(code="power-lamp")
    services.category_change(lamp, is_active=False, actor=actor)
    tree = queries.category_tree()
    assert [top.name for top, _below in tree] == ["水", "电", "门窗", "桌椅", "电教", "空调暖气", "土建", "其他"]
    assert lamp not in [one for _top, below in tree for one in below]
    assert all(below for _top, below in tree)


def test_a_repairer_has_crafts_and_buildings_and_their_change_leaves_a_trace(actor: Any) -> None:
    craft, house = make.trade(), places.place()
    worker = make.worker(trades=[craft], zones=[house])
    assert (list(worker.trades.all()), list(worker.zones.all())) == ([craft], [house])
    services.worker_change(worker, trades=[], actor=actor)
    newest = trail(worker).first()
    assert newest is not None
    assert newest.changes == {"trades": [[craft.pk], []]}


def test_hours_that_end_before_they_begin_are_refused() -> None:
    from datetime import time

    assert "下班时间" in refusal(make.worker, works_from=time(18), works_to=time(8))
