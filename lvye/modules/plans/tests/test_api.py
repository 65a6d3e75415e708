from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.deadlines.api import horizon
from lvye.kernel.figures import api as figures
from lvye.kernel.jobs.api import run_due
from lvye.kernel.notices.models import Notice
from lvye.kernel.people import api as kernel_people
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import term_period
from lvye.modules.plans import api, services
from lvye.modules.plans.models import Area, Plan
from lvye.modules.plans.tests import make
from lvye.modules.repairs.tests import make as repairs

pytestmark = pytest.mark.django_db
END = date(2026, 7, 8)


def spring() -> Any:
    return term_period(make.spring())


def four_items(actor: Any) -> Plan:
    """One done, one half, one open, one dropped, of a plan that runs; and one of a draft."""
    plan = make.plan()
    aims = [services.Aim("repairs.done", {}, "ge", Decimal(4))]
    make.planitem(plan=plan, what="完成维修", area=Area.REPAIRS, aims=aims)
    for what in ("清井", "防虫", "取消的"):
        make.planitem(plan=plan, what=what, area=Area.GROUNDS)
    plan = make.agreed(plan)
    repairs.job(status="finished")
    services.proof_words(plan.items.get(what="清井"), "清了", now=make.NOW, actor=actor)
    services.item_drop(
        plan.items.select_related("plan").get(what="取消的"), why="不归我们", actor=actor, today=make.TODAY
    )
    make.planitem(what="草稿里的")
    return plan


def test_the_summary_reads_how_every_item_came_out_with_numbers_reasons_and_addresses(actor: Any) -> None:
    plan = four_items(actor)
    found = {one.what: one for one in api.completion(spring(), today=make.TODAY)}
    assert {what: one.state for what, one in found.items()} == {
        "完成维修": "part", "清井": "done", "防虫": "open", "取消的": "dropped",
    }  # fmt: skip
    repair = found["完成维修"]
    assert (repair.value, repair.aim, repair.area_word, repair.plan) == ("1件", "不少于 4件", "维修维护", plan.title)
    assert repair.address == f"/plans/planitem/{repair.number}/"
    assert found["取消的"].reason == "不归我们"
    assert api.completion(spring(), today=make.TODAY)[0].area == Area.REPAIRS


def test_a_closed_plan_is_told_as_it_was_closed(actor: Any) -> None:
    plan = four_items(actor)
    plan.refresh_from_db()
    reasons = {item.pk: "下期接着做" for item in plan.items.all()}
    services.plan_close(plan, today=END, actor=actor, reasons=reasons)
    for _n in range(5):
        repairs.job(status="finished")
    found = {one.what: one for one in api.completion(spring(), today=date(2026, 9, 1))}
    assert (found["完成维修"].state, found["完成维修"].value) == ("part", "1件")


def test_next_steps_are_what_was_left_and_what_is_planned_next_each_once(actor: Any) -> None:
    plan = four_items(actor)
    left = plan.items.get(what="防虫")
    following = make.plan(period="2026-1")
    make.planitem(plan=following, what="防虫", due_on=date(2026, 9, 16), follows=left)
    make.planitem(plan=following, what="供暖前打压", due_on=date(2026, 10, 30))
    steps = [(one.what, one.plan) for one in api.next_steps(spring(), today=date(2026, 7, 9))]
    assert ("完成维修", plan.title) in steps
    assert [plan_title for what, plan_title in steps if what == "防虫"] == [following.title]
    assert ("供暖前打压", following.title) in steps
    assert "清井" not in {what for what, _plan in steps}


def test_a_persons_items_are_those_he_answers_for_helps_with_or_holds_the_post_of(actor: Any) -> None:
    user = people.user_in("guard")
    person = kernel_people.person_of(user)
    assert person is not None
    plan = make.plan()
    make.planitem(plan=plan, what="自己的", person=person)
    make.planitem(plan=plan, what="帮忙的", helpers=[person])
    make.planitem(plan=plan, what="岗位的", person=None, post=kernel_people.Post.objects.get(code="guard"))
    make.planitem(plan=plan, what="别人的")
    make.agreed(plan)
    found = {one.what for one in api.person_items(person, spring(), today=make.TODAY)}
    assert found == {"自己的", "帮忙的", "岗位的"}


