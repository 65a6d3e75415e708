"""Deeds of the work log: the only place that changes its data."""

from __future__ import annotations

from .amending import entry_amend, entry_withdraw, line_drop
from .catalogue import kinds_prepare, meaning_keep
from .jobs import entry_to_job, line_to_job
from .keeping import Work, entry_keep, words_of

__all__ = [
    "Work",
    "entry_amend",
    "entry_keep",
    "entry_to_job",
    "entry_withdraw",
    "kinds_prepare",
    "line_drop",
    "line_to_job",
    "meaning_keep",
    "words_of",
]
