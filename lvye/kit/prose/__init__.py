"""A reader of Chinese work prose: from a sentence or a document to quantified facts with their place in the print."""

from __future__ import annotations

from .model import Fact, Reading, Tally, Words
from .reading import as_line, read

__all__ = ["Fact", "Reading", "Tally", "Words", "as_line", "read"]
