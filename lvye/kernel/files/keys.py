"""Signed keys that show one record's pictures to somebody without account, for some days."""

from __future__ import annotations

from datetime import date, timedelta

from django.core import signing
from django.db.models import Model
from django.utils import timezone

from lvye.kernel.rules import api as rules

from .models import Attachment

SALT = "lvye.files.grant"
PICTURE_KINDS = (Attachment.Kind.PHOTO, Attachment.Kind.BEFORE, Attachment.Kind.AFTER)


def grant(record: Model, *, kinds: tuple[str, ...] = PICTURE_KINDS, today: date | None = None) -> str:
    """A key for the attachments of `record` of these kinds (pictures; papers with prices only if named).

    Good until the rule files.grant_days has passed. The same all day, so that browsers keep what they loaded.
    """
    first = today or timezone.localdate()  # house: a key is drawn while a page is made, and lapses by the clock
    until = first + timedelta(days=int(rules.value("files.grant_days")))
    content = {
        "t": record._meta.label_lower,
        "i": record.pk,
        "k": [str(kind) for kind in kinds],
        "u": until.isoformat(),
    }
    return signing.Signer(salt=SALT).sign_object(content)


def opens(key: str, attachment: Attachment, *, today: date) -> bool:
    """Whether this key shows this attachment today."""
    if not key:
        return False
    try:
        content = signing.Signer(salt=SALT).unsign_object(key)
    except signing.BadSignature:
        return False
    return (
        content["t"] == attachment.target
        and content["i"] == attachment.target_id
        and attachment.kind in content["k"]
        and today <= date.fromisoformat(content["u"])
    )
