"""The front door of records: the base class, the flow, and the verbs every service is built of."""

from __future__ import annotations

from .flow import Flow, Step
from .models import Record, SearchField
from .search import SearchIndex, matching, newest_found
from .verbs import (
    FinalError,
    WrongStatusError,
    amend,
    attempt,
    create,
    create_many,
    deed,
    reindex,
    remove,
    take,
    take_as_read,
    watch,
)

__all__ = [
    "FinalError",
    "Flow",
    "Record",
    "SearchField",
    "SearchIndex",
    "Step",
    "WrongStatusError",
    "amend",
    "attempt",
    "create",
    "create_many",
    "deed",
    "matching",
    "newest_found",
    "reindex",
    "remove",
    "take",
    "take_as_read",
    "watch",
]
