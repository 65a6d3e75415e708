"""Reads: what is asked about a record, who holds it, what waits for whom."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.records.api import Record

from .deciders import own_of, turns_of, users_for, why_not
from .models import Asking, Turn


def history_of(record: Record) -> QuerySet[Asking]:
    """All that was ever asked about a record, newest first."""
    return Asking.objects.filter(target=record._meta.label_lower, target_id=record.pk).order_by("-pk")


def asking_of(record: Record, step: str = "") -> Asking | None:
    """The newest asking of a record, open or decided."""
    return _of(record, step).first()


def open_asking(record: Record, step: str = "") -> Asking | None:
    """The asking that is not decided yet, if there is one."""
    return _of(record, step).filter(status__in=Asking.OPEN).first()


def _of(record: Record, step: str) -> QuerySet[Asking]:
    label = record._meta.label_lower
    return history_of(record).filter(kind=f"{label}:{step}" if step else label)


def waiting_for(user: User, on: date | None = None) -> QuerySet[Asking]:
    """What waits for this user, the oldest first; never his own."""
    day = on or timezone.localdate()  # house: what waits is asked for now
    rows = Asking.objects.filter(pk__in=turns_of(user, day).values("asking"))
    return rows.select_related("requester").order_by("asked_at", "pk")


def turn_for(asking: Asking, user: User, on: date) -> Turn | None:
    """The open turn this user may decide, or the one he only may hand on; None where it is not his."""
    found = list(
        turns_of(user, on).filter(asking=asking).select_related("asking", "post", "department__head", "person")
    )
    return next((turn for turn in found if not why_not(turn, user, on)), found[0] if found else None)


def holding(asking: Asking) -> tuple[list[Turn], datetime | None]:
    """Whose turns it is now, and since when."""
    now = [turn for turn in asking.turns_now if turn.status == Turn.Status.OPEN]
    return now, min((turn.opened_at for turn in now if turn.opened_at), default=None)


def seen_by(rows: QuerySet[Any], user: User, prefix: str = "") -> QuerySet[Any]:
    """The askings a user may see: his own, what waits or waited for him, all with the right approvals.all_asking."""
    if user.has_perm("approvals.all_asking"):
        return rows
    day = timezone.localdate()  # house: what waits is asked for now
    took_part = Turn.objects.filter(Q(decided_by=user) | Q(person__user=user)).values("asking")
    mine = Asking.objects.filter(
        Q(requester=user) | Q(asked_by=user) | Q(pk__in=took_part) | Q(pk__in=turns_of(user, day).values("asking"))
    )
    return rows.filter(**{f"{prefix}pk__in": mine.values("pk")})


def deciders_now(turn: Turn) -> QuerySet[User]:
    """Who may decide a turn today."""
    today = timezone.localdate()  # house: who holds a post is asked for now
    return users_for(turn, own_of(turn.asking), today)


def waiting_count(user: User) -> int:
    """How many askings wait for this user."""
    return waiting_for(user).count()


def returned_to(user: User) -> QuerySet[Asking]:
    """What was sent back to this user, to be mended and put again."""
    mine = Asking.objects.filter(Q(requester=user) | Q(asked_by=user), status=Asking.Status.RETURNED)
    return mine.select_related("requester").order_by("-pk")
