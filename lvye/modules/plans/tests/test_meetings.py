from __future__ import annotations

from datetime import date, time, timedelta
from typing import Any

import pytest

from lvye.kernel.notices.models import Notice
from lvye.kernel.people import api as kernel_people
from lvye.kernel.people.models import Post
from lvye.kernel.people.tests import make as people
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.terms.api import day_set, term_close
from lvye.modules.plans import services
from lvye.modules.plans.followed import decisions_of, earlier_decisions
from lvye.modules.plans.models import Attendance, DecisionStatus, Meeting, Presence, State
from lvye.modules.plans.standing import rows_with_all
from lvye.modules.plans.tests import make
from lvye.modules.plans.tests.test_plans import refusal

pytestmark = pytest.mark.django_db
TOMORROW = make.NOW + make.DAY


def test_departments_posts_and_people_are_asked_each_once_and_no_pupils(actor: Any) -> None:
    office = people.department(name="总务处")
    guard = people.user_in("guard")
    holder = kernel_people.person_of(guard)
    assert holder is not None
    inside = people.person(department=office)
    pupil = people.person(kind="student", department=office)
    post = Post.objects.get(code="guard")
    found = services.people_of(departments=[office], posts=[post], people=[inside, pupil], on=make.TODAY)
    assert found == sorted([holder, inside], key=lambda one: one.pk)


def test_a_meeting_nobody_is_asked_to_has_no_notice(actor: Any) -> None:
    made = make.meeting(starts_at=TOMORROW)
    assert "没有请任何人" in refusal(services.meeting_call, made, now=make.NOW, actor=actor)


def test_the_notice_reaches_those_who_are_asked_and_those_asked_later(actor: Any) -> None:
    first, second = people.user_in("repairer"), people.user_in("guard")
    who = [kernel_people.person_of(first), kernel_people.person_of(second)]
    made = make.meeting(starts_at=TOMORROW, invited=[who[0]], agenda="汛期准备")
    called = services.meeting_call(made, now=make.NOW, actor=actor)
    told = Notice.objects.get(user=first)
    assert "会议通知" in told.title
    assert told.body == "汛期准备"
    assert not Notice.objects.filter(user=second).exists()
    assert services.meeting_invite(called, [who[1], who[0]], now=make.NOW, actor=actor) == 1
    assert Notice.objects.filter(user=second).count() == 1


def test_a_moved_meeting_is_told_again_and_a_cancelled_one_with_why(actor: Any) -> None:
    user = people.user_in("repairer")
    made = make.meeting(starts_at=TOMORROW, invited=[kernel_people.person_of(user)])
    called = services.meeting_call(made, now=make.NOW, actor=actor)
    services.meeting_change(called, where="食堂二楼", now=make.NOW, actor=actor)
    assert Notice.objects.filter(user=user, title__contains="食堂二楼").exists()
    assert "为什么不开" in refusal(services.meeting_cancel, called, why="", now=make.NOW, actor=actor)
    services.meeting_cancel(called, why="主任外出", now=make.NOW, actor=actor)
    assert Notice.objects.filter(user=user, title__contains="会议取消", body="主任外出").exists()


def test_a_meeting_is_held_on_its_day_or_later_and_called_before(actor: Any) -> None:
    ahead = make.meeting(starts_at=TOMORROW, invited=[people.person()])
    assert "还没到" in refusal(services.meeting_hold, ahead, now=make.NOW, actor=actor)
    past = make.meeting(invited=[people.person()])
    assert "时间已经过了" in refusal(services.meeting_call, past, now=make.NOW, actor=actor)


def test_one_signs_in_from_half_an_hour_before_until_the_end_of_the_day(actor: Any) -> None:
    user = people.user_in("repairer")
    person = kernel_people.person_of(user)
    start = make.at(make.TODAY, 16)
    attendance = make.attendance(meeting=make.meeting(starts_at=start), person=person)
    sign = services.attendance_sign
    assert "以后可以签到" in refusal(sign, attendance, now=start - timedelta(minutes=31), actor=user)
    assert "补签" in refusal(sign, attendance, now=start + make.DAY, actor=user)
    signed = sign(attendance, now=start - timedelta(minutes=10), actor=user)
    assert (signed.status, signed.is_by_desk) == (Presence.PRESENT, False)


