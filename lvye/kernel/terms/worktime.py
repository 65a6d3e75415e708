"""Working minutes: how far two moments lie apart, and where a promise of so many minutes ends.

Each year is laid out once per request as a row of working minutes, numbered from 0. A moment stands at a number of
that row; differences and sums are then plain arithmetic, whatever lies between. Moments count by whole minutes:
seconds are cut off, so that two spans end to end always add up.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import accumulate

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.rules import api as rules
from lvye.kit.memo import once

from .queries import is_workday

HOURS = ("terms.work_from", "terms.lunch_from", "terms.lunch_to", "terms.work_to")
FURTHEST = 20  # years a search may go: more means that nobody works at all
Spans = tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Year:
    """The working minutes of a year: the spans of each day (minutes from midnight), and how many lie before it."""

    number: int
    spans: tuple[Spans, ...]
    before: tuple[int, ...]  # one more than there are days: the last is the total

    @property
    def total(self) -> int:
        """All working minutes of the year."""
        return self.before[-1]

    def place(self, moment: datetime) -> int:
        """How many working minutes of the year have passed at a local moment."""
        index = (moment.date() - date(self.number, 1, 1)).days
        minute = moment.hour * 60 + moment.minute
        return self.before[index] + sum(
            min(max(minute - begins, 0), ends - begins) for begins, ends in self.spans[index]
        )

    def first_at(self, place: int) -> datetime:
        """The earliest moment at which so many minutes (1 to total) have passed: 17:30 rather than 8:00 tomorrow."""
        index = bisect_left(self.before, place) - 1
        rest = place - self.before[index]
        for begins, ends in self.spans[index]:
            if rest <= ends - begins:
                return self._moment(index, begins + rest)
            rest -= ends - begins
        raise AssertionError("the place lies in this day")

    def last_at(self, place: int) -> datetime:
        """The latest moment at which so many minutes (0 to total - 1) have passed: 8:00 rather than 17:30 the eve."""
        index = bisect_right(self.before, place) - 1
        rest = place - self.before[index]
        for begins, ends in self.spans[index]:
            if rest < ends - begins:
                return self._moment(index, begins + rest)
            rest -= ends - begins
        raise AssertionError("the place lies in this day")

    def _moment(self, index: int, minute: int) -> datetime:
        day = date(self.number, 1, 1) + timedelta(days=index)
        return datetime.combine(day, time(*divmod(minute, 60)), timezone.get_default_timezone())


def working_minutes(begins: datetime, ends: datetime) -> int:
    """Working minutes from one moment to another; negative when `ends` is earlier. Both must be aware."""
    first, last = _local(begins), _local(ends)
    between = _year(last.year).place(last) - _year(first.year).place(first)
    for number in range(first.year, last.year):
        between += _year(number).total
    for number in range(last.year, first.year):
        between -= _year(number).total
    return between


def add_working_minutes(start: datetime, minutes: int) -> datetime:
    """The earliest moment so many working minutes after `start` (the latest one before it, when negative).

    `start` itself for 0. Raises ValidationError when there is no working time within twenty years.
    """
    if minutes == 0:
        return start
    here = _local(start)
    number = here.year
    wanted = _year(number).place(here) + minutes
    for _turn in range(FURTHEST):
        year = _year(number)
        if minutes > 0 and wanted <= year.total:
            return year.first_at(wanted)
        if minutes < 0 and wanted >= 0:
            return year.last_at(wanted)
        if minutes > 0:
            wanted -= year.total
            number += 1
        else:
            number -= 1
            wanted += _year(number).total
    raise ValidationError(
        _("按现在的上下班时间算不出工作时间，请在“标准与阈值”里检查上下班和午休的时间。"), code="no_worktime"
    )


def is_worktime(moment: datetime) -> bool:
    """Whether people are at work at a moment."""
    here = _local(moment)
    minute = here.hour * 60 + here.minute
    index = here.timetuple().tm_yday - 1
    return any(begins <= minute < ends for begins, ends in _year(here.year).spans[index])


@once
def _year(number: int) -> Year:
    first, last = date(number, 1, 1), date(number, 12, 31)
    turns = _hours(first, last)
    days, spans, turn = (last - first).days + 1, [], 0
    for index in range(days):
        day = first + timedelta(days=index)
        while turn + 1 < len(turns) and turns[turn + 1][0] <= day:
            turn += 1
        spans.append(turns[turn][1] if is_workday(day) else ())
    lengths = (sum(ends - begins for begins, ends in day) for day in spans)
    return Year(number, tuple(spans), tuple(accumulate(lengths, initial=0)))


def _hours(first: date, last: date) -> list[tuple[date, Spans]]:
    """The spans of a workday from each day on at which the hours change."""
    changes = {day for code in HOURS for day, _value in rules.values_between(code, first, last)}
    return [(day, _spans(day)) for day in sorted(changes)]


def _spans(day: date) -> Spans:
    """Morning and afternoon, in minutes from midnight; lunch that ends before it begins is no lunch."""
    begins, lunch, back, ends = (_minute(rules.value(code, day)) for code in HOURS)
    if back <= lunch:
        lunch = back = begins
    spans = ((begins, min(lunch, ends)), (max(back, begins), ends))
    return tuple((a, b) for a, b in spans if a < b)


def _minute(clock: time) -> int:
    return clock.hour * 60 + clock.minute


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment, timezone.get_default_timezone())
