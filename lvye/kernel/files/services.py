"""Deeds: taking an upload in, attaching it, withdrawing it, clearing away what nobody knows."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import IO, Any, cast

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.outbox.api import ahead
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules

from . import kinds, pictures, store, uploads
from .models import PICTURES, Attachment, StoredFile

STORED_FIELDS = ("sha256", "size", "media_type", "width", "height")
CAPTION = 120
STRAY_AFTER = timedelta(days=1)
RECEIVED = "lvye_received"  # on an upload: what was made of it ahead


@dataclass(frozen=True)
class Received:
    """An upload that has been checked and lies on disk, not yet attached to anything."""

    sha256: str
    size: int
    media_type: str
    filename: str
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None

    @property
    def usual_kind(self) -> str:
        """What it is when nobody says: a photo, or a paper."""
        return Attachment.Kind.PHOTO if self.media_type in PICTURES else Attachment.Kind.PAPER


def receive(upload: File[Any], *, kind: str = Attachment.Kind.PHOTO) -> Received:
    """Check an upload by its content and put it on disk; no database write.

    Call it before the deed's transaction where there is one: a photo takes some tenths of a second, and on SQLite
    nobody else writes meanwhile. Raises ValidationError saying what is wrong and the way out.
    """
    if (known := getattr(upload, RECEIVED, None)) is not None:
        return cast(Received, known)
    name = str(upload.name or "").replace("\\", "/").rpartition("/")[2][:120]
    if (size := upload.size or 0) > uploads.max_bytes():
        raise uploads.too_big(name, size)
    file = cast(IO[bytes], upload)
    media_type = kinds.media_type_of(file, name, pictures_only=kind not in ("", Attachment.Kind.PAPER))
    filename = kinds.safe_name(name, media_type)
    if media_type not in PICTURES:
        content = file.read()
        return Received(store.keep(content), len(content), media_type, filename)
    made = pictures.treated(file, media_type, name, max_pixels=int(rules.value("files.max_pixels")))
    sha256 = store.keep(made.content)
    return Received(sha256, len(made.content), media_type, filename, made.width, made.height, made.taken_at)


@ahead
def receive_ahead(request: HttpRequest) -> None:
    """The photos of a form, made fit to keep before its deed begins; what is no good photo is left to the deed."""
    for field in request.FILES:
        for upload in request.FILES.getlist(field):
            with suppress(ValidationError):
                setattr(upload, RECEIVED, receive(upload))


def attach(
    record: Model,
    upload: File[Any] | Received,
    *,
    kind: str = Attachment.Kind.PHOTO,
    caption: str = "",
    actor: User,
    now: datetime | None = None,
) -> Attachment:
    """Attach an upload (or what `receive` made of it) to a record.

    Raises ValidationError: the wrong type, too big, too many pixels, broken, or too many on this record.
    """
    return attach_all(record, [upload], kind=kind, caption=caption, actor=actor, now=now)[0]


def attach_all(
    record: Model,
    uploads: Sequence[File[Any] | Received],
    *,
    kind: str = Attachment.Kind.PHOTO,
    caption: str = "",
    actor: User,
    now: datetime | None = None,
    fresh: bool = False,
) -> list[Attachment]:
    """Attach several at once, all or none; raises ValidationError with a sentence for each that cannot be kept.

    An empty kind goes by the content: a picture is a photo, all else a paper. fresh: the record was made in this
    deed, so that nobody needs to ask what it carries already.
    """
    _refuse_too_many(record, len(uploads), fresh=fresh)
    if len(caption.strip()) > CAPTION:
        raise ValidationError(_("照片说明最多 %(n)s 个字，请写短一点。") % {"n": CAPTION})
    got = _received(uploads, kind)
    moment = now or timezone.now()  # house: when the bytes came in is the attachment's own fact
    fixed = {"target": record._meta.label_lower, "target_id": record.pk, "caption": caption.strip()}
    with records.deed():
        stored = _stored(got)
        rows = [
            {
                **fixed,
                "kind": kind or one.usual_kind,
                "stored": stored[one.sha256],
                "filename": one.filename,
                "taken_at": one.taken_at,
                "added_at": moment,
                "by": actor,
            }
            for one in got
        ]
        return records.create_many(Attachment, rows, actor=actor)


def _received(uploads: Sequence[File[Any] | Received], kind: str) -> list[Received]:
    """Each upload checked; the refusals of all of them together."""
    got, problems = [], []
    for upload in uploads:
        try:
            got.append(upload if isinstance(upload, Received) else receive(upload, kind=kind))
        except ValidationError as problem:
            problems.append(problem)
    if problems:
        raise problems[0] if len(problems) == 1 else ValidationError(problems)
    if not all(store.holds(one.sha256) for one in got):
        raise ValidationError(_("照片放得太久，已经清掉了，请重新选一次。"), code="swept")
    return got


def withdraw(attachment: Attachment, *, actor: User, reason: str = "") -> Attachment:
    """Take a picture or paper off its record: it is not shown or served again. The trail keeps that it was there."""
    return records.take(attachment, "withdraw", actor=actor, reason=reason)


def sweep(*, now: datetime) -> int:
    """Clear away bytes that no row knows and nobody touched for a day; returns how many files went."""
    before = now - STRAY_AFTER
    known = set(StoredFile.objects.values_list("sha256", flat=True).iterator())
    return sum(store.drop(path, before=before) for path in list(store.stray(known, before=before)))


def _refuse_too_many(record: Model, more: int, *, fresh: bool) -> None:
    limit = int(rules.value("files.max_per_record"))
    known = {"target": record._meta.label_lower, "target_id": record.pk, "status": Attachment.Status.KEPT}
    if (0 if fresh else Attachment.objects.filter(**known).count()) + more > limit:
        text = _("一条记录最多 %(limit)s 个附件。请少选几个，或先撤下不要的。")
        raise ValidationError(text % {"limit": limit}, code="too_many")


def _stored(got: Sequence[Received]) -> dict[str, StoredFile]:
    """The rows of these bytes by their hash, with one statement; two who bring the same at once share one."""
    rows = {one.sha256: StoredFile(**{name: getattr(one, name) for name in STORED_FIELDS}) for one in got}
    made = StoredFile.objects.bulk_create(  # house: bytes are no record; the attachment is
        rows.values(), update_conflicts=True, unique_fields=["sha256"], update_fields=["size"]
    )
    return {row.sha256: row for row in made}
