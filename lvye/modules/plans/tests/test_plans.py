from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.audit.api import trail, verify
from lvye.kernel.notices.models import Notice
from lvye.kernel.people import api as kernel_people
from lvye.kernel.people.tests import make as people
from lvye.kernel.records.api import FinalError, WrongStatusError
from lvye.kernel.rules.api import rule_set
from lvye.modules.plans import services
from lvye.modules.plans.models import ItemStatus, Plan, PlanItem, State
from lvye.modules.plans.spans import proposed, spans
from lvye.modules.plans.standing import drifted, plan_standings, rows_with_all, standing
from lvye.modules.plans.tests import make
from lvye.modules.repairs.tests import make as repairs

pytestmark = pytest.mark.django_db
END = date(2026, 7, 8)


def refusal(deed: Any, *args: Any, **values: Any) -> str:
    """What a deed says when it refuses; it has changed nothing (a savepoint stands for the request's transaction)."""
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        deed(*args, **values)
    return " ".join(caught.value.messages)


def test_a_plan_is_made_for_a_term_a_school_year_the_holidays_or_a_month(actor: Any) -> None:
    make.spring()
    term = services.plan_make(kind="term", period="2025-2", actor=actor)
    assert (term.begins_on, term.ends_on, term.title) == (
        date(2026, 2, 23), date(2026, 7, 10), "2025—2026学年第二学期后勤工作计划",
    )  # fmt: skip
    holiday = next(span for span in spans("holiday") if span.label == "2026年暑假")
    assert (holiday.begins_on, holiday.ends_on) == (date(2026, 7, 11), date(2026, 8, 31))
    made = services.plan_make(kind="holiday", period=holiday.code, actor=actor)
    assert made.title == "2026年暑假后勤工作安排"
    year = next(span for span in spans("year") if span.label == "2025—2026学年")
    assert (year.begins_on, year.ends_on) == (date(2025, 9, 1), date(2026, 8, 31))
    assert services.plan_make(kind="year", period=year.code, actor=actor).kind == Plan.Kind.YEAR
    assert services.plan_make(kind="month", period="2026-11", actor=actor).ends_on == date(2026, 11, 30)


@pytest.mark.parametrize(
    ("kind", "period"), [("term", "2031-1"), ("term", "2026-03"), ("holiday", "2026-03-01..2026-03-05"), ("month", "3")]
)
def test_a_plan_for_a_time_that_is_none_is_refused_with_a_sentence(actor: Any, kind: str, period: str) -> None:
    make.spring()
    assert refusal(services.plan_make, kind=kind, period=period, actor=actor)
    assert not Plan.objects.exists()


def test_two_plans_of_one_name_and_time_are_one_too_many(actor: Any) -> None:
    made = make.plan(title="后勤工作计划")
    assert "同名" in refusal(make.plan, title=made.title)


def test_the_next_term_is_proposed_when_it_is_near_else_the_present_one() -> None:
    make.spring()
    assert proposed(date(2026, 3, 10)) == ("term", "2025-2")
    assert proposed(date(2026, 8, 20)) == ("term", "2026-1")


def test_an_empty_plan_is_not_handed_in(actor: Any) -> None:
    plan = make.plan()
    assert "还没有一项" in refusal(services.plan_submit, plan, now=make.NOW, actor=actor)
    plan.refresh_from_db()
    assert plan.status == Plan.Status.DRAFT


def test_nobody_agrees_to_his_own_plan(actor: Any) -> None:
    director = people.user_in("director", "vice_principal")
    plan = make.plan(actor=director)
    make.planitem(plan=plan)
    sent = services.plan_submit(plan, now=make.NOW, actor=director)
    assert "不能由自己审定" in refusal(services.plan_agree, sent, now=make.NOW, actor=director)
    other = people.user_in("vice_principal")
    assert services.plan_agree(sent, now=make.NOW, actor=other).agreed_by == other


def test_a_plan_sent_back_says_why_and_its_author_is_told(actor: Any) -> None:
    director = people.user_in("director")
    plan = make.plan(actor=director)
    make.planitem(plan=plan)
    sent = services.plan_submit(plan, now=make.NOW, actor=director)
    assert "为什么退回" in refusal(services.plan_send_back, sent, why=" ", now=make.NOW, actor=actor)
    back = services.plan_send_back(sent, why="消防那项没写谁负责", now=make.NOW, actor=actor)
    assert (back.status, back.why) == (Plan.Status.DRAFT, "消防那项没写谁负责")
    assert Notice.objects.filter(user=director, title__contains="退回来了", body="消防那项没写谁负责").exists()


