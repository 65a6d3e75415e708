"""The front door of audit: `note` a deed, read a record's `trail`, `verify` the chain."""

from __future__ import annotations

from .chain import Report, dated, hold, last_entry, note, note_many, plain, trail, verify
from .models import Entry

__all__ = ["Entry", "Report", "dated", "hold", "last_entry", "note", "note_many", "plain", "trail", "verify"]
