"""Asking for the value of a rule: one query for all rules in a request, then from memory."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lvye.kit.memo import once

from .models import Rule
from .spec import RuleSpec, declared, parse, show, spec


@dataclass(frozen=True)
class Present:
    """A rule as it stands on a day: its declaration, value, source, and the next change that is known."""

    rule: RuleSpec
    value: Any
    record: Rule | None  # None: the declared value holds
    next_on: date | None
    next_value: Any

    @property
    def shown(self) -> str:
        """The value as people read it."""
        return show(self.rule, self.value)

    @property
    def next_shown(self) -> str:
        """The next value as people read it; empty when no change is known."""
        return show(self.rule, self.next_value) if self.next_on else ""

    @property
    def document(self) -> str:
        """The paper the value rests on: the school's record first, else the declaration."""
        return (self.record.document if self.record else str(self.rule.document)) or ""

    @property
    def article(self) -> str:
        """The article of that paper."""
        return (self.record.article if self.record else str(self.rule.article)) or ""

    @property
    def region(self) -> str:
        """Where it holds: a country, a province, the school."""
        return (self.record.region if self.record else str(self.rule.region)) or ""


def value(code: str, on: date | None = None) -> Any:
    """The value of a rule on a day (today without one): what the school recorded, else what is declared.

    The type follows the kind: int, Decimal, str, bool, datetime.time, or a tuple of texts.
    Raises ImproperlyConfigured for a code nobody declared.
    """
    rule = spec(code)
    periods = _recorded().get(code)
    if not periods:
        return rule.value
    found = _covering(periods, on or timezone.localdate())  # house: "now in force" is what most askers mean
    return rule.value if found is None else parse(rule, found.value)


def values_between(code: str, first: date, last: date) -> list[tuple[date, Any]]:
    """Each value of a rule from `first` to `last` with the day it begins to hold; the first pair begins on `first`."""
    turns = {first}
    for period in _recorded().get(code, ()):
        turns.add(period.effective_from)
        if period.effective_to is not None and period.effective_to < last:
            turns.add(period.effective_to + timedelta(days=1))
    return [(day, value(code, day)) for day in sorted(turns) if first <= day <= last]


def history(code: str) -> QuerySet[Rule]:
    """All that was ever recorded for a rule, newest first."""
    return Rule.objects.filter(code=code).order_by("-effective_from")


def present(code: str, on: date) -> Present:
    """A rule as it stands on a day, with its next change."""
    rule, periods = spec(code), _recorded().get(code, ())
    record = _covering(periods, on)
    turns = [p.effective_from for p in periods if p.effective_from > on]
    if record is not None and record.effective_to is not None:
        turns.append(record.effective_to + timedelta(days=1))
    next_on = min(turns, default=None)
    return Present(
        rule=rule,
        value=value(code, on),
        record=record,
        next_on=next_on,
        next_value=value(code, next_on) if next_on else None,
    )


def overview(on: date) -> list[Present]:
    """Every declared rule as it stands on a day, in the order of declaration."""
    return [present(rule.code, on) for rule in declared]


def orphans() -> list[str]:
    """Codes that have records and no declaration any more: for `lvye doctor`."""
    return sorted(code for code in _recorded() if code not in declared)


@once
def _recorded() -> dict[str, list[Rule]]:
    """All records by code, oldest first. Few: a school changes a rule a handful of times in its life."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for record in Rule.objects.order_by("effective_from"):
        found[record.code].append(record)
    return dict(found)


def _covering(periods: list[Rule] | tuple[()], on: date) -> Rule | None:
    place = bisect_right(periods, on, key=lambda period: period.effective_from) - 1
    if place < 0:
        return None
    record = periods[place]
    return record if record.effective_to is None or record.effective_to >= on else None
