"""A cadence over any calendar: never twice, never on a day that does not count, the same however it is asked."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lvye.kernel.duties.cadence import Cadence, Window, days_between, occurrences

pytestmark = pytest.mark.engineless
SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 2, 1), date(2026, 8, 31)
TERM = (date(2026, 3, 2), date(2026, 7, 10))
DAY = timedelta(days=1)


class Calendar:
    """Weekdays are worked but for the holidays."""

    def __init__(self, holidays: frozenset[date] = frozenset()) -> None:
        self.holidays = holidays

    def is_workday(self, day: date) -> bool:
        return day.weekday() < 5 and day not in self.holidays

    def is_school_day(self, day: date) -> bool:
        return TERM[0] <= day <= TERM[1] and self.is_workday(day)

    def terms(self) -> list[tuple[date, date]]:
        return [TERM]


def days_of(cadence: Cadence, *, holidays: frozenset[date] = frozenset(), starts_on: date = FIRST) -> list[date]:
    found = occurrences(cadence, FIRST, LAST, Calendar(holidays), starts_on=starts_on)
    return [one.due_at.astimezone(SHANGHAI).date() for one in found]


cadences = st.builds(
    Cadence,
    unit=st.sampled_from(["day", "meal", "week", "biweek", "month", "quarter", "half_year", "year", "term", "workdays",
                          "holiday"]),
    days=st.sampled_from(["school", "work", "every"]),
    weekdays=st.sets(st.integers(1, 7), max_size=3).map(lambda found: tuple(sorted(found))),
    every=st.integers(1, 9),
    month_day=st.integers(0, 31),
    is_whole=st.booleans(),
    lead=st.integers(0, 4),
    windows=st.sampled_from([(Window(),), (Window(time(7), time(8), "早"), Window(time(22), time(2), "夜"))]),
)  # fmt: skip
holidays = st.sets(st.dates(FIRST, LAST), max_size=25).map(frozenset)


@settings(max_examples=60, deadline=None)
@given(cadence=cadences, off=holidays, cut=st.dates(FIRST, LAST))
def test_never_twice_never_on_a_day_that_does_not_count_and_the_same_in_parts(
    cadence: Cadence, off: frozenset[date], cut: date
) -> None:
    calendar = Calendar(off)
    whole = occurrences(cadence, FIRST, LAST, calendar, starts_on=FIRST)
    keys = [(one.key_on, one.slot) for one in whole]
    assert len(keys) == len(set(keys))
    counts = {"school": calendar.is_school_day, "work": calendar.is_workday}.get(cadence.days, lambda day: True)
    begun = [one.opens_at.astimezone(SHANGHAI).date() for one in whole]
    assert all(counts(day) for day in begun if day > FIRST)  # what is cut off by its beginning begins with it
    early = occurrences(cadence, FIRST, cut, calendar, starts_on=FIRST)
    late = occurrences(cadence, cut, LAST, calendar, starts_on=FIRST)
    assert {(one.key_on, one.slot) for one in [*early, *late]} == set(keys)


def test_a_friday_that_is_a_holiday_gives_way_to_the_thursday_before() -> None:
    off = frozenset({date(2026, 4, 3)})
    weekly = Cadence(unit="week", weekdays=(5,))
    assert days_of(weekly, holidays=off)[4:6] == [date(2026, 4, 2), date(2026, 4, 10)]


def test_a_week_without_school_asks_for_nothing() -> None:
    off = frozenset(days_between(date(2026, 5, 4), date(2026, 5, 8)))
    assert all(not date(2026, 5, 4) <= day <= date(2026, 5, 8) for day in days_of(Cadence(unit="day"), holidays=off))


def test_the_last_day_of_school_before_three_days_of_rest() -> None:
    off = frozenset({date(2026, 4, 6)})  # with the weekend before it three days
    before = days_of(Cadence(unit="holiday"), holidays=off)
    assert before == [date(2026, 4, 3), date(2026, 7, 10)]


def test_every_third_workday_counts_from_the_day_it_began() -> None:
    found = days_of(Cadence(unit="workdays", days="work", every=3), starts_on=date(2026, 3, 5))
    assert found[:3] == [date(2026, 3, 5), date(2026, 3, 10), date(2026, 3, 13)]


def test_a_month_is_due_until_its_last_school_day() -> None:
    march = occurrences(Cadence(unit="month", is_whole=True), FIRST, LAST, Calendar(), starts_on=FIRST)[0]
    assert (march.opens_at, march.due_at) == (
        datetime(2026, 3, 2, 0, 0, tzinfo=SHANGHAI),
        datetime(2026, 3, 31, 23, 59, tzinfo=SHANGHAI),
    )


def test_a_window_over_midnight_ends_the_next_day() -> None:
    night = Cadence(unit="day", days="every", windows=(Window(time(22), time(2)),))
    one = occurrences(night, FIRST, FIRST, Calendar(), starts_on=FIRST)[0]
    assert one.due_at - one.opens_at == timedelta(hours=4)
