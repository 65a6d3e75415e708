from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.audit.api import trail
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.records.api import WrongStatusError
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Job, Referral
from lvye.modules.repairs.tests import make
from lvye.modules.repairs.tests.test_reporting import refusal

pytestmark = pytest.mark.django_db
NOW = make.NOW
S = Job.Status


def test_a_job_is_given_to_one_worker_and_he_is_told(actor: Any) -> None:
    worker = make.worker()
    job = services.job_assign(make.job(), worker=worker, now=NOW, actor=actor)
    assert (job.status, job.worker, job.assigned_at) == (S.ASSIGNED, worker, NOW)
    assert Notice.objects.filter(user=worker.person.user, title__contains=job.number).count() == 1


def test_a_job_has_exactly_one_owner(actor: Any) -> None:
    job = make.job()
    assert "请选" in refusal(services.job_assign, job, now=NOW, actor=actor)
    both = {"worker": make.worker(), "contractor": make.contractor()}
    assert "请选" in refusal(services.job_assign, job, now=NOW, actor=actor, **both)


def test_who_left_gets_no_job(actor: Any) -> None:
    gone = make.worker(is_active=False)
    assert "不在岗" in refusal(services.job_assign, make.job(), worker=gone, now=NOW, actor=actor)


def test_of_two_who_take_a_new_job_the_second_is_told(actor: Any) -> None:
    job = make.job()
    first, second = make.worker(), make.worker()
    taken = services.job_take(job, now=NOW, actor=first.person.user)
    assert taken.worker == first
    assert "已派" in refusal(services.job_take, job, now=NOW, actor=second.person.user)
    assert "已派" in refusal(services.job_assign, job, worker=second, now=NOW, actor=actor)


def test_only_a_repairer_takes_a_job() -> None:
    assert "维修工" in refusal(services.job_take, make.job(), now=NOW, actor=people.user_in("teacher"))


def test_a_job_in_hand_changes_hands_and_begins_anew(actor: Any) -> None:
    job = make.job(status="doing")
    other = make.worker()
    moved = services.job_assign(job, worker=other, now=NOW + timedelta(hours=2), actor=actor)
    assert (moved.status, moved.worker, moved.started_at) == (S.ASSIGNED, other, None)


def test_giving_a_waiting_job_to_another_ends_the_waiting(actor: Any) -> None:
    job = make.job(status="held")
    moved = services.job_assign(job, contractor=make.contractor(), now=NOW + timedelta(hours=1), actor=actor)
    assert moved.held_at is None
    assert moved.held_minutes == 60
    assert (moved.worker, moved.contractor is not None) == (None, True)


def test_suggestions_put_craft_before_place_before_load() -> None:
    craft = make.trade()
    job = make.job(category=make.category(trade=craft))
    stranger = make.worker(trades=[make.trade()])
    busy, free = (make.worker(trades=[craft], zones=[job.building]) for _ in range(2))
    elsewhere = make.worker(trades=[craft], zones=[make.room().building or job.building])
    make.job(worker=busy)
    found = queries.suggest_workers(job, NOW)
    assert [one.worker for one in found][:2] == [free, busy]
    assert found[-1].worker == stranger
    assert elsewhere in [one.worker for one in found]
    assert found[0].why.startswith("对口")


def test_who_is_away_is_suggested_last_of_his_craft() -> None:
    craft = make.trade()
    job = make.job(category=make.category(trade=craft))
    away = make.worker(trades=[craft], away_from=date(2026, 3, 9), away_to=date(2026, 3, 13))
    here = make.worker(trades=[craft])
    assert [one.worker for one in queries.suggest_workers(job, NOW)][:2] == [here, away]


def test_on_duty_means_in_service_not_on_leave_and_within_his_hours() -> None:
    worker = make.worker(weekdays="12345", away_from=date(2026, 3, 12))
    assert worker.on_duty(NOW)
    assert not worker.on_duty(make.at(7, 59))
    assert not worker.on_duty(make.at(17, 30))
    assert not worker.on_duty(make.at(9, day=14))  # Saturday
    assert not worker.on_duty(make.at(9, day=12))  # on leave, until further notice


# --- urging, promises, questions ---------------------------------------------------------------------------------


def test_urging_reaches_the_holder_and_counts(actor: Any) -> None:
    worker = make.worker()
    job = services.job_urge(make.job(worker=worker), by_name="陈一帆", words="孩子们看不见", now=NOW, actor=actor)
    assert (job.urged_count, job.last_urged_at) == (1, NOW)
    assert Notice.objects.filter(user=worker.person.user, title__startswith="催单", urgent=True).count() == 1


def test_urging_twice_in_a_breath_is_refused_kindly(actor: Any) -> None:
    job = services.job_urge(make.job(), now=NOW, actor=actor)
    assert "已经催过" in refusal(services.job_urge, job, now=NOW + timedelta(minutes=29), actor=actor)
    assert services.job_urge(job, now=NOW + timedelta(minutes=30), actor=actor).urged_count == 2


