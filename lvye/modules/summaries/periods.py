"""Which periods are offered to sum up."""

from __future__ import annotations

from datetime import date

from lvye.kernel.terms.api import current, latest_closed, month_period, terms

MONTHS = 6


def choices(today: date) -> list[tuple[str, str]]:
    """Terms that have begun, then the last months: (code, words)."""
    spans = [(term.code, term.name) for term in terms() if term.begins_on <= today]
    months = [
        month_period(today.year - (today.month <= back), (today.month - back - 1) % 12 + 1) for back in range(MONTHS)
    ]
    return spans + [(month.code, month.label) for month in months]


def usual(today: date) -> str:
    """The period one looks at first: the running term, in the holidays the one before, else this month."""
    term = current(today) or latest_closed()
    return term.code if term else month_period(today.year, today.month).code