def test_those_who_may_agree_hear_of_it_and_those_who_answer_hear_when_it_runs() -> None:
    vice, director = people.user_in("vice_principal"), people.user_in("director")
    repairer = people.user_in("repairer")
    plan = make.plan(actor=director)
    make.planitem(plan=plan, person=kernel_people.person_of(repairer), what="清掏雨水井")
    sent = services.plan_submit(plan, now=make.NOW, actor=director)
    assert Notice.objects.filter(user=vice, title__contains="等您审定").count() == 1
    services.plan_agree(sent, now=make.NOW, actor=vice)
    told = Notice.objects.get(user=repairer)
    assert "负责的 1 项" in told.title
    assert "清掏雨水井" in told.body


# --- items -------------------------------------------------------------------------------------------------------


def test_the_day_of_an_item_lies_in_the_plan_and_on_a_working_day_unless_it_is_meant() -> None:
    plan = make.plan()
    assert "计划期内" in refusal(make.planitem, plan=plan, due_on=date(2026, 8, 1))
    assert "休息日" in refusal(make.planitem, plan=plan, due_on=date(2026, 3, 14))  # a Saturday
    assert "劳动节" in refusal(make.planitem, plan=plan, due_on=date(2026, 5, 1))
    assert make.planitem(plan=plan, due_on=date(2026, 3, 14), off_day=True).off_day


def test_somebody_answers_for_an_item_and_he_is_still_here(actor: Any) -> None:
    gone = people.person(name="周师傅")
    kernel_people.person_leave(gone, left_on=date(2026, 1, 31), actor=actor)
    gone.refresh_from_db()
    assert "周师傅已经离校" in refusal(make.planitem, person=gone)
    plan = make.plan()
    words = refusal(services.item_add, plan, what="巡查", due_on=make.DUE, today=make.TODAY, actor=actor)
    assert "由谁或哪个岗位负责" in words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"begins_on": date(2026, 5, 1)}, "不能晚于完成期限"),
        ({"budget": Decimal("-1")}, "预算不能小于零"),
        ({"what": ""}, "还没填"),
        ({"what": "长" * 121}, "120"),
        ({"budget": Decimal("99999999999.00")}, "12 位"),
    ],
)
def test_impossible_items_are_refused_with_a_sentence(values: dict[str, Any], words: str) -> None:
    assert words in refusal(make.planitem, **values)
    assert not PlanItem.objects.exists()


def test_another_office_is_asked_for_something_and_says_yes_itself(actor: Any) -> None:
    office = people.department(name="教务处")
    assert "配合什么" in refusal(make.planitem, partner=office)
    item = make.running(partner=office, ask="考试前三天给出考场表")
    outsider, insider = people.user_in("teacher"), people.user_in("teacher")
    person = kernel_people.person_of(insider)
    assert person is not None
    kernel_people.person_amend(person, department=office, actor=actor)
    insider = type(insider).objects.get(pk=insider.pk)
    assert "配合处室的人" in refusal(services.item_partner_agree, item, today=make.TODAY, actor=outsider)
    assert services.item_partner_agree(item, today=make.TODAY, actor=insider).partner_on == make.TODAY


def test_a_plan_that_is_looked_at_stands_still(actor: Any) -> None:
    item = make.planitem()
    services.plan_submit(item.plan, now=make.NOW, actor=actor)
    item = PlanItem.objects.get(pk=item.pk)
    values = {"actor": actor, "today": make.TODAY}
    assert "待审定" in refusal(services.item_change, item, what="改一改", **values)
    assert "待审定" in refusal(services.item_drop, item, why="不做了", **values)
    assert "待审定" in refusal(make.planitem, plan=item.plan)


def test_an_agreed_plan_is_not_bent_without_a_word(actor: Any) -> None:
    item = make.running()
    aim = services.Aim("repairs.done", {}, "ge", Decimal(5))
    values = {"actor": actor, "today": make.TODAY}
    later = date(2026, 5, 20)
    assert "写一句为什么" in refusal(services.item_change, item, due_on=later, **values)
    assert "写一句为什么" in refusal(services.target_add, item, aim, **values)
    changed = services.item_change(item, due_on=later, because="材料晚到", **values)
    assert changed.due_on == later
    assert trail(item)[0].reason == "材料晚到"
    target = services.target_add(item, aim, because="要有个数", **values)
    assert "写一句为什么" in refusal(services.target_remove, target, **values)
    assert verify().sound


