"""When a duty is due: a cadence laid over the school's calendar. Pure: the calendar is passed in, nothing is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.terms import api as terms

DAY = timedelta(days=1)
LONG_REST = 3  # days without counting ones that make a holiday: a weekend has two
FAR = 120  # days looked ahead for the end of a holiday
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
DAILY, WEEKLY = ("day", "meal"), ("week", "biweek")
UNITS = (*DAILY, *WEEKLY, *MONTHS, "term", "workdays", "holiday", "event")
SCHOOL, WORK, EVERY = "school", "work", "every"
BEGIN, BEFORE, END = "begin", "before", "end"


@dataclass(frozen=True)
class Window:
    """From when until when on a day, in the school's time; one that closes before it opens ends the next day."""

    opens: time = time(0, 0)
    closes: time = time(23, 59)
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class Cadence:
    """How often and when.

    unit: day, meal (as day, its windows are the meals), week, biweek (every second week), month, quarter, half_year,
    year, term, workdays (every `every` counting days), holiday (before every rest of three days or more), event (only
    when something happens: `event_due`). days: which days count: school (with lessons), work, every.
    weekdays: 1 Monday … 7 Sunday. month_day: the day of the month (0 the last) and months: which months of the year
    (of quarter and half year: which month in it). is_whole: due at any time of the week, month … term.
    point: of a term its first day (begin), the `lead` days before it (before), or its last day (end).
    lead: counting days before a holiday from when on it may be done. A day that does not count gives way to the
    nearest earlier one of the same week or period, else to the next; where there is none the duty is not due.
    """

    unit: str
    days: str = SCHOOL
    weekdays: tuple[int, ...] = ()
    every: int = 1
    month_day: int = 1
    months: tuple[int, ...] = ()
    is_whole: bool = False
    point: str = ""
    lead: int = 0
    windows: tuple[Window, ...] = (Window(),)


@dataclass(frozen=True, order=True)
class Occurrence:
    """One time the duty is due. key_on and slot name it for ever, also when the calendar moves its day."""

    key_on: date
    slot: int
    opens_at: datetime
    due_at: datetime
    name: str = ""


@dataclass(frozen=True)
class Span:
    """The days of one occurrence, before its hours are known."""

    key_on: date
    index: int
    opens_on: date
    due_on: date


class Calendar(Protocol):
    """What a cadence asks of the calendar."""

    def is_workday(self, day: date) -> bool:
        """Whether people work."""

    def is_school_day(self, day: date) -> bool:
        """Whether there are lessons."""

    def terms(self) -> list[tuple[date, date]]:
        """First and last day of each term."""


class SchoolCalendar:
    """The school's own calendar, each day asked for once."""

    def __init__(self) -> None:
        self._work: dict[date, bool] = {}
        self._terms = [(term.begins_on, term.ends_on) for term in terms.terms()]

    def is_workday(self, day: date) -> bool:
        """Whether people work."""
        if day not in self._work:
            self._work[day] = terms.is_workday(day)
        return self._work[day]

    def is_school_day(self, day: date) -> bool:
        """Whether there are lessons."""
        return any(begins <= day <= ends for begins, ends in self._terms) and self.is_workday(day)

    def terms(self) -> list[tuple[date, date]]:
        """First and last day of each term."""
        return self._terms


def occurrences(
    cadence: Cadence, first: date, last: date, calendar: Calendar, *, starts_on: date, ends_on: date | None = None
) -> list[Occurrence]:
    """Every time it is due with a day between `first` and `last`, in order of its window.

    starts_on, ends_on: from when until when the school wants it; starts_on is also where counting begins (every N
    working days, every second week).
    """
    found = []
    for span in _spans(cadence, max(first, starts_on), last, calendar, starts_on):
        opens_on = max(span.opens_on, starts_on)
        if span.due_on < max(first, starts_on) or opens_on > last or (ends_on and span.due_on > ends_on):
            continue
        windows = cadence.windows[:1] if cadence.is_whole else cadence.windows
        found += [_at(span, opens_on, number, window) for number, window in enumerate(windows)]
    return sorted(found, key=lambda one: (one.opens_at, one.due_at, one.key_on, one.slot))


def _at(span: Span, opens_on: date, number: int, window: Window) -> Occurrence:
    ends = span.due_on + (DAY if window.closes <= window.opens else timedelta())
    opens_at = timezone.make_aware(datetime.combine(opens_on, window.opens))
    due_at = timezone.make_aware(datetime.combine(ends, window.closes))
    return Occurrence(span.key_on, span.index * 100 + number, opens_at, due_at, window.name)


def _spans(cadence: Cadence, first: date, last: date, calendar: Calendar, anchor: date) -> Iterable[Span]:
    counts = counting(cadence.days, calendar)
    if cadence.unit in DAILY:
        return (Span(day, 0, day, day) for day in days_between(first, last) if counts(day))
    if cadence.unit in WEEKLY:
        return _weekly(cadence, first, last, counts, anchor)
    if cadence.unit in MONTHS:
        return _monthly(cadence, first, last, counts)
    if cadence.unit == "term":
        return _termly(cadence, first, last, counts, calendar)
    if cadence.unit == "workdays":
        return _every_so_many(cadence, first, last, counts, anchor)
    return _before_holidays(cadence, first, last, counts) if cadence.unit == "holiday" else ()


def counting(days: str, calendar: Calendar) -> Callable[[date], bool]:
    """Whether a day counts, as the cadence says."""
    return {SCHOOL: calendar.is_school_day, WORK: calendar.is_workday}.get(days, lambda day: True)


