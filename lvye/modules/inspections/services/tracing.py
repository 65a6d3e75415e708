"""The trace: every deed on a hazard leaves a line with who, when, words and photos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeAlias

from django.core.files.base import File
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.modules.inspections.models import Hazard, Trace

Photos: TypeAlias = "Sequence[File[Any] | files.Received]"


def received(photos: Photos) -> list[files.Received]:
    """The photos, checked and on disk; before the deed, because it takes a while."""
    return [one if isinstance(one, files.Received) else files.receive(one) for one in photos]


def trace(
    hazard: Hazard,
    kind: str,
    *,
    words: str = "",
    photos: Sequence[files.Received] = (),
    by: Person | None = None,
    at: datetime | None = None,
    now: datetime,
    actor: User,
) -> Trace:
    """Write the line; belongs to the deed it tells of. by: who did it, where it is not the account's own person."""
    person = by or person_of(actor)
    line = records.create(
        Trace, actor=actor, hazard=hazard, kind=kind, at=at or now, by=person,
        by_name=person.name if person else actor.name or str(_("系统")), words=words[:400],
    )  # fmt: skip
    if photos:
        files.attach_all(line, photos, kind=_shows(kind), actor=actor, now=now, fresh=True)
    return line


def _shows(kind: str) -> str:
    """What the photos of a deed show."""
    if kind == Trace.Kind.FOUND:
        return files.Attachment.Kind.BEFORE
    return files.Attachment.Kind.AFTER if kind == Trace.Kind.MEND else files.Attachment.Kind.PHOTO
