"""Who sees which hazards: the office and the guards all; others what they found, answer for, or are warned of."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kit.memo import once

from .models import Hazard

ALL = "inspections.all_hazard"
REPORT = "inspections.report_hazard"
WARN = "inspections.warn_hazard"
HANDLE = "inspections.assign_hazard"  # the office, which also writes down what others did
JUDGE = "inspections.judge_hazard"
EXTEND = "inspections.extend_hazard"
RECHECK = "inspections.recheck_hazard"
WALK = "inspections.add_patrol"
LEAD = "inspections.add_campaign"


@once
def _person(user_pk: int) -> int | None:
    return Person.objects.filter(user=user_pk).values_list("pk", flat=True).first()


def _own(user: User) -> Q:
    person = _person(user.pk)
    warned = Q(warned_at__isnull=False, is_open=True)
    if person is None:
        return warned
    return warned | Q(finder=person) | Q(responsible=person) | Q(mended_by=person) | Q(area__person=person)


def hazards(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow hazards to those the user may see."""
    return rows if user.has_perm(ALL) else rows.filter(_own(user))


def through_hazard(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow what hangs on hazards to the hazards the user may see."""
    if user.has_perm(ALL):
        return rows
    return rows.filter(hazard__in=Hazard.objects.filter(_own(user)).order_by().values("pk"))


def areas(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all areas of a campaign, others their own."""
    return rows if user.has_perm(ALL) else rows.filter(Q(person=_person(user.pk)) | Q(campaign__lead=_person(user.pk)))


def campaigns(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all campaigns, others those they have an area in."""
    if user.has_perm(ALL):
        return rows
    person = _person(user.pk)
    return rows.filter(Q(areas__person=person) | Q(lead=person)).distinct()


def patrols(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all walks, others their own."""
    return rows if user.has_perm(ALL) else rows.filter(person=_person(user.pk))


def visits(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all stops seen, others those of their own walks."""
    return rows if user.has_perm(ALL) else rows.filter(patrol__person=_person(user.pk))
