"""Working minutes, against a reference that walks minute by minute."""

from __future__ import annotations

import time as clock
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lvye.kernel.accounts.api import User
from lvye.kernel.rules.api import rule_set, value
from lvye.kernel.terms import api as terms
from lvye.kernel.terms.api import add_working_minutes, calendar_fill, day_set, working_minutes

CHINA = ZoneInfo("Asia/Shanghai")
DAY = 8 * 60  # 08:00-12:00 and 13:30-17:30
in_the_database = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=CHINA)


def walked(begins: datetime, ends: datetime) -> int:
    """The reference: every minute asked by itself whether it is worked."""
    minute, found = begins.astimezone(CHINA).replace(second=0, microsecond=0), 0
    while minute < ends.astimezone(CHINA).replace(second=0, microsecond=0):
        day, now = minute.date(), minute.time()
        morning = value("terms.work_from", day) <= now < value("terms.lunch_from", day)
        afternoon = value("terms.lunch_to", day) <= now < value("terms.work_to", day)
        found += (morning or afternoon) and terms.is_workday(day)
        minute += timedelta(minutes=1)
    return found


# January to March 2026 hold New Year, the Spring Festival, three make-up days, and ordinary weeks.
moments = st.datetimes(datetime(2025, 12, 20), datetime(2026, 3, 20), timezones=st.just(CHINA))  # noqa: DTZ001 - Hypothesis wants bounds without a zone
amounts = st.integers(-20_000, 20_000)


@pytest.mark.parametrize(
    ("begins", "ends", "minutes"),
    [
        ("2026-03-02 08:00", "2026-03-02 17:30", DAY),
        ("2026-03-02 00:00", "2026-03-03 00:00", DAY),
        ("2026-03-02 11:50", "2026-03-02 13:40", 20),  # across lunch
        ("2026-03-02 12:10", "2026-03-02 13:20", 0),  # within lunch
        ("2026-03-02 17:00", "2026-03-03 08:15", 45),  # across the night
        ("2026-03-06 17:00", "2026-03-09 08:30", 60),  # across the weekend
        ("2026-02-13 17:00", "2026-02-24 08:10", 30 + DAY + 10),  # make-up Saturday, then the festival
        ("2026-07-20 08:00", "2026-07-20 09:00", 60),  # summer: repairers work
        ("2026-03-02 08:00:59", "2026-03-02 08:01:01", 1),
    ],
)
@pytest.mark.django_db
def test_working_minutes_know_lunch_night_weekend_and_holiday(begins: str, ends: str, minutes: int) -> None:
    assert working_minutes(at(begins), at(ends)) == minutes
    assert working_minutes(at(ends), at(begins)) == -minutes


@pytest.mark.parametrize(
    ("start", "minutes", "end"),
    [
        ("2026-03-02 09:00", 60, "2026-03-02 10:00"),
        ("2026-03-02 11:00", 60, "2026-03-02 12:00"),  # the end of the morning, not the start of the afternoon
        ("2026-03-02 11:00", 61, "2026-03-02 13:31"),
        ("2026-03-02 20:00", 30, "2026-03-03 08:30"),
        ("2026-03-02 06:00", 30, "2026-03-02 08:30"),
        ("2026-03-06 17:00", DAY, "2026-03-09 17:00"),
        ("2026-02-13 17:00", 30 + DAY, "2026-02-14 17:30"),
        ("2026-02-13 17:00", 31 + DAY, "2026-02-24 08:01"),
        ("2025-12-31 17:00", 31, "2026-01-04 08:01"),  # New Year, and a make-up Sunday
        ("2026-03-02 13:31", -61, "2026-03-02 11:00"),
        ("2026-03-02 13:30", -30, "2026-03-02 11:30"),
        ("2026-03-03 08:00", -30, "2026-03-02 17:00"),
        ("2026-01-04 08:01", -31, "2025-12-31 17:00"),
        ("2026-03-02 02:00", 0, "2026-03-02 02:00"),
    ],
)
@pytest.mark.django_db
def test_so_many_working_minutes_end_where_the_clock_of_the_school_says(start: str, minutes: int, end: str) -> None:
    assert add_working_minutes(at(start), minutes) == at(end)


@pytest.mark.django_db
def test_the_answer_is_in_the_schools_time_whatever_zone_is_asked_in() -> None:
    found = add_working_minutes(datetime(2026, 3, 2, 1, 0, tzinfo=UTC), 60)
    assert found == at("2026-03-02 10:00")
    assert found.utcoffset() == timedelta(hours=8)


@in_the_database
@given(begins=moments, minutes=st.integers(0, 12 * 24 * 60))
@pytest.mark.django_db
def test_the_arithmetic_agrees_with_walking(begins: datetime, minutes: int) -> None:
    ends = begins + timedelta(minutes=minutes)
    assert working_minutes(begins, ends) == walked(begins, ends)


@in_the_database
@given(first=moments, second=moments, third=moments)
@pytest.mark.django_db
def test_spans_end_to_end_add_up(first: datetime, second: datetime, third: datetime) -> None:
    assert working_minutes(first, second) + working_minutes(second, third) == working_minutes(first, third)


