"""When a job is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ImproperlyConfigured
from hypothesis import given
from hypothesis import strategies as st

from lvye.kernel.jobs.api import daily, every, jobs


def nothing(now: datetime) -> int:
    return 0


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ("2026-03-01T21:59:59", "2026-02-28T22:00:00"),  # 05:59 in China: yesterday's turn
        ("2026-03-01T22:00:00", "2026-03-01T22:00:00"),  # 06:00
        ("2026-03-02T15:59:00", "2026-03-01T22:00:00"),  # 23:59
        ("2026-03-02T16:00:00", "2026-03-01T22:00:00"),  # midnight: still the turn of the day before
    ],
)
def test_a_daily_job_is_due_at_its_time_of_the_schools_day(now: str, due: str) -> None:
    daily("06:00", "test.morning", "早上")(nothing)
    found = jobs["test.morning"].due_at(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert found == datetime.fromisoformat(due).replace(tzinfo=UTC)


# Hypothesis wants its bounds without a zone.
@given(st.sampled_from([1, 5, 20, 60, 90, 1440]), st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)))  # noqa: DTZ001
def test_a_repeated_job_is_due_at_the_last_beat_of_its_rhythm(minutes: int, now: datetime) -> None:
    now = now.replace(tzinfo=UTC)
    jobs._items.clear()
    every(minutes, "test.beat", "节拍")(nothing)
    job = jobs["test.beat"]
    due = job.due_at(now)
    assert due <= now < due + timedelta(minutes=minutes)
    assert job.due_at(due) == due
    assert (due.hour * 60 + due.minute) % minutes == 0


@pytest.mark.parametrize("minutes", [0, -5, 7, 1441])
def test_a_rhythm_that_does_not_fit_a_day_is_refused(minutes: int) -> None:
    with pytest.raises(ImproperlyConfigured, match=r"'test\.odd'.*do not divide a day"):
        every(minutes, "test.odd", "怪")


@pytest.mark.parametrize("text", ["25:00", "morning", ""])
def test_a_time_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(ImproperlyConfigured, match="is no time of day"):
        daily(text, "test.odd", "怪")


def test_a_name_is_given_once() -> None:
    every(5, "test.twice", "一")(nothing)
    with pytest.raises(ImproperlyConfigured, match="declared twice"):
        daily("06:00", "test.twice", "二")(nothing)
