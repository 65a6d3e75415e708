"""Which shifts are served on which days: the school calendar turned into slots."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from lvye.kernel.terms.api import day_name, is_school_day, is_workday

from .models import Kind, On, Shift, Span

DAY = timedelta(days=1)
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Planned:
    """A slot that is to be."""

    shift: Shift
    on: date
    starts_at: datetime
    ends_at: datetime
    block: str
    weight: Decimal


def is_holiday(day: date) -> bool:
    """A day off that is no ordinary weekend."""
    return not is_workday(day) and (day.weekday() < 5 or bool(day_name(day)))


def is_heavy(day: date) -> bool:
    """A weekend or holiday."""
    return not is_workday(day)


def served_on(shift: Shift, day: date) -> bool:
    """Whether the calendar wants this shift on this day."""
    if shift.weekdays and day.weekday() not in shift.weekdays:
        return False
    return {
        On.SCHOOL: is_school_day(day),
        On.WORK: is_workday(day),
        On.REST: is_heavy(day),
        On.HOLIDAY: is_holiday(day),
        On.WEEKEND: is_heavy(day) and not is_holiday(day),
        On.EVERY: True,
    }[On(shift.on)]


def weight_of(kind: Kind, shift: Shift, day: date) -> Decimal:
    """What a shift on this day counts in the sharing."""
    times = kind.holiday_times if is_holiday(day) else kind.weekend_times if is_heavy(day) else Decimal(1)
    return (shift.weight * times).quantize(TENTH, ROUND_HALF_UP)


def planned(kind: Kind, shifts: Sequence[Shift], begins_on: date, ends_on: date) -> Iterator[Planned]:
    """All slots of these days, the earliest first."""
    for n in range((ends_on - begins_on).days + 1):
        day = begins_on + DAY * n
        for shift in shifts:
            if served_on(shift, day):
                last = day + DAY if shift.is_overnight else day
                block = f"{day.isocalendar().year}-{day.isocalendar().week:02d}-{shift.pk}"
                yield Planned(
                    shift, day, at(day, shift.begins), at(last, shift.ends),
                    block if shift.span == Span.WEEK else "", weight_of(kind, shift, day),
                )  # fmt: skip


def at(day: date, clock: time) -> datetime:
    """That time of the school's clock."""
    return timezone.make_aware(datetime.combine(day, clock), timezone.get_default_timezone())
