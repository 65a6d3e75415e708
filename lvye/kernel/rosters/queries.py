"""Reads: who is on duty, who is assigned, which slots there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of

from .models import Assignment, Kind, Roster, Seat, Slot, Status, Swap, SwapStatus

ALL = "rosters.plan_roster"  # who makes rosters sees everybody's absences, wishes and swaps


def kind_of(code: str) -> Kind | None:
    """A kind of duty by its code ("duty", "escort", "meal")."""
    return Kind.objects.filter(code=code).first()


def published(kind: Kind | str | None = None) -> QuerySet[Assignment]:
    """All assignments that hold."""
    rows = Assignment.objects.filter(slot__roster__status=Status.PUBLISHED)
    if kind is None:
        return rows
    code = kind.code if isinstance(kind, Kind) else kind
    return rows.filter(slot__roster__kind__code=code)


def on_duty(kind: Kind | str, at: datetime) -> list[Person]:
    """Who is on duty at a moment, by the published roster; nobody where there is none."""
    rows = published(kind).filter(slot__starts_at__lte=at, slot__ends_at__gt=at)
    ordered = rows.select_related("person").order_by("seat__sort", "seat_id", "person_id")
    return list(dict.fromkeys(one.person for one in ordered))


def assigned(person: Person, on: date, until: date | None = None) -> QuerySet[Assignment]:
    """A person's duties that begin on a day, or from that day to `until`, both included; the earliest first."""
    rows = published().filter(person=person, slot__on__range=(on, until or on))
    return rows.select_related("slot__shift__place", "slot__roster__kind__place", "seat").order_by("slot__starts_at")


def slots_of(kind: Kind | str, begins_on: date, ends_on: date) -> QuerySet[Slot]:
    """The published slots of a kind that begin on these days, with who serves (`slot.assignments.all()`)."""
    code = kind.code if isinstance(kind, Kind) else kind
    rows = Slot.objects.filter(roster__kind__code=code, roster__status=Status.PUBLISHED, on__range=(begins_on, ends_on))
    return rows.select_related("shift", "roster__kind").prefetch_related("assignments__person").order_by("starts_at")


def own_or_all(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Everybody's for who makes rosters, else one's own."""
    if user.has_perm(ALL):
        return rows
    person = person_of(user)
    return rows.filter(person=person) if person else rows.none()


def swaps_seen(rows: QuerySet[Swap], user: User) -> QuerySet[Swap]:
    """Everybody's for who makes rosters, else those one is part of."""
    if user.has_perm(ALL):
        return rows
    person = person_of(user)
    return rows.filter(Q(asker=person) | Q(other=person)) if person else rows.none()


def rosters_seen(rows: QuerySet[Roster], user: User) -> QuerySet[Roster]:
    """Published ones hang on the wall; drafts are for who makes them."""
    return rows if user.has_perm(ALL) else rows.filter(status=Status.PUBLISHED)


def slots_seen(rows: QuerySet[Slot], user: User) -> QuerySet[Slot]:
    """As their rosters."""
    return rows if user.has_perm(ALL) else rows.filter(roster__status=Status.PUBLISHED)


def assignments_seen(rows: QuerySet[Assignment], user: User) -> QuerySet[Assignment]:
    """As their rosters."""
    return rows if user.has_perm(ALL) else rows.filter(slot__roster__status=Status.PUBLISHED)


def waiting_swaps(person: Person) -> QuerySet[Swap]:
    """What others ask of this person."""
    rows = Swap.objects.filter(other=person, status=SwapStatus.ASKED)
    return rows.select_related("asker", "other", "given__slot__roster__kind", "taken__slot").order_by("pk")


def waiting_count(user: User) -> int:
    """How many swaps wait for this user's word."""
    person = person_of(user)
    return Swap.objects.filter(other=person, status=SwapStatus.ASKED).count() if person else 0


def team_of(assignment: Assignment) -> list[Assignment]:
    """The assignments of the same person that go with it: the whole week where one team serves a week."""
    slot = assignment.slot
    if not slot.block:
        return [assignment]
    rows = Assignment.objects.filter(
        slot__roster=slot.roster_id, slot__block=slot.block, person=assignment.person_id, seat=assignment.seat_id
    )
    return list(rows.select_related("slot__shift", "slot__roster__kind", "seat", "person").order_by("slot__starts_at"))


def lacking_with(slot: Slot, seat: Seat) -> list[Slot]:
    """The days of a place nobody is in: of the whole week where one team serves a week, else the one day."""
    rows = Slot.objects.filter(roster=slot.roster_id, shift=slot.shift_id)
    rows = rows.filter(block=slot.block) if slot.block else rows.filter(pk=slot.pk)
    taken = Count("assignments", filter=Q(assignments__seat=seat))
    found = rows.annotate(taken=taken).filter(taken__lt=seat.count).select_related("shift", "roster__kind")
    return list(found.order_by("starts_at"))


def people_of(assignments: Iterable[Assignment]) -> list[Person]:
    """Whom a change concerns."""
    return list(dict.fromkeys(one.person for one in assignments))
