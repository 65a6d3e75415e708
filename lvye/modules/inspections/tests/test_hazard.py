from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.files import api as files
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.rules import api as rules
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard, Letter, Level, Status, Trace, Way
from lvye.modules.inspections.tests import make
from lvye.modules.inspections.tests.conftest import Crew
from lvye.modules.repairs import services as repairs
from lvye.modules.repairs.models import Job
from lvye.modules.repairs.tests import make as jobs

NOW, DAY = make.NOW, make.DAY


def assigned(crew: Crew, **values: Any) -> Hazard:
    given = {"measure": "焊牢", "responsible": crew.mender_person, "now": NOW, "actor": crew.desk}
    found = values.pop("hazard", None) or make.hazard()
    return services.hazard_assign(found, **(given | values))


def mended(crew: Crew, **values: Any) -> Hazard:
    return services.hazard_mend(
        assigned(crew, **values), note="焊好了", photos=[make.picture()], now=NOW + DAY, actor=crew.mender
    )


def major(crew: Crew, **values: Any) -> Hazard:
    """A 重大 one with its warning, judged by the director."""
    found = make.hazard(needs_warning=True, warning_photos=[make.picture()])
    given = {
        "level": Level.MAJOR, "major_item": make.majoritem(), "funds": Decimal(0), "interim": "封闭二楼",
        "actor": crew.director,
    }  # fmt: skip
    return assigned(crew, hazard=found, **(given | values))


def test_a_hazard_goes_from_finding_to_its_end_and_every_deed_leaves_a_line(crew: Crew) -> None:
    hazard = mended(crew)
    hazard = services.hazard_recheck(hazard, note="牢固", now=NOW + 2 * DAY, actor=crew.checker)
    assert hazard.status == Status.CLOSED
    assert hazard.checked_by == hazard.closed_by == crew.checker_person
    assert hazard.closed_on == make.TODAY + 2 * DAY
    kinds = list(hazard.traces.order_by("pk").values_list("kind", flat=True))
    assert kinds == ["found", "assign", "mend", "pass", "close"]
    shown = {t.kind: files.of(t)[0].kind for t in hazard.traces.all() if files.of(t)}
    assert shown == {"found": "before", "mend": "after"}


def test_who_stands_before_it_brings_a_photo_but_who_calls_need_not(crew: Crew) -> None:
    with pytest.raises(ValidationError, match="拍一张隐患"):
        make.hazard(photos=[])
    assert make.hazard(photos=[], source="desk").number.startswith("YH260310-")


@pytest.mark.parametrize(("values", "words"), [({"what": " "}, "说一句"), ({"kind": "off"}, "停用")])
def test_a_hazard_that_says_nothing_is_refused(crew: Crew, values: dict[str, Any], words: str) -> None:
    if values.get("kind") == "off":
        values = {"kind": make.kind(is_active=False)}
    with pytest.raises(ValidationError, match=words):
        make.hazard(**values)
    assert not Hazard.objects.exists()


def test_nothing_is_done_before_the_warning_stands(crew: Crew) -> None:
    hazard = make.hazard(needs_warning=True)
    assert Notice.objects.filter(user=crew.checker, urgent=True, title__contains="先立警示").exists()
    with pytest.raises(ValidationError, match="先立警示"):
        assigned(crew, hazard=hazard)
    with pytest.raises(ValidationError, match="警示已经立好"):
        services.hazard_warn(hazard, photos=[], now=NOW, actor=crew.checker)
    hazard = services.hazard_warn(hazard, photos=[make.picture()], now=NOW, actor=crew.checker)
    assert assigned(crew, hazard=hazard).status == Status.ASSIGNED
    first = hazard.warned_at
    again = services.hazard_warn(hazard, photos=[make.picture()], now=NOW + DAY, actor=crew.checker)
    assert again.warned_at == first


def test_a_kind_that_hurts_people_wants_a_warning_without_being_asked(crew: Crew) -> None:
    assert make.hazard(kind=make.kind(warns=True), needs_warning=None).waits_for_warning
    assert not make.hazard(kind=make.kind(warns=True), warning_photos=[make.picture()]).waits_for_warning


def test_whoever_mended_or_answers_for_it_never_looks_at_it_again(crew: Crew) -> None:
    hazard = mended(crew)
    with pytest.raises(ValidationError, match="换一个人"):
        services.hazard_recheck(hazard, now=NOW, actor=crew.mender)
    desk_person = crew.desk.person  # type: ignore[attr-defined]
    by_desk = services.hazard_mend(
        assigned(crew), note="换了", photos=[make.picture()], by=desk_person, now=NOW, actor=crew.desk
    )
    for own in (crew.desk, crew.mender):
        with pytest.raises(ValidationError, match="换一个人"):
            services.hazard_recheck(by_desk, now=NOW, actor=own)


def test_who_found_it_looks_again_only_where_the_rule_lets_him(crew: Crew) -> None:
    hazard = mended(crew, hazard=make.hazard(finder=crew.checker_person))
    rules.rule_set("inspections.finder_may_recheck", False, effective_from=make.TODAY, why="试行", actor=crew.director)
    with pytest.raises(ValidationError, match="发现的人不能复查"):
        services.hazard_recheck(hazard, now=NOW, actor=crew.checker)