def test_the_figures_count_what_runs_and_leave_out_drafts_and_what_was_dropped(actor: Any) -> None:
    four_items(actor)
    services.states_refresh(today=make.TODAY)
    span = spring()
    assert figures.one("plans.items", span).value == 3
    assert figures.one("plans.done", span).value == 1
    assert figures.one("plans.rate", span).value == Decimal("33.3")
    assert figures.one("plans.done", span, {"area": "grounds"}).value == 1
    states = {value.words: value.value for value in figures.compute("plans.items", span, by=("state",))}
    assert states == {"完成": 1, "部分完成": 1, "未完成": 1}


def test_meetings_count_once_they_were_held_and_attendance_is_of_those_asked(actor: Any) -> None:
    span = spring()
    made = make.meeting(invited=[people.person(), people.person()])
    assert figures.one("plans.meetings", span).value == 0
    services.attendance_sign(made.attendances.select_related("meeting").all()[0], now=make.NOW, actor=actor)
    held = services.meeting_hold(made, now=make.NOW, actor=actor)
    make.decision(meeting=held)
    assert figures.one("plans.meetings", span, {"kind": "weekly"}).value == 1
    assert figures.one("plans.attendance", span).value == 50
    assert figures.one("plans.decisions", span).value == 1
    assert figures.one("plans.minutes", span).value == 0


def test_open_items_and_decisions_stand_on_the_horizon_and_turn_late() -> None:
    director = people.user_in("director")
    item = make.running(what="清井")
    before = horizon(director, make.DUE - timedelta(days=5), 10, kind="plans.item")
    after = horizon(director, make.DUE + timedelta(days=1), 10, kind="plans.item")
    assert [(due.title, due.state) for due in before] == [(item.what, "soon")]
    assert [due.state for due in after] == ["late"]
    make.decision(what="通下水")
    found = horizon(director, make.TODAY, 20, kind="plans.decision")
    assert [due.title for due in found] == ["通下水"]
    assert horizon(people.user_in("teacher"), make.DUE, 10, kind="plans.item") == []


def test_people_are_reminded_once_before_the_day_and_once_after_it(actor: Any) -> None:
    user, helper = people.user_in("repairer"), people.user_in("guard")
    item = make.running(person=kernel_people.person_of(user), helpers=[kernel_people.person_of(helper)], what="清井")
    Notice.objects.all().delete()
    assert services.items_remind(now=make.at(make.DUE - timedelta(days=6))) == 0
    assert services.items_remind(now=make.at(make.DUE - timedelta(days=2))) == 1  # a day late is made up for
    assert services.items_remind(now=make.at(make.DUE - timedelta(days=1))) == 0
    assert {notice.user for notice in Notice.objects.all()} == {user, helper}
    assert services.items_remind(now=make.at(make.DUE + timedelta(days=1))) == 1
    assert services.items_remind(now=make.at(make.DUE + timedelta(days=2))) == 0
    assert Notice.objects.filter(user=user, title="过期 1 天没做完：清井", urgent=True).count() == 1
    moved = services.item_change(item, due_on=date(2026, 5, 20), because="等料", today=make.DUE, actor=actor)
    assert services.items_remind(now=make.at(moved.due_on - timedelta(days=1))) == 1


def test_what_is_done_is_not_reminded_of(actor: Any) -> None:
    user = people.user_in("repairer")
    item = make.running(person=kernel_people.person_of(user))
    services.proof_words(item, "做了", now=make.NOW, actor=actor)
    Notice.objects.all().delete()
    assert services.items_remind(now=make.at(make.DUE - timedelta(days=1))) == 0
    assert not Notice.objects.exists()


def test_the_clock_brings_the_kept_states_up_to_the_records(actor: Any) -> None:
    item = make.planitem(aims=[services.Aim("repairs.done", {}, "ge", Decimal(1))])
    make.agreed(item.plan)
    repairs.job(status="finished")
    run_due(make.at(make.TODAY, 10))
    item.refresh_from_db()
    assert item.state == "done"
