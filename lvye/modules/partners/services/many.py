"""Lists of others a record names, written beside it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.records.api import Record


def set_many(record: Record, *, actor: User, **many: Iterable[Any]) -> None:
    """Set the lists of a record, with a line in its trail for what changed."""
    changes: dict[str, list[Any]] = {}
    for name, wanted in many.items():
        kept = getattr(record, name)
        before, after = list(kept.order_by("pk")), sorted(wanted, key=lambda one: one.pk)
        if before != after:
            changes[name] = ["、".join(map(str, before)), "、".join(map(str, after))]
            kept.set(after)
    if changes:
        audit.note(record, "amend", actor=actor, changes=changes)
