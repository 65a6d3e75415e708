"""The text of a document as somebody would read it aloud: Word, PDF and plain text, told apart by their content."""

from __future__ import annotations

from .model import Document, Limits, UnreadableError
from .reading import text_of

__all__ = ["Document", "Limits", "UnreadableError", "text_of"]
