from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lvye.kernel.accounts.api import system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.api import code_revoke, place_close, reporting_set
from lvye.kernel.places.tests import make as places
from lvye.kernel.records.api import FinalError
from lvye.kernel.rules.api import rule_set
from lvye.kernel.terms.api import term_add, term_close
from lvye.kit import memo
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Category, Job, Urging
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW


def scan(code: str, category: Any, **values: Any) -> Job:
    return services.job_report_by_code(code, category=category, **({"now": NOW} | values))


@pytest.fixture
def code() -> str:
    return places.placecode(place=make.room()).code


def refusal(deed: Any, *args: Any, **values: Any) -> str:
    """What a deed says when it refuses; it has changed nothing (a savepoint stands for the request's transaction)."""
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        deed(*args, **values)
    return " ".join(caught.value.messages)


def test_each_maker_makes_a_valid_record() -> None:
    for name in (
        "trade", "category", "workitem", "worker", "contractor", "job", "jobline", "material", "urging", "rating",
        "visit", "referral", "contractorlink", "walk", "plannedwork",
    ):  # fmt: skip
        made = getattr(make, name)()
        assert made.pk
        assert str(made)
        made.full_clean()


def test_a_report_gets_the_next_number_of_its_day() -> None:
    assert [make.job().number for _ in range(3)] == ["260310-01", "260310-02", "260310-03"]
    assert make.job(now=make.at(8, day=11)).number == "260311-01"


def test_a_number_is_of_the_schools_day_not_of_greenwich() -> None:
    early = make.job(now=make.at(0, 30, day=11))
    assert early.number == "260311-01"
    assert str(early.reported_on) == "2026-03-11"


def test_an_ordinary_fault_has_two_working_days() -> None:
    job = make.job()
    assert job.respond_by == make.at(11)
    assert job.finish_by == make.at(9, day=12)


def test_what_stops_a_lesson_goes_first_by_itself(catalogue: None) -> None:
    job = make.job(category=Category.objects.get(code="media-screen"))
    assert job.urgency == Job.Urgency.TEACHING
    assert job.respond_by == make.at(9, 15)
    assert job.finish_by == make.at(11)


def test_an_urgent_fault_does_not_wait_for_the_morning() -> None:
    night = make.at(22)
    job = make.job(urgency=Job.Urgency.URGENT, now=night)
    assert job.respond_by == night + timedelta(minutes=10)
    assert job.finish_by == night + timedelta(minutes=60)


def test_an_urgent_fault_may_be_counted_in_working_time_if_the_school_says_so(actor: Any) -> None:
    rule_set("repairs.urgent_by_clock", value=False, effective_from=NOW.date(), why="本校夜间无人", actor=actor)
    assert make.job(urgency=Job.Urgency.URGENT, now=make.at(22)).respond_by == make.at(8, 10, day=11)


def test_a_fault_at_the_weekend_counts_from_monday() -> None:
    assert make.job(now=make.at(10, day=14)).respond_by == make.at(10, day=16)


def test_the_place_gives_the_building_and_the_kind_its_group() -> None:
    job = make.job()
    assert job.building == job.place.building
    assert job.top == job.category.parent


def test_the_desk_is_told_of_a_report() -> None:
    desk = people.user_in("desk")
    job = make.job(urgency=Job.Urgency.TEACHING)
    notice = Notice.objects.get(user=desk)
    assert job.number in notice.title
    assert notice.urgent
    assert notice.url == f"/repairs/job/{job.pk}/"


def test_a_closed_place_cannot_be_reported_from(actor: Any) -> None:
    place = make.room()
    place_close(place, actor=actor)
    place.refresh_from_db()
    assert "停用" in refusal(make.job, place=place)


def test_a_kind_out_of_use_cannot_be_reported(actor: Any) -> None:
    assert "停用" in refusal(make.job, category=make.category(is_active=False))


# --- by code -----------------------------------------------------------------------------------------------------


def test_a_scanned_report_needs_a_code_that_is_known() -> None:
    assert "没有这个地点码" in refusal(scan, "ZZZZZZ", make.category())


def test_a_revoked_code_reports_nothing(actor: Any) -> None:
    code = places.placecode(place=make.room())
    code_revoke(code, now=NOW, actor=actor)
    assert "作废" in refusal(scan, code.code, make.category())
    assert not Job.objects.exists()


def test_reporting_can_be_switched_off_for_a_place(actor: Any) -> None:
    code = places.placecode(place=make.room())
    reporting_set(code.place, allowed=False, actor=actor)
    assert "暂停" in refusal(scan, code.code, make.category())


def test_a_scanned_report_names_its_doer_and_keeps_words_as_they_are(code: str) -> None:
    job = scan(code, make.category(), what="<b>灯</b> & =1+1", name="陈一帆", phone="8001")
    assert job.source == Job.Source.SCAN
    assert job.what == "<b>灯</b> & =1+1"
    assert (job.reporter_name, job.reporter_phone) == ("陈一帆", "8001")
    assert job.place.full_name in str(job.search_source())


