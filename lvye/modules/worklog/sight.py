"""Who sees which entries: everybody his own, the office all."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lvye.kernel.accounts.api import User, system_user

ALL = "worklog.all_entry"
LOG = "worklog.log_entry"


def may_all(user: User) -> bool:
    """Whether he reads and writes everybody's log; so does the program itself."""
    return user.has_perm(ALL) or user.pk == system_user().pk


def own(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow entries, lines and meanings to one's own, unless one may see all."""
    return rows if user.has_perm(ALL) else rows.filter(person__user=user.pk)
