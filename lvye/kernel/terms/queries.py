"""Which term a date lies in, and what kind of day it is. One query for all terms, one for each year of days."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kit import say
from lvye.kit.memo import once

from .models import Day, DayKind, Term, TermStatus
from .official import Mark, official_days

DAY = timedelta(days=1)


@once
def terms() -> list[Term]:
    """All terms, the earliest first."""
    return list(Term.objects.order_by("begins_on"))


def term_on(day: date) -> Term | None:
    """The term a date lies in; None in the holidays between terms."""
    return next((term for term in terms() if term.holds(day)), None)


def current(today: date) -> Term | None:
    """The term of a day; in the holidays the one that ended last, before the first one that, else None."""
    begun = [term for term in terms() if term.begins_on <= today]
    return begun[-1] if begun else next(iter(terms()), None)


def latest_closed() -> Term | None:
    """The last of the closed terms: what `last` means on the command line."""
    closed = [term for term in terms() if term.status == TermStatus.CLOSED]
    return closed[-1] if closed else None


def get(code: str, today: date | None = None) -> Term:
    """A term by its code ("2025-2"), `last` (the latest closed) or `current` (needs today).

    Raises ValidationError with the codes there are.
    """
    wanted = code.strip().lower()
    if wanted == "last":
        found = latest_closed()
        missing = _("还没有归档的学期。")
    elif wanted == "current":
        if today is None:
            raise ValueError("the current term depends on today")
        found = current(today)
        missing = _("还没有登记学期，请先在“学期”里登记。")
    else:
        found = next((term for term in terms() if term.code == wanted), None)
        known = "、".join(term.code for term in terms()) or _("（还没有登记学期）")
        missing = _("没有代码为“%(code)s”的学期；现有：%(known)s。") % {"code": code, "known": known}
    if found is None:
        raise ValidationError(missing, code="term_unknown")
    return found


def previous_term(term: Term) -> Term | None:
    """The term before this one, by date."""
    return next((one for one in reversed(terms()) if one.begins_on < term.begins_on), None)


def refuse_closed(day: date) -> None:
    """Raises ValidationError when the date lies in a closed term: its records are filed and stay as they are."""
    term = term_on(day)
    if term is not None and term.status == TermStatus.CLOSED:
        text = _("%(day)s属于%(term)s，这个学期已经归档，不能再增改记录。确需补记，请先重新打开这个学期。")
        raise ValidationError(text % {"day": say.day(day), "term": term.name}, code="term_closed")


def week_number(day: date) -> int | None:
    """The teaching week (教学周), from 1; weeks begin on Monday. None outside of terms."""
    term = term_on(day)
    if term is None:
        return None
    monday = term.begins_on - timedelta(days=term.begins_on.weekday())
    return (day - monday).days // 7 + 1


@once
def marks(year: int) -> dict[date, Mark]:
    """The days of a year that are not what their weekday says.

    Once a year has been filled the table alone decides, so that an update of the library never moves a deadline
    that was promised; before that the library's knowledge holds beneath the school's own days.
    """
    rows = list(Day.objects.filter(date__range=(date(year, 1, 1), date(year, 12, 31))))
    found = {} if any(row.is_official for row in rows) else dict(official_days(year) or {})
    found |= {row.date: Mark(row.kind, row.name) for row in rows}
    return found


def calendar_known(year: int) -> bool:
    """Whether holidays and make-up days of a year are known: officially, or because the school entered some."""
    return official_days(year) is not None or any(mark.kind == DayKind.HOLIDAY for mark in marks(year).values())


def calendar_note(year: int) -> str:
    """A sentence for people when a year's arrangement is not known yet; empty when it is."""
    if calendar_known(year):
        return ""
    text = _("%(year)s年的放假和调休安排还没有收录，目前只按双休日推算。公布后请在“校历特殊日”里登记，或更新本程序。")
    return text % {"year": year}


def is_workday(day: date) -> bool:
    """Whether people work: weekdays and make-up days, without holidays. School holidays do not matter."""
    mark = marks(day.year).get(day)
    return day.weekday() < 5 if mark is None else mark.is_worked


def is_school_day(day: date) -> bool:
    """Whether there are lessons: a workday within a term."""
    return term_on(day) is not None and is_workday(day)


def day_name(day: date) -> str:
    """What the calendar calls a day ("春节"); empty for ordinary ones."""
    mark = marks(day.year).get(day)
    return mark.name if mark else ""


def add_workdays(day: date, count: int) -> date:
    """The count-th workday after a date (before it when negative); the date itself for 0."""
    step = DAY if count > 0 else -DAY
    left = abs(count)
    while left:
        day += step
        left -= is_workday(day)
    return day


def workdays_between(first: date, last: date) -> int:
    """How many workdays from `first` to `last`, both included; 0 when they are the wrong way round."""
    return sum(is_workday(first + DAY * n) for n in range((last - first).days + 1))


def school_days(first: date, last: date) -> list[date]:
    """The days with lessons from `first` to `last`, both included."""
    return [day for n in range((last - first).days + 1) if is_school_day(day := first + DAY * n)]
