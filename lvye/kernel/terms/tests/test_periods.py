"""Periods: by code, in words, and the one before."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from lvye.kernel.accounts.api import User
from lvye.kernel.terms.api import (
    Period,
    Term,
    before,
    fiscal_year,
    month_period,
    period_of,
    span_period,
    term_close,
    term_period,
    year_period,
)


def test_a_term_is_a_period(spring: Term) -> None:
    period = period_of(spring)
    assert period == Period(date(2026, 2, 25), date(2026, 7, 10), "2025—2026学年第二学期", "2025-2")
    assert period == period_of("2025-2") == term_period(spring)
    assert period.days == 136
    assert period.dates == "2026年2月25日—7月10日"
    assert period.holds(date(2026, 7, 10))
    assert not period.holds(date(2026, 7, 11))


def test_last_and_current_are_terms(autumn: Term, spring: Term, actor: User) -> None:
    term_close(autumn, actor=actor)
    assert period_of("last").code == "2025-1"
    assert period_of("current", date(2026, 3, 1)).code == "2025-2"


def test_months_and_years_are_whole() -> None:
    assert period_of("2028-02") == Period(date(2028, 2, 1), date(2028, 2, 29), "2028年2月", "2028-02")
    assert period_of("2026") == Period(date(2026, 1, 1), date(2026, 12, 31), "2026年", "2026")
    assert period_of("2026-03-01..2026-03-15") == span_period(date(2026, 3, 1), date(2026, 3, 15))
    assert period_of(month_period(2026, 3)) is not None


@pytest.mark.parametrize(
    "code", ["", "春季", "2026-13", "2026-00", "0000", "2026-3-1", "2026-02-30..2026-03-01", "99999"]
)
@pytest.mark.django_db
def test_nonsense_is_told_what_can_be_asked_for(code: str) -> None:
    with pytest.raises(ValidationError, match="可以写学期（2025-2）、月份（2026-03）、年份（2026）、last 或 current。"):
        period_of(code)


@pytest.mark.django_db
def test_a_term_that_is_not_recorded_is_named() -> None:
    with pytest.raises(ValidationError, match="没有代码为“2025-2”的学期"):
        period_of("2025-2")


def test_days_the_wrong_way_round_are_refused() -> None:
    with pytest.raises(ValidationError, match="结束日期不能早于开始日期。"):
        period_of("2026-03-02..2026-03-01")


def test_a_term_is_compared_with_the_term_before(autumn: Term, spring: Term) -> None:
    assert before(term_period(spring)) == term_period(autumn)
    assert before(term_period(autumn)) is None


def test_months_years_and_spans_are_compared_with_their_like() -> None:
    assert before(month_period(2026, 1)) == month_period(2025, 12)
    assert before(month_period(2026, 3)) == month_period(2026, 2)
    assert before(year_period(2026)) == year_period(2025)
    days = span_period(date(2026, 3, 1), date(2026, 3, 10))
    assert before(days) == span_period(date(2026, 2, 19), date(2026, 2, 28))


@given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
def test_what_came_before_ends_the_day_before_and_its_code_reads_back(begins: date, days: int) -> None:
    ends = begins + timedelta(days=days)
    for period in (month_period(begins.year, begins.month), year_period(begins.year), span_period(begins, ends)):
        earlier = before(period)
        assert earlier is not None
        assert earlier.ends_on + timedelta(days=1) == period.begins_on
        assert period_of(period.code) == period
        assert period_of(earlier.code) == earlier


def test_the_fiscal_year_is_the_calendar_year() -> None:
    assert fiscal_year(date(2026, 1, 1)) == 2026
    assert fiscal_year(date(2026, 12, 31)) == 2026
