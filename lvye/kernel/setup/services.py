"""The deeds of the first run: the first sign-in, the school, its running term, its places, its first people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import PersonKind, Post, appoint, person_create, person_import, posts_prepare
from lvye.kernel.places.api import School, place_tree_import, school_set
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.kernel.terms.api import Filled, Term, calendar_fill, term_add
from lvye.kit.events import tell

from .events import SchoolSetUp
from .standing import has_account, has_school

QUEUE = "setup"  # whoever does a deed of the first run waits here for who came first
OF_ROW = re.compile(r"^[^：:]*\d+[^：:]*[：:]\s*")  # an importer's "row 7:", where there is no sheet
COMMON = ("男卫生间", "女卫生间", "走廊")  # house: names kept as data


class FirstComeError(ValidationError):
    """Somebody else made the first sign-in a moment ago."""


def founder_make(*, name: str, username: str, password: str, is_director: bool, actor: User, today: date) -> User:
    """The first person: administrator, and general-affairs director where he is. Makes the standard posts too.

    Raises FirstComeError when there is a sign-in already, ValidationError for a name or password that cannot be.
    """
    with records.deed():
        next_number(QUEUE)
        if has_account():
            raise FirstComeError(_("刚才已经有人建好了管理员账号，请用那个账号登录，接着往下做。"))
        posts_prepare(actor)
        person = person_create(
            name, kind=PersonKind.STAFF, username=username, password=password, password_is_given=False, actor=actor
        )
        for code in ("admin", "director") if is_director else ("admin",):
            appoint(person, Post.objects.get(code=code), today, actor=actor)
        return User.objects.get(username=username)


def school_found(*, actor: User, today: date, **values: Any) -> School:
    """Enter the school, or mend what was entered. The first time everybody who waits for a school is told."""
    with records.deed():
        next_number(QUEUE)
        is_first = not has_school()
        school = school_set(actor=actor, **values)
        if is_first:
            tell(SchoolSetUp(school_id=school.pk, actor_id=actor.pk, on=today))
    return school


def term_begin(
    *, school_year: int, half: int, begins_on: date, ends_on: date, actor: User
) -> tuple[Term, list[Filled]]:
    """Record the running term, and fill the calendar of every year it touches."""
    with records.deed():
        term = term_add(school_year=school_year, half=half, begins_on=begins_on, ends_on=ends_on, actor=actor)
        years = range(begins_on.year, ends_on.year + 1)
        return term, [calendar_fill(year, actor=actor) for year in years]


@dataclass(frozen=True)
class Building:
    """A building to lay out: its name, floors, and rooms on each floor (0: floors alone)."""

    name: str
    floors: int
    rooms: int


def places_lay(
    buildings: Iterable[Building], *, grounds: Iterable[str] = (), campus: str = "", with_common: bool, actor: User
) -> int:
    """Lay out buildings with floors 1…n and rooms 101, 102, …; returns how many places were made.

    with_common: toilets and corridor on every floor. What is there already stays. All or nothing: ValidationError.
    """
    rows = [{"campus": campus, **row} for building in buildings for row in _rooms(building, with_common=with_common)]
    rows += [{"campus": campus, "building": ground, "kind": "ground"} for ground in grounds]
    try:
        return place_tree_import(rows, actor=actor).made
    except ValidationError as problem:
        raise ValidationError(list(dict.fromkeys(OF_ROW.sub("", said) for said in problem.messages))) from None


def _rooms(building: Building, *, with_common: bool) -> Iterator[dict[str, str]]:
    yield {"building": building.name}
    for floor in range(1, building.floors + 1):
        above = {"building": building.name, "floor": f"{floor}层"}  # house: a name kept as data
        yield above
        for room in range(1, building.rooms + 1):
            yield above | {"room": f"{floor}{room:02d}"}
        for name in COMMON if with_common else ():
            yield above | {"room": name}


def people_enter(rows: list[dict[str, str]], *, password: str, actor: User, today: date) -> int:
    """Enter the first people with post and sign-in; returns how many are new. All or nothing: ValidationError."""
    return person_import(rows, actor=actor, today=today, password=password or None).made