def test_what_is_done_is_not_urged(actor: Any) -> None:
    assert "不用再催" in refusal(services.job_urge, make.job(status="finished"), now=NOW, actor=actor)


def test_a_promise_names_a_day_that_has_not_passed(actor: Any) -> None:
    job = make.job()
    assert "过去" in refusal(services.job_promise, job, promised_on=date(2026, 3, 9), now=NOW, actor=actor)
    assert services.job_promise(job, promised_on=NOW.date(), now=NOW, actor=actor).promised_on == NOW.date()


def test_a_promise_is_moved_only_with_its_reason(actor: Any) -> None:
    job = services.job_promise(make.job(), promised_on=date(2026, 3, 12), now=NOW, actor=actor)
    assert "说明原因" in refusal(services.job_promise, job, promised_on=date(2026, 3, 20), now=NOW, actor=actor)
    moved = services.job_promise(job, promised_on=date(2026, 3, 20), note="厂家停产，另找", now=NOW, actor=actor)
    assert moved.promise_note == "厂家停产，另找"


def test_a_question_goes_up_and_its_answer_comes_back(actor: Any) -> None:
    head, desk = people.user_in("vice_principal"), people.user_in("desk")
    teacher = people.user_in("teacher")
    job = make.job(status="doing", reporter=teacher.person)
    asked = services.referral_ask(job, question="要不要整条管道换新", now=NOW, actor=desk)
    job.refresh_from_db()
    assert (job.status, job.hold_reason) == (S.HELD, Job.Hold.APPROVAL)
    assert Notice.objects.filter(user=head, title__startswith="请示").count() == 1
    given = services.referral_answer(asked, answer="同意，先做三楼", now=NOW, actor=head)
    assert given.status == Referral.Status.ANSWERED
    for who in (desk, teacher):
        assert Notice.objects.filter(user=who, body="同意，先做三楼").count() == 1
    with pytest.raises(WrongStatusError):
        services.referral_answer(asked, answer="不同意", now=NOW, actor=head)


# --- striking and joining ----------------------------------------------------------------------------------------


def test_a_report_is_struck_only_with_a_reason(actor: Any) -> None:
    job = make.job()
    assert "为什么" in refusal(services.job_cancel, job, reason=" ", now=NOW, actor=actor)
    assert services.job_cancel(job, reason="恶作剧", now=NOW, actor=actor).why == "恶作剧"


def test_a_joined_job_points_to_the_one_it_went_into(actor: Any) -> None:
    first, second = make.job(), make.job()
    joined = services.job_join(second, first, now=NOW, actor=actor)
    first.refresh_from_db()
    assert (joined.status, joined.joined_to, first.same_count) == (S.JOINED, first, 1)
    assert queries.job_by_token(joined.token) == first


def test_a_job_is_not_joined_to_itself_or_to_one_that_is_done(actor: Any) -> None:
    job = make.job()
    assert "自己" in refusal(services.job_join, job, job, now=NOW, actor=actor)
    assert "不能再并" in refusal(services.job_join, job, make.job(status="finished"), now=NOW, actor=actor)


# --- what goes up by itself --------------------------------------------------------------------------------------


def test_what_nobody_begins_goes_to_the_desk_then_to_the_director_then_to_the_vice_principal(actor: Any) -> None:
    users = {post: people.user_in(post) for post in ("desk", "director", "vice_principal")}
    job = make.job()  # respond by 11:00, finish by the 12th 9:00

    def told() -> list[str]:
        late = Notice.objects.filter(kind="repairs.late")
        return [post for post, user in users.items() if late.filter(user=user).exists()]

    for moment, expected in (
        (make.at(11), []),
        (make.at(11, 1), ["desk"]),
        (make.at(9, day=12), ["desk"]),
        (make.at(9, 1, day=12), ["desk", "director"]),
        (make.at(9, 1, day=13), ["desk", "director", "vice_principal"]),
    ):
        services.jobs_escalate(now=moment, actor=actor)
        assert told() == expected, moment
    job.refresh_from_db()
    assert job.escalated_level == 3
    assert services.jobs_escalate(now=make.at(9, 30, day=16), actor=actor) == 0


def test_a_job_found_very_late_tells_everybody_it_passed_by(actor: Any) -> None:
    users = [people.user_in(post) for post in ("desk", "director", "vice_principal")]
    make.job()
    assert services.jobs_escalate(now=make.at(9, day=20), actor=actor) == 1
    assert all(Notice.objects.filter(user=user, kind="repairs.late").count() == 1 for user in users)


def test_what_waits_for_a_day_is_not_late_before_it(actor: Any) -> None:
    job = make.job(status="doing")
    services.job_hold(job, reason="parts", expected_on=date(2026, 3, 20), now=NOW, actor=actor)
    assert services.jobs_escalate(now=make.at(9, day=20), actor=actor) == 0
    assert services.jobs_escalate(now=make.at(9, day=21), actor=actor) == 1