def test_an_item_is_dropped_with_its_reason_and_can_come_back(actor: Any) -> None:
    item = make.running()
    values = {"actor": actor, "today": make.TODAY}
    assert "为什么取消" in refusal(services.item_drop, item, why="", **values)
    gone = services.item_drop(item, why="整栋改造", **values)
    assert (gone.status, gone.state, gone.why) == (ItemStatus.DROPPED, State.DROPPED, "整栋改造")
    assert services.item_restore(gone, **values).state == State.OPEN


# --- targets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("aim", "words"),
    [
        (services.Aim("no.such", {}, "ge", Decimal(1)), "没有这个数字"),
        (services.Aim("repairs.done", {"colour": "red"}, "ge", Decimal(1)), "不能按“colour”"),
        (services.Aim("repairs.done", {}, "eq", Decimal(1)), "不少于"),
        (services.Aim("repairs.done", {}, "ge", None), "请写目标值"),
        (services.Aim("repairs.done", {}, "ge", Decimal(-3)), "不能小于零"),
        (services.Aim("repairs.done", {}, "ge", Decimal("NaN")), "请写目标值"),
        (services.Aim("repairs.done", {}, "ge", Decimal(0)), "真正的目标"),
        (services.Aim("repairs.on_time", {}, "ge", Decimal(120)), "不能超过 100"),
        (services.Aim("repairs.work", {}, "ge", Decimal(10)), "不能跨单位相加"),
        (services.Aim(proof="rumour"), "没有这种凭据"),
    ],
)
def test_what_cannot_be_measured_is_no_target(actor: Any, aim: services.Aim, words: str) -> None:
    item = make.planitem()
    assert words in refusal(services.target_add, item, aim, actor=actor, today=make.TODAY)
    assert not item.targets.exists()


def test_a_target_fills_by_itself_from_the_records_of_the_period(actor: Any) -> None:
    item = make.planitem(aims=[services.Aim("repairs.done", {"source": "phone"}, "ge", Decimal(2))])
    make.agreed(item.plan)
    item = rows_with_all(PlanItem.objects.filter(pk=item.pk)).get()
    first = standing(item, today=make.TODAY)
    assert (first.state, first.measures[0].value) == (State.OPEN, "0件")
    repairs.job(status="finished")
    repairs.job(status="finished", source="patrol")  # another source does not count
    half = standing(item, today=make.TODAY)
    assert (half.state, half.measures[0].value, half.measures[0].share) == (State.PART, "1件", 50)
    repairs.job(status="finished")
    done = standing(item, today=make.TODAY)
    assert (done.state, done.measures[0].value) == (State.DONE, "2件")
    assert done.measures[0].address.startswith("/figures/repairs.done/?from=2026-02-23&to=2026-07-10&by.source=phone")
    assert "电话" in done.measures[0].label


def test_what_can_still_be_lost_counts_only_when_the_period_is_over() -> None:
    item = make.planitem(aims=[services.Aim("repairs.done", {}, "le", Decimal(1))])
    make.agreed(item.plan)
    item = rows_with_all(PlanItem.objects.filter(pk=item.pk)).get()
    now = standing(item, today=make.TODAY)
    assert (now.state, now.measures[0].note) == (State.OPEN, "目前守住了，到期末才算")
    assert standing(item, today=date(2026, 7, 11)).state == State.DONE
    repairs.job(status="finished")
    repairs.job(status="finished")
    assert standing(item, today=date(2026, 7, 11)).state == State.OPEN


def test_a_share_without_a_single_record_is_not_reached() -> None:
    item = make.planitem(aims=[services.Aim("repairs.on_time", {}, "ge", Decimal(90))])
    make.agreed(item.plan)
    item = rows_with_all(PlanItem.objects.filter(pk=item.pk)).get()
    after = standing(item, today=date(2026, 7, 11))
    assert (after.state, after.measures[0].value) == (State.OPEN, "还没有记录")


