"""Who sees which property: the office all of it, everybody else what he keeps, uses, or has in his class."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet

from lvye.kernel.accounts.api import User

ALL = "assets.all_asset"


def own_cards(user: User, by: str = "") -> Q:
    """The cards that are a person's affair, through the field path `by` ("asset__")."""
    return (
        Q(**{f"{by}keeper__user": user.pk})
        | Q(**{f"{by}user__user": user.pk})
        | Q(**{f"{by}school_class__head__user": user.pk})
    )


def cards(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow cards."""
    return rows if user.has_perm(ALL) else rows.filter(own_cards(user))


def through(*paths: str) -> Callable[[QuerySet[Any], User], QuerySet[Any]]:
    """Narrow records by the persons in them (field paths to a person), unless all may be seen."""

    def narrowed(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
        if user.has_perm(ALL):
            return rows
        own = Q(pk__in=())
        for path in paths:
            own |= Q(**{f"{path}__user": user.pk})
        return rows.filter(own)

    return narrowed


COLLECT = "finance.add_income"  # who takes money in


def writeoffs(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow write-offs: one's own, and for whoever takes money in those that brought some."""
    if user.has_perm(ALL):
        return rows
    own = Q(applicant__user=user.pk)
    return rows.filter(own | Q(status="done", income__gt=0) if user.has_perm(COLLECT) else own)