def test_what_was_begun_in_time_does_not_trouble_the_desk(actor: Any) -> None:
    make.job(status="doing")
    assert services.jobs_escalate(now=make.at(12), actor=actor) == 0


def test_what_is_done_or_struck_never_goes_up(actor: Any) -> None:
    make.job(status="finished")
    services.job_cancel(make.job(), reason="误报", now=NOW, actor=actor)
    assert services.jobs_escalate(now=make.at(9, day=30), actor=actor) == 0


# --- who was asked first -----------------------------------------------------------------------------------------


def test_who_was_asked_first_hands_it_over_and_the_next_one_hears_of_it(actor: Any) -> None:
    wu, li = people.user_in("desk", name="吴干事"), people.user_in("teacher", name="李老师")
    job = make.job(first_asked=wu.person)  # type: ignore[attr-defined]
    given = services.job_hand_over(job, to=li.person, now=NOW, actor=wu)  # type: ignore[attr-defined]
    assert given.first_asked == li.person  # type: ignore[attr-defined]
    assert Notice.objects.filter(user=li, title__startswith="转给您负责答复").exists()
    newest = trail(given).first()
    assert newest is not None
    assert (newest.verb, newest.actor) == ("hand_over", wu)


def test_it_is_not_handed_to_nobody_to_himself_to_the_reporter_or_to_one_nobody_reaches(actor: Any) -> None:
    wu, li = people.user_in("desk"), people.user_in("teacher")
    job = make.job(first_asked=wu.person, reporter=li.person)  # type: ignore[attr-defined]
    for to, word in (
        (None, "请选一位"),
        (people.person(), "有账号"),
        (wu.person, "已经是"),  # type: ignore[attr-defined]
        (li.person, "报修人自己"),  # type: ignore[attr-defined]
    ):
        assert word in refusal(services.job_hand_over, job, to=to, now=NOW, actor=actor)


def test_who_was_asked_first_tells_a_reporter_without_account_how_it_ended(actor: Any) -> None:
    wu, teacher = people.user_in("desk"), people.user_in("teacher")
    by_phone = make.job(first_asked=wu.person, status="doing")  # type: ignore[attr-defined]
    signed = make.job(first_asked=wu.person, reporter=teacher.person, status="doing")  # type: ignore[attr-defined]
    for job in (by_phone, signed):
        services.job_finish(job, note="好了", now=NOW, actor=actor)
    passed_on = Notice.objects.filter(user=wu, title__contains="请告诉报修人")
    assert [notice.target_id for notice in passed_on] == [by_phone.pk]


# --- what people look at -----------------------------------------------------------------------------------------


def test_progress_says_who_holds_it_and_the_day_to_expect(actor: Any) -> None:
    job = make.job()
    told = queries.progress(job, now=NOW)
    assert (told.word, told.holder, told.expected) == ("已收到，正在派人", "报修接听", "3月12日 09:00")
    held = services.job_hold(
        make.moved(job, "doing"), reason="parts", note="等一只阀门", expected_on=date(2026, 3, 16), now=NOW, actor=actor
    )
    told = queries.progress(held, now=NOW)
    assert (told.waiting, told.expected) == ("等配件：等一只阀门", "3月16日继续处理")
    assert told.holder == held.worker.name  # type: ignore[union-attr]


def test_a_late_job_says_so_and_a_promise_goes_before_the_rule(actor: Any) -> None:
    job = make.job()
    late = queries.progress(job, now=make.at(9, 30, day=12))
    assert late.is_late
    assert "超时" in late.expected
    promised = services.job_promise(job, promised_on=date(2026, 3, 18), now=NOW, actor=actor)
    assert queries.progress(promised, now=make.at(9, day=11)).expected == "3月18日"


def test_a_repairers_telephone_is_shown_only_if_he_lets_it_and_while_he_works() -> None:
    shy = make.worker(person=people.person(phone="13900000001"), phone_shown=False)
    open_hearted = make.worker(person=people.person(phone="13900000002"))
    assert queries.progress(make.job(worker=shy), now=NOW).phone == ""
    assert queries.progress(make.job(worker=open_hearted), now=NOW).phone == "13900000002"
    assert queries.progress(make.job(worker=open_hearted, status="closed"), now=NOW).phone == ""


def test_a_status_page_is_found_by_its_secret_only() -> None:
    job = make.job()
    assert queries.job_by_token(job.token) == job
    assert queries.job_by_token("") is None
    assert queries.job_by_token(job.number) is None
    assert len(job.token) >= 16


def test_wrong_steps_are_refused_with_a_sentence(actor: Any) -> None:
    with pytest.raises(ValidationError, match="现在不能"):
        services.job_confirm(make.job(), now=NOW, actor=actor)
