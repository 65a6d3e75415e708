from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.rules.api import rule_set
from lvye.kernel.terms.api import term_add, term_close
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, Rating, Visit
from lvye.modules.repairs.tests import make
from lvye.modules.repairs.tests.test_reporting import refusal

pytestmark = pytest.mark.django_db
NOW = make.NOW
S = Job.Status


def test_the_reporter_accepts_and_the_job_is_closed() -> None:
    teacher = people.user_in("teacher")
    job = services.job_confirm(make.job(status="finished", reporter=teacher.person), now=make.at(16), actor=teacher)
    assert (job.status, job.confirmed_how, job.closed_at) == (S.CLOSED, Job.How.REPORTER, make.at(16))


def test_nobody_accepts_his_own_work() -> None:
    worker = make.worker()
    job = make.job(worker=worker, status="finished")
    assert "自己验收" in refusal(services.job_confirm, job, now=NOW, actor=worker.person.user)


def test_what_nobody_confirms_is_closed_after_three_workdays_and_stays_unrated(actor: Any) -> None:
    job = make.job(status="finished")  # on Tuesday the 10th
    assert services.jobs_time_out(now=make.at(5, day=13), actor=actor) == 0
    assert services.jobs_time_out(now=make.at(5, day=16), actor=actor) == 1  # the weekend does not count
    job.refresh_from_db()
    assert (job.status, job.confirmed_how) == (S.CLOSED, Job.How.TIMEOUT)
    assert not Rating.objects.exists()
    assert services.jobs_time_out(now=make.at(5, day=17), actor=actor) == 0


def test_a_job_sent_back_goes_to_the_same_hands_with_new_deadlines_and_is_counted(actor: Any) -> None:
    job = make.job(status="closed")
    back = services.job_reopen(job, words="又不亮了", now=make.at(9, day=12), actor=actor)
    assert (back.status, back.worker, back.reopened_count) == (S.ASSIGNED, job.worker, 1)
    assert (back.done_on, back.finished_at, back.closed_at, back.confirmed_how) == (None, None, None, "")
    assert back.finish_by == make.at(9, day=16)
    assert Notice.objects.filter(title__startswith="返修").exists()


def test_work_of_a_second_repair_is_added_to_the_first(actor: Any) -> None:
    job = make.job(status="closed")
    back = services.job_start(
        services.job_reopen(job, words="又不亮了", now=make.at(9, day=11), actor=actor),
        now=make.at(9, day=11),
        actor=actor,
    )
    done = services.job_finish(back, lines=[make.LINE], minutes=15, now=make.at(10, day=11), actor=actor)
    assert done.minutes == 35
    assert done.lines.count() == 2


def test_a_job_is_sent_back_only_with_words_and_in_time(actor: Any) -> None:
    job = make.job(status="closed")
    assert "哪里没修好" in refusal(services.job_reopen, job, words="", now=NOW, actor=actor)
    late = NOW + timedelta(days=15)
    assert "重新报修" in refusal(services.job_reopen, job, words="又坏", now=late, actor=actor)


def test_a_job_done_in_a_closed_term_is_not_sent_back(actor: Any) -> None:
    job = make.job(status="closed")
    term = term_add(
        school_year=2025, half=2, begins_on=NOW.date() - 20 * make.DAY, ends_on=NOW.date() + 90 * make.DAY, actor=actor
    )
    term_close(term, actor=actor)
    assert "归档" in refusal(services.job_reopen, job, words="又坏", now=make.at(9, day=11), actor=actor)


# --- ratings -----------------------------------------------------------------------------------------------------


def test_a_job_is_rated_once_after_it_is_done(actor: Any) -> None:
    assert "修好以后" in refusal(services.job_rate, make.job(), score=5, now=NOW, actor=actor)
    job = make.job(status="closed")
    made = services.job_rate(job, score=4, tags=["及时", "干净"], words="谢谢", now=make.at(12), actor=actor)
    assert (made.score, made.tags, made.rated_on) == (4, "及时、干净", NOW.date())
    assert "评价过" in refusal(services.job_rate, job, score=1, now=make.at(13), actor=actor)


def test_a_score_lies_between_one_and_five(actor: Any) -> None:
    for score in (0, 6):
        job = make.job(status="closed")
        assert "1 到 5" in refusal(services.job_rate, job, score=score, now=NOW, actor=actor)


def test_nobody_rates_himself_under_any_name(actor: Any) -> None:
    worker = make.worker()
    job = make.job(worker=worker, status="closed")
    assert "自己修的" in refusal(services.job_rate, job, score=5, now=NOW, actor=worker.person.user)
    assert "自己修的" in refusal(services.job_rate, job, score=5, rater=worker.person, now=NOW, actor=actor)


