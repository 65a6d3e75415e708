"""Who sees which packs and lists: the office and the stores all, a teacher his own class's and his own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lvye.kernel.accounts.api import User

ALL = "openings.all_handout"
HAND = "openings.hand_pack"
ADJUST = "openings.change_needsline"


def packs(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow packs."""
    return rows if user.has_perm(ALL) else rows.filter(_own(user))


def lines(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow what is in packs."""
    return rows if user.has_perm(ALL) else rows.filter(_own(user, "pack__"))


def handouts(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow distributions to those in which one gets something."""
    return rows if user.has_perm(ALL) else rows.filter(_own(user, "packs__")).distinct()


def _own(user: User, by: str = "") -> Q:
    return Q(**{f"{by}person__user": user.pk}) | Q(**{f"{by}school_class__head__user": user.pk})
