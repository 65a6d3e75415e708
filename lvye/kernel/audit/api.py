"""The front door of audit: `note` a deed, read a record's `trail`, `verify` the chain."""

from __future__ import annotations

from .chain import Report, dated, hold, note, note_many, plain, trail, verify
from .models import Entry

__all__ = ["Entry", "Report", "dated", "hold", "note", "note_many", "plain", "trail", "verify"]
