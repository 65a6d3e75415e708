"""The records of the work log."""

from __future__ import annotations

from .entry import Entry
from .kind import Kind, Meaning
from .line import Line

__all__ = ["Entry", "Kind", "Line", "Meaning"]