def test_a_good_rating_accepts_what_waits_and_a_bad_one_does_not(actor: Any) -> None:
    director = people.user_in("director")
    good, bad = make.job(status="finished"), make.job(status="finished")
    services.job_rate(good, score=5, now=NOW, actor=actor)
    services.job_rate(bad, score=1, words="还是漏", now=NOW, actor=actor)
    good.refresh_from_db()
    bad.refresh_from_db()
    assert (good.status, bad.status) == (S.CLOSED, S.FINISHED)
    assert Notice.objects.filter(user=director, title__contains="差评", body="还是漏").count() == 1


def test_after_a_second_repair_the_rating_may_be_given_again(actor: Any) -> None:
    job = make.job(status="closed")
    services.job_rate(job, score=2, now=make.at(10), actor=actor)
    back = services.job_reopen(job, words="又坏", now=make.at(11), actor=actor)
    done = services.job_finish(back, now=make.at(14), actor=actor)
    again = services.job_rate(done, score=5, now=make.at(15), actor=actor)
    assert (Rating.objects.count(), again.score) == (1, 5)


# --- return visits -----------------------------------------------------------------------------------------------


def close_many(count: int) -> list[Job]:
    return [make.job(status="closed") for _ in range(count)]


def test_the_share_of_closed_jobs_is_drawn_once(actor: Any) -> None:
    rule_set("repairs.visit_share", value=20, effective_from=NOW.date(), why="试", actor=actor)
    close_many(11)
    tomorrow = make.at(5, day=11)
    assert services.visits_draw(now=tomorrow, actor=actor) == 3
    assert services.visits_draw(now=tomorrow, actor=actor) == 0
    drawn = Visit.objects.all()
    assert {visit.is_drawn for visit in drawn} == {True}
    assert len({visit.job_id for visit in drawn}) == 3
    assert {str(visit.due_on) for visit in drawn} == {"2026-03-18"}


def test_one_closed_job_draws_one_visit_and_the_next_nineteen_none(actor: Any) -> None:
    close_many(1)
    assert services.visits_draw(now=make.at(5, day=11), actor=actor) == 1
    for _ in range(19):
        make.job(status="closed", now=make.at(9, day=11))
    assert services.visits_draw(now=make.at(5, day=12), actor=actor) == 0


def test_no_share_draws_no_visit(actor: Any) -> None:
    rule_set("repairs.visit_share", value=0, effective_from=NOW.date(), why="人手不够", actor=actor)
    close_many(3)
    assert services.visits_draw(now=make.at(5, day=11), actor=actor) == 0


def test_a_visit_keeps_what_was_said_and_by_whom() -> None:
    desk = people.user_in("desk")
    made = services.visit_record(make.visit(), outcome="satisfied", words="很好", now=make.at(9, day=12), actor=desk)
    assert (made.status, made.outcome, str(made.done_on), made.by) == ("done", "satisfied", "2026-03-12", desk.person)


def test_a_visit_needs_its_outcome_and_discontent_its_words(actor: Any) -> None:
    visit = make.visit()
    assert "请选择" in refusal(services.visit_record, visit, outcome="", now=NOW, actor=actor)
    assert "怎么说" in refusal(services.visit_record, visit, outcome="not", now=NOW, actor=actor)


def test_who_repaired_does_not_visit_himself() -> None:
    worker = make.worker()
    visit = make.visit(job=make.job(worker=worker, status="closed"))
    said = refusal(services.visit_record, visit, outcome="satisfied", now=NOW, actor=worker.person.user)
    assert "换一位" in said


def test_a_content_visit_closes_what_waits_and_a_discontent_one_reaches_the_director(actor: Any) -> None:
    director = people.user_in("director")
    waiting = make.job(status="finished")
    services.visit_record(make.visit(job=waiting), outcome="satisfied", now=NOW, actor=actor)
    waiting.refresh_from_db()
    assert (waiting.status, waiting.confirmed_how) == (S.CLOSED, Job.How.VISIT)
    services.visit_record(make.visit(), outcome="not", words="又坏了", now=NOW, actor=actor)
    assert Notice.objects.filter(user=director, title__contains="回访不满意").count() == 1


def test_several_visits_may_be_made_while_a_job_is_on_its_way(actor: Any) -> None:
    job = make.job(status="doing")
    make.visit(job=job)
    make.visit(job=job)
    assert job.visits.count() == 2
