from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AbstractBaseUser
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from lvye.kernel.accounts.api import User
from lvye.kernel.people import services
from lvye.kernel.people.api import Person, Post, person_of
from lvye.kernel.people.tests import make
from lvye.kernel.people.tests.test_appointments import allow_both
from lvye.kernel.places.tests import make as make_places
from lvye.kernel.registers.api import registers

# A refusal undoes the deed and no more, and the page says why.
pytestmark = [pytest.mark.django_db, pytest.mark.engineless, pytest.mark.usefixtures("as_committed")]
PASSWORD = "Lv-ye_2026-spring"
KEYS = [
    "people.person",
    "people.department",
    "people.schoolclass",
    "people.post",
    "people.appointment",
    "people.incompatiblepair",
    "places.place",
    "places.placecode",
    "places.school",
]


def entered(client: Client, user: AbstractBaseUser | None) -> Client:
    assert isinstance(user, User)
    client.force_login(user)
    return client


def some(key: str) -> Any:
    name = key.partition(".")[2]
    made = getattr(make, name, None) or getattr(make_places, name)
    return made()


@pytest.mark.parametrize("key", KEYS)
def test_the_director_opens_the_list_the_record_and_its_form(client: Client, key: str) -> None:
    entered(client, make.user_in("director"))
    record = some(key)
    for screen, args in (("list", []), ("detail", [record.pk]), ("edit", [record.pk]), ("new", [])):
        answer = client.get(reverse(f"{key}:{screen}", args=args))
        assert answer.status_code == 200, (screen, answer.status_code)


@pytest.mark.parametrize("key", KEYS)
def test_without_right_nothing_of_it_opens(client: Client, key: str) -> None:
    record = some(key)
    entered(client, make.user_with("repairs.view_job"))
    for screen, args in (("list", []), ("detail", [record.pk]), ("edit", [record.pk]), ("new", [])):
        assert client.get(reverse(f"{key}:{screen}", args=args)).status_code == 403


