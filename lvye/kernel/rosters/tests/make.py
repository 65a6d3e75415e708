from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import Person, Post
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.rosters import services
from lvye.kernel.rosters.models import (
    Absence,
    Assignment,
    CalendarLink,
    Kind,
    Origin,
    Roster,
    Seat,
    Shift,
    Slot,
    Status,
    Swap,
    Wish,
)  # fmt: skip

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2031, 3, 3)
NOW = datetime(2031, 2, 28, 9, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def kind(**values: Any) -> Kind:
    number = next(_numbers)
    return records.create(
        Kind, actor=_actor(values), **({"code": f"kind{number}", "name": f"值班{number}", "gap_days": 1} | values)
    )


def shift(**values: Any) -> Shift:
    given = {
        "kind": values.get("kind") or kind(), "name": f"班次{next(_numbers)}", "begins": time(7), "ends": time(18),
        "on": "every",
    }  # fmt: skip
    return records.create(Shift, actor=_actor(values), **(given | values))


def seat(**values: Any) -> Seat:
    given = {"shift": values.get("shift") or shift(), "name": f"席位{next(_numbers)}", "posts": [people.post().code]}
    return records.create(Seat, actor=_actor(values), **(given | values))


def server(post: Post, **values: Any) -> Person:
    """Somebody who may serve, with a sign-in."""
    number = next(_numbers)
    made = people.person(name=values.pop("name", f"值班员{number}"), username=f"server{number}", **values)
    people.appointment(person=made, post=post)
    return made


def crew(many: int = 3) -> tuple[Post, list[Person]]:
    post = people.post("rosters.view_roster", "rosters.view_swap")
    return post, [server(post) for _ in range(many)]


def staffed(many: int = 3, *, seats: int = 1, shift_values: dict[str, Any] | None = None, **values: Any) -> Kind:
    """A kind with one shift every day, and people who may serve."""
    post, _people = crew(many)
    made = kind(**values)
    seat(shift=shift(kind=made, **(shift_values or {})), name="值班员", count=seats, posts=[post.code])
    return made


def roster(**values: Any) -> Roster:
    given = {
        "kind": values.pop("kind", None) or staffed(), "begins_on": MONDAY, "ends_on": MONDAY + DAY * 6,
    } | values  # fmt: skip
    return services.roster_create(actor=_actor(given), **given)


def solved(**values: Any) -> Roster:
    """A roster the solver made."""
    asked = services.roster_ask(values.pop("roster", None) or roster(**values), actor=system_user())
    return services.roster_solve(asked, now=NOW, actor=system_user())


def filled(**values: Any) -> Roster:
    """A roster ready to be published, filled in turn without the solver."""
    made = values.pop("roster", None) or roster(**values)
    [place] = Seat.objects.filter(shift__kind=made.kind)
    who = list(Person.objects.filter(appointments__post__code__in=place.posts).order_by("pk"))
    turn = 0
    rows = []
    for slot in made.slots.order_by("starts_at"):
        for _ in range(place.count):
            rows.append({"slot": slot, "seat": place, "person": who[turn % len(who)], "origin": Origin.SOLVER})
            turn += 1
    records.create_many(Assignment, rows, actor=system_user())
    return records.amend(made, actor=system_user(), status=Status.READY)


def published(**values: Any) -> Roster:
    return services.roster_publish(filled(**values), now=NOW, actor=system_user())


def slot(**values: Any) -> Slot:
    made = values.pop("roster", None) or roster()
    found = made.slots.order_by("starts_at").first()
    assert found is not None
    return records.amend(found, actor=_actor(values), **values)


def assignment(**values: Any) -> Assignment:
    made = published()
    found = Assignment.objects.filter(slot__roster=made).order_by("slot__starts_at").first()
    assert found is not None
    return records.amend(found, actor=_actor(values), **values)


def absence(**values: Any) -> Absence:
    given = {"begins_on": MONDAY, "ends_on": MONDAY + DAY, "why": "leave", "status": "asked"} | values
    who = given.pop("person", None) or people.person()
    return records.create(Absence, actor=_actor(given), person=who, **given)


def wish(**values: Any) -> Wish:
    given = {"liking": "not", "weekday": 0} | values
    return services.wish_add(
        person=given.pop("person", None) or (who := people.person(username=f"wisher{next(_numbers)}")),
        kind=given.pop("kind", None) or kind(), actor=given.pop("actor", None) or who.user, **given,
    )  # fmt: skip


def swap(**values: Any) -> Swap:
    mine = values.pop("given", None) or assignment()
    other = (
        values.pop("other", None)
        or (
            Person.objects.filter(appointments__post__code__in=mine.seat.posts)
            .exclude(pk=mine.person_id)
            .order_by("-pk")[0]
        )
    )
    given = {"why": "家里有事", "now": NOW} | values
    actor = given.pop("actor", None) or mine.person.user
    return services.swap_ask(given=mine, other=other, actor=actor, **given)


def calendarlink(**values: Any) -> CalendarLink:
    who = values.pop("person", None) or people.person()
    return services.link_make(who, now=values.pop("now", NOW), actor=_actor(values))
