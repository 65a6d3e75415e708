from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.figures.api import compute, figures, one, recount, rows
from lvye.kernel.places.api import Kind
from lvye.kernel.places.tests import make as places
from lvye.kernel.rules.api import rule_set
from lvye.kernel.terms.api import month_period, term_add
from lvye.modules.repairs import services, watch
from lvye.modules.repairs.models import Job, WorkItem
from lvye.modules.repairs.services import Line
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW
MARCH = month_period(2026, 3)


def value(name: str, **only: Any) -> Decimal:
    return one(name, MARCH, only).value


def test_every_figure_of_the_repairs_has_a_definition_and_equals_a_recount() -> None:
    make.rating()
    make.jobline()
    make.urging()
    make.job(status="held")
    ours = [figure for figure in figures if figure.name.startswith("repairs.")]
    assert len(ours) > 20
    for figure in ours:
        assert len(str(figure.definition)) > 8
        stated = one(figure.name, MARCH)
        assert (stated.value, stated.rows) == recount(figure.name, MARCH), figure.name


def test_reported_counts_neither_what_was_struck_nor_what_was_joined(actor: Any) -> None:
    first = make.job()
    services.job_cancel(make.job(), reason="误报", now=NOW, actor=actor)
    services.job_join(make.job(), first, now=NOW, actor=actor)
    make.job(now=make.at(9, month=4))
    assert value("repairs.reported") == 1


def test_done_counts_what_is_repaired_whether_accepted_or_not() -> None:
    make.job()
    make.job(status="doing")
    finished, closed = make.job(status="finished"), make.job(status="closed")
    assert value("repairs.done") == 2
    assert set(rows("repairs.done", MARCH)) == {finished, closed}


def test_a_job_sent_back_is_not_done(actor: Any) -> None:
    job = make.job(status="closed")
    services.job_reopen(job, words="又坏", now=NOW + make.DAY, actor=actor)
    assert value("repairs.done") == 0


def test_the_share_done_in_time_looks_at_the_deadline(actor: Any) -> None:
    make.job(status="finished")
    late = make.job(status="doing")
    services.job_finish(late, now=make.at(9, 1, day=12), actor=actor)
    assert value("repairs.on_time") == Decimal("50.0")
    assert value("repairs.late") == 1


def test_the_tally_of_work_is_split_by_what_was_done() -> None:
    make.job(status="finished")
    make.job(status="finished")
    found = compute("repairs.work", MARCH, by=("action", "object", "unit"))
    assert [(v.keys["object"], v.value, v.rows) for v in found] == [("灯管", 6, 2)]


def test_unrated_is_counted_apart_and_never_as_good() -> None:
    make.rating(score=5)
    make.rating(score=1)
    make.job(status="closed")
    assert value("repairs.rating") == Decimal("3.00")
    assert value("repairs.unrated") == 1
    assert value("repairs.rated") == Decimal("66.7")
    assert value("repairs.satisfied") == Decimal("50.0")
    assert value("repairs.low_rated") == 1


def test_money_saved_and_minutes_are_summed(actor: Any) -> None:
    for quote in (Decimal(100), Decimal(60)):
        job = make.job(status="doing")
        services.job_finish(job, minutes=20, material_cost=Decimal(10), outside_quote=quote, now=NOW, actor=actor)
    assert value("repairs.saved") == 140
    assert value("repairs.material_cost") == 20
    assert value("repairs.minutes") == 40


def test_kept_promises_are_those_done_by_the_day_that_was_said(actor: Any) -> None:
    for day in (12, 10):
        job = services.job_promise(make.job(), promised_on=date(2026, 3, day), now=NOW, actor=actor)
        services.job_finish(make.moved(job, "doing"), now=make.at(9, day=11), actor=actor)
    assert value("repairs.promises_kept") == Decimal("50.0")


def test_visits_are_counted_by_what_was_said(actor: Any) -> None:
    for outcome in ("satisfied", "satisfied", "not", "unreachable"):
        services.visit_record(make.visit(), outcome=outcome, words="说", now=NOW, actor=actor)
    assert value("repairs.visits") == 4
    assert value("repairs.visit_satisfied") == Decimal("66.7")


def test_planned_works_not_done_by_their_day_are_late(actor: Any) -> None:
    days = {"begins_on": date(2026, 3, 1), "due_on": date(2026, 3, 9), "opening_on": None}
    make.plannedwork(**days)
    for done in (date(2026, 3, 8), date(2026, 3, 10)):
        services.planned_finish(make.plannedwork(**days), done_on=done, now=NOW, actor=actor)
    assert value("repairs.planned") == 3
    assert value("repairs.planned_done") == 2
    assert value("repairs.planned_late") == 2


def test_waiting_is_split_by_what_was_waited_for(actor: Any) -> None:
    job = services.job_resume(make.job(status="held"), now=make.at(10), actor=actor)
    services.job_finish(job, now=make.at(11), actor=actor)
    found = compute("repairs.waited", MARCH, by=("reason",))
    assert [(v.words, v.value) for v in found] == [("等配件", 60)]


# --- what to watch -----------------------------------------------------------------------------------------------


def test_the_same_fault_at_the_same_place_comes_to_notice_the_third_time() -> None:
    place, kind = make.room(), make.category()
    for _ in range(2):
        make.job(place=place, category=kind, status="closed")
    make.job(place=make.room(), category=kind)
    assert watch.watch_recurring(Job.objects.all(), MARCH) == []
    make.job(place=place, category=kind, status="closed")
    [found] = watch.watch_recurring(Job.objects.all(), MARCH)
    assert (found.place, found.category, found.times, found.minutes) == (place, kind, 3, 60)
    assert found.cost == Decimal("30.00")  # an hour's labour


