"""A roster as the solver reads it: its slots as units, its people with what they bring, what stands in the way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from math import gcd

from django.utils import timezone

from .days import is_heavy
from .load import alike, brought
from .models import EXCUSED, Assignment, Kind, Liking, Origin, Roster, Seat, Slot, Wish
from .pool import Pool, day_words, pool_of, seats_of
from .solver import Barrier, Because, Person, Place, Problem, Rules, Unit, busy_until

TEN = Decimal(10)
SURE = 2  # a wish for a date counts twice a wish for a weekday


@dataclass
class Read:
    """The question, and what is needed to write the answer down. step: tenths of a point in one unit of weight."""

    problem: Problem
    slots: dict[int, list[Slot]]
    seats: dict[int, Seat]
    pool: Pool
    step: int


def rules_of(kind: Kind) -> Rules:
    """The rules between two duties."""
    return Rules(timedelta(hours=kind.rest_hours), kind.gap_days, kind.week_most)


def teams(slots: Iterable[Slot]) -> list[list[Slot]]:
    """Slots that one team serves, in order: one alone, or those of a block."""
    found: dict[tuple[int, str], list[Slot]] = defaultdict(list)
    for slot in slots:
        found[(0, slot.block) if slot.block else (slot.pk, "")].append(slot)
    return sorted((sorted(team, key=lambda s: s.starts_at) for team in found.values()), key=lambda t: t[0].starts_at)


def unit_of(team: Sequence[Slot], places: tuple[Place, ...], step: int) -> Unit:
    """A team's slots as one unit, on the school's clock: its midnight is where days end."""
    first, last = team[0], team[-1]
    weight = sum(int(slot.weight * TEN) for slot in team) // step
    label = f"{day_words(first.on)} {first.shift.name}"
    days = tuple(slot.on for slot in team)
    begins, ends = timezone.localtime(first.starts_at), timezone.localtime(last.ends_at)
    return Unit(first.pk, label, begins, ends, days, max(1, weight), places, any(map(is_heavy, days)))


def read(roster: Roster) -> Read:
    """All there is to know about a roster's slots, in a handful of queries."""
    kind = roster.kind
    slots = list(roster.slots.select_related("shift").order_by("starts_at", "pk"))
    seats = seats_of(kind)
    pool = pool_of(kind, roster.begins_on, roster.ends_on, but=roster)
    step = _step(slots)
    units, found = [], {}
    for team in teams(slots):
        days = [slot.on for slot in team]
        places = tuple(
            Place(seat.pk, seat.name, seat.count, pool.may(seat, days))
            for seat in seats
            if seat.shift_id == team[0].shift_id
        )
        units.append(unit_of(team, places, step))
        found[team[0].pk] = team
    barred = _barred(units, found, pool, rules_of(kind), _near(roster, pool))
    problem = Problem(
        units=units, people=_people(roster, pool, units, step),
        rules=rules_of(kind), barred=barred, wishes=_wishes(kind, pool, units), fixed=_fixed(roster, units, barred),
    )  # fmt: skip
    return Read(problem, found, {seat.pk: seat for seat in seats}, pool, step)


def _step(slots: Collection[Slot]) -> int:
    found = 0
    for slot in slots:
        found = gcd(found, int(slot.weight * TEN))
    return found or int(TEN)