def test_who_keeps_the_list_signs_for_others_and_it_says_so(actor: Any) -> None:
    attendance = make.attendance()
    signed = services.attendance_sign(attendance, now=make.NOW, actor=actor)
    assert (signed.status, signed.is_by_desk) == (Presence.PRESENT, True)
    with pytest.raises(WrongStatusError):
        services.attendance_sign(attendance, now=make.NOW, actor=actor)


def test_leave_needs_its_reason_and_who_comes_after_all_is_there(actor: Any) -> None:
    attendance = make.attendance()
    assert "请假事由" in refusal(services.attendance_excuse, attendance, why=" ", actor=actor)
    excused = services.attendance_excuse(attendance, why="去教育局开会", actor=actor)
    assert (excused.status, excused.why) == (Presence.LEAVE, "去教育局开会")
    assert services.attendance_sign(excused, now=make.NOW, actor=actor).why == ""


def test_minutes_are_filed_once_they_are_written_and_who_did_not_come_is_absent(actor: Any) -> None:
    there, away, gone = (people.person() for _n in range(3))
    made = make.meeting(invited=[there, away, gone])
    rows = {one.person_id: one for one in made.attendances.select_related("meeting")}
    services.attendance_sign(rows[there.pk], now=make.NOW, actor=actor)
    services.attendance_excuse(rows[away.pk], why="病假", actor=actor)
    sat = services.meeting_hold(made, now=make.NOW, actor=actor)
    assert "没有写纪要" in refusal(services.meeting_file, sat, now=make.NOW, actor=actor)
    written = services.minutes_write(sat, "一、汛期前清井。", actor=actor)
    filed = services.meeting_file(written, now=make.NOW, actor=actor)
    found = dict(Attendance.objects.filter(meeting=made).values_list("person", "status"))
    assert found == {there.pk: Presence.PRESENT, away.pk: Presence.LEAVE, gone.pk: Presence.ABSENT}
    assert "纪要已定" in refusal(services.minutes_write, filed, "改一改", actor=actor)
    assert "已经定稿" in refusal(make.decision, meeting=filed)


def test_somebody_asked_by_mistake_is_taken_off_until_he_said_something(actor: Any) -> None:
    attendance = make.attendance(meeting=make.meeting(starts_at=TOMORROW))
    services.meeting_uninvite(attendance, actor=actor)
    assert not Attendance.objects.exists()
    signed = services.attendance_sign(make.attendance(), now=make.NOW, actor=actor)
    assert "不能再去掉" in refusal(services.meeting_uninvite, signed, actor=actor)


def test_weekly_meetings_of_a_term_follow_the_school_calendar(actor: Any) -> None:
    term = make.spring()
    day_set(date(2026, 4, 15), kind="rest", name="运动会", actor=actor)
    person = people.person()
    made = services.meeting_series(
        term=term, weekday=2, at=time(16, 0), since=make.TODAY, invited=[person], title="第#周后勤例会",
        kind=Meeting.Kind.WEEKLY, where="会议室", actor=actor,
    )  # fmt: skip
    days = [one.starts_at.astimezone(make.SHANGHAI).date() for one in made.meetings]
    assert days[0] == date(2026, 3, 11)
    assert days[-1] <= term.ends_on
    assert {day.weekday() for day in days} == {2}
    assert date(2026, 4, 15) not in days
    assert (date(2026, 4, 15), "放假") in made.skipped
    assert made.meetings[0].title == "第3周后勤例会"
    assert made.meetings[0].attendances.count() == 1
    again = {"term": term, "weekday": 2, "at": time(16, 0), "since": make.TODAY, "title": "例会", "where": "会议室"}
    assert "排不出" in refusal(services.meeting_series, kind=Meeting.Kind.WEEKLY, actor=actor, **again)


