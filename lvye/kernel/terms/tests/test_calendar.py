"""Which days are worked: the official arrangement, and the school's own word above it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User
from lvye.kernel.terms import api as terms
from lvye.kernel.terms.api import Day, Term, calendar_fill, day_change, day_set, term_close

SPRING_FESTIVAL = date(2026, 2, 17)
MAKEUP_SATURDAY = date(2026, 2, 28)
ORDINARY_MONDAY = date(2026, 3, 2)
ORDINARY_SATURDAY = date(2026, 3, 7)


@pytest.mark.django_db
def test_an_empty_calendar_knows_the_official_arrangement() -> None:
    assert not terms.is_workday(SPRING_FESTIVAL)
    assert terms.is_workday(MAKEUP_SATURDAY)
    assert terms.is_workday(ORDINARY_MONDAY)
    assert not terms.is_workday(ORDINARY_SATURDAY)
    assert terms.day_name(SPRING_FESTIVAL) == "春节"
    assert terms.day_name(MAKEUP_SATURDAY) == "春节调休"
    assert terms.day_name(ORDINARY_MONDAY) == ""


def test_filling_writes_the_same_and_changes_no_answer(actor: User) -> None:
    year = [date(2026, 1, 1) + timedelta(days=n) for n in range(365)]
    before = [terms.is_workday(day) for day in year]
    filled = calendar_fill(2026, actor=actor)
    assert (filled.added, filled.changed, filled.removed, filled.kept, filled.note) == (39, 0, 0, 0, "")
    assert Day.objects.filter(source="official").count() == filled.added
    assert [terms.is_workday(day) for day in year] == before
    assert calendar_fill(2026, actor=actor).written == 0


def test_the_schools_own_days_survive_filling(actor: User) -> None:
    day_set(MAKEUP_SATURDAY, "rest", "本校不调休", actor=actor)
    day_set(ORDINARY_SATURDAY, "school", "家长会", actor=actor)
    filled = calendar_fill(2026, actor=actor)
    assert filled.kept == 1
    assert not terms.is_workday(MAKEUP_SATURDAY)
    assert terms.is_workday(ORDINARY_SATURDAY)
    assert terms.day_name(MAKEUP_SATURDAY) == "本校不调休"


def test_what_was_filled_and_is_no_longer_official_goes_and_what_differs_is_mended(actor: User) -> None:
    calendar_fill(2026, actor=actor)
    Day.objects.filter(date=SPRING_FESTIVAL).update(name="旧名")
    Day.objects.create(date=date(2026, 8, 5), kind="holiday", name="已取消", source="official")
    filled = calendar_fill(2026, actor=actor)
    assert (filled.added, filled.changed, filled.removed) == (0, 1, 1)
    assert terms.day_name(SPRING_FESTIVAL) == "春节"
    assert terms.is_workday(date(2026, 8, 5))


def test_a_mended_day_becomes_the_schools_own(actor: User) -> None:
    calendar_fill(2026, actor=actor)
    official = Day.objects.get(date=MAKEUP_SATURDAY)
    assert official.is_official
    day_change(official, kind="rest", actor=actor)
    calendar_fill(2026, actor=actor)
    assert not terms.is_workday(MAKEUP_SATURDAY)


def test_setting_a_day_twice_amends_it(actor: User) -> None:
    first = day_set(ORDINARY_MONDAY, "rest", actor=actor)
    assert first.name == "本校休息"
    second = day_set(ORDINARY_MONDAY, "holiday", "校庆", actor=actor)
    assert (second.pk, second.name) == (first.pk, "校庆")
    assert Day.objects.count() == 1


def test_an_unknown_kind_is_refused(actor: User) -> None:
    with pytest.raises(ValidationError) as refused:
        day_set(ORDINARY_MONDAY, "party", actor=actor)
    assert "kind" in refused.value.message_dict


def test_the_calendar_of_a_closed_term_stays(autumn: Term, actor: User) -> None:
    own = day_set(date(2026, 2, 10), "rest", actor=actor)
    term_close(autumn, actor=actor)
    with pytest.raises(ValidationError, match="已经归档"):
        day_set(date(2025, 10, 9), "rest", actor=actor)
    with pytest.raises(ValidationError, match="已经归档"):
        day_change(own, date=date(2025, 10, 9), actor=actor)
    assert terms.is_workday(date(2025, 10, 9))


def test_a_year_that_is_not_arranged_yet_has_weekends_and_says_so(actor: User) -> None:
    assert terms.is_workday(date(2091, 1, 1))
    assert not terms.is_workday(date(2091, 1, 6))
    assert not terms.calendar_known(2091)
    note = "2091年的放假和调休安排还没有收录，目前只按双休日推算。公布后请在“校历特殊日”里登记，或更新本程序。"
    assert terms.calendar_note(2091) == note
    filled = calendar_fill(2091, actor=actor)
    assert (filled.written, filled.note) == (0, note)


def test_a_year_the_school_entered_itself_is_known(actor: User) -> None:
    day_set(date(2091, 1, 1), "holiday", "元旦", actor=actor)
    assert terms.calendar_known(2091)
    assert terms.calendar_note(2091) == ""
    assert not terms.is_workday(date(2091, 1, 1))
    assert terms.calendar_note(2026) == ""


def test_lessons_are_given_on_workdays_of_a_term_and_work_goes_on_in_the_holidays(spring: Term) -> None:
    assert terms.is_school_day(ORDINARY_MONDAY)
    assert not terms.is_school_day(ORDINARY_SATURDAY)
    assert terms.is_school_day(MAKEUP_SATURDAY)
    assert not terms.is_school_day(date(2026, 7, 20))
    assert terms.is_workday(date(2026, 7, 20))


@pytest.mark.django_db
def test_workdays_are_counted_over_holidays_and_make_up_days() -> None:
    friday = date(2026, 2, 13)
    assert terms.add_workdays(friday, 1) == date(2026, 2, 14)  # a make-up Saturday
    assert terms.add_workdays(friday, 2) == date(2026, 2, 24)  # after the festival
    assert terms.add_workdays(date(2026, 2, 24), -2) == friday
    assert terms.add_workdays(SPRING_FESTIVAL, 0) == SPRING_FESTIVAL
    assert terms.workdays_between(friday, date(2026, 2, 24)) == 3
    assert terms.workdays_between(date(2026, 2, 24), friday) == 0


def test_school_days_are_listed_within_the_term_only(spring: Term) -> None:
    found = terms.school_days(date(2026, 2, 23), date(2026, 3, 3))
    assert found == [
        date(2026, 2, 25),
        date(2026, 2, 26),
        date(2026, 2, 27),
        MAKEUP_SATURDAY,
        date(2026, 3, 2),
        date(2026, 3, 3),
    ]


def test_a_year_of_days_costs_one_query(actor: User, django_assert_num_queries: Any) -> None:
    calendar_fill(2026, actor=actor)
    with django_assert_num_queries(1):
        terms.workdays_between(date(2026, 1, 1), date(2026, 12, 31))
        terms.day_name(SPRING_FESTIVAL)


def test_the_nightly_job_fills_this_year_and_says_nothing_of_one_it_does_not_know(actor: User) -> None:
    from datetime import UTC, datetime

    from lvye.kernel.jobs.api import jobs

    new_year_in_china = datetime(2025, 12, 31, 19, 10, tzinfo=UTC)
    fill = jobs["terms.calendar_fill"].work
    assert fill(new_year_in_china) == 39
    assert set(Day.objects.dates("date", "year")) == {date(2026, 1, 1)}
    assert fill(new_year_in_china) == 0
