"""Writing and proving the chain of entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kit.rows import insert

from .models import Entry

Changes = dict[str, list[Any]]
GENESIS = "0" * 64
LOCK = 0x6C767965  # "lvye": one writer of the chain at a time
BATCH = 1000
LAST = "SELECT digest FROM audit_entry ORDER BY id DESC LIMIT 1"
_dated: ContextVar[datetime | None] = ContextVar("lvye_audit_moment", default=None)


@dataclass(frozen=True)
class Report:
    """What `verify` found: how many entries hold, and the first that does not."""

    entries: int
    broken_at: int | None
    digest: str
    problem: str = ""

    @property
    def sound(self) -> bool:
        """True when every entry is as it was written and none is missing."""
        return self.broken_at is None


def plain(value: Any) -> Any:
    """A value as the trail keeps it: JSON's own types, all else as text; a record by its number."""
    if isinstance(value, Model):
        return value.pk
    return value if value is None or isinstance(value, (bool, int, str)) else str(value)


def digest_of(entry: Entry, before: str) -> str:
    """SHA-256 over the entry's own content and the digest of the entry before it."""
    content = [
        before,
        entry.at.astimezone(timezone.get_fixed_timezone(0)).isoformat(timespec="microseconds"),
        entry.actor_id,
        entry.target,
        entry.target_id,
        entry.verb,
        entry.changes,
        entry.reason,
    ]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def note(
    record: Model, verb: str, *, actor: User, changes: Changes, reason: str = "", at: datetime | None = None
) -> Entry:
    """Add one entry in the present transaction. `at` only for what is brought in from elsewhere."""
    return note_many([(record, changes)], verb, actor=actor, reason=reason, at=at)[0]


def note_many(
    deeds: Sequence[tuple[Model, Changes]], verb: str, *, actor: User, reason: str = "", at: datetime | None = None
) -> list[Entry]:
    """Add one entry for each (record, changes), in order, in the present transaction."""
    moment = at or _dated.get() or timezone.now()  # house: the moment of writing is the trail's own fact
    before = _last_digest()
    entries = []
    for record, changes in deeds:
        entry = Entry(
            at=moment,
            actor=actor,
            target=record._meta.label_lower,
            target_id=record.pk,
            verb=verb,
            changes=changes,
            reason=reason,
        )
        entry.digest = before = digest_of(entry, before)
        entries.append(entry)
    if len(entries) == 1:
        insert(entries[0])
    else:
        Entry.objects.bulk_create(entries, batch_size=BATCH)
    return entries


@contextmanager
def dated(moment: datetime) -> Iterator[None]:
    """Entries noted inside carry this moment: for a life that is told afterwards (a demo), never for a deed."""
    token = _dated.set(moment)
    try:
        yield
    finally:
        _dated.reset(token)


def hold() -> None:
    """Take one's place among the writers now, for a deed that locks rows before its first entry.

    Deeds nest: the one around may have written already when the rows are locked. So all lock in one order: first the
    chain, then the rows; else two would wait for each other.
    """
    _last_digest()


def _last_digest() -> str:
    """The end of the chain, held for this transaction: writers queue here (SQLite has one writer anyway).

    On PostgreSQL the lock and the look are one trip; the second statement sees what was committed before the lock came.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"SELECT pg_advisory_xact_lock({LOCK}); {LAST}")
            cursor.nextset()
        else:
            cursor.execute(LAST)
        row = cursor.fetchone()
    return str(row[0]) if row else GENESIS


def last_entry() -> int:
    """The number of the newest entry, 0 for none: where it is the same as before, nobody has done anything since.

    Asked by every page, so the database alone is asked, by its key.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM audit_entry")
        return int(cursor.fetchone()[0] or 0)


def trail(record: Model) -> QuerySet[Entry]:
    """What happened to a record, newest first, with who did it."""
    rows = Entry.objects.filter(target=record._meta.label_lower, target_id=record.pk)
    return rows.select_related("actor").order_by("-id")


def verify(entries: Iterable[Entry] | None = None) -> Report:
    """Recompute the whole chain; report the first entry that is not as it was written."""
    before, count = GENESIS, 0
    for entry in entries if entries is not None else Entry.objects.order_by("id").iterator(BATCH):
        if entry.digest != (expected := digest_of(entry, before)):
            problem = f"{entry.target}:{entry.target_id} {entry.verb}: {entry.digest[:12]} is not {expected[:12]}"
            return Report(count, entry.pk, before, problem)
        before, count = entry.digest, count + 1
    return Report(count, None, before)
