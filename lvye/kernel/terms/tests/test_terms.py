"""Terms: their names, their limits, closing and opening again."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records.api import FinalError, WrongStatusError
from lvye.kernel.terms import api as terms
from lvye.kernel.terms.api import Term, term_add, term_change, term_close, term_reopen

from . import make

SUMMER = date(2026, 7, 20)


def test_code_and_name_follow_from_year_and_half(autumn: Term, spring: Term) -> None:
    assert (autumn.code, autumn.name) == ("2025-1", "2025—2026学年第一学期")
    assert (spring.code, spring.name, str(spring)) == ("2025-2", "2025—2026学年第二学期", "2025—2026学年第二学期")


def test_code_and_name_follow_a_correction(autumn: Term, actor: User) -> None:
    changed = term_change(autumn, school_year=2024, begins_on=date(2024, 9, 1), ends_on=date(2025, 1, 20), actor=actor)
    assert (changed.code, changed.name) == ("2024-1", "2024—2025学年第一学期")
    assert terms.term_on(date(2025, 9, 1)) is None


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"ends_on": date(2025, 8, 31)}, "ends_on", "放假日期必须在开学日期之后。"),
        ({"ends_on": date(2025, 9, 1)}, "ends_on", "放假日期必须在开学日期之后。"),
        ({"ends_on": date(2026, 8, 30)}, "ends_on", "一个学期不会这么长，请核对起止日期。"),
        ({"half": 2}, "begins_on", "这个学期应当在 2026 年开学，请核对学年和日期。"),
        ({"school_year": 2024}, "begins_on", "这个学期应当在 2024 年开学，请核对学年和日期。"),
        ({"half": 3}, "half", "值 3 不是有效选项。"),
    ],
)
@pytest.mark.django_db
def test_dates_that_cannot_be_are_refused_beside_their_field(
    changes: dict[str, Any], field: str, sentence: str
) -> None:
    values = {"school_year": 2025, "half": 1, "begins_on": date(2025, 9, 1), "ends_on": date(2026, 1, 20)}
    with pytest.raises(ValidationError) as refused:
        make.term(**(values | changes))
    assert refused.value.message_dict == {field: [sentence]}


def test_a_term_is_recorded_once(autumn: Term) -> None:
    with pytest.raises(ValidationError, match="这个学期已经登记过了。"):
        make.term(school_year=2025, half=1, begins_on=date(2025, 3, 1), ends_on=date(2025, 6, 1))


def test_terms_do_not_overlap(autumn: Term) -> None:
    with pytest.raises(ValidationError, match="这段时间和另一个学期重叠"):
        make.term(school_year=2025, half=2, begins_on=date(2026, 1, 30), ends_on=date(2026, 6, 30))


def test_a_correction_does_not_make_terms_overlap(autumn: Term, spring: Term, actor: User) -> None:
    with pytest.raises(ValidationError, match="这段时间和另一个学期重叠"):
        term_change(autumn, ends_on=date(2026, 2, 25), actor=actor)


def test_both_end_days_belong_to_the_term(autumn: Term, spring: Term) -> None:
    assert terms.term_on(date(2025, 8, 31)) is None
    assert terms.term_on(date(2025, 9, 1)) == autumn
    assert terms.term_on(date(2026, 1, 30)) == autumn
    assert terms.term_on(date(2026, 1, 31)) is None
    assert terms.term_on(date(2026, 2, 25)) == spring


def test_in_the_holidays_the_term_that_ended_last_is_current(autumn: Term, spring: Term) -> None:
    assert terms.current(date(2026, 2, 10)) == autumn
    assert terms.current(SUMMER) == spring
    assert terms.current(date(2025, 8, 20)) == autumn


@pytest.mark.django_db
def test_without_terms_nothing_is_current_and_asking_says_what_to_do() -> None:
    assert terms.current(SUMMER) is None
    assert terms.latest_closed() is None
    with pytest.raises(ValidationError, match="还没有登记学期，请先在“学期”里登记。"):
        terms.get("current", SUMMER)
    with pytest.raises(ValidationError, match="还没有归档的学期。"):
        terms.get("last")


def test_a_term_is_found_by_code_last_and_current(autumn: Term, spring: Term, actor: User) -> None:
    term_close(autumn, actor=actor)
    assert terms.get("2025-2") == spring
    assert terms.get(" LAST ") == autumn
    assert terms.get("current", SUMMER) == spring
    with pytest.raises(ValidationError, match="没有代码为“2019-1”的学期；现有：2025-1、2025-2。"):
        terms.get("2019-1")
    with pytest.raises(ValueError, match="depends on today"):
        terms.get("current")


def test_a_closed_term_refuses_its_days_and_no_others(autumn: Term, spring: Term, actor: User) -> None:
    closed = term_close(autumn, actor=actor)
    assert closed.status == "closed"
    with pytest.raises(ValidationError) as refused:
        terms.refuse_closed(date(2026, 1, 30))
    assert refused.value.messages == [
        "2026年1月30日属于2025—2026学年第一学期，这个学期已经归档，不能再增改记录。确需补记，请先重新打开这个学期。"
    ]
    terms.refuse_closed(date(2026, 1, 31))
    terms.refuse_closed(date(2026, 2, 25))


def test_a_closed_term_stays_as_it_is(autumn: Term, actor: User) -> None:
    closed = term_close(autumn, actor=actor)
    with pytest.raises(FinalError):
        term_change(closed, ends_on=date(2026, 1, 20), actor=actor)
    with pytest.raises(WrongStatusError):
        term_close(closed, actor=actor)


def test_opening_again_needs_a_reason_which_the_trail_keeps(autumn: Term, actor: User) -> None:
    closed = term_close(autumn, actor=actor)
    with pytest.raises(ValidationError) as refused:
        term_reopen(closed, reopened_why="  ", actor=actor)
    assert refused.value.message_dict == {"reopened_why": ["请写明为什么要重新打开已归档的学期。"]}
    opened = term_reopen(closed, reopened_why="漏记三张维修单", actor=actor)
    assert opened.status == "open"
    terms.refuse_closed(date(2026, 1, 30))
    newest = audit.trail(opened).first()
    assert newest is not None
    assert (newest.verb, newest.reason) == ("reopen", "漏记三张维修单")


def test_the_latest_closed_term_is_the_latest_by_date(autumn: Term, spring: Term, actor: User) -> None:
    term_close(spring, actor=actor)
    term_close(autumn, actor=actor)
    assert terms.latest_closed() == spring


def test_weeks_begin_on_monday_and_count_from_the_week_of_the_first_day(autumn: Term, spring: Term) -> None:
    assert terms.week_number(date(2025, 9, 1)) == 1  # a Monday
    assert terms.week_number(date(2025, 9, 7)) == 1
    assert terms.week_number(date(2025, 9, 8)) == 2
    assert terms.week_number(date(2026, 2, 25)) == 1  # a Wednesday
    assert terms.week_number(date(2026, 3, 1)) == 1
    assert terms.week_number(date(2026, 3, 2)) == 2
    assert terms.week_number(date(2026, 2, 20)) is None


def test_all_terms_cost_one_query(autumn: Term, spring: Term, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        terms.term_on(SUMMER)
        terms.current(SUMMER)
        terms.week_number(date(2026, 3, 2))
        terms.refuse_closed(SUMMER)


def test_a_new_term_is_seen_in_the_same_request(autumn: Term, actor: User) -> None:
    assert terms.term_on(date(2026, 3, 2)) is None
    new = term_add(school_year=2025, half=2, begins_on=date(2026, 2, 25), ends_on=date(2026, 7, 10), actor=actor)
    assert terms.term_on(date(2026, 3, 2)) == new
