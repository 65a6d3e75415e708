"""Who may serve, from when to when, and when not: posts held, absences, duties on other rosters. One query each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.people.api import Appointment, PersonStatus
from lvye.kernel.people.api import Person as Human
from lvye.kit import say

from .models import Absence, AbsenceStatus, Assignment, Kind, Roster, Seat, Slot, Status
from .models.fields import WEEKDAYS
from .solver import Barrier, Because

# Duties of these rosters stand: people are not put in two places.
STANDING = (Status.PUBLISHED,)


@dataclass
class Pool:
    """What is known of the people of a kind between two days.

    held: post → (person, from, to); away: person → absences; taken: person → duties on published rosters.
    """

    begins_on: date
    ends_on: date
    held: dict[str, list[tuple[int, date, date | None]]] = field(default_factory=lambda: defaultdict(list))
    names: dict[int, Human] = field(default_factory=dict)
    away: dict[int, list[Absence]] = field(default_factory=lambda: defaultdict(list))
    taken: dict[int, list[Slot]] = field(default_factory=lambda: defaultdict(list))

    def may(self, seat: Seat, days: Collection[date]) -> frozenset[int]:
        """Who holds one of the seat's posts on all of these days."""
        first, last = min(days), max(days)
        return frozenset(
            person
            for post in seat.posts
            for person, since, until in self.held.get(post, ())
            if since <= first
            and (until is None or until >= last)
            and (seat.department_id is None or self.names[person].department_id == seat.department_id)
        )

    def holds_ever(self, seat: Seat) -> frozenset[int]:
        """Who holds one of them at any time of the period."""
        found = {person for post in seat.posts for person, _since, _until in self.held.get(post, ())}
        department = seat.department_id
        return frozenset(p for p in found if department is None or self.names[p].department_id == department)

    def absent(self, person: int, days: Collection[date]) -> Absence | None:
        """An absence that covers one of these days."""
        return next(
            (one for one in self.away.get(person, ()) if any(one.begins_on <= day <= one.ends_on for day in days)), None
        )

    def elsewhere(self, person: int, spans: Iterable[tuple[datetime, datetime]]) -> Slot | None:
        """A duty on another roster at one of these times."""
        slots = self.taken.get(person, ())
        return next((s for a, b in spans for s in slots if s.starts_at < b and a < s.ends_at), None)

    def barrier(self, person: int, slots: Collection[Slot]) -> Barrier | None:
        """Why this person cannot serve these slots together, if he cannot; the rules between duties apart."""
        if (absence := self.absent(person, [slot.on for slot in slots])) is not None:
            return Barrier(Because.ABSENT, absence_words(absence))
        if (other := self.elsewhere(person, [(slot.starts_at, slot.ends_at) for slot in slots])) is not None:
            return Barrier(Because.ELSEWHERE, slot_words(other))
        return None


def pool_of(kind: Kind, begins_on: date, ends_on: date, *, but: Roster | None = None) -> Pool:
    """The people of a kind. `but`: the roster whose own duties do not count."""
    made = Pool(begins_on, ends_on)
    posts = {post for seat in seats_of(kind) for post in seat.posts}
    rows = Appointment.objects.filter(
        Q(to_on=None) | Q(to_on__gte=begins_on), post__code__in=posts, post__is_open=True, deputy_for=None,
        from_on__lte=ends_on, person__status=PersonStatus.HERE,
    )  # fmt: skip
    for one in rows.select_related("person", "post").order_by("person_id", "pk"):
        made.held[one.post.code].append((one.person_id, one.from_on, one.to_on))
        made.names[one.person_id] = one.person
    absences = Absence.objects.filter(
        Q(kind=None) | Q(kind=kind), status=AbsenceStatus.AGREED, person__in=made.names, begins_on__lte=ends_on,
        ends_on__gte=begins_on,
    )  # fmt: skip
    for absence in absences.order_by("begins_on", "pk"):
        made.away[absence.person_id].append(absence)
    day = timedelta(days=1)
    taken = Assignment.objects.filter(
        slot__roster__status__in=STANDING, person__in=made.names, slot__on__range=(begins_on - day, ends_on + day)
    )
    if but is not None:
        taken = taken.exclude(slot__roster=but)
    for assignment in taken.select_related("slot__shift", "slot__roster__kind").order_by("slot__starts_at"):
        made.taken[assignment.person_id].append(assignment.slot)
    return made


def seats_of(kind: Kind) -> list[Seat]:
    """The seats in use of all shifts in use."""
    rows = Seat.objects.filter(shift__kind=kind, shift__is_open=True, is_open=True)
    return list(rows.select_related("shift").order_by("shift__sort", "shift_id", "sort", "pk"))


def slot_words(slot: Slot) -> str:
    """ "3月2日 周一 值班 白班" """
    return _("%(day)s %(kind)s %(shift)s") % {
        "day": day_words(slot.on), "kind": slot.roster.kind.name, "shift": slot.shift.name,
    }  # fmt: skip


def day_words(day: date) -> str:
    """ "3月2日 周一" """
    return f"{say.date(day)} {weekday(day)}"


def weekday(day: date) -> str:
    """周一 to 周日."""
    return str(WEEKDAYS[day.weekday()][1])


def absence_words(absence: Absence) -> str:
    """ "请假 3月2日—3月6日" """
    span = say.date(absence.begins_on)
    if absence.ends_on != absence.begins_on:
        span = f"{span}—{say.date(absence.ends_on)}"
    return f"{absence.get_why_display()} {span}"


def local_day(moment: datetime) -> date:
    """The day of a moment at the school."""
    return timezone.localdate(moment)


def weekday_names(days: Iterable[int]) -> str:
    """ "周一、周三" """
    return "、".join(str(WEEKDAYS[day][1]) for day in sorted(days))
