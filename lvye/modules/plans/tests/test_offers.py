from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lvye.kernel.people.models import Post
from lvye.kernel.people.tests import make as people
from lvye.kernel.terms.api import is_workday
from lvye.modules.plans import services
from lvye.modules.plans.library import seasonals, standards
from lvye.modules.plans.models import Area, Plan
from lvye.modules.plans.offers import Offer, offers
from lvye.modules.plans.spans import spans
from lvye.modules.plans.tests import make
from lvye.modules.plans.tests.test_plans import refusal
from lvye.modules.repairs.models import PlannedWork
from lvye.modules.repairs.services import planned_finish
from lvye.modules.repairs.tests import make as repairs

pytestmark = pytest.mark.django_db
TODAY = date(2026, 8, 20)


def of(plan: Plan, source: str, user: Any, today: date = TODAY) -> list[Offer]:
    return [one for group in offers(plan, user, today=today) if group.source == source for one in group.offers]


@pytest.fixture
def director(db: None) -> Any:
    return people.user_in("director")


def autumn(**values: Any) -> Plan:
    return make.plan(period="2026-1", **values)


def closed_spring(actor: Any) -> Plan:
    item = make.planitem(what="食堂满意度测评", aims=[services.Aim(proof="paper")])
    make.planitem(plan=item.plan, what="清掏雨水井")
    make.agreed(item.plan)
    plan = Plan.objects.get(pk=item.plan_id)
    done = plan.items.get(what="清掏雨水井")
    services.proof_words(done, "清完了", now=make.NOW, actor=actor)
    return services.plan_close(plan, today=date(2026, 7, 8), actor=actor, reasons={item.pk: "问卷发晚了"})


def test_what_was_left_over_is_offered_with_why_and_goes_on(director: Any, actor: Any) -> None:
    closed_spring(actor)
    plan = autumn()
    (left,) = of(plan, "unfinished", director)
    assert (left.what, left.why) == ("食堂满意度测评", "上期未完成：问卷发晚了")
    (made,) = services.offers_take(plan, [left.key], today=TODAY, actor=director)
    assert made.follows is not None
    assert made.follows.what == made.what
    assert made.targets.get().proof == "paper"
    assert made.person == made.follows.person
    assert of(plan, "unfinished", director)[0].taken


def test_what_lapses_in_the_period_is_offered_on_its_day(director: Any) -> None:
    plan = autumn()
    work = repairs.plannedwork(
        name="电梯年检", kind="upkeep", begins_on=date(2026, 9, 1), due_on=date(2026, 10, 20), opening_on=None
    )
    repairs.plannedwork(
        name="明年的事", kind="upkeep", begins_on=date(2027, 3, 1), due_on=date(2027, 4, 1), opening_on=None
    )
    found = of(plan, "lapse", director)
    assert [(one.what, one.due_on, one.url) for one in found] == [
        ("电梯年检", date(2026, 10, 20), f"/repairs/plannedwork/{work.pk}/")
    ]


def test_what_the_reader_may_not_see_is_not_offered_to_him(actor: Any) -> None:
    plan = autumn()
    repairs.plannedwork(
        name="电梯年检", kind="upkeep", begins_on=date(2026, 9, 1), due_on=date(2026, 10, 20), opening_on=None
    )
    assert of(plan, "lapse", people.user_with("plans.add_planitem")) == []


def test_planned_works_of_the_same_days_last_year_are_offered_unless_planned_anew(director: Any, actor: Any) -> None:
    plan = autumn()
    before = {"kind": PlannedWork.Kind.WINTER, "opening_on": None, "begins_on": date(2025, 10, 1)}
    for name, day in (("暖气打压试水", date(2025, 10, 22)), ("包水管", date(2025, 11, 12))):
        work = repairs.plannedwork(name=name, due_on=day, **before)
        planned_finish(work, done_on=day, now=make.at(day), actor=actor)
    repairs.plannedwork(name="包水管", due_on=date(2026, 11, 12), **(before | {"begins_on": date(2026, 11, 1)}))
    (offer,) = of(plan, "history", director)
    assert offer.what == "暖气打压试水"
    assert "去年10月22日做过" in offer.why
    assert offer.due_on == date(2026, 10, 21)  # the same weekday


