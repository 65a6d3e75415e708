from datetime import date
from itertools import count
from typing import Any

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.terms.api import Term, term_add, terms
from lvye.modules.summaries import services
from lvye.modules.summaries.models import Kind, Summary

_numbers = count(1)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def spring(**values: Any) -> Term:
    """The term most tests play in, 2025-2; the one before it is made with it, so that there is something to compare."""
    known = {term.code: term for term in terms()}
    if "2025-2" in known:
        return known["2025-2"]
    actor = _actor(values)
    term_add(school_year=2025, half=1, begins_on=date(2025, 9, 1), ends_on=date(2026, 1, 30), actor=actor)
    return term_add(school_year=2025, half=2, begins_on=date(2026, 2, 23), ends_on=date(2026, 7, 10), actor=actor)


def summary(**values: Any) -> Summary:
    """A month's draft, each of another month, unless a period is given."""
    actor = _actor(values)
    if "period" not in values and values.get("kind", Kind.MONTH) == Kind.MONTH:
        number = next(_numbers)
        values["period"] = f"{2027 + number // 12}-{number % 12 + 1:02d}"
    return services.summary_draft(actor=actor, **({"kind": Kind.MONTH} | values))
