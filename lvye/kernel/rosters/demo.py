"""The rosters of the demo school: last term's 值班, this term's 值班 and 护导, an absence, wishes, a swap."""

# house: names of an invented school, as they are kept in the database

from __future__ import annotations

import datetime as dt
from typing import Protocol

from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User
from lvye.kernel.audit import api as audit
from lvye.kernel.people.api import Person, PersonKind
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term
from lvye.kit.days import at_hour

from . import checks, queries, services
from .models import Assignment, Kind, Liking, Roster, Status, Why

SECONDS = 4
DAY = dt.timedelta(days=1)


class School(Protocol):
    """What this part needs of the demo's ground."""

    today: dt.date
    actor: User
    full: Term
    running: Term

    def user(self, username: str) -> User:
        """A sign-in of the demo."""
        ...


def fill(school: School, *, small: bool = False) -> None:
    """Rosters made by the solver and published before their term began."""
    services.kinds_prepare(school.actor)
    director = school.user("director")
    with audit.dated(at_hour(school.running.begins_on - 6 * DAY, 10)):
        _wishes(school)
    duty = Kind.objects.get(code="duty")
    last = school.full.begins_on + 27 * DAY if small else school.full.ends_on
    _made(duty, "上学期值班", school.full.begins_on, last, director)
    for code, name in (("duty", "本学期值班"), ("escort", "本学期护导")):
        kind = Kind.objects.get(code=code)
        _made(kind, name, school.running.begins_on, school.running.ends_on, director)
    _swap(school)


def _made(kind: Kind, name: str, first: dt.date, last: dt.date, director: User) -> Roster:
    now = at_hour(first - 5 * DAY, 10)
    with audit.dated(now):
        roster = services.roster_create(kind=kind, name=name, begins_on=first, ends_on=last, actor=director)
        asked = services.roster_ask(roster, actor=director)
        made = services.roster_solve(asked, now=now, actor=director, seconds=SECONDS)
        return services.roster_publish(made, now=now, actor=director) if made.status == Status.READY else made


def _wishes(school: School) -> None:
    director = school.user("director")
    teachers = list(Person.objects.filter(kind=PersonKind.TEACHER).order_by("pk")[:7])
    first = school.running.begins_on
    services.absence_add(
        person=teachers[6], begins_on=first + 28 * DAY, ends_on=first + 40 * DAY, why=Why.LEAVE, note="病假",
        today=first, now=at_hour(first - 6 * DAY, 10), actor=director,
    )  # fmt: skip
    kind = Kind.objects.get(code="duty")
    for teacher, weekday in zip(teachers[2:6], (0, 2, 4, 4), strict=False):
        services.wish_add(person=teacher, kind=kind, liking=Liking.RATHER_NOT, weekday=weekday, actor=director)


def _swap(school: School) -> None:
    """The teacher who signs in asks a colleague with a sign-in of his own, or there is none to ask."""
    person = Person.objects.get(user__username="teacher")
    now = at_hour(school.today, 10)
    mine = queries.assigned(person, school.today + 2 * DAY, school.running.ends_on)
    for one in Assignment.objects.filter(pk__in=mine.values("pk")).order_by("slot__starts_at", "pk"):
        team = queries.team_of(one)
        could = checks.candidates([each.slot for each in team], one.seat, leaving=[each.pk for each in team])
        free = [each.person.pk for each in could if each.can]  # found once, not by asking everybody
        for other in Person.objects.filter(user__isnull=False, pk__in=free).exclude(pk=person.pk).order_by("pk"):
            try:
                with audit.dated(now), records.attempt():
                    services.swap_ask(given=one, other=other, why="外出教研", now=now, actor=school.user("teacher"))
            except ValidationError:
                continue
            return