def test_only_who_answers_for_it_or_the_office_goes_on_with_it(crew: Crew) -> None:
    hazard = assigned(crew)
    with pytest.raises(ValidationError, match="请他来办"):
        services.hazard_start(hazard, now=NOW, actor=crew.checker)
    with pytest.raises(ValidationError, match="整改以后的照片"):
        services.hazard_mend(hazard, note="好了", now=NOW, actor=crew.mender)
    with pytest.raises(ValidationError, match="怎样整改"):
        services.hazard_mend(hazard, note=" ", photos=[make.picture()], now=NOW, actor=crew.mender)


def test_what_is_not_well_goes_back_and_is_counted(crew: Crew) -> None:
    hazard = mended(crew)
    with pytest.raises(ValidationError, match="哪里不合格"):
        services.hazard_fail(hazard, note="", now=NOW, actor=crew.checker)
    hazard = services.hazard_fail(hazard, note="还在晃", now=NOW, actor=crew.checker)
    assert (hazard.status, hazard.failed_count, hazard.mended_by) == (Status.ASSIGNED, 1, None)
    with pytest.raises(WrongStatusError):
        services.hazard_recheck(hazard, photos=[make.picture()], now=NOW, actor=crew.checker)


@pytest.mark.parametrize(
    ("left_out", "words"),
    [("major_item", "哪一条"), ("funds", "落实资金"), ("interim", "怎样管住")],
)
def test_a_major_hazard_wants_all_five(crew: Crew, left_out: str, words: str) -> None:
    empty: Any = "" if left_out == "interim" else None
    with pytest.raises(ValidationError, match=words):
        major(crew, **{left_out: empty})


def test_a_major_hazard_is_judged_above_the_desk_and_its_report_is_drafted(crew: Crew) -> None:
    with pytest.raises(ValidationError, match="主任或校领导判定"):
        major(crew, actor=crew.desk)
    hazard = major(crew)
    letter = Letter.objects.get(hazard=hazard)
    assert letter.kind == Letter.Kind.MAJOR
    assert hazard.what in letter.text
    assert letter.due_on == make.TODAY + DAY


def test_a_major_hazard_is_checked_and_struck_off_by_two_people(crew: Crew) -> None:
    hazard = services.hazard_mend(major(crew), note="拆了", photos=[make.picture()], now=NOW, actor=crew.mender)
    with pytest.raises(ValidationError, match="主任或校领导复查"):
        services.hazard_recheck(hazard, photos=[make.picture()], now=NOW, actor=crew.checker)
    with pytest.raises(ValidationError, match="复查时的照片"):
        services.hazard_recheck(hazard, now=NOW, actor=crew.director)
    hazard = services.hazard_recheck(hazard, photos=[make.picture()], now=NOW, actor=crew.director)
    assert hazard.status == Status.CHECKED
    with pytest.raises(ValidationError, match="两个人"):
        services.hazard_close(hazard, now=NOW, actor=crew.director)
    assert services.hazard_close(hazard, now=NOW, actor=crew.principal).status == Status.CLOSED


def test_a_day_that_has_passed_or_a_pupil_is_refused(crew: Crew) -> None:
    with pytest.raises(ValidationError, match="不能早于今天"):
        assigned(crew, due_on=make.TODAY - DAY)
    with pytest.raises(ValidationError, match="教职工"):
        assigned(crew, responsible=people.person(kind="student"))
    with pytest.raises(ValidationError, match="整改措施"):
        assigned(crew, measure=" ")
    assert assigned(crew).due_on == make.TODAY + 7 * DAY
    assert assigned(crew, way=Way.NOW, due_on=make.TODAY + DAY).due_on == make.TODAY


def test_an_extension_keeps_the_first_day_and_nobody_extends_his_own(crew: Crew) -> None:
    own = services.hazard_assign(
        make.hazard(), measure="换", responsible=crew.director.person, now=NOW, actor=crew.desk  # type: ignore[attr-defined]
    )  # fmt: skip
    later = make.TODAY + 20 * DAY
    with pytest.raises(ValidationError, match="不能给自己延期"):
        services.hazard_extend(own, due_on=later, words="等料", now=NOW, actor=crew.director)
    hazard = assigned(crew)
    with pytest.raises(ValidationError, match="为什么"):
        services.hazard_extend(hazard, due_on=later, words="", now=NOW, actor=crew.director)
    with pytest.raises(ValidationError, match="晚于"):
        services.hazard_extend(hazard, due_on=hazard.due_on, words="等料", now=NOW, actor=crew.director)
    hazard = services.hazard_extend(hazard, due_on=later, words="等料", now=NOW, actor=crew.director)
    assert (hazard.due_on, hazard.first_due_on, hazard.extended_count) == (later, make.TODAY + 7 * DAY, 1)


