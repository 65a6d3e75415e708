"""The front door of the history: what earlier years say, for the summaries above."""

from __future__ import annotations

from .models import HistoryDocument, HistoryFact
from .past import Past, Source, against, past
from .services import KnownError, document_read

__all__ = ["HistoryDocument", "HistoryFact", "KnownError", "Past", "Source", "against", "document_read", "past"]
