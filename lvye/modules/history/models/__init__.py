"""What the history keeps: documents as they were read, and the facts they state."""

from __future__ import annotations

from .document import DocumentKind, DocumentStatus, HistoryDocument, Source, Span
from .fact import KEPT, Aside, FactKind, FactStatus, HistoryFact, counted

__all__ = [
    "KEPT",
    "Aside",
    "DocumentKind",
    "DocumentStatus",
    "FactKind",
    "FactStatus",
    "HistoryDocument",
    "HistoryFact",
    "Source",
    "Span",
    "counted",
]
