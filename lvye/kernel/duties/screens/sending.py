"""What a phone sends beside the answers of a check, read from its form: once, by every page a check is done on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError

from lvye.kernel.duties.models import Version
from lvye.kernel.duties.services.doing import Sent
from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import clock_off, device_time
from lvye.kernel.registers.api import AuthedRequest

MOST_PHOTOS, LONGEST = 4, 24 * 3600


def sent_of(
    request: AuthedRequest,
    codes: Iterable[str],
    *,
    scans: Sequence[Mapping[str, Any]],
    version: Version | None,
    now: datetime,
) -> Sent:
    """The key, the device's clock, the seconds it took and the photos of each item (codes), received and on disk.

    Raises ValidationError by the item's code: no picture, or more than MOST_PHOTOS.
    """
    post = request.POST
    return Sent(
        key=_key(post.get("outbox_key", "")),
        is_first=bool(post.get("outbox_key")),
        device_at=device_time(request),
        off=clock_off(request, now),
        scans=scans,
        seconds=_seconds(post.get("seconds", "")),
        version=version,
        photos={code: _photos(request, code) for code in codes},
    )


def _photos(request: AuthedRequest, code: str) -> list[files.Received]:
    found = files.uploads_of(request, f"p-{code}", MOST_PHOTOS, under=code)
    try:
        return [files.receive(one) for one in found]
    except ValidationError as problem:
        raise ValidationError({code: problem.messages}) from None


def _key(said: str) -> UUID:
    try:
        return UUID(said)
    except ValueError:
        return uuid4()


def _seconds(said: str) -> int | None:
    return min(int(said), LONGEST) if said.isdigit() and len(said) < 9 else None