def test_a_closed_term_takes_no_more_meetings_and_decisions(actor: Any) -> None:
    term = make.spring()
    sat = make.held()
    term_close(term, actor=actor)
    assert "已经归档" in refusal(make.meeting)
    assert "已经归档" in refusal(make.decision, meeting=sat)
    ahead = make.meeting(starts_at=make.at(date(2026, 9, 7)))
    back = refusal(services.meeting_change, ahead, starts_at=make.NOW, now=make.NOW, actor=actor)
    assert "已经归档" in back


# --- decisions ---------------------------------------------------------------------------------------------------


def test_a_decision_says_what_who_and_until_when(actor: Any) -> None:
    sat = make.held()
    bad = {"what": " ", "person": None, "due_on": None, "now": make.NOW, "actor": actor}
    words = refusal(services.decision_add, sat, **bad)
    for part in ("决定了什么", "由谁办", "办到哪天"):
        assert part in words
    assert "早于开会" in refusal(make.decision, meeting=sat, due_on=date(2026, 3, 1))
    ahead = make.meeting(starts_at=TOMORROW)
    assert "还没开" in refusal(make.decision, meeting=ahead)


def test_a_decision_becomes_an_item_of_the_running_plan_and_stands_as_it_does(actor: Any) -> None:
    plan = make.agreed()
    decision = make.decision(meeting=make.held(kind=Meeting.Kind.SAFETY))
    item = services.decision_to_item(decision, today=make.TODAY, actor=actor)
    assert (item.plan, item.what, item.person, item.due_on) == (plan, decision.what, decision.person, decision.due_on)
    assert (item.area, item.source) == ("safety", "decision")
    (followed,) = decisions_of(decision.meeting, today=make.TODAY)
    assert not followed.is_over
    services.proof_words(item, "通了", now=make.NOW, actor=actor)
    (followed,) = decisions_of(decision.meeting, today=make.TODAY)
    assert (followed.is_over, followed.word) == (True, "完成")
    decision.refresh_from_db()
    assert "已经列入" in refusal(services.decision_to_item, decision, today=make.TODAY, actor=actor)
    assert "在计划事项里" in refusal(services.decision_finish, decision, today=make.TODAY, actor=actor)
    fresh = rows_with_all(type(item).objects.filter(pk=item.pk)).get()
    assert fresh.state == State.DONE


def test_without_a_plan_over_its_day_a_decision_stays_a_decision(actor: Any) -> None:
    make.spring()
    decision = make.decision()
    assert "没有一份执行中的计划" in refusal(services.decision_to_item, decision, today=make.TODAY, actor=actor)


def test_the_next_meeting_shows_what_was_decided_and_what_is_still_open_of_before(actor: Any) -> None:
    first = make.held(starts_at=make.NOW - 14 * make.DAY)
    old_open = make.decision(meeting=first, due_on=date(2026, 3, 5))
    old_done = make.decision(meeting=first)
    services.decision_finish(old_done, result="办好了", today=make.TODAY, actor=actor)
    second = make.held(starts_at=make.NOW - 7 * make.DAY)
    last_done = make.decision(meeting=second)
    services.decision_finish(last_done, today=make.TODAY, actor=actor)
    other = make.held(kind=Meeting.Kind.CANTEEN, starts_at=make.NOW - make.DAY)
    make.decision(meeting=other)
    third = make.meeting(starts_at=TOMORROW)
    found = {one.decision.pk: one for one in earlier_decisions(third, today=make.TODAY)}
    assert set(found) == {old_open.pk, last_done.pk}
    assert found[old_open.pk].tone == "late"
    assert found[last_done.pk].is_over


def test_a_decision_is_dropped_with_its_reason_and_can_be_taken_up_again(actor: Any) -> None:
    decision = make.decision()
    assert "为什么不办" in refusal(services.decision_drop, decision, result="", actor=actor)
    dropped = services.decision_drop(decision, result="并到暑假一起做", actor=actor)
    assert services.decision_reopen(dropped, actor=actor).status == DecisionStatus.OPEN