def test_what_is_no_hazard_is_set_aside_by_somebody_else_with_the_reason(crew: Crew) -> None:
    hazard = assigned(crew)
    with pytest.raises(ValidationError, match="怎样核实"):
        services.hazard_drop(hazard, why="none", words="", now=NOW, actor=crew.director)
    with pytest.raises(ValidationError, match="责任人不能"):
        services.hazard_drop(hazard, why="none", words="看过", now=NOW, actor=crew.mender)
    with pytest.raises(ValidationError, match="哪一处重复"):
        services.hazard_drop(hazard, why="same", same_as=hazard, words="看过", now=NOW, actor=crew.director)
    other = make.hazard()
    gone = services.hazard_drop(hazard, why="same", same_as=other, words="同一根栏杆", now=NOW, actor=crew.director)
    assert (gone.status, gone.same_as, gone.dropped_on) == (Status.DROPPED, other, make.TODAY)


def test_a_finished_repair_mends_its_hazard_and_a_failed_recheck_opens_it_again(crew: Crew) -> None:
    worker = jobs.worker(person=crew.mender_person)
    hazard = assigned(crew, category=jobs.category())
    job = hazard.job
    assert job is not None
    assert hazard.status == Status.DOING
    with pytest.raises(ValidationError, match="已经开过报修单"):
        services.hazard_to_job(hazard, category=job.category, now=NOW, actor=crew.desk)
    job = repairs.job_assign(job, worker=worker, now=NOW, actor=crew.desk)
    repairs.job_finish(job, lines=[jobs.LINE], note="焊好", now=NOW + DAY, actor=crew.mender)
    hazard.refresh_from_db()
    assert (hazard.status, hazard.mended_by) == (Status.MENDED, crew.mender_person)
    with pytest.raises(ValidationError, match="复查时的照片"):
        services.hazard_recheck(hazard, now=NOW + DAY, actor=crew.checker)
    hazard = services.hazard_fail(hazard, note="松", now=NOW + DAY, actor=crew.checker)
    job.refresh_from_db()
    assert (job.status, job.reopened_count) == (Job.Status.ASSIGNED, 1)
    repairs.job_finish(job, note="再焊", photos=[], now=NOW + DAY, actor=crew.mender)
    hazard.refresh_from_db()
    done = services.hazard_recheck(hazard, photos=[make.picture()], now=NOW + DAY, actor=crew.checker)
    assert done.status == Status.CLOSED


def test_what_the_school_cannot_mend_goes_up_and_comes_back_with_a_receipt(crew: Crew) -> None:
    hazard = assigned(crew)
    with pytest.raises(ValidationError, match="怎样管住"):
        services.hazard_refer(hazard, interim="", now=NOW, actor=crew.director)
    hazard = services.hazard_refer(hazard, interim="拉了警戒线", now=NOW, actor=crew.director)
    letter = Letter.objects.get(hazard=hazard)
    assert (hazard.status, letter.doc_number) == (Status.REFERRED, "")
    letter = services.letter_send(letter, now=NOW, actor=crew.director)
    assert letter.doc_number == "〔2026〕1号"
    with pytest.raises(ValidationError, match="回执编号"):
        services.letter_answer(letter, receipt="", now=NOW, actor=crew.desk)
    services.letter_answer(letter, receipt="收文 2026-118", now=NOW + DAY, actor=crew.desk)
    assert hazard.traces.filter(kind=Trace.Kind.ANSWER).exists()
    assert services.hazard_mend(
        hazard, note="上级派人修好", photos=[make.picture()], now=NOW + DAY, actor=crew.mender
    ).status == Status.MENDED  # fmt: skip


def test_what_is_late_goes_up_one_step_at_a_time_and_only_once(crew: Crew) -> None:
    hazard = assigned(crew)
    fresh = make.hazard(now=NOW)
    assert services.hazards_escalate(now=NOW, actor=crew.director) == 0
    assert services.hazards_escalate(now=NOW + 8 * DAY, actor=crew.director) == 2
    hazard.refresh_from_db()
    fresh.refresh_from_db()
    assert (hazard.escalated_level, fresh.escalated_level) == (1, 2)
    assert services.hazards_escalate(now=NOW + 8 * DAY, actor=crew.director) == 0
    assert services.hazards_escalate(now=NOW + 12 * DAY, actor=crew.director) == 1
    titles = Notice.objects.filter(user=crew.principal).values_list("title", flat=True)
    assert any("逾期没有整改" in title for title in titles)


def test_a_danger_without_a_warning_goes_up_after_minutes(crew: Crew) -> None:
    hazard = make.hazard(needs_warning=True)
    assert services.hazards_warn_late(now=NOW + timedelta(minutes=5), actor=crew.director) == 0
    assert services.hazards_warn_late(now=NOW + timedelta(minutes=31), actor=crew.director) == 1
    assert services.hazards_warn_late(now=NOW + DAY, actor=crew.director) == 1
    hazard.refresh_from_db()
    assert hazard.escalated_level == 2


def test_every_photo_found_later_than_the_clock_counts_from_now(crew: Crew) -> None:
    hazard = make.hazard(found_at=NOW + DAY)
    assert hazard.found_at == NOW
