"""Periods that figures are counted over, and the one each is compared with."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kit import say

from .models import Term
from .queries import get, previous_term, terms

TERM = re.compile(r"(\d{4})-([12])")
MONTH = re.compile(r"(\d{4})-(\d{2})")
YEAR = re.compile(r"\d{4}")
SPAN = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Period:
    """Days from `begins_on` to `ends_on`, both included.

    code: as `period_of` reads it: "2025-2" a term, "2026-03" a month, "2026" a year, "2026-03-01..2026-03-15" any days.
    """

    begins_on: date
    ends_on: date
    label: str
    code: str

    def holds(self, day: date) -> bool:
        """Whether a date lies in the period."""
        return self.begins_on <= day <= self.ends_on

    @property
    def days(self) -> int:
        """How many days."""
        return (self.ends_on - self.begins_on).days + 1

    @property
    def dates(self) -> str:
        """The days in words: 2026年2月23日—7月10日."""
        return say.period(self.begins_on, self.ends_on)


def term_period(term: Term) -> Period:
    """The days of a term."""
    return Period(term.begins_on, term.ends_on, term.name, term.code)


def month_period(year: int, month: int) -> Period:
    """The days of a month."""
    last = monthrange(year, month)[1]
    label = _("%(year)s年%(month)s月") % {"year": year, "month": month}
    return Period(date(year, month, 1), date(year, month, last), label, f"{year:04d}-{month:02d}")


def year_period(year: int) -> Period:
    """The days of a calendar year, which is also the fiscal year."""
    return Period(date(year, 1, 1), date(year, 12, 31), _("%(year)s年") % {"year": year}, f"{year:04d}")


def span_period(begins_on: date, ends_on: date) -> Period:
    """Any days. Raises ValidationError when they are the wrong way round."""
    if ends_on < begins_on:
        raise ValidationError(_("结束日期不能早于开始日期。"), code="period")
    return Period(begins_on, ends_on, say.period(begins_on, ends_on), f"{begins_on}..{ends_on}")


def fiscal_year(day: date) -> int:
    """The fiscal year (财政年度) of a date: in China the calendar year."""
    return day.year


def period_of(what: Term | Period | str, today: date | None = None) -> Period:
    """The period of a term, or of a code as in `Period.code`; also `last` and `current` (which needs today).

    Raises ValidationError with what can be asked for.
    """
    if isinstance(what, Period):
        return what
    if isinstance(what, Term):
        return term_period(what)
    text = what.strip()
    if text.lower() in {"last", "current"} or TERM.fullmatch(text):
        return term_period(get(text, today))
    try:
        if found := MONTH.fullmatch(text):
            return month_period(int(found[1]), int(found[2]))
        if YEAR.fullmatch(text):
            return year_period(int(text))
        if found := SPAN.fullmatch(text):
            return span_period(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    except ValueError:
        pass
    sample = _("没有“%(code)s”这样的时段；可以写学期（2025-2）、月份（2026-03）、年份（2026）、last 或 current。")
    raise ValidationError(sample % {"code": what[:40]}, code="period")


def before(period: Period) -> Period | None:
    """The period this one is compared with: the term, month or year before; for any days, as many days before them.

    None for the first term that is recorded.
    """
    if TERM.fullmatch(period.code):
        term = next((one for one in terms() if one.code == period.code), None)
        earlier = previous_term(term) if term else None
        return term_period(earlier) if earlier else None
    eve = period.begins_on - timedelta(days=1)
    if MONTH.fullmatch(period.code):
        return month_period(eve.year, eve.month)
    if YEAR.fullmatch(period.code):
        return year_period(eve.year)
    return span_period(period.begins_on - timedelta(days=period.days), eve)
