"""The State Council's yearly arrangement of holidays and make-up workdays, as the library `chinesecalendar` has it."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from .models import WORKED, DayKind


class Mark(NamedTuple):
    """What a day is: the kind and its name."""

    kind: str
    name: str

    @property
    def is_worked(self) -> bool:
        """Whether people work on this day."""
        return self.kind in WORKED


@cache
def official_days(year: int) -> dict[date, Mark] | None:
    """Holidays (weekends among them too) and make-up workdays of a year; None where the arrangement is not known.

    The library knows 2004 to the year last published; it is published each autumn for the year to come.
    """
    import chinese_calendar  # house: takes 20 ms that most commands never need

    found: dict[date, Mark] = {}
    day = date(year, 1, 1)
    while day.year == year:
        try:
            rests, name = chinese_calendar.get_holiday_detail(day)
        except NotImplementedError:
            return None
        if name:
            word = chinese_calendar.Holiday(name).chinese
            if rests:
                found[day] = Mark(DayKind.HOLIDAY, word)
            elif day.weekday() >= 5:
                found[day] = Mark(DayKind.MAKEUP, f"{word}调休")  # house: a name kept as data, like the library's
        day += timedelta(days=1)
    return found
