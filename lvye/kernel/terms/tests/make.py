"""Valid records of this package, for its own tests and the generic suites."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from lvye.kernel.accounts.api import system_user
from lvye.kernel.terms.api import Day, Term, day_set, term_add

_terms, _days = count(), count()


def term(**values: Any) -> Term:
    """A term of twenty weeks: each made is the next after the one before it, from 2031 on, so that none overlap."""
    number = next(_terms)
    year, half = 2031 + number // 2, number % 2 + 1
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
