"""Changes by hand: one person for another, or two who change places. Hard rules are checked at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rosters.checks import check
from lvye.kernel.rosters.events import Changed
from lvye.kernel.rosters.models import Assignment, Origin, Roster, Seat, Slot, Status
from lvye.kernel.rosters.queries import lacking_with, team_of
from lvye.kernel.terms.api import refuse_closed
from lvye.kit.events import tell

from .telling import tell_changed

CHANGEABLE = (Status.READY, Status.PUBLISHED)


def assignment_change(
    assignment: Assignment, person: Person, *, now: datetime, actor: User, reason: str = "", despite: str = ""
) -> list[Assignment]:
    """Put another person in this place (for the whole week, where a week is one duty). Both are told.

    despite: why rest or number in a week are set aside. Raises ValidationError for what no reason sets aside.
    """
    with records.deed():
        team = _mine(assignment, reason)
        if person.pk == assignment.person_id:
            return team
        broken = check([one.slot for one in team], assignment.seat, person, despite=despite)
        return _put(team, person, reason=reason, despite=despite if broken else "", now=now, actor=actor)


def assignments_exchange(
    one: Assignment, other: Assignment, *, now: datetime, actor: User, reason: str = "", despite: str = ""
) -> None:
    """Two people change places, by hand."""
    with records.deed():
        mine, theirs = _mine(one, reason), _mine(other, reason)
        first, second = one.person, other.person
        if first.pk == second.pk:
            raise ValidationError(_("两个班都是%(who)s的，不用换。") % {"who": first.name})
        leaving = [each.pk for each in (*mine, *theirs)]
        why_a = check([each.slot for each in mine], one.seat, second, leaving=leaving, despite=despite)
        why_b = check([each.slot for each in theirs], other.seat, first, leaving=leaving, despite=despite)
        set_aside = despite if why_a or why_b else ""
        _refuse_near(mine, theirs, set_aside)
        trade(mine, theirs, origin=Origin.HAND, reason=reason, despite=set_aside, actor=actor)
        for team, before, after in ((mine, first, second), (theirs, second, first)):
            _after(team, before, after, reason, now=now, actor=actor)


def assignment_fill(
    slot: Slot, seat: Seat, person: Person, *, now: datetime, actor: User, reason: str = "", despite: str = ""
) -> list[Assignment]:
    """Put somebody in a place nobody is in; where one team serves a week, in that place of every day of it.

    Raises ValidationError where it is full or he cannot.
    """
    with records.deed():
        _refuse(slot.roster, slot, reason)
        team = lacking_with(slot, seat)
        for one in team:
            refuse_closed(one.on)
        if seat.shift_id != slot.shift_id or slot not in team:
            raise ValidationError(_("这个席位已经有人了。"))
        broken = check(team, seat, person, despite=despite)
        made = [
            records.create(
                Assignment, actor=actor, reason=reason, slot=one, seat=seat, person=person, origin=Origin.HAND,
                despite=despite if broken else "",
            )
            for one in team
        ]  # fmt: skip
        if slot.roster.status == Status.PUBLISHED:
            tell_changed(slot, (), (person,), reason, now=now)
    return made


def trade(
    mine: Sequence[Assignment], theirs: Sequence[Assignment], *, origin: str, reason: str, actor: User,
    despite: str = "",
) -> None:  # fmt: skip
    """Write both people into each other's places."""
    first, second = mine[0].person, theirs[0].person
    for team, person in ((mine, second), (theirs, first)):
        for one in team:
            records.amend(
                one, actor=actor, verb=str(origin), reason=reason, person=person, origin=origin, despite=despite
            )  # fmt: skip


def _refuse_near(mine: Sequence[Assignment], theirs: Sequence[Assignment], despite: str) -> None:
    """Both in one shift: nothing would change but the seat, and the database lets no person stand there twice."""
    if {one.slot_id for one in mine} & {one.slot_id for one in theirs}:
        raise ValidationError(_("两个人在同一班里，不用互换。"))


def _mine(assignment: Assignment, reason: str) -> list[Assignment]:
    team = team_of(assignment)
    for one in team:
        _refuse(one.slot.roster, one.slot, reason)
    return team


def _refuse(roster: Roster, slot: Slot, reason: str) -> None:
    fresh = Roster.objects.select_for_update().get(pk=roster.pk)
    if fresh.status not in CHANGEABLE:
        raise ValidationError(_("这张值班表现在不能手工改。"))
    if fresh.status == Status.PUBLISHED and not reason.strip():
        raise ValidationError(_("已经发布的值班表，改人要写原因。"), code="why")
    refuse_closed(slot.on)


def _put(
    team: list[Assignment], person: Person, *, reason: str, despite: str, now: datetime, actor: User
) -> list[Assignment]:
    before = team[0].person
    done = [
        records.amend(
            one, actor=actor, verb="hand", reason=reason, person=person, origin=Origin.HAND, despite=despite
        )
        for one in team
    ]  # fmt: skip
    _after(team, before, person, reason, now=now, actor=actor)
    return done


def _after(
    team: Sequence[Assignment], before: Person, after: Person, reason: str, *, now: datetime, actor: User
) -> None:
    """Of a published roster both are told, and so is whoever listens."""
    roster = team[0].slot.roster
    if roster.status != Status.PUBLISHED:
        return
    tell_changed(team[0].slot, (before,), (after,), reason, now=now)
    slots = tuple(one.slot_id for one in team)
    tell(Changed(roster.pk, roster.kind.code, slots, before.pk, after.pk, actor.pk))
