"""What the plans of the demo stand on, and the moments they happen at."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable
from typing import Any, Protocol

from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notice_seen
from lvye.kernel.people.api import Person
from lvye.kernel.terms.api import Term, is_workday

DAY = dt.timedelta(days=1)


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term
    rng: random.Random

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def at(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """A moment of the school's day."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


def workday(day: dt.date, step: int = -1) -> dt.date:
    """The day itself, else the next one in this direction on which people work."""
    while not is_workday(day):
        day += step * DAY
    return day


def named(name: str) -> Person:
    """Somebody of the demo's staff."""
    return Person.objects.get(name=name, kind="staff")


def have_read(people: Iterable[Person], record: Any, now: dt.datetime) -> None:
    """What they were told of this long ago they have read: the bell shows what is new."""
    for person in people:
        if person.user is not None:
            notice_seen(person.user, record, now=now)
