from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.deadlines.api import horizon
from lvye.kernel.people.tests import make as people
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, PlannedWork
from lvye.modules.repairs.tests import make
from lvye.modules.repairs.tests.test_reporting import refusal

pytestmark = pytest.mark.django_db
NOW = make.at(9, day=11, month=2)


def test_who_answers_for_a_work_does_not_supervise_himself(actor: Any) -> None:
    person = people.person()
    assert "监督人" in refusal(make.plannedwork, responsible=person, supervisor=person)
    work = make.plannedwork(responsible=person)
    assert "监督人" in refusal(services.planned_change, work, supervisor=person, actor=actor)


def test_a_work_is_due_after_it_begins_and_before_the_school_opens() -> None:
    assert "早于开学" in refusal(make.plannedwork, due_on=date(2026, 2, 23))
    assert "不能早于开始" in refusal(make.plannedwork, due_on=date(2026, 2, 8))


def test_less_than_planned_needs_a_word_why(actor: Any) -> None:
    work = services.planned_start(make.plannedwork(target_qty=Decimal(400), unit="套"), actor=actor)
    few = {"done_on": NOW.date(), "done_qty": Decimal(350), "now": NOW, "actor": actor}
    assert "少于计划" in refusal(services.planned_finish, work, **few)
    done = services.planned_finish(work, result="余下 50 套缺桌板，开学后补", **few)
    assert (done.status, done.done_on) == (PlannedWork.Status.DONE, NOW.date())


def test_a_work_is_not_done_in_the_future_or_before_it_began(actor: Any) -> None:
    work = make.plannedwork()
    for day, word in ((date(2026, 2, 12), "将来"), (date(2026, 2, 8), "早于开始")):
        assert word in refusal(services.planned_finish, work, done_on=day, now=NOW, actor=actor)


def test_a_work_is_dropped_only_with_its_reason(actor: Any) -> None:
    work = make.plannedwork()
    assert "为什么取消" in refusal(services.planned_drop, work, result="", actor=actor)
    assert services.planned_drop(work, result="整栋改造", actor=actor).status == PlannedWork.Status.DROPPED


def test_a_job_given_out_for_a_work_hangs_on_it_and_begins_it(actor: Any) -> None:
    work = make.plannedwork(place=make.room())
    job = services.planned_spawn_job(work, category=make.category(), now=NOW, actor=actor)
    work.refresh_from_db()
    assert (job.planned, job.source, job.place, job.what) == (work, Job.Source.PLANNED, work.place, work.name)
    assert work.status == PlannedWork.Status.DOING


def test_a_work_that_is_over_gives_out_no_jobs(actor: Any) -> None:
    work = services.planned_drop(make.plannedwork(place=make.room()), result="不做了", actor=actor)
    assert "不能再开" in refusal(services.planned_spawn_job, work, category=make.category(), now=NOW, actor=actor)


def test_unfinished_works_stand_on_the_horizon_and_turn_late() -> None:
    director = people.user_in("director")
    make.plannedwork(name="检修教室课桌凳")
    before = horizon(director, date(2026, 2, 18), days=10, kind="repairs.planned")
    after = horizon(director, date(2026, 2, 21), days=10, kind="repairs.planned")
    assert [(due.title, due.state) for due in before] == [("检修教室课桌凳", "soon")]
    assert [due.state for due in after] == ["late"]
