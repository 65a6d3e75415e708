from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.audit import api as audit
from lvye.kernel.people import services
from lvye.kernel.people.api import Appointment, Post, holders, incompatible_held
from lvye.kernel.people.tests import make
from lvye.kernel.rules.api import rule_set

pytestmark = pytest.mark.django_db
MARCH, APRIL, MAY = date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)


def allow_both(actor: Any) -> None:
    rule_set("people.allow_incompatible", True, actor=actor, effective_from=date(2026, 1, 1), why="全校五名职工")


def standard(code: str) -> Post:
    return Post.objects.get(code=code)


@pytest.fixture
def posts(clerk: Any) -> None:
    services.posts_prepare(clerk)


def test_who_holds_a_post_is_a_matter_of_the_day() -> None:
    post = make.post()
    first = make.appointment(post=post, from_on=MARCH, to_on=date(2026, 3, 31)).person
    second = make.appointment(post=post, from_on=APRIL).person
    assert list(holders(post.code, date(2026, 3, 31))) == [first]
    assert list(holders(post.code, APRIL)) == [second]
    assert list(holders(post.code, date(2026, 2, 28))) == []


def test_a_deputy_is_among_the_holders_unless_only_the_holders_are_asked_for() -> None:
    post = make.post()
    chief = make.appointment(post=post)
    deputy = make.appointment(post=post, deputy_for=chief, from_on=MARCH, to_on=APRIL).person
    assert list(holders(post.code, MARCH)) == [chief.person, deputy]
    assert list(holders(post.code, MARCH, deputies=False)) == [chief.person]
    assert list(holders(post.code, MAY)) == [chief.person]


@pytest.mark.parametrize(
    ("from_on", "to_on", "sentence"),
    [
        (MARCH, None, "已经是“维修工”"),
        (date(2026, 3, 31), MAY, "2026年3月1日—3月31日"),
        (date(2026, 2, 1), MARCH, "已经是“维修工”"),
        (MAY, APRIL, "结束日期不能早于开始日期"),
    ],
)
def test_a_person_holds_a_post_once_at_a_time(clerk: Any, from_on: date, to_on: date | None, sentence: str) -> None:
    held = make.appointment(post=make.post(name="维修工"), from_on=MARCH, to_on=date(2026, 3, 31))
    with pytest.raises(ValidationError, match=sentence), transaction.atomic():
        services.appoint(held.person, held.post, from_on, to_on=to_on, actor=clerk)
    assert Appointment.objects.count() == 1
    services.appoint(held.person, held.post, APRIL, actor=clerk)
    assert Appointment.objects.count() == 2


@pytest.mark.usefixtures("posts")
def test_the_bookkeeper_cannot_keep_the_goods_and_the_sentence_names_the_law(clerk: Any) -> None:
    person = make.appointment(post=standard("keeper"), from_on=MARCH).person
    with pytest.raises(ValidationError) as refused, transaction.atomic():
        services.appoint(person, standard("finance"), APRIL, actor=clerk, reason="人手不够")
    sentence = refused.value.messages[0]
    for part in ("会计", "保管员", "会计法（2024年修正）第二十五条", person.name, "请另选一人", "允许不相容岗位"):
        assert part in sentence
    assert not Appointment.objects.filter(post__code="finance").exists()


@pytest.mark.usefixtures("posts")
def test_posts_are_incompatible_only_while_both_are_held(clerk: Any) -> None:
    person = make.appointment(post=standard("keeper"), from_on=MARCH, to_on=date(2026, 3, 31)).person
    assert not services.appoint(person, standard("finance"), APRIL, actor=clerk).is_despite
    assert incompatible_held(APRIL) == []


@pytest.mark.usefixtures("posts")
def test_a_small_school_may_allow_it_for_a_reason_and_it_is_recorded_and_listed(clerk: Any) -> None:
    allow_both(clerk)
    person = make.appointment(post=standard("buyer"), from_on=MARCH).person
    with pytest.raises(ValidationError, match="请写明兼任的理由"), transaction.atomic():
        services.appoint(person, standard("receiver"), MARCH, actor=clerk)
    made = services.appoint(person, standard("receiver"), MARCH, actor=clerk, reason="全校只有五名职工")
    assert (made.is_despite, made.despite) == (True, "全校只有五名职工")
    assert audit.trail(made)[0].reason == "全校只有五名职工"
    (conflict,) = incompatible_held(MARCH)
    assert (conflict.person, conflict.reason) == (person, "全校只有五名职工")
    assert {conflict.pair.first.code, conflict.pair.second.code} == {"buyer", "receiver"}


