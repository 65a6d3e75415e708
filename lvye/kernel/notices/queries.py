"""Reads: a user's messages, how many wait, what could not be sent."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from lvye.kernel.accounts.api import User

from .channels import channels
from .kinds import kinds
from .models import Delivery, Notice, Preference

PAGE = 50
MOST = 99


@dataclass(frozen=True)
class Page:
    """Some messages, newest first; `older` is the address' word for the next page (0: none)."""

    notices: list[Notice]
    older: int


def unread_count(user: Any) -> int:
    """How many messages wait unread; counts no further than 99."""
    return Notice.objects.filter(user=user, read_at=None)[:MOST].count()


def page_of(user: User, *, before: int = 0, unread: bool = False) -> Page:
    """A page of a user's messages, by key."""
    rows = Notice.objects.filter(user=user).order_by("-id")
    if before:
        rows = rows.filter(pk__lt=before)
    if unread:
        rows = rows.filter(read_at=None)
    found = list(rows[: PAGE + 1])
    return Page(found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else 0)


def cadences(user: User) -> dict[tuple[str, str], str]:
    """How a user wants each kind by each channel, with what is usual where he has not chosen."""
    chosen = {(row.kind, row.channel): row.cadence for row in Preference.objects.filter(user=user)}
    every = [(kind, channel) for kind in kinds for channel in channels]
    return {(k.name, c.name): chosen.get((k.name, c.name), str(k.usual)) for k, c in every}


def failed() -> QuerySet[Delivery]:
    """What was tried five times and given up, newest first: for `lvye doctor`."""
    rows = Delivery.objects.filter(state=Delivery.State.FAILED)
    return rows.select_related("notice__user").order_by("-id")
