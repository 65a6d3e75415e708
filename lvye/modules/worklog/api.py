"""The front door of the work log: what modules above may use."""

from __future__ import annotations

from .models import Entry, Kind, Line, Meaning
from .queries import Tally, person_entries, person_lines
from .services import Work, entry_keep, kinds_prepare, line_to_job

__all__ = [
    "Entry",
    "Kind",
    "Line",
    "Meaning",
    "Tally",
    "Work",
    "entry_keep",
    "kinds_prepare",
    "line_to_job",
    "person_entries",
    "person_lines",
]