def test_a_pair_listed_after_the_appointments_still_shows_who_holds_both() -> None:
    person = make.person()
    first, second = make.post(), make.post()
    for post in (first, second):
        make.appointment(person=person, post=post)
    assert incompatible_held(MARCH) == []
    make.incompatiblepair(first=second, second=first)
    (conflict,) = incompatible_held(MARCH)
    assert (conflict.person, conflict.reason) == (person, "")


@pytest.mark.usefixtures("posts")
def test_standing_in_for_an_incompatible_post_is_refused_too(clerk: Any) -> None:
    chief = make.appointment(post=standard("finance"))
    keeper = make.appointment(post=standard("keeper")).person
    with pytest.raises(ValidationError, match="不能由一个人兼任"), transaction.atomic():
        services.appoint(keeper, standard("finance"), MARCH, to_on=APRIL, deputy_for=chief, actor=clerk)


def test_a_deputy_stands_in_for_another_in_the_same_post_with_an_end(clerk: Any) -> None:
    chief, other = make.appointment(), make.person()
    for who, post, to_on, sentence in (
        (chief.person, chief.post, APRIL, "自己代理自己"),
        (other, make.post(), APRIL, "代理的岗位要和被代理人的一样"),
        (other, chief.post, None, "到哪一天为止"),
    ):
        with pytest.raises(ValidationError, match=sentence), transaction.atomic():
            services.appoint(who, post, MARCH, to_on=to_on, deputy_for=chief, actor=clerk)


def test_nobody_appoints_himself(clerk: Any) -> None:
    me = make.user_with("people.add_appointment")
    with pytest.raises(ValidationError, match="不能给自己任职"), transaction.atomic():
        services.appoint(me.person, make.post("*"), MARCH, actor=me)  # type: ignore[attr-defined]
    assert not me.has_perm("places.add_place")


def test_a_person_who_left_and_a_closed_post_get_no_appointment(clerk: Any) -> None:
    gone = services.person_leave(make.person(), left_on=MARCH, actor=clerk)
    with pytest.raises(ValidationError, match="已经离校"), transaction.atomic():
        services.appoint(gone, make.post(), MARCH, actor=clerk)
    closed = make.post(is_open=False)
    with pytest.raises(ValidationError, match="已经停用"), transaction.atomic():
        services.appoint(make.person(), closed, MARCH, actor=clerk)


def test_other_days_are_checked_like_a_new_appointment_and_another_person_is_another_appointment(clerk: Any) -> None:
    post, person = make.post(), make.person()
    first = make.appointment(person=person, post=post, from_on=MARCH, to_on=date(2026, 3, 31))
    make.appointment(person=person, post=post, from_on=MAY)
    with pytest.raises(ValidationError, match="已经是"), transaction.atomic():
        services.appointment_amend(first, actor=clerk, to_on=MAY)
    with pytest.raises(ValidationError, match="不能换人换岗"), transaction.atomic():
        services.appointment_amend(first, actor=clerk, person=make.person())
    first.refresh_from_db()
    assert services.appointment_amend(first, actor=clerk, to_on=APRIL, person=person).to_on == APRIL


def test_an_appointment_ends_on_its_last_day_and_one_that_never_began_is_taken_back(clerk: Any) -> None:
    running = make.appointment(from_on=MARCH)
    ended = services.appointment_end(running, to_on=APRIL, actor=clerk, reason="轮岗")
    assert ended is not None
    assert ended.to_on == APRIL
    assert audit.trail(running)[0].verb == "end"
    future = make.appointment(from_on=MAY)
    pk = future.pk
    assert services.appointment_end(future, to_on=APRIL, actor=clerk) is None
    assert not Appointment.objects.filter(pk=pk).exists()
