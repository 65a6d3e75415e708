"""Photos that came with a form which was refused: they are kept, so that nobody has to take them again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import HttpRequest

from lvye.kernel.files import api as files

SALT = "lvye.repairs.photos"
KEPT_FOR = timedelta(hours=20)  # bytes that hang on no record are cleared away after a day
Photo: TypeAlias = "File[Any] | files.Received"


def sent(request: HttpRequest, name: str = "photos", *, most: int) -> list[Photo]:
    """The photos of a form: those kept from the time before, and those just chosen.

    Raises ValidationError when they are too many.
    """
    found: list[Photo] = [*_kept(request, name), *request.FILES.getlist(name)]
    files.refuse_too_many(len(found), most, name)
    return found


def keep(request: HttpRequest, name: str = "photos", *, most: int) -> list[str]:
    """Keys for the photos of a refused form, to be sent along with it again. What cannot be kept is left out."""
    received = _kept(request, name)
    for upload in request.FILES.getlist(name)[:most]:
        try:
            upload.seek(0)
            received.append(files.receive(upload))
        except ValidationError:
            continue
    return [_key(one) for one in received[:most]]


def _kept(request: HttpRequest, name: str) -> list[files.Received]:
    return [one for key in request.POST.getlist(f"{name}_kept") if (one := _opened(key)) is not None]


def _key(photo: files.Received) -> str:
    taken_at = photo.taken_at.isoformat() if photo.taken_at else None
    return signing.dumps(asdict(photo) | {"taken_at": taken_at}, salt=SALT)


def _opened(key: str) -> files.Received | None:
    """What a key stands for; None for one that is forged or too old."""
    try:
        content = signing.loads(key, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    taken_at = datetime.fromisoformat(content["taken_at"]) if content["taken_at"] else None
    return files.Received(**(content | {"taken_at": taken_at}))


def shown(attachments: Sequence[files.Attachment], *, key: str = "") -> list[dict[str, str]]:
    """Pictures as the pages show them; with a key from `files.grant` also to somebody without account."""
    return [
        {
            "url": files.url(one, key),
            "thumb": files.thumb_url(one, key),
            "caption": one.caption or str(one.get_kind_display()),
        }
        for one in attachments
        if one.is_picture
    ]
