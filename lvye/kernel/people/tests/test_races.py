from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lvye.kernel.accounts.api import system_user
from lvye.kernel.people import services
from lvye.kernel.people.api import Appointment, Post
from lvye.kernel.people.tests import make
from lvye.kernel.places.api import Place, place_create, place_move
from lvye.kernel.places.tests import make as make_places

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
MARCH = date(2026, 3, 1)


def at_once(*deeds: Callable[[], Any]) -> list[str]:
    """Each deed on a connection of its own, all at the same moment; how each ended."""
    start = Barrier(len(deeds))

    def run(deed: Callable[[], Any]) -> str:
        try:
            start.wait(10)
            deed()
        except ValidationError as problem:
            return problem.messages[0]
        else:
            return "done"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(deeds)) as pool:
        return sorted(pool.map(run, deeds))


def test_two_clerks_giving_one_person_a_post_at_once_give_it_once() -> None:
    actor, person, post = system_user(), make.person(), make.post(name="维修工")
    ends = at_once(*[lambda: services.appoint(person, post, MARCH, actor=actor)] * 2)
    assert ends[0] == "done"
    assert "已经是“维修工”" in ends[1]
    assert Appointment.objects.count() == 1


def test_two_incompatible_posts_given_at_once_are_not_both_given() -> None:
    actor, person = system_user(), make.person()
    services.posts_prepare(actor)
    finance, keeper = Post.objects.get(code="finance"), Post.objects.get(code="keeper")
    ends = at_once(
        lambda: services.appoint(person, finance, MARCH, actor=actor),
        lambda: services.appoint(person, keeper, MARCH, actor=actor),
    )
    assert ends[0] == "done"
    assert "不能由一个人兼任" in ends[1]
    assert Appointment.objects.filter(person=person).count() == 1


def test_a_room_made_while_its_building_is_moved_ends_where_its_building_is() -> None:
    actor = system_user()
    campus, building = make_places.place(name="东校区", kind="campus"), make_places.place(name="教学楼")
    ends = at_once(
        lambda: place_create("101室", kind="room", parent=building, actor=actor),
        lambda: place_move(building, campus, actor=actor),
    )
    assert ends == ["done", "done"]
    room = Place.objects.get(name="101室")
    assert room.path == f"{campus.pk}/{building.pk}/{room.pk}/"
    assert room.depth == 2


def test_two_places_of_one_name_made_at_once_become_one_place_and_one_sentence() -> None:
    actor = system_user()
    ends = at_once(*[lambda: place_create("图书馆", kind="building", actor=actor)] * 2)
    assert ends == ["done", "这里已经有一个同名的地点。"]
    assert Place.objects.count() == 1
