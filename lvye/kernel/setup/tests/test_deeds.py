"""The deeds of the first run: one school whoever comes at the same time, and what others hear of it."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.audit.api import verify
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Kind, Place, School, code_of
from lvye.kernel.setup import services
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kernel.setup.services import Building, FirstComeError
from lvye.kit import events

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = dt.date(2026, 9, 1)


def founded(username: str = "hejianguo", **values: Any) -> User:
    given = {"name": "何建国", "password": "Qing-he-2026", "is_director": False} | values
    return services.founder_make(username=username, actor=system_user(), today=TODAY, **given)


def at_once(*deeds: Any) -> list[Any]:
    """Do these at the same moment, each with a connection of its own; what came of each, refusals too."""
    gate = Barrier(len(deeds))

    def one(deed: Any) -> Any:
        gate.wait()
        try:
            with transaction.atomic():
                return deed()
        except ValidationError as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return list(pool.map(one, deeds))


@pytest.mark.postgres
def test_of_two_who_set_up_at_the_same_time_one_becomes_the_first() -> None:
    system_user()
    came = at_once(lambda: founded("first"), lambda: founded("second"))
    made = [one for one in came if isinstance(one, User)]
    refused = [one for one in came if isinstance(one, FirstComeError)]
    assert (len(made), len(refused)) == (1, 1)
    assert "刚才已经有人建好了管理员账号" in refused[0].messages[0]
    assert User.objects.filter(is_system=False).count() == Person.objects.count() == 1
    assert verify().sound


@pytest.mark.postgres
def test_two_schools_entered_at_the_same_time_are_one() -> None:
    actor = founded()
    heard: list[SchoolSetUp] = []

    def hear(event: SchoolSetUp) -> None:
        heard.append(event)

    with listening(hear):
        at_once(
            lambda: services.school_found(name="青禾实验学校", actor=actor, today=TODAY),
            lambda: services.school_found(name="青禾中学", actor=actor, today=TODAY),
        )
    assert School.objects.count() == 1
    assert len(heard) == 1
    assert verify().sound


class listening:  # noqa: N801 - reads as a with statement
    """Hear SchoolSetUp for the length of a `with` block."""

    def __init__(self, listener: Any) -> None:
        self.listener = listener

    def __enter__(self) -> None:
        events.on(SchoolSetUp)(self.listener)

    def __exit__(self, *_: object) -> None:
        events._listeners[SchoolSetUp].remove(self.listener)


def test_the_school_is_told_once_with_who_entered_it() -> None:
    actor = founded()
    heard: list[SchoolSetUp] = []

    def hear(event: SchoolSetUp) -> None:
        heard.append(event)

    with listening(hear):
        school = services.school_found(name="青禾实验学校", actor=actor, today=TODAY)
        services.school_found(name="青禾中学", actor=actor, today=TODAY)
    assert heard == [SchoolSetUp(school_id=school.pk, actor_id=actor.pk, on=TODAY)]


def test_a_listener_that_fails_leaves_no_school_behind() -> None:
    actor = founded()

    def refuse(event: SchoolSetUp) -> None:
        raise ValidationError("no")

    with listening(refuse), pytest.raises(ValidationError):
        services.school_found(name="青禾实验学校", actor=actor, today=TODAY)
    assert not School.objects.exists()


def test_a_refused_first_person_leaves_nothing_behind() -> None:
    with pytest.raises(ValidationError):
        founded(password="12345678")
    assert not Person.objects.exists()
    assert not User.objects.filter(is_system=False).exists()


def laid(*buildings: Building, **values: Any) -> int:
    return services.places_lay(buildings, actor=system_user(), **({"with_common": False} | values))


def test_a_building_is_laid_out_floor_by_floor_with_rooms_and_codes() -> None:
    made = laid(Building("教学楼", 5, 10), grounds=["操场"], with_common=True)
    assert made == 1 + 5 * (1 + 10 + 3) + 1
    room = Place.objects.get(full_name="教学楼 5层 510")
    assert room.kind == Kind.ROOM
    assert code_of(room)
    assert Place.objects.get(full_name="操场").kind == Kind.GROUND
    assert Place.objects.filter(full_name="教学楼 3层 男卫生间").exists()


def test_laying_out_again_adds_only_what_is_not_there() -> None:
    laid(Building("教学楼", 2, 3))
    assert laid(Building("教学楼", 2, 4)) == 2


def test_a_building_without_rooms_has_its_floors() -> None:
    assert laid(Building("停车楼", 3, 0)) == 4


def test_what_cannot_be_laid_out_is_refused_in_words_without_a_row_and_leaves_nothing() -> None:
    laid(Building("教学楼", 1, 1))
    with pytest.raises(ValidationError) as refused:
        laid(Building("实验楼", 2, 2), grounds=["教学楼"])
    assert refused.value.messages == ["“教学楼”已经是楼栋，这一行却写成场地。"]
    assert not Place.objects.filter(name="实验楼").exists()