def test_a_place_is_entered_through_the_form_with_its_parent_written_by_name(client: Client) -> None:
    entered(client, make.user_in("director"))
    make_places.room()
    answer = client.post(
        reverse("places.place:new"), {"name": "303教室", "kind": "room", "parent__ask": "教学楼3层", "sort": "0"}
    )
    assert answer.status_code == 302
    page = client.get(answer["Location"]).content.decode()
    assert "教学楼 3层 303教室" in page
    answer = client.post(reverse("places.place:new"), {"name": "304教室", "kind": "room", "parent": "", "sort": "0"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "房间要放在某个地点里面" in page
    assert "304教室" in page


def test_an_appointment_is_given_and_ended_through_the_forms(client: Client) -> None:
    director = make.user_in("director")
    entered(client, director)
    person, post = make.person(), Post.objects.get(code="repairer")
    sent = {"person": person.pk, "post": post.pk, "from_on": "2026-03-01", "to_on": "", "deputy_for": ""}
    answer = client.post(reverse("people.appointment:new"), sent)
    assert answer.status_code == 302
    appointment = person.appointments.get()
    again = client.post(reverse("people.appointment:new"), sent)
    assert again.status_code == 400
    assert "已经是“维修工”" in again.content.decode()
    answer = client.post(reverse("people.appointment:edit", args=[appointment.pk]), sent | {"to_on": "2026-06-30"})
    assert answer.status_code == 302
    appointment.refresh_from_db()
    assert str(appointment.to_on) == "2026-06-30"


def test_a_reason_lets_one_person_hold_two_posts_kept_apart_where_the_school_allows_it(client: Client) -> None:
    entered(client, make.user_in("director"))
    allow_both(make.user_in("admin"))
    person, buyer, receiver = make.person(), Post.objects.get(code="buyer"), Post.objects.get(code="receiver")
    make.appointment(person=person, post=buyer)
    sent = {"person": person.pk, "post": receiver.pk, "from_on": "2026-03-02"}
    refused = client.post(reverse("people.appointment:new"), sent)
    assert refused.status_code == 400
    assert "请写明兼任的理由" in refused.content.decode()
    assert client.post(reverse("people.appointment:new"), sent | {"despite": "全校五名职工"}).status_code == 302
    made = person.appointments.get(post=receiver)
    assert (made.is_despite, made.despite) == (True, "全校五名职工")
    assert (
        client.post(
            reverse("people.appointment:edit", args=[made.pk]),
            sent | {"to_on": "2026-06-30", "despite": "全校五名职工"},
        ).status_code
        == 302
    )
    made.refresh_from_db()
    assert (str(made.to_on), made.despite) == ("2026-06-30", "全校五名职工")


def test_who_may_not_see_telephones_finds_them_nowhere_on_the_persons_page(client: Client) -> None:
    person = make.person(phone="13800000001")
    services.person_amend(person, actor=make.user_with("*"), phone="13800000002")
    address = reverse("people.person:detail", args=[person.pk])
    entered(client, make.user_with("people.view_person"))
    for asked in (address, f"{address}?as=print", reverse("people.person:list")):
        assert "1380000000" not in client.get(asked).content.decode()
    entered(client, make.user_with("people.view_person", "people.export_person"))
    sheet = b"".join(client.get(f"{reverse('people.person:export')}?as=csv"))
    assert person.name in sheet.decode("utf-8-sig")
    assert b"1380000000" not in sheet
    entered(client, make.user_with("people.view_person", "people.phone_person"))
    page = client.get(address).content.decode()
    assert "13800000001" in page
    assert "13800000002" in page


def test_a_pupil_of_another_class_is_not_there_for_a_teacher(client: Client) -> None:
    teacher = make.user_in("teacher")
    own = make.person(kind="student", school_class=make.schoolclass(head=person_of(teacher)))
    other = make.person(kind="student", school_class=make.schoolclass())
    entered(client, teacher)
    assert client.get(reverse("people.person:detail", args=[own.pk])).status_code == 200
    assert client.get(reverse("people.person:detail", args=[other.pk])).status_code == 404
    page = client.get(reverse("people.person:list")).content.decode()
    assert own.name in page
    assert other.name not in page


def test_a_sign_in_is_opened_changed_closed_and_opened_again_on_one_screen(client: Client) -> None:
    entered(client, make.user_with("people.signin_person", "people.view_person"))
    person = make.person(name="王晓")
    address = reverse("people:signin", args=[person.pk])
    assert client.get(address).status_code == 200
    refused = client.post(address, {"username": "wangxiao", "password": "12345"})
    assert refused.status_code == 400
    assert 'value="wangxiao"' in refused.content.decode()
    assert client.post(address, {"username": "wangxiao", "password": ""}).status_code == 400
    assert client.post(address, {"username": "", "password": PASSWORD}).status_code == 400
    assert not User.objects.filter(username="wangxiao").exists()
    assert client.post(address, {"username": "wangxiao", "password": PASSWORD}).status_code == 302
    user = User.objects.get(username="wangxiao")
    assert user.check_password(PASSWORD)
    assert client.post(address, {"password": PASSWORD + "!"}).status_code == 302
    user.refresh_from_db()
    assert user.check_password(PASSWORD + "!")
    for button, active in (("close", False), ("reopen", True)):
        assert client.post(address, {button: "1"}).status_code == 302
        user.refresh_from_db()
        assert user.is_active is active
    assert person_of(user) == Person.objects.get(pk=person.pk)


def test_only_who_may_open_sign_ins_reaches_that_screen(client: Client) -> None:
    address = reverse("people:signin", args=[make.person().pk])
    assert client.get(address).status_code == 302
    entered(client, make.user_with("people.change_person", "people.view_person"))
    assert client.get(address).status_code == 403


def test_the_rights_of_a_post_are_ticked_and_hold_at_once(client: Client) -> None:
    entered(client, make.user_with("people.*", name="管理员"))
    helper = make.user_with("places.view_place", "special.thing_done")
    post = Post.objects.get(appointments__person__user=helper)
    address = reverse("people:rights", args=[post.pk])
    page = client.get(address).content.decode()
    assert 'value="places.view_place" checked' in page
    assert 'value="places.add_place" ' in page
    assert 'value="special.thing_done" checked' in page
    wanted = ["places.view_place", "places.add_place", "people.minors_person"]
    assert client.post(address, {"right": wanted, "reason": "新学期分工"}).status_code == 302
    helper = User.objects.get(pk=helper.pk)
    assert helper.has_perm("places.add_place")
    assert not helper.has_perm("special.thing_done")


def test_nonsense_among_the_rights_changes_nothing_and_keeps_the_ticks(client: Client) -> None:
    entered(client, make.user_with("people.*"))
    post = make.post("places.view_place")
    answer = client.post(reverse("people:rights", args=[post.pk]), {"right": ["places.add_place", "nonsense!"]})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "不是一项权限" in page
    assert 'value="places.add_place" checked' in page
    post.refresh_from_db()
    assert post.rights == ["places.view_place"]


def test_every_right_of_every_register_can_be_ticked(client: Client) -> None:
    entered(client, make.user_with("people.*"))
    page = client.get(reverse("people:rights", args=[make.post().pk])).content.decode()
    for reg in registers:
        for verb in reg.verbs():
            assert f'value="{reg.permission(verb)}"' in page


@pytest.mark.parametrize("key", ["people.person", "people.schoolclass", "people.appointment", "places.place"])
def test_a_list_takes_as_many_queries_for_six_rows_as_for_three(client: Client, key: str) -> None:
    entered(client, make.user_in("deputy_director"))
    address = reverse(f"{key}:list")
    counts = []
    for _round in range(2):
        for _ in range(3):
            some(key)
        client.get(address)  # the first look of all also settles the session
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
