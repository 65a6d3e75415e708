"""Meal money: collected once, charged by what is eaten, never refunded beyond what was paid."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.modules.meals import services
from lvye.modules.meals.models import Fee, FeeStatus, Leave, Refund, Serving
from lvye.modules.meals.queries import days_missing, eaten_by, refunded
from lvye.modules.meals.tests import make

NOW, TODAY, DAY = make.NOW, make.TODAY, make.DAY
MONDAY = date(2026, 3, 2)


@pytest.fixture
def group(db: Any) -> Any:
    """A class of three who pay 12 yuan a lunch."""
    school_class = people.schoolclass()
    for _n in range(3):
        make.pupil(school_class)
    services.class_collect(
        school_class, standard=make.standard(), paid=Decimal(120), paid_on=MONDAY, today=TODAY, actor=system_user()
    )
    return school_class


def fees(school_class: Any) -> list[Fee]:
    return list(Fee.objects.filter(school_class=school_class).order_by("pk"))


def report(school_class: Any, day: date, *away: Any, at: time = time(8, 0)) -> list[Serving]:
    now = datetime.combine(day, at, tzinfo=make.SHANGHAI)
    return services.class_report(school_class, day, away=away, now=now, actor=system_user())


def test_a_whole_class_pays_at_once_and_nobody_twice(group: Any) -> None:
    assert [fee.number for fee in fees(group)] == [f"HS2025-2-{n:04d}" for n in (1, 2, 3)]
    late = make.pupil(group)
    more = {"standard": fees(group)[0].standard, "paid": Decimal(120), "paid_on": TODAY, "today": TODAY}
    made = services.class_collect(group, **more, actor=system_user())
    assert [fee.pupil for fee in made] == [late]
    with make.refused("没有还没交费的"):
        services.class_collect(group, **more, actor=system_user())
    with make.refused("收过了"):
        services.fee_collect(pupil=late, **more, actor=system_user())
    with make.refused("不是在班里的学生"):
        services.fee_collect(pupil=people.person(), **more, actor=system_user())


def test_money_and_prices_once_taken_stand(group: Any) -> None:
    fee = fees(group)[0]
    with make.refused("作废以后重新开"):
        services.fee_change(fee, paid=Decimal(1), actor=system_user())
    with make.refused("价格不能改"):
        services.standard_change(fee.standard, lunch=Decimal(13), actor=system_user())
    services.fee_void(fee, why="收错了人", actor=system_user())
    again = services.fee_collect(
        pupil=fee.pupil, standard=fee.standard, paid=Decimal(120), paid_on=TODAY, today=TODAY, actor=system_user()
    )
    assert again.number == "HS2025-2-0004"


def test_who_is_reported_away_in_time_is_not_charged_and_who_is_late_is(group: Any) -> None:
    one, two, three = (fee.pupil for fee in fees(group))
    report(group, MONDAY, one)
    served = report(group, MONDAY + DAY, two, at=time(9, 30))
    assert [(row.due, row.eaten, row.is_late) for row in served] == [(3, 2, True)]
    found = eaten_by(fees(group), MONDAY, TODAY)
    assert [found[fee.pk].charge for fee in fees(group)] == [Decimal(12), Decimal(24), Decimal(24)]
    assert found[fees(group)[0].pk].excused == Decimal(12)
    report(group, MONDAY + DAY, three, at=time(9, 40))
    assert set(Leave.objects.filter(status="good").values_list("pupil", flat=True)) == {one.pk, three.pk}


def test_a_class_reports_only_school_days_that_have_come_and_its_own_pupils(group: Any) -> None:
    for day, words in ((TODAY + DAY, "还没有到"), (MONDAY - DAY, "不上学")):
        with make.refused(words):
            services.class_report(group, day, now=NOW, actor=system_user())
    with make.refused("不在这个班"):
        report(group, MONDAY, make.pupil())
    with make.refused("还没有收伙食费"):
        report(people.schoolclass(), MONDAY)


def test_leaves_do_not_overlap_and_days_that_are_over_stay(group: Any) -> None:
    pupil = fees(group)[0].pupil
    leave = make.leave(pupil=pupil, begins_on=TODAY + DAY, ends_on=TODAY + 3 * DAY)
    assert leave.refund_from == TODAY
    with make.refused("已经报过停餐"):
        make.leave(pupil=pupil, begins_on=TODAY + 3 * DAY, ends_on=TODAY + 4 * DAY)
    later = NOW + 2 * DAY
    with make.refused("不能撤回"):
        services.leave_withdraw(leave, now=later, actor=system_user())
    with make.refused("只能改早"):
        services.leave_change(leave, ends_on=TODAY + 9 * DAY, now=later, actor=system_user())
    with make.refused("过去的日子"):
        services.leave_change(leave, ends_on=TODAY + DAY, now=later, actor=system_user())
    assert services.leave_change(leave, ends_on=TODAY + 2 * DAY, now=later, actor=system_user()).ends_on.day == 12


def test_the_aid_bears_no_more_than_a_day_costs() -> None:
    fee = Fee(from_on=MONDAY, aid_per_day=Decimal(20), standard=make.Standard(lunch=Decimal(12)))
    from lvye.modules.meals.queries import _eaten

    had = _eaten(fee, {MONDAY: ["lunch", "dinner"]}, [])
    assert (had.charge, had.aid, had.owed) == (Decimal(12), Decimal(12), Decimal(0))


def test_a_class_is_settled_only_with_every_school_day_told_and_the_term_over(group: Any) -> None:
    term = fees(group)[0].term
    with make.refused("才结束"):
        services.class_settle(group, term, today=TODAY, actor=system_user())
    report(group, MONDAY)
    with make.refused("没有报就餐人数"):
        services.fee_settle(fees(group)[0], today=TODAY, actor=system_user())
    for day in days_missing(group, MONDAY, TODAY)[:-1]:
        report(group, day)
    services.no_meals(group, TODAY, now=NOW, actor=system_user())
    fee = services.fee_settle(fees(group)[0], until_on=TODAY, today=TODAY, actor=system_user())
    assert (fee.days, fee.charge, fee.left) == (6, Decimal(72), Decimal(48))
    with make.refused("已经是"):
        services.fee_settle(fee, until_on=TODAY, today=TODAY, actor=system_user())


def test_a_refund_larger_than_what_is_left_is_refused_and_a_voided_one_is_open_again(group: Any) -> None:
    fee = fees(group)[0]
    for day in days_missing(group, MONDAY, TODAY):
        report(group, day, *([fee.pupil] if day == TODAY else []))
    assert services.refundable(fee, today=TODAY) == Decimal(12)
    with make.refused(r"最多退12\.00元"):
        services.refund_make(fee, amount=Decimal("12.01"), paid_on=TODAY, today=TODAY, actor=system_user())
    first = services.refund_make(fee, paid_on=TODAY, today=TODAY, actor=system_user())
    assert first.kind == Refund.Kind.LEAVE
    fee = services.fee_settle(fee, until_on=TODAY, today=TODAY, actor=system_user())
    second = services.refund_make(fee, paid_on=TODAY, today=TODAY, actor=system_user())
    assert (second.kind, second.amount) == (Refund.Kind.LEFT, Decimal(120 - 72 - 12))
    with make.refused("没有可以退"):
        services.refund_make(fee, paid_on=TODAY, today=TODAY, actor=system_user())
    services.refund_void(second, why="卡号错了", actor=system_user())
    assert services.refundable(fee, today=TODAY) == second.amount
    with make.refused("只能补交欠的"):
        services.fee_top_up(fee, amount=Decimal(1), today=TODAY, actor=system_user())


class TestMoney(TestCase):
    """Whatever happens in what order, a family never gets back more than it paid, and every yuan is somewhere."""

    @settings(max_examples=12, deadline=None)
    @given(
        paid=st.integers(0, 150),
        deeds=st.lists(
            st.tuples(st.sampled_from(("eat", "away", "late", "refund", "add", "settle")), st.integers(0, 60)),
            min_size=1,
            max_size=9,
        ),
        aid=st.sampled_from((0, 5, 30)),
    )
    def test_never_more_is_refunded_than_was_paid_and_the_books_add_up(
        self, paid: int, deeds: list[tuple[str, int]], aid: int
    ) -> None:
        actor, day = system_user(), MONDAY
        helped = {"aid_kind": "poor", "aid_per_day": Decimal(aid), "aid_document": "某名单"} if aid else {}
        fee = make.fee(paid=Decimal(paid), paid_on=MONDAY, **helped)
        for deed, n in deeds:
            try:
                with records.attempt():
                    if deed in ("eat", "away", "late"):
                        clock = time(9, 30) if deed == "late" else time(8)
                        away = [] if deed == "eat" else [fee.pupil]
                        services.class_report(
                            fee.school_class, day, away=away, now=datetime.combine(day, clock, tzinfo=make.SHANGHAI),
                            actor=actor,
                        )  # fmt: skip
                        day += timedelta(days=1 if day.isoweekday() < 5 else 3)
                    elif deed == "refund":
                        services.refund_make(fee, amount=Decimal(n), paid_on=day, today=day, actor=actor)
                    elif deed == "add":
                        fee = services.fee_top_up(fee, amount=Decimal(n), today=day, actor=actor)
                    else:
                        fee = services.fee_settle(fee, until_on=day - DAY, today=day, actor=actor)
            except ValidationError:
                continue
            finally:
                fee = Fee.objects.get(pk=fee.pk)
            back = refunded(fee)
            had = eaten_by([fee], MONDAY, day)[fee.pk]
            assert back <= fee.received
            assert had.aid <= had.charge
            if fee.status == FeeStatus.SETTLED:
                assert fee.left is not None
                assert back <= max(fee.left, Decimal(0)) or fee.left < 0
                owes, gets = max(-fee.left, Decimal(0)), services.refundable(fee, today=day)
                assert fee.received + owes >= had.owed + back
                assert not (owes and gets)


def test_who_is_on_the_list_gets_his_help_by_itself_and_the_report_names_nobody(
    db: Any, client: Any, clerk: Any, allow: Any
) -> None:
    standard, group = make.standard(), people.schoolclass()
    first, second = (make.pupil(group) for _n in range(2))
    make.entitled(pupil=first, per_day=Decimal(5))
    paid = {"paid": Decimal(120), "paid_on": MONDAY, "today": TODAY, "actor": system_user()}
    services.class_collect(group, standard=standard, **paid)
    listed = make.entitled(pupil=second, kind="poor", per_day=Decimal(20))  # after his money was paid
    assert [(one.aid_kind, one.aid_per_day) for one in fees(group)] == [("nutrition", 5), ("poor", 20)]
    with make.refused("已经在名单上"):
        make.entitled(pupil=first)
    for day in (MONDAY, MONDAY + DAY):
        make.serving(day=day, school_class=group, due=2, eaten=2)
    rows = {one.kind: (one.pupils, one.days, one.amount) for one in services.aid_report(date(2026, 3, 1))}
    assert rows == {"nutrition": (1, 2, Decimal(10)), "poor": (1, 2, Decimal(24))}  # never more than the day costs
    services.entitled_void(listed, why="重复认定", actor=system_user())
    assert [one.aid_kind for one in fees(group)] == ["nutrition", ""]
    address = "/meal-book/aid/?month=2026-03-01"
    client.force_login(allow("meals.add_serving", "meals.view_line"))
    assert client.get(address).status_code == 403
    client.force_login(allow("meals.view_entitled"))
    page = client.get(address).content.decode()
    assert "10.00" in page
    assert first.name not in page
    assert client.get(f"{address}&as=print").content.startswith(b"%PDF")
    assert client.get(f"{address}&as=xlsx").content.startswith(b"PK")
