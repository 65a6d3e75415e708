"""Valid records of this package, for its own tests and the generic suites."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import count
from typing import Any

from lvye.kernel.accounts.api import system_user
from lvye.kernel.rules.api import Rule, rule_set, spec

_days = count()


def rule(**values: Any) -> Rule:
    """One record of a rule; each made begins a day after the one before it, so that they never overlap."""
    code = values.pop("code", "terms.lunch_from")
    begins = date(2030, 1, 1) + timedelta(days=next(_days))
    known: dict[str, Any] = {"value": spec(code).value, "effective_from": begins, "why": "本校作息"}
    return rule_set(code, actor=values.pop("actor", None) or system_user(), **(known | values))
