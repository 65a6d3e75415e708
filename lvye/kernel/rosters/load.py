"""What each person has carried before: the load he brings into a new roster, and what he could not have carried."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Sum

from lvye.kernel.rules import api as rules

from .days import is_heavy
from .models import EXCUSED, Absence, AbsenceStatus, Assignment, Kind, Slot, Status
from .pool import Pool, seats_of

ZERO = Decimal(0)


@dataclass(frozen=True)
class Brought:
    """served: points of earlier rosters; heavy: weekends and holidays in it; credit: points he is not to catch up.

    The credit is the average of the others for the time he was not here yet, or was excused: a new colleague does not
    begin by serving for a year he was not at the school.
    """

    served: Decimal = ZERO
    heavy: int = 0
    credit: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """What counts in the sharing."""
        return self.served + self.credit


def look_back(kind: Kind, begins_on: date) -> tuple[date, date]:
    """From which day to which earlier duties count."""
    back = int(rules.value("rosters.look_back_days"))
    return begins_on - timedelta(days=back), begins_on - timedelta(days=1)


def brought(kind: Kind, pool: Pool, begins_on: date) -> dict[int, Brought]:
    """Person → what he brings. Persons without anything are in it too."""
    first, last = look_back(kind, begins_on)
    rows = Assignment.objects.filter(
        slot__roster__kind=kind, slot__roster__status=Status.PUBLISHED, slot__on__range=(first, last)
    )
    served: dict[int, Decimal] = defaultdict(lambda: ZERO)
    heavy: dict[int, int] = defaultdict(int)
    for person, day, weight in rows.values_list("person_id", "slot__on", "slot__weight"):
        served[person] += weight
        heavy[person] += is_heavy(day)
    spared = _credits(kind, pool, served, first, last)
    return {
        person: Brought(served[person], heavy[person], spared.get(person, ZERO)) for person in pool.names
    }  # fmt: skip


def _credits(kind: Kind, pool: Pool, served: Mapping[int, Decimal], first: date, last: date) -> dict[int, Decimal]:
    """The average of those with the same seats, for the part of the earlier duties one was not here or was excused."""
    slots = dict(
        Slot.objects.filter(roster__kind=kind, roster__status=Status.PUBLISHED, on__range=(first, last))
        .values_list("on")
        .annotate(points=Sum("weight"))
    )
    total = sum(slots.values(), ZERO)
    if not total:
        return {}
    away = _excused(kind, pool, first, last)
    found: dict[int, Decimal] = {}
    for people in alike(kind, pool):
        missed = {person: _missed(pool, person, slots, away.get(person, ())) / total for person in people}
        there = sum((1 - part for part in missed.values()), ZERO)
        if there > 0:
            full = sum((served[person] for person in people), ZERO) / there
            found |= {person: (full * part).quantize(Decimal("0.1")) for person, part in missed.items() if part}
    return found


def alike(kind: Kind, pool: Pool) -> list[list[int]]:
    """People in groups: those who may take the same seats."""
    may: dict[int, set[int]] = defaultdict(set)
    for seat in seats_of(kind):
        for person in pool.holds_ever(seat):
            may[person].add(seat.pk)
    by: dict[frozenset[int], list[int]] = defaultdict(list)
    for person in sorted(may):
        by[frozenset(may[person])].append(person)
    return list(by.values())


def _excused(kind: Kind, pool: Pool, first: date, last: date) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = Absence.objects.filter(
        person__in=pool.names, status=AbsenceStatus.AGREED, why__in=EXCUSED, begins_on__lte=last, ends_on__gte=first
    )
    for one in rows:
        if one.kind_id in (None, kind.pk):
            found[one.person_id].append((one.begins_on, one.ends_on))
    return found


def _missed(
    pool: Pool, person: int, slots: Mapping[date, Decimal], away: Collection[tuple[date, date]]
) -> Decimal:  # fmt: skip
    since = min((start for rows in pool.held.values() for who, start, _to in rows if who == person), default=date.max)
    return sum(
        (points for day, points in slots.items() if day < since or any(a <= day <= b for a, b in away)), ZERO
    )  # fmt: skip