def days_between(first: date, last: date) -> Iterator[date]:
    """Every day, both included."""
    return (first + DAY * n for n in range((last - first).days + 1))


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - DAY * day.weekday()


def _near(wanted: date, first: date, last: date, counts: Callable[[date], bool]) -> date | None:
    """The day itself, else the nearest earlier one that counts, else the next; all within first and last."""
    for day in (*(wanted - DAY * n for n in range((wanted - first).days + 1)), *days_between(wanted, last)):
        if counts(day):
            return day
    return None


def _whole(key_on: date, first: date, last: date, counts: Callable[[date], bool]) -> Iterator[Span]:
    days = [day for day in days_between(first, last) if counts(day)]
    if days:
        yield Span(key_on, 0, days[0], days[-1])


def _weekly(c: Cadence, first: date, last: date, counts: Callable[[date], bool], anchor: date) -> Iterator[Span]:
    monday = monday_of(first)
    while monday <= last:
        weeks = (monday - monday_of(anchor)).days // 7
        if c.unit == "week" or weeks % 2 == 0:
            yield from _week(c, monday, counts)
        monday += 7 * DAY


def _week(c: Cadence, monday: date, counts: Callable[[date], bool]) -> Iterator[Span]:
    sunday = monday + 6 * DAY
    if c.is_whole:
        yield from _whole(monday, monday, sunday, counts)
        return
    taken: set[date] = set()
    for weekday in sorted(c.weekdays or (5,)):
        day = _near(monday + DAY * (weekday - 1), monday, sunday, counts)
        if day is not None and day not in taken:  # two that give way to one day are one
            taken.add(day)
            yield Span(monday, weekday, day, day)


def _monthly(c: Cadence, first: date, last: date, counts: Callable[[date], bool]) -> Iterator[Span]:
    size = MONTHS[c.unit]
    begins = date(first.year, (first.month - 1) // size * size + 1, 1)
    while begins <= last:
        after = _month_after(begins, size)
        if c.unit != "month" or not c.months or begins.month in c.months:
            yield from _period(c, begins, after - DAY, counts)
        begins = after


def _period(c: Cadence, begins: date, ends: date, counts: Callable[[date], bool]) -> Iterator[Span]:
    if c.is_whole:
        yield from _whole(begins, begins, ends, counts)
        return
    numbers = [0] if c.unit == "month" else [number - 1 for number in c.months or (1,)]
    for number in numbers:
        month = _month_after(begins, number)
        month_ends = _month_after(month, 1) - DAY
        wanted = month_ends if c.month_day == 0 else min(month + DAY * (c.month_day - 1), month_ends)
        day = _near(wanted, begins, ends, counts)
        if day is not None:
            yield Span(begins, number, day, day)


def _month_after(day: date, count: int) -> date:
    months = day.year * 12 + day.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _termly(c: Cadence, first: date, last: date, counts: Callable[[date], bool], calendar: Calendar) -> Iterator[Span]:
    for begins, ends in calendar.terms():
        if c.is_whole:
            yield from _whole(begins, begins, ends, counts)
        elif c.point == BEFORE:
            yield Span(begins, 0, begins - DAY * max(c.lead, 1), begins - DAY)
        else:
            wanted = ends if c.point == END else begins
            day = _near(wanted, begins, ends, counts)
            if day is not None:
                yield Span(begins, 0, day, day)


def _every_so_many(c: Cadence, first: date, last: date, counts: Callable[[date], bool], anchor: date) -> Iterator[Span]:
    number = -1
    for day in days_between(anchor, last):
        if counts(day):
            number += 1
            if number % c.every == 0 and day >= first:
                yield Span(day, 0, day, day)


def _before_holidays(c: Cadence, first: date, last: date, counts: Callable[[date], bool]) -> Iterator[Span]:
    for day in days_between(first, last + DAY * c.lead * 3):
        if not counts(day) or counts(day + DAY):
            continue
        rest = next((n for n in range(1, FAR) if counts(day + DAY * (n + 1))), FAR)
        if rest >= LONG_REST:
            yield Span(day + DAY, 0, _earlier(day, c.lead, counts), day)


def _earlier(day: date, count: int, counts: Callable[[date], bool]) -> date:
    found = day
    for earlier in (day - DAY * n for n in range(1, FAR)):
        if count <= 0:
            break
        if counts(earlier):
            found, count = earlier, count - 1
    return found


def check_cadence(cadence: Cadence) -> None:
    """Raises ValidationError where a cadence cannot be laid over a calendar."""
    wrong = [
        (cadence.unit not in UNITS or cadence.days not in (SCHOOL, WORK, EVERY), _("请选多久一次、算哪些日子。")),
        (not all(1 <= day <= 7 for day in cadence.weekdays), _("星期几只能是星期一到星期日。")),
        (not 0 <= cadence.month_day <= 31, _("几号只能填 1 到 31，0 表示月末。")),
        (not all(1 <= month <= MONTHS.get(cadence.unit, 12) or cadence.unit == "month" for month in cadence.months),
         _("月份超出了这个周期。")),
        (not 1 <= cadence.every <= 200, _("每隔多少天只能填 1 到 200。")),
        (not 0 <= cadence.lead <= 60, _("提前天数只能填 0 到 60。")),
        (not 1 <= len(cadence.windows) <= 24, _("一天的时段要有 1 到 24 个。")),
    ]  # fmt: skip
    if problems := [words for is_wrong, words in wrong if is_wrong]:
        raise ValidationError(problems)