def test_a_code_is_understood_in_small_letters(code: str) -> None:
    assert scan(code.lower(), make.category()).pk


def test_an_unknown_kind_of_fault_is_refused(code: str) -> None:
    assert "请选择" in refusal(scan, code, "nothing-of-the-kind")


def test_a_second_report_of_the_same_fault_joins_the_first(code: str) -> None:
    leak = make.category(joins=True)
    first = scan(code, leak, what="漏水")
    again = scan(code, leak, what="水漏到走廊了", name="王老师")
    assert again.pk == first.pk
    assert again.same_count == 1
    assert Job.objects.count() == 1
    said = Urging.objects.get()
    assert (said.kind, said.words, said.by_name) == (Urging.Kind.SAME, "水漏到走廊了", "王老师")


def test_another_fault_of_the_same_kind_is_another_job_when_the_reporter_says_so(code: str) -> None:
    leak = make.category(joins=True)
    assert scan(code, leak).pk != scan(code, leak, is_other=True).pk


def test_two_broken_chairs_are_two_jobs(code: str) -> None:
    chair = make.category(joins=False)
    assert scan(code, chair).pk != scan(code, chair).pk


def test_a_repaired_fault_is_not_joined_again(code: str, actor: Any) -> None:
    leak = make.category(joins=True)
    first = make.moved(scan(code, leak), "finished")
    assert scan(code, leak, now=NOW + make.DAY).pk != first.pk


def test_an_old_report_is_not_joined_any_more(code: str) -> None:
    leak = make.category(joins=True)
    assert scan(code, leak).pk != scan(code, leak, now=NOW + timedelta(days=15)).pk


def test_too_many_reports_from_one_place_are_braked_for_an_hour(code: str) -> None:
    kind, leak = make.category(joins=False), make.category(joins=True)
    for _ in range(4):
        scan(code, kind)
    scan(code, leak)
    scan(code, leak)
    assert "一小时内" in refusal(scan, code, kind)
    assert Job.objects.count() == 5
    assert scan(code, kind, now=NOW + timedelta(minutes=61)).pk


def test_the_brake_of_one_place_does_not_stop_another(code: str, actor: Any) -> None:
    rule_set("repairs.reports_per_hour_per_code", value=1, effective_from=NOW.date(), why="试", actor=actor)
    scan(code, make.category())
    assert scan(places.placecode(place=make.room()).code, make.category()).pk


def test_the_whole_school_has_a_brake_too(code: str, actor: Any) -> None:
    rule_set("repairs.reports_per_hour", value=1, effective_from=NOW.date(), why="试", actor=actor)
    scan(code, make.category())
    other = places.placecode(place=make.room()).code
    assert "全校" in refusal(scan, other, make.category())
    assert make.job().pk  # by telephone it goes on


@pytest.mark.django_db(transaction=True)
def test_a_report_by_phone_takes_twelve_queries_with_begin_and_commit(code: str) -> None:
    """On both engines: the whole deed is on the way of somebody who stands before a broken lamp with his phone."""
    people.user_in("desk")
    people.user_in("desk")
    kind = make.category(joins=True)
    system_user("visitor")  # committed long ago, in life
    memo.forget()
    with CaptureQueriesContext(connection) as seen:
        scan(code, kind, what="漏水", affects_teaching=True)
    assert len(seen) <= 12, "\n".join(query["sql"][:150] for query in seen)


# --- the same fault, and putting a report right ------------------------------------------------------------------


def test_similar_open_jobs_are_shown_to_whoever_reports() -> None:
    first = make.job()
    sister = make.category(parent=first.category.parent)
    assert queries.similar_open(first.place, sister, now=NOW) == [first]
    assert queries.similar_open(make.room(), first.category, now=NOW) == []


def test_changing_the_urgency_changes_the_deadlines(actor: Any) -> None:
    job = services.job_change(make.job(), urgency=Job.Urgency.TEACHING, actor=actor)
    assert job.finish_by == make.at(11)


def test_changing_place_and_kind_changes_what_follows_from_them(actor: Any) -> None:
    room, kind = make.room(), make.category()
    job = services.job_change(make.job(), place=room, category=kind, actor=actor)
    assert (job.building, job.top) == (room.building, kind.parent)
    assert room.full_name.split()[-1][:3] in job.search_text


def test_a_job_of_a_closed_term_is_not_changed(actor: Any) -> None:
    job = make.job()
    term = term_add(
        school_year=2025, half=2, begins_on=NOW.date() - 20 * make.DAY, ends_on=NOW.date() + 90 * make.DAY, actor=actor
    )
    term_close(term, actor=actor)
    assert "归档" in refusal(services.job_change, job, what="改", actor=actor)


def test_a_struck_job_is_not_changed_any_more(actor: Any) -> None:
    job = services.job_cancel(make.job(), reason="误报", now=NOW, actor=actor)
    with pytest.raises(FinalError):
        services.job_change(job, what="改", actor=actor)


def test_every_deed_on_a_job_leaves_its_trace(code: str) -> None:
    make.moved(scan(code, make.category()), "closed")
    assert verify().sound
