"""What the repairs of the demo stand on, and the moments they happen at."""

from __future__ import annotations

import datetime as dt
import random
from typing import Protocol

from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.terms.api import Term, is_workday


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term
    rng: random.Random

    def user(self, username: str) -> User:
        """A sign-in of the demo."""


def workdays(begin: dt.date, end: dt.date) -> list[dt.date]:
    span = (begin + dt.timedelta(days=n) for n in range((end - begin).days + 1))
    return [day for day in span if is_workday(day)]


def at(day: dt.date, hour: int, minute: int) -> dt.datetime:
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))
