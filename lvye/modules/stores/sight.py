"""Who sees which documents: the office all, everybody his own."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lvye.kernel.accounts.api import User

COUNTER = "stores.counter_issue"
ASK = "stores.ask_need"
VALUE = "stores.value_store"


def issues_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """One's own issues, where one only sees one's own."""
    return rows.filter(Q(taken_by__user=user.pk) | Q(to_person__user=user.pk)) if _own(user, "issue") else rows


def needs_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """One's own requests, where one only sees one's own."""
    return rows.filter(person__user=user.pk) if _own(user, "need") else rows


def loans_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """One's own loans, where one only sees one's own."""
    return rows.filter(person__user=user.pk) if _own(user, "loan") else rows


def issue_lines_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The lines of the issues one sees."""
    mine = Q(issue__taken_by__user=user.pk) | Q(issue__to_person__user=user.pk)
    return rows.filter(mine) if _own(user, "issue") else rows


def need_lines_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The lines of the requests one sees."""
    return rows.filter(need__person__user=user.pk) if _own(user, "need") else rows


def loan_lines_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The lines of the loans one sees."""
    return rows.filter(loan__person__user=user.pk) if _own(user, "loan") else rows


def _own(user: User, what: str) -> bool:
    """Whether he sees only his own: a teacher does; who has the export of all of them does not."""
    return user.has_perm(f"stores.own_{what}") and not user.has_perm(f"stores.export_{what}")