def test_a_struck_report_does_not_make_a_place_suspicious(actor: Any) -> None:
    place, kind = make.room(), make.category()
    for _ in range(2):
        make.job(place=place, category=kind)
    services.job_cancel(make.job(place=place, category=kind), reason="误报", now=NOW, actor=actor)
    assert watch.watch_recurring(Job.objects.all(), MARCH) == []


def test_repairs_are_held_against_the_price_of_a_new_one(actor: Any) -> None:
    make.workitem(action="维修", object="风扇", unit="台", replacement_cost=Decimal(160))
    place = make.room()

    def repair(cost: int, qty: int = 1) -> None:
        job = make.job(place=place, status="doing")
        line = Line("维修", "风扇", Decimal(qty), "台")
        services.job_finish(job, lines=[line], minutes=30, material_cost=Decimal(cost), now=NOW, actor=actor)

    repair(45)  # 45 and half an hour's labour: 60 of 160
    assert watch.watch_costly(Job.objects.all(), MARCH) == []
    repair(25)  # 100 of 160
    [found] = watch.watch_costly(Job.objects.all(), MARCH)
    assert (found.place, found.times, found.cost, found.new_cost, found.share) == (place, 2, 100, 160, 62)
    repair(0, qty=4)  # four pieces in one repair stand against four new ones
    assert watch.watch_costly(Job.objects.all(), MARCH) == []


def test_what_share_counts_as_too_dear_is_the_schools_rule(actor: Any) -> None:
    make.workitem(action="维修", object="风扇", unit="台", replacement_cost=Decimal(160))
    place, line = make.room(), Line("维修", "风扇", Decimal(1), "台")
    for _n in range(2):
        job = make.job(status="doing", place=place)
        services.job_finish(job, lines=[line], material_cost=Decimal(25), now=NOW, actor=actor)
    assert watch.watch_costly(Job.objects.all(), MARCH) == []
    rule_set("repairs.replace_ratio", value=30, effective_from=NOW.date(), why="试", actor=actor)
    assert len(watch.watch_costly(Job.objects.all(), MARCH)) == 1


@pytest.mark.parametrize(
    ("action", "price", "jobs", "found"),
    [("维修", 160, 2, 1), ("维修", 160, 1, 0), ("维修并更换", 160, 2, 0), ("维修", 8, 2, 0)],
    ids=["repaired twice", "repaired once", "replaced", "too cheap to ask"],
)
def test_only_what_was_repaired_twice_and_is_worth_asking_is_held_against_a_new_one(
    actor: Any, action: str, price: int, jobs: int, found: int
) -> None:
    make.workitem(action=action, object="门扣", unit="个", replacement_cost=Decimal(price))
    place, line = make.room(), Line(action, "门扣", Decimal(1), "个")
    for _n in range(jobs):
        job = make.job(status="doing", place=place)
        services.job_finish(job, lines=[line], minutes=90, material_cost=Decimal(100), now=NOW, actor=actor)
    assert len(watch.watch_costly(Job.objects.all(), MARCH)) == found


def test_what_lies_anywhere_in_the_school_is_not_one_thing_that_breaks_again(actor: Any) -> None:
    kind, campus = make.category(), places.place(kind=Kind.CAMPUS)
    for _n in range(4):
        make.job(category=kind, place=campus)
    assert watch.watch_recurring(Job.objects.all(), MARCH) == []


def test_the_watch_list_says_a_sentence_for_each_part_that_has_something_to_say(catalogue: None, actor: Any) -> None:
    assert watch.watch_words(Job.objects.all(), MARCH) == ()
    place, kind = make.room(), make.category(name="门坏")
    door = Line("维修", "卫生间门", Decimal(1), "扇")
    for _n in range(3):
        job = make.job(category=kind, place=place, status="doing")
        services.job_finish(job, lines=[door], minutes=60, material_cost=Decimal(50), now=NOW, actor=actor)
    said = watch.watch_words(Job.objects.all(), MARCH)
    assert said == (
        f"坏得最勤的是{place.full_name}的“门坏”：3 次",
        f"最不值得再修的是{place.full_name} 卫生间门：3 次修了 240.00元，换新 320.00元",
        "随房子老化的部件里，卫生间门修得最多：3 次，共3扇，比上一期多3扇",
    )
    assert value("repairs.ageing", object="卫生间门") == 3


def test_ageing_parts_are_shown_beside_the_time_before(catalogue: None, actor: Any) -> None:
    term = {"school_year": 2025, "actor": actor}
    before = term_add(half=1, begins_on=date(2025, 9, 1), ends_on=date(2026, 1, 20), **term)
    now = term_add(half=2, begins_on=date(2026, 2, 23), ends_on=date(2026, 7, 10), **term)
    tap = WorkItem.objects.get(object="水嘴")
    assert tap.is_watched
    for day in (
        before.begins_on + timedelta(days=30),
        now.begins_on + timedelta(days=9),
        now.begins_on + timedelta(10),
    ):
        make.jobline(item=tap, qty=Decimal(2), done_on=day)
    make.jobline(done_on=now.begins_on)
    from lvye.kernel.terms.api import term_period

    [found] = watch.watch_ageing(Job.objects.all(), term_period(now))
    assert (found.item, found.qty, found.times, found.qty_before) == (tap, 4, 2, 2)