@in_the_database
@given(start=moments, minutes=amounts)
@pytest.mark.django_db
def test_adding_and_measuring_undo_each_other(start: datetime, minutes: int) -> None:
    assert working_minutes(start, add_working_minutes(start, minutes)) == minutes


@in_the_database
@given(start=moments, fewer=amounts, more=amounts)
@pytest.mark.django_db
def test_more_minutes_end_later(start: datetime, fewer: int, more: int) -> None:
    fewer, more = sorted((fewer, more))
    assert add_working_minutes(start, fewer) <= add_working_minutes(start, more)


@in_the_database
@given(start=moments, later=st.integers(0, 5000), minutes=st.integers(1, 5000))
@pytest.mark.django_db
def test_who_begins_later_ends_no_earlier(start: datetime, later: int, minutes: int) -> None:
    assert add_working_minutes(start, minutes) <= add_working_minutes(start + timedelta(minutes=later), minutes)


@in_the_database
@given(start=moments, minutes=st.integers(1, 3000))
@pytest.mark.django_db
def test_the_end_is_the_first_moment_at_which_the_minutes_have_passed(start: datetime, minutes: int) -> None:
    end = add_working_minutes(start, minutes)
    assert working_minutes(start, end - timedelta(minutes=1)) == minutes - 1


def test_hours_that_change_hold_from_their_day(actor: User) -> None:
    may, october = date(2026, 5, 1), date(2026, 9, 30)
    summer = {"effective_from": may, "effective_to": october, "why": "夏令作息", "actor": actor}
    rule_set("terms.lunch_to", "14:30", **summer)
    rule_set("terms.work_to", "18:30", **summer)
    assert working_minutes(at("2026-04-30 13:30"), at("2026-04-30 14:30")) == 60
    assert working_minutes(at("2026-05-06 13:30"), at("2026-05-06 14:30")) == 0
    assert add_working_minutes(at("2026-05-06 14:30"), 240) == at("2026-05-06 18:30")
    begins, ends = at("2026-04-29 00:00"), at("2026-05-10 00:00")
    assert working_minutes(begins, ends) == walked(begins, ends)
    begins, ends = at("2026-09-28 00:00"), at("2026-10-10 00:00")
    assert working_minutes(begins, ends) == walked(begins, ends)


def test_a_day_the_school_works_or_rests_counts_as_it_says(actor: User) -> None:
    day_set(date(2026, 3, 7), "school", actor=actor)
    day_set(date(2026, 3, 9), "rest", actor=actor)
    assert working_minutes(at("2026-03-07 00:00"), at("2026-03-10 00:00")) == DAY
    assert add_working_minutes(at("2026-03-06 17:00"), 31) == at("2026-03-07 08:01")


def test_lunch_that_ends_before_it_begins_is_no_lunch(actor: User) -> None:
    rule_set("terms.lunch_to", "11:30", effective_from=date(2026, 1, 1), why="不午休", actor=actor)
    assert working_minutes(at("2026-03-02 00:00"), at("2026-03-03 00:00")) == 9 * 60 + 30  # 08:00-17:30


def test_hours_that_leave_no_working_time_are_named_instead_of_searching_for_ever(actor: User) -> None:
    january = {"effective_from": date(2026, 1, 1), "why": "误填", "actor": actor}
    rule_set("terms.work_from", "11:00", **january)
    rule_set("terms.lunch_from", "10:00", **january)
    rule_set("terms.lunch_to", "16:00", **january)
    rule_set("terms.work_to", "13:00", **january)
    with pytest.raises(ValidationError, match="请在“标准与阈值”里检查上下班和午休的时间"):
        add_working_minutes(at("2026-03-02 09:00"), 10)


@pytest.mark.django_db
def test_people_are_at_work_in_working_hours() -> None:
    for text, expected in [("08:00", True), ("07:59", False), ("12:00", False), ("13:30", True), ("17:30", False)]:
        assert terms.is_worktime(at(f"2026-03-02 {text}")) is expected
    assert not terms.is_worktime(at("2026-03-07 09:00"))
    assert terms.is_worktime(at("2026-02-28 09:00"))


def test_a_thousand_promises_cost_two_queries_and_little_time(actor: User, django_assert_num_queries: Any) -> None:
    calendar_fill(2026, actor=actor)
    start = at("2026-03-02 08:00")
    with django_assert_num_queries(2):  # the rules, the days of the year
        began = clock.perf_counter()
        for minutes in range(1, 1001):
            add_working_minutes(start, minutes * 50)
        assert clock.perf_counter() - began < 1


@pytest.mark.django_db
def test_a_very_long_promise_is_reckoned_year_by_year() -> None:
    start = at("2026-03-02 08:00")
    end = add_working_minutes(start, 6 * 250 * DAY)
    assert end.year == 2031
    assert working_minutes(start, end) == 6 * 250 * DAY


def test_the_declared_hours_are_common_ones() -> None:
    hours = ("terms.work_from", "terms.lunch_from", "terms.lunch_to", "terms.work_to")
    from lvye.kernel.rules.api import spec

    assert [spec(code).value for code in hours] == [time(8), time(12), time(13, 30), time(17, 30)]
