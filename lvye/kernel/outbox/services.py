"""The book of arrivals: a key is taken, noted as done, given back, forgotten."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from lvye.kernel.accounts.api import User
from lvye.kernel.rules import api as rules
from lvye.kit.rows import insert_unless

from .models import Delivery
from .thresholds import KEEP_DAYS

# Said in words made once: every form of every phone passes here.
SETTLE = "UPDATE outbox_delivery SET led_to = %s WHERE id = %s"


def key_take(key: UUID, *, user: User | None, path: str, filled_at: datetime | None, now: datetime) -> Delivery | None:
    """Take the key for the deed of this transaction; None when it was used before.

    Two at once: the second waits here until the first is done (it gets None) or refused (it is its turn).
    """
    taken = Delivery(key=key, user=user, path=path, filled_at=filled_at, at=now)
    return taken if insert_unless(taken, "key") else None


def key_settle(taken: Delivery, led_to: str) -> None:
    """The deed is done: note where it led, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(SETTLE, [led_to, taken.pk])


def key_give_back(taken: Delivery) -> None:
    """Nothing was done: the key is as good as new, what else was written stays."""
    taken.delete()  # house: the program's own book, no record of the school


def is_too_old(filled_at: datetime | None, *, now: datetime) -> bool:
    """Whether a form was filled in so long ago that nobody knows any more whether it has arrived."""
    return filled_at is not None and filled_at < now - _kept()


def clear(now: datetime) -> int:
    """Forget arrivals older than the rule says; returns how many."""
    # A day longer than forms are taken, so that none falls between.
    old = Delivery.objects.filter(at__lt=now - _kept() - timedelta(days=1))
    return old.delete()[0]  # house: the program's own book, no record of the school


def _kept() -> timedelta:
    return timedelta(days=int(rules.value(KEEP_DAYS)))
