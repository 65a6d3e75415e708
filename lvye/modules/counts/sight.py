"""Who sees which counts: the office and the money side all, everybody else those that name him as a counter."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lvye.kernel.accounts.api import User

from .models import Count, Counter

ALL = "counts.all_count"
SCAN = "counts.scan_count"
POST = "counts.post_proposal"
DECLINE = "counts.decline_proposal"


def counts(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow counts."""
    return rows if user.has_perm(ALL) else rows.filter(pk__in=_own(user))


def of_count(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow what belongs to a count."""
    return rows if user.has_perm(ALL) else rows.filter(count__in=_own(user))


def mine(user: User) -> QuerySet[Count]:
    """The counts that name this user as a counter, the newest first."""
    return Count.objects.filter(pk__in=_own(user)).order_by("-pk")


def _own(user: User) -> QuerySet[Any]:
    return Counter.objects.filter(person__user=user.pk).values("count")