def _near(roster: Roster, pool: Pool) -> dict[int, list[Unit]]:
    """Duties of the same kind just before and after the roster: the rules hold across its edges."""
    days = timedelta(days=max(roster.kind.gap_days, 1) + roster.kind.rest_hours // 24 + 1)
    rows = (
        Assignment.objects.filter(
            slot__roster__kind=roster.kind, slot__roster__status="published", person__in=pool.names,
            slot__on__range=(roster.begins_on - days, roster.ends_on + days),
        )
        .exclude(slot__roster=roster)
        .select_related("slot__shift")
    )  # fmt: skip
    found: dict[int, list[Unit]] = defaultdict(list)
    for one in rows:
        found[one.person_id].append(unit_of([one.slot], (), int(TEN)))
    return found


def _barred(
    units: Sequence[Unit], slots: dict[int, list[Slot]], pool: Pool, rules: Rules, near: dict[int, list[Unit]]
) -> dict[tuple[int, int], Barrier]:  # fmt: skip
    made: dict[tuple[int, int], Barrier] = {}
    for unit in units:
        for person in sorted({person for place in unit.places for person in place.people}):
            barrier = pool.barrier(person, slots[unit.key])
            if barrier is None and (other := too_near(unit, near.get(person, ()), rules)) is not None:
                barrier = Barrier(Because.REST, other.label)
            if barrier is not None:
                made[unit.key, person] = barrier
    return made


def too_near(unit: Unit, others: Iterable[Unit], rules: Rules) -> Unit | None:
    """A duty of the same person that leaves no rest before or after this one."""
    for other in others:
        first, then = (unit, other) if unit.begins <= other.begins else (other, unit)
        if other.key != unit.key and then.begins < busy_until(first, rules):
            return other
    return None


def _people(roster: Roster, pool: Pool, units: Sequence[Unit], step: int) -> list[Person]:
    """With the days one is excused in this roster credited too, at the average of the group."""
    bring = brought(roster.kind, pool, roster.begins_on)
    ahead: dict[int, Decimal] = {}
    for group in alike(roster.kind, pool):
        mine = [unit for unit in units if any(not place.people.isdisjoint(group) for place in unit.places)]
        total = sum(unit.weight * sum(place.count for place in unit.places) for unit in mine)
        weight = sum(unit.weight for unit in mine) or 1
        for person in group:
            missed = sum(unit.weight for unit in mine if _excused(pool, person, unit))
            ahead[person] = Decimal(missed * total) / weight / len(group)
    return [
        Person(
            key=person, name=human.name, heavy=bring[person].heavy,
            earlier=round(bring[person].total * TEN / step + ahead.get(person, 0)),
        )
        for person, human in sorted(pool.names.items())
    ]  # fmt: skip


def _excused(pool: Pool, person: int, unit: Unit) -> bool:
    away = [one for one in pool.away.get(person, ()) if one.why in EXCUSED]
    return any(one.begins_on <= day <= one.ends_on for one in away for day in unit.days)


def _wishes(kind: Kind, pool: Pool, units: Sequence[Unit]) -> dict[tuple[int, int], int]:
    made: dict[tuple[int, int], int] = defaultdict(int)
    for wish in Wish.objects.filter(kind=kind, is_open=True, person__in=pool.names).order_by("pk"):
        sign = 1 if wish.liking == Liking.RATHER else -1
        for unit in units:
            if wish.on is not None and wish.on in unit.days:
                made[unit.key, wish.person_id] += sign * SURE
            elif wish.weekday is not None and wish.weekday == unit.days[0].weekday():
                made[unit.key, wish.person_id] += sign
    return {key: value for key, value in made.items() if value}


def _fixed(
    roster: Roster, units: Sequence[Unit], barred: dict[tuple[int, int], Barrier]
) -> dict[tuple[int, int], frozenset[int]]:  # fmt: skip
    """Who was put in his place by hand stays, unless he cannot serve any more."""
    may = {(unit.key, place.seat): place for unit in units for place in unit.places}
    made: dict[tuple[int, int], frozenset[int]] = {}
    rows = Assignment.objects.filter(slot__roster=roster, origin=Origin.HAND).order_by("pk")
    for slot, seat, person in rows.values_list("slot_id", "seat_id", "person_id"):
        place = may.get((slot, seat))
        have = made.get((slot, seat), frozenset())
        if place and person in place.people and (slot, person) not in barred and len(have) < place.count:
            made[slot, seat] = have | {person}
    return made
