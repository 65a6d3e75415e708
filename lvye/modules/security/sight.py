"""Who sees what: the office and the guards the gate; others what they signed, whom they expect, whom they sent out."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kit.memo import once

from .models import OutingStatus

ALL_PLEDGES = "security.all_pledge"
ISSUE = "security.issue_pledge"
WITNESS = "security.witness_pledge"
SIGN = "security.sign_pledge"
ALL_VISITS = "security.all_visit"
GATE = "security.enter_visit"  # who stands at the gate: lets in, lets out, writes the log
ALL_OUTINGS = "security.all_outing"
ALL_INCIDENTS = "security.all_incident"
REPORT = "security.add_incident"
HAND = "security.handle_incident"
JUDGE = "security.judge_gap"
WRITE = "security.add_entry"
SLIP = "security.add_outing"


@once
def person_pk(user_pk: int) -> int | None:
    """The person behind an account, asked for once."""
    return Person.objects.filter(user=user_pk).values_list("pk", flat=True).first()


def pledges(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all letters, others their own."""
    return rows if user.has_perm(ALL_PLEDGES) else rows.filter(person=person_pk(user.pk))


def visits(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The gate and the office see all visits, others those to them."""
    return rows if user.has_perm(ALL_VISITS) else rows.filter(host=person_pk(user.pk))


def incidents(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The gate and the office see all incidents, others what they wrote down."""
    return rows if user.has_perm(ALL_INCIDENTS) else rows.filter(person=person_pk(user.pk))


def outings(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Pupils' slips are seen by who needs them: head teacher, who asked, the principals.

    The gate sees those of today that may go out or are out, and nothing of them the day after.
    """
    if user.has_perm(ALL_OUTINGS):
        return rows
    person = person_pk(user.pk)
    seen = Q(pk__in=[])
    if person is not None:
        seen = Q(person=person) | Q(asked_by=person) | Q(school_class__head=person)
    if user.has_perm("security.go_outing"):
        at_gate = Q(status__in=[OutingStatus.AGREED, OutingStatus.OUT, OutingStatus.BACK])
        seen |= at_gate & Q(on=timezone.localdate())
    return rows.filter(seen)
