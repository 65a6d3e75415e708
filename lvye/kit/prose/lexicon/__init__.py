"""The dictionary: verbs and nouns of school logistics, measure words, and fixed terms that hold numerals."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of a text, one or many a line."""
    return frozenset(text.split())
