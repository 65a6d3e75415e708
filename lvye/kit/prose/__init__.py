"""A reader of Chinese work prose: from a sentence or a document to quantified facts with their place in the print.

Its grammar takes a fifth of a second to put together: that is done when something is read, not when the program starts.
"""

from __future__ import annotations

from .model import Fact, Reading, Tally, Words

__all__ = ["Fact", "Reading", "Tally", "Words", "as_line", "read"]


def read(text: str, *, words: Words | None = None) -> Reading:
    """All quantified facts of a text, deterministic, in the order of the print. Reads anything, raises on nothing."""
    from . import reading

    return reading.read(text, words=words)


def as_line(fact: Fact, doc: str) -> dict[str, object]:
    """One line of `lvye read --json`: the fields of labelled facts, plain values only."""
    from . import reading

    return reading.as_line(fact, doc)