def test_a_month_with_far_more_reports_of_a_kind_is_prepared_for(director: Any, actor: Any) -> None:
    plan = autumn()
    heating = repairs.category()
    for month, count in ((9, 1), (10, 2), (11, 9), (12, 1)):
        for n in range(count):
            repairs.job(category=heating, now=make.at(date(2025, month, 3 + n)))
    (peak,) = of(plan, "history", director)
    assert heating.parent is not None
    assert heating.parent.name in peak.what
    assert "2025年11月" in peak.why
    assert "9件" in peak.why
    assert date(2026, 10, 15) <= peak.due_on <= date(2026, 11, 1)
    assert "by.category=" in peak.url


def test_the_season_offers_what_falls_into_the_period(director: Any) -> None:
    keys = {one.key for one in of(autumn(), "season", director)}
    assert {"season:heating", "season:tank-autumn", "season:stocktake", "season:opening-check"} <= keys
    assert not {"season:drains", "season:holiday-works", "season:energy-report"} & keys
    spring = {one.key for one in of(make.plan(), "season", director, make.TODAY)}
    assert {"season:drains", "season:energy-report", "season:fans-ac"} <= spring
    assert "season:heating" not in spring
    summer = next(span for span in spans("holiday") if span.label == "2026年暑假")
    holiday = make.plan(kind="holiday", period=summer.code)
    found = {one.key for one in of(holiday, "season", director)}
    assert {"season:holiday-works", "season:holiday-canteen", "season:overhaul"} <= found
    month = make.plan(kind="month", period="2026-10")
    assert {one.key for one in of(month, "season", director)} == {
        "season:heating",
        "season:fire-system",
        "season:hazard-full",
    }


def test_every_offer_says_why_and_falls_on_a_working_day_of_the_plan(director: Any) -> None:
    plan = autumn()
    for group in offers(plan, director, today=TODAY):
        for one in group.offers:
            assert one.why
            assert plan.span.holds(one.due_on)
            assert is_workday(one.due_on), one


def test_a_post_one_person_holds_is_his_and_one_of_several_stays_a_post(director: Any) -> None:
    desk = people.user_in("desk")
    people.user_in("repairer")
    people.user_in("repairer")
    plan = autumn()
    keys = ["season:visits", "season:heating"]
    visits, heating = services.offers_take(plan, keys, today=TODAY, actor=director)
    assert visits.person is not None
    assert visits.person.user == desk
    assert (heating.person, heating.post) == (None, Post.objects.get(code="repairer"))


def test_an_offer_is_taken_once_and_one_that_is_none_not_at_all(director: Any) -> None:
    plan = autumn()
    services.offers_take(plan, ["season:heating"], today=TODAY, actor=director)
    assert "已经列进计划" in refusal(services.offers_take, plan, ["season:heating"], today=TODAY, actor=director)
    bad = ["season:stocktake", "season:no-such"]
    assert "现在没有了" in refusal(services.offers_take, plan, bad, today=TODAY, actor=director)
    assert plan.items.count() == 1


def test_the_library_speaks_of_areas_posts_and_figures_that_exist(director: Any) -> None:
    known = set(Post.objects.values_list("code", flat=True))
    plan = autumn()
    for one in seasonals():
        assert one.area in Area.values, one.key
        assert one.post in known, one.key
        for aim in one.aims:
            given = services.Aim(proof=aim["proof"]) if "proof" in aim else _figure_aim(aim)
            make.planitem(plan=plan, due_on=date(2026, 10, 14), aims=[given])
    assert {one.post for one in standards()} <= known


def _figure_aim(aim: Any) -> services.Aim:
    from decimal import Decimal

    return services.Aim(aim["figure"], dict(aim["only"]), aim["sense"], Decimal(aim["aim"]))