def test_an_item_of_several_targets_is_done_when_all_are_reached(actor: Any) -> None:
    aims = [services.Aim("repairs.done", {}, "ge", Decimal(1)), services.Aim(proof="words")]
    item = make.planitem(aims=aims)
    make.agreed(item.plan)
    item = rows_with_all(PlanItem.objects.filter(pk=item.pk)).get()
    repairs.job(status="finished")
    assert standing(item, today=make.TODAY).state == State.PART
    services.proof_words(item, "修好了，试过", now=make.NOW, actor=actor)
    assert standing(item, today=make.TODAY).state == State.DONE


def test_an_item_has_at_most_six_targets(actor: Any) -> None:
    item = make.planitem(aims=[services.Aim(proof="any")] * 6)
    words = refusal(services.target_add, item, services.Aim(proof="photo"), actor=actor, today=make.TODAY)
    assert "最多 6 个" in words


def test_the_kept_state_is_a_cache_that_is_rebuilt_from_the_records(actor: Any) -> None:
    item = make.planitem(aims=[services.Aim("repairs.done", {}, "ge", Decimal(1))])
    make.agreed(item.plan)
    repairs.job(status="finished")
    rows = rows_with_all(PlanItem.objects.all())
    assert [one.state for one in drifted(rows, today=make.TODAY)] == [State.DONE]
    assert services.states_refresh(today=make.TODAY) == 1
    assert drifted(rows_with_all(PlanItem.objects.all()), today=make.TODAY) == []
    assert services.states_refresh(today=make.TODAY) == 0


def test_many_items_are_computed_with_no_more_questions(actor: Any, django_assert_max_num_queries: Any) -> None:
    plan = make.plan()
    for _n in range(6):
        make.planitem(plan=plan, aims=[services.Aim("repairs.done", {"source": "phone"}, "ge", Decimal(3))])
    with django_assert_max_num_queries(4):
        plan_standings(plan, today=make.TODAY)


# --- closing -----------------------------------------------------------------------------------------------------


def test_a_plan_is_closed_only_near_its_end_and_with_a_reason_for_what_is_unfinished(actor: Any) -> None:
    item = make.running()
    assert "现在还早" in refusal(services.plan_close, item.plan, today=date(2026, 5, 1), actor=actor)
    words = refusal(services.plan_close, item.plan, today=END, actor=actor)
    assert "还有 1 项没做完" in words
    assert item.what in words
    closed = services.plan_close(item.plan, today=END, actor=actor, reasons={item.pk: "经费没批下来"})
    item.refresh_from_db()
    assert (closed.status, closed.closed_on, item.why) == (Plan.Status.CLOSED, END, "经费没批下来")
    assert item.state == State.OPEN


def test_a_school_says_how_early_a_plan_may_be_closed(actor: Any) -> None:
    item = make.running()
    rule_set("plans.close_days", "90", effective_from=date(2026, 1, 1), why="毕业年级早", actor=actor)
    services.plan_close(item.plan, today=date(2026, 5, 1), actor=actor, reasons={item.pk: "提前结束"})


def test_a_closed_plan_keeps_how_it_stood_whatever_the_records_say_later(actor: Any) -> None:
    item = make.planitem(aims=[services.Aim("repairs.done", {}, "ge", Decimal(2))])
    make.agreed(item.plan)
    repairs.job(status="finished")
    item.plan.refresh_from_db()
    services.plan_close(item.plan, today=END, actor=actor, reasons={item.pk: "只坏了一处"})
    repairs.job(status="finished")
    repairs.job(status="finished")
    item = rows_with_all(PlanItem.objects.filter(pk=item.pk)).get()
    kept = standing(item, today=END)
    assert (kept.frozen, kept.state, kept.measures[0].value) == (True, State.PART, "1件")
    assert services.states_refresh(today=END) == 0


def test_a_closed_plan_is_final(actor: Any) -> None:
    item = make.running()
    closed = services.plan_close(item.plan, today=END, actor=actor, reasons={item.pk: "推到下期"})
    item = PlanItem.objects.get(pk=item.pk)
    assert "已总结" in refusal(services.item_change, item, what="x", because="y", today=END, actor=actor)
    assert "已经总结" in refusal(services.proof_words, item, "做了", now=make.NOW, actor=actor)
    assert "已经总结" in refusal(services.item_explain, item, why="换个说法", actor=actor)
    with pytest.raises(WrongStatusError):
        services.plan_close(closed, today=END, actor=actor)
    assert refusal(services.plan_change, closed, title="改", actor=actor)
    from lvye.kernel.records import api as records

    with pytest.raises(FinalError):
        records.amend(closed, actor=actor, title="改")
