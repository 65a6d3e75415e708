"""Valid records of this package, for its own tests and the generic suites."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from lvye.kernel.accounts.api import system_user
from lvye.kernel.terms.api import Day, Term, day_set, term_add

FIRST = 2031
_days = count()


def term(**values: Any) -> Term:
    """A term of twenty weeks: each made is the next after the last there is, from 2031 on, so that none overlap."""
    last = Term.objects.filter(school_year__gte=FIRST).order_by("-begins_on").first()
    year, half = (FIRST, 1) if last is None else (last.school_year, 2) if last.half == 1 else (last.school_year + 1, 1)
    year, half = values.pop("school_year", year), values.pop("half", half)
    begins = values.pop("begins_on", None) or (date(year, 9, 1) if half == 1 else date(year + 1, 2, 20))
    ends = values.pop("ends_on", None) or begins + timedelta(days=20 * 7 - 1)
    actor = values.pop("actor", None) or system_user()
    return term_add(school_year=year, half=half, begins_on=begins, ends_on=ends, actor=actor, **values)


def day(**values: Any) -> Day:
    """A day of the school's own, each one later than the one before it."""
    known = {"date": date(2031, 1, 1) + timedelta(days=next(_days)), "kind": "rest", "name": "校运会"}
    actor = values.pop("actor", None) or system_user()
    return day_set(**(known | values), actor=actor)
