"""The periods a plan can be made for: terms, the holidays between them, school years, months."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.terms.api import Half, Period, Term, is_workday, month_period, period_of, term_period, terms

from .models import PlanKind

DAY = timedelta(days=1)
MONTHS_AHEAD = 4


def span_of(kind: str, period: str) -> Period:
    """The days of a plan. Raises ValidationError for a period that is none, or none of this kind."""
    found = next((span for span in spans(kind) if span.code == period), None)
    if found is None:
        try:
            found = period_of(period)
        except ValidationError as problem:
            raise ValidationError({"period": problem.messages}) from None
        if kind in (PlanKind.TERM, PlanKind.YEAR, PlanKind.HOLIDAY) or len(period) != len("2026-03"):
            raise ValidationError({"period": _("没有这一期，请从列出的里面选；新学期要先在“学期”里登记。")})
    return found


def spans(kind: str, today: date | None = None) -> list[Period]:
    """The periods of a kind, the earliest first; with today only those that are not over."""
    found = _SPANS[PlanKind(kind)](today)
    return [span for span in found if today is None or span.ends_on >= today]


def proposed(today: date) -> tuple[str, str]:
    """The kind and period a new plan is most likely for: the term that comes within four weeks, else the present one,
    else this month."""
    coming = [term for term in terms() if term.ends_on >= today]
    soon = [term for term in coming if today < term.begins_on <= today + timedelta(weeks=4)]
    chosen = soon or coming
    return (PlanKind.TERM, chosen[0].code) if chosen else (PlanKind.MONTH, f"{today:%Y-%m}")


def title_of(kind: str, span: Period) -> str:
    """How such a plan is called."""
    words = {
        PlanKind.TERM: _("%(period)s后勤工作计划"), PlanKind.YEAR: _("%(period)s后勤工作计划"),
        PlanKind.HOLIDAY: _("%(period)s后勤工作安排"), PlanKind.MONTH: _("%(period)s后勤工作计划"),
    }  # fmt: skip
    return words[PlanKind(kind)] % {"period": span.label}


def workday_until(day: date, first: date) -> date:
    """The day itself where people work on it, else the last workday before it (not before `first`)."""
    found = day
    while not is_workday(found) and found > first:
        found -= DAY
    return found if is_workday(found) else day


def _terms(_today: date | None) -> list[Period]:
    return [term_period(term) for term in terms()]


def _holidays(_today: date | None) -> list[Period]:
    known = terms()
    return [
        _holiday(one, following) for one, following in pairwise(known)
        if following.begins_on - one.ends_on > DAY
    ]  # fmt: skip


def _holiday(before: Term, after: Term) -> Period:
    begins, ends = before.ends_on + DAY, after.begins_on - DAY
    name = _("寒假") if before.half == Half.FIRST else _("暑假")
    label = _("%(year)s年%(name)s") % {"year": ends.year, "name": name}
    return Period(begins, ends, label, f"{begins}..{ends}")


def _years(_today: date | None) -> list[Period]:
    known = terms()
    made = []
    for term in known:
        if term.half != Half.FIRST:
            continue
        following = next((one for one in known if one.half == Half.FIRST and one.begins_on > term.begins_on), None)
        ends = following.begins_on - DAY if following else date(term.school_year + 1, 8, 31)
        words = {"year": term.school_year, "next": term.school_year + 1}
        made.append(Period(term.begins_on, ends, _("%(year)s—%(next)s学年") % words, f"{term.begins_on}..{ends}"))
    return made


def _months(today: date | None) -> list[Period]:
    known = terms()
    first = today or (known[0].begins_on if known else None)
    if first is None:
        return []
    last = today + timedelta(days=30 * MONTHS_AHEAD) if today else known[-1].ends_on
    made, day = [], first.replace(day=1)
    while day <= last:
        made.append(month_period(day.year, day.month))
        day = (day + timedelta(days=31)).replace(day=1)
    return made


_SPANS = {PlanKind.TERM: _terms, PlanKind.YEAR: _years, PlanKind.HOLIDAY: _holidays, PlanKind.MONTH: _months}
