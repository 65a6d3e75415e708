"""Which periods are offered to sum up, and how each is spoken of."""

from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from lvye.kernel.terms.api import Period, current, latest_closed, month_period, terms, year_period

MONTHS, YEARS = 6, 2
YEAR, MONTH = re.compile(r"\d{4}"), re.compile(r"\d{4}-\d{2}")


def choices(today: date) -> list[tuple[str, str]]:
    """Terms that have begun, the years they lie in, then the last months: (code, words)."""
    begun = [term for term in terms() if term.begins_on <= today]
    known = sorted({day.year for term in begun for day in (term.begins_on, term.ends_on) if day.year <= today.year})
    years = [year_period(year) for year in known[-YEARS:]]
    months = [
        month_period(today.year - (today.month <= back), (today.month - back - 1) % 12 + 1) for back in range(MONTHS)
    ]
    return [(term.code, term.name) for term in begun] + [(span.code, span.label) for span in (*years, *months)]


def usual(today: date) -> str:
    """The period one looks at first: the running term, in the holidays the one before, else this month."""
    term = current(today) or latest_closed()
    return term.code if term else month_period(today.year, today.month).code


def is_month(code: str) -> bool:
    """Whether the code is that of a month."""
    return MONTH.fullmatch(code) is not None


def this_and_before(span: Period) -> tuple[str, str]:
    """本学期, 比上学期: how a text speaks of the period and of the one before it."""
    if YEAR.fullmatch(span.code):
        return _("本年度"), _("比上年")
    if is_month(span.code):
        return _("本月"), _("比上月")
    return _("本学期"), _("比上学期")
