"""Hand-outs at fixed times, what the night reminds of, and the year's count."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.jobs.api import jobs
from lvye.kernel.notices.models import Notice
from lvye.kernel.people.tests import make as people
from lvye.kernel.registers.api import blocks
from lvye.modules.stores import queries, services
from lvye.modules.stores.models import Issue, SupplyTurn, TurnStatus
from lvye.modules.stores.tests import make

pytestmark = pytest.mark.django_db
D, DAY = Decimal, timedelta(days=1)


def due_days(supply: Any) -> list[date]:
    return list(supply.turns.order_by("due_on").values_list("due_on", flat=True))


def test_the_days_of_a_week_a_month_and_a_term_are_moved_to_workdays() -> None:
    weekly = make.supply(per="week", day=6, in_holidays=True)  # Saturdays become Mondays
    monthly = make.supply(per="month", day=31, in_holidays=True)
    assert list(services.days(weekly, date(2026, 3, 10), date(2026, 3, 24))) == [date(2026, 3, 16), date(2026, 3, 23)]
    assert list(services.days(monthly, date(2026, 4, 1), date(2026, 7, 31))) == [
        date(2026, 4, 30), date(2026, 6, 1), date(2026, 6, 30), date(2026, 7, 31),
    ]  # fmt: skip  # May's last day is a Sunday


def test_nothing_is_laid_out_between_terms_unless_asked_for() -> None:
    in_term, always = make.supply(), make.supply(in_holidays=True)
    assert (due_days(in_term), due_days(always)) == ([], [date(2026, 4, 1)])


def test_one_tap_makes_the_departments_issue_and_nothing_more_than_planned(actor: Any) -> None:
    turn = make.supplyturn()
    [(item, qty)] = [(line.item, line.qty) for line in turn.supply.lines.all()]
    with make.refused("最多提前一天"):
        services.turn_hand(turn, now=make.NOW, actor=actor)
    now = at(turn.due_on)
    with make.refused("最多发"):
        services.turn_hand(turn, amounts={item.pk: qty + 1}, now=now, actor=actor)
    done = services.turn_hand(turn, now=now, actor=actor)
    paper = done.issue
    assert (paper.department, paper.taken_by, paper.about) == (
        turn.supply.department, turn.supply.taken_by, "stores.supplyturn",
    )  # fmt: skip
    assert queries.on_hand(item) == 20 - qty
    with make.refused():
        services.turn_hand(done, now=now, actor=actor)


def test_a_turn_is_left_out_with_a_reason_and_a_changed_plan_lays_the_rest_out_anew(actor: Any) -> None:
    supply = make.supply(per="week", day=2, in_holidays=True)
    first = supply.turns.order_by("due_on")[0]
    with make.refused("为什么"):
        services.turn_skip(first, why=" ", actor=actor)
    services.turn_skip(first, why="还有剩", actor=actor)
    item = supply.lines.get().item
    services.supply_change(supply, lines=[(item, D(5))], day=4, now=make.NOW, actor=actor)
    assert supply.lines.get().qty == 5
    later = supply.turns.filter(status=TurnStatus.DUE)
    assert {one.due_on.isoweekday() for one in later} == {4}
    services.supply_change(supply, is_active=False, now=make.NOW, actor=actor)
    assert [one.status for one in supply.turns.all()] == [TurnStatus.SKIPPED]


def test_the_night_lays_out_and_tells_keeper_and_department_once(actor: Any) -> None:
    keeper = people.person(username="supply-keeper")
    supply = make.supply(store=make.stocked(20, store=make.store(keeper=keeper))[0], in_holidays=True)
    day = due_days(supply)[0]
    assert services.supplies_remind(now=at(day), actor=actor) > 0
    assert services.supplies_remind(now=at(day), actor=actor) == 1
    assert [one.user for one in Notice.objects.filter(kind="stores.supply")] == [keeper.user]
    assert {"stores.supplies", "stores.loans_due", "stores.lots_lapsing"} <= {job.name for job in jobs}


def test_borrowers_are_reminded_before_and_every_week_after_the_day() -> None:
    who = people.person(username="borrower")
    loan = make.loan(person=who, due_on=make.TODAY + 3 * DAY)
    told = [n for n in range(20) if services.loans_remind(now=at(make.TODAY + n * DAY))]
    assert told == [2, 4, 11, 18]
    assert Notice.objects.filter(user=who.user, kind="stores.due").count() == 1  # unread: not again
    services.give_back(loan=loan, lines=[(loan.lines.get(), D(2))], now=make.NOW, actor=who.user)
    assert services.loans_remind(now=at(make.TODAY + 2 * DAY)) == 0


def test_keepers_are_told_when_a_lot_comes_near_its_day_and_on_it() -> None:
    keeper = people.person(username="lot-keeper")
    item = make.item(by_lot=True, warn_days=10)
    store = make.store(keeper=keeper)
    make.receipt(store=store, lines=[services.In(item, D(6), D(1), "A1", make.TODAY + 12 * DAY)])
    told = [n for n in range(15) if services.lots_remind(now=at(make.TODAY + n * DAY))]
    assert told == [2, 12]
    assert "A1" in Notice.objects.filter(user=keeper.user).first().body or "6" in Notice.objects.first().body


def test_the_years_count_names_each_store_that_is_still_to_be_counted(actor: Any) -> None:
    store = make.stocked(3)[0]
    assert services.year_count(date(2026, 9, 1)) == (2025, [])
    year, rows = services.year_count(date(2026, 11, 20))
    assert (year, [(one.store, one.done_on, one.going) for one in rows]) == (2026, [(store, None, None)])
    count = services.stocktake_start(store=store, now=at(date(2026, 11, 25)), actor=actor)
    assert services.year_count(date(2026, 11, 26))[1][0].going == count


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=ZoneInfo("Asia/Shanghai"))


# --- pages ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def keeper(client: Any) -> Any:
    user = people.user_in("keeper")
    client.force_login(user)
    return user


def test_the_keeper_plans_hands_out_and_is_led_by_the_calendar(client: Any, keeper: Any) -> None:
    today = timezone.localdate()
    store, item = make.stocked(20, store=make.store(keeper=keeper.person))
    office, who = people.department(name="保洁组"), people.person()
    said = {
        "name": "保洁用品", "department": office.pk, "taken_by": who.pk, "store": store.pk, "per": "month",
        "day": today.day, "begins_on": today.isoformat(), "in_holidays": "on", "item": item.pk, "qty": "3",
        "unit": item.unit,
    }  # fmt: skip
    assert client.post(reverse("stores:supply-new"), said | {"qty": "0"}).status_code == 400
    assert client.post(reverse("stores:supply-new"), said).status_code == 302
    turn = SupplyTurn.objects.order_by("due_on")[0]
    SupplyTurn.objects.filter(pk=turn.pk).update(due_on=today)
    page = client.get(reverse("stores:supplies")).content.decode()
    assert "保洁组" in page
    assert "保洁用品" in page
    assert reverse("stores:turn", args=[turn.pk]) in page
    key = {"outbox_key": str(uuid4()), "outbox_as": str(keeper.pk), "outbox_filled_at": ""}
    assert client.post(reverse("stores:turn", args=[turn.pk]), key).status_code == 302
    assert queries.on_hand(item) == 17
    assert Issue.objects.get().purpose == "保洁用品"
    assert "已发" in client.get(reverse("stores:turn", args=[turn.pk])).content.decode()
    assert client.get(reverse("stores:supply-change", args=[turn.supply_id])).status_code == 200


def test_the_first_page_and_the_menu_lead_the_keeper_to_his_counter(client: Any, keeper: Any) -> None:
    assert {"stores-keeper", "stores-mine"} <= {block.name for block in blocks}
    page = client.get("/").content.decode()
    assert reverse("stores:counter") in page
    assert reverse("stores:supplies") in page
