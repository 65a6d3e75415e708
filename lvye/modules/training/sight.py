"""Who sees what: the office all lists and certificates, others their own."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kit.memo import once

ALL_SITTERS = "training.all_sitter"
ALL_LICENCES = "training.all_licence"
HOLD = "training.open_session"
VIEW = "training.view_session"


@once
def person_pk(user_pk: int) -> int | None:
    """The person behind an account, asked for once."""
    return Person.objects.filter(user=user_pk).values_list("pk", flat=True).first()


def sitters(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees who came to what, others where they themselves were."""
    return rows if user.has_perm(ALL_SITTERS) else rows.filter(person=person_pk(user.pk))


def licences(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all certificates, others their own."""
    return rows if user.has_perm(ALL_LICENCES) else rows.filter(person=person_pk(user.pk))
