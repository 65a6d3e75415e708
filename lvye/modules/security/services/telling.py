"""Who is told what. Titles carry no names of pupils or visitors: they also go out by mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Model
from django.utils import timezone

from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, holders

GATE, PLEDGE, VISIT, OUTING, INCIDENT, CAMERA = (
    "security.gate", "security.pledge", "security.visit", "security.outing", "security.incident", "security.camera",
)  # fmt: skip
HEADS = ("director", "deputy_director")
TOP = ("vice_principal", "principal")


def tell_posts(
    posts: Iterable[str], title: str, body: str = "", *, url: str, about: Model, kind: str, urgent: bool, now: datetime
) -> None:
    """Tell all who hold one of these posts today."""
    day = timezone.localdate(now)
    found = [person for post in posts for person in holders(post, day)]
    notify(found, title, body, url, urgent=urgent, about=about, kind=kind, now=now)


def tell_person(
    person: Person | None, title: str, *, url: str, about: Model, kind: str, urgent: bool = False, now: datetime
) -> None:
    """Tell one person, if there is one."""
    if person is not None:
        notify(person, title, "", url, urgent=urgent, about=about, kind=kind, now=now)
