"""Who sees what: the office and its leaders all; others their own items, and the meetings they are asked to."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of, posts_of
from lvye.kernel.registers.api import registers

from .models import Meeting, Plan, PlanItem, PlanStatus

ALL_ITEMS, ALL_MEETINGS = "plans.all_planitem", "plans.all_meeting"
NOTHING = Q(pk__in=[])


def own_items(user: User) -> Q:
    """The items somebody answers for (himself, or by a post where nobody is named), helps with, or is to support."""
    person = person_of(user)
    if person is None:
        return NOTHING
    held = posts_of(user, timezone.localdate())  # house: a right is asked for now
    mine = Q(person=person) | Q(person=None, post__code__in=held)
    mine |= Q(pk__in=PlanItem.helpers.through.objects.filter(person=person).values("planitem"))
    if person.department_id is not None:
        mine |= Q(partner=person.department_id)
    return mine & ~Q(plan__status=PlanStatus.DRAFT)


def items_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow items to those the user may see."""
    return rows if user.has_perm(ALL_ITEMS) else rows.filter(own_items(user))


def through_item(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow what hangs on items to the items the user may see."""
    if user.has_perm(ALL_ITEMS):
        return rows
    return rows.filter(item__in=PlanItem.objects.filter(own_items(user)).values("pk"))


def plans_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Plans: all, or those that hold an item of one's own."""
    if user.has_perm(ALL_ITEMS):
        return rows
    return rows.filter(pk__in=PlanItem.objects.filter(own_items(user)).values("plan"))


def own_meetings(user: User) -> Q:
    """The meetings somebody is asked to, chairs or records."""
    person = person_of(user)
    if person is None:
        return NOTHING
    return Q(pk__in=person_meetings(person.pk)) | Q(host=person) | Q(recorder=person)


def person_meetings(person_pk: int) -> QuerySet[Any]:
    """The numbers of the meetings a person is asked to; told of only once the notice went out."""
    asked = Meeting.objects.filter(attendances__person=person_pk).exclude(status=Meeting.Status.PLANNED)
    return asked.order_by().values("pk")


def meetings_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow meetings to those the user may see."""
    return rows if user.has_perm(ALL_MEETINGS) else rows.filter(own_meetings(user))


def attendances_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """One's own, and all of a meeting one chairs or records: why others are on leave is not everybody's business."""
    if user.has_perm(ALL_MEETINGS):
        return rows
    person = person_of(user)
    if person is None:
        return rows.none()
    told = Q(person=person) & ~Q(meeting__status=Meeting.Status.PLANNED)
    return rows.filter(told | Q(meeting__host=person) | Q(meeting__recorder=person))


def decisions_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Those of the meetings one sees, and those one has to carry out."""
    if user.has_perm(ALL_MEETINGS):
        return rows
    person = person_of(user)
    if person is None:
        return rows.none()
    return rows.filter(Q(person=person) | Q(meeting__in=Meeting.objects.filter(own_meetings(user)).values("pk")))


def letters_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """All, or one's own."""
    if user.has_perm(ALL_ITEMS):
        return rows
    person = person_of(user)
    return rows.filter(person=person) if person else rows.none()


def running_plans(user: User) -> QuerySet[Plan]:
    """The plans that run and that the user may see, the newest first."""
    return plans_seen(Plan.objects.filter(status=PlanStatus.AGREED), user).order_by("-begins_on", "-pk")


def filings_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow what lies in boxes to the kinds of record the user may see: a title may already say too much."""
    return rows.filter(about__in=[reg.key for reg in registers if user.has_perm(reg.permission("view"))])
