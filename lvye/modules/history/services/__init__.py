"""The deeds of the history: read a document, judge its facts."""

from __future__ import annotations

from .documents import (
    KnownError,
    document_change,
    document_keep,
    document_read,
    document_restore,
    document_review,
    document_withdraw,
)
from .facts import all_accept, fact_accept, fact_add, fact_drop, fact_mend, fact_review

__all__ = [
    "KnownError",
    "all_accept",
    "document_change",
    "document_keep",
    "document_read",
    "document_restore",
    "document_review",
    "document_withdraw",
    "fact_accept",
    "fact_add",
    "fact_drop",
    "fact_mend",
    "fact_review",
]
