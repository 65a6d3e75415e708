"""The front door of rules: declare thresholds, ask for their `value`, record another, number documents."""

from __future__ import annotations

from .apart import PeriodsApart
from .models import Rule
from .numbers import next_number, next_numbers
from .queries import Present, history, orphans, overview, present, value, values_between
from .services import rule_correct, rule_set
from .spec import RuleSpec, declare, declared, parse, show, spec

__all__ = [
    "PeriodsApart",
    "Present",
    "Rule",
    "RuleSpec",
    "declare",
    "declared",
    "history",
    "next_number",
    "next_numbers",
    "orphans",
    "overview",
    "parse",
    "present",
    "rule_correct",
    "rule_set",
    "show",
    "spec",
    "value",
    "values_between",
]
