"""Reads: what hangs on a record, where it is served, and whether the bytes are still what they were."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from django.db.models import Model, Q, QuerySet
from django.urls import reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import registers

from . import store
from .models import Attachment, StoredFile


@dataclass(frozen=True)
class Missing:
    """Stored bytes that cannot be handed out any more."""

    path: Path
    why: str  # "gone" or "changed"
    attachments: int


def of(record: Model) -> QuerySet[Attachment]:
    """What hangs on a record, oldest first, with the stored file and who brought it."""
    return _kept().filter(target=record._meta.label_lower, target_id=record.pk)


def many_of(found: Iterable[Model]) -> dict[int, list[Attachment]]:
    """The same for many records of one kind with one query: record number → attachments (missing where none)."""
    listed = list(found)
    if not listed:
        return {}
    hanging: dict[int, list[Attachment]] = {}
    target = listed[0]._meta.label_lower
    for attachment in _kept().filter(target=target, target_id__in=[record.pk for record in listed]):
        hanging.setdefault(attachment.target_id, []).append(attachment)
    return hanging


def _kept() -> QuerySet[Attachment]:
    rows = Attachment.objects.filter(status=Attachment.Status.KEPT)
    return rows.select_related("stored", "by").order_by("id")


def url(attachment: Attachment, key: str = "") -> str:
    """Where it is served; with a key from `grant` also to somebody without account."""
    return _address("files:file", attachment, key)


def thumb_url(attachment: Attachment, key: str = "") -> str:
    """Where its thumbnail is served; empty for what is no picture."""
    return _address("files:thumb", attachment, key) if attachment.is_picture else ""


def path_of(attachment: Attachment) -> Path:
    """Where its bytes lie, to be read by the program itself (a paper, an archive); pages use `url`."""
    return store.path_of(attachment.stored.sha256)


def _address(name: str, attachment: Attachment, key: str) -> str:
    return reverse(name, args=[attachment.pk]) + (f"?{urlencode({'key': key})}" if key else "")


def may_see(user: User, attachment: Attachment) -> bool:
    """Whether the user sees the record it hangs on: the register's view right, and the row among his rows."""
    reg = registers.get(attachment.target)
    if reg is None or not user.is_authenticated or not user.has_perm(reg.permission("view")):
        return False
    return reg.rows(user).filter(pk=attachment.target_id).exists()


def seen_by(rows: QuerySet[Attachment], user: User) -> QuerySet[Attachment]:
    """Narrow attachments to those on records the user may see; for the register of attachments."""
    allowed = Q(pk__in=[])
    targets = Attachment.objects.order_by("target").values_list("target", flat=True).distinct()
    for target in targets:
        reg = registers.get(target)
        if reg is not None and user.has_perm(reg.permission("view")):
            allowed |= Q(target=target, target_id__in=reg.rows(user).order_by().values("pk"))
    return rows.filter(allowed)


def missing() -> list[Missing]:
    """Stored files whose bytes are gone, or no longer what was written (by their hash). Reads every file once."""
    found = []
    for stored in StoredFile.objects.order_by("pk").iterator():
        path = store.path_of(stored.sha256)
        digest = store.hash_of(path)
        if digest != stored.sha256:
            why = "changed" if digest else "gone"
            found.append(Missing(path, why, stored.attachments.count()))
    return found
