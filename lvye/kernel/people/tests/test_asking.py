"""A question put into words once gives what the query set would give, whoever asks it and with whatever value."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import BigIntegerField, CharField, DateField
from django.test.utils import CaptureQueriesContext

from lvye.kernel.people.models import Appointment, Person, Post, held_on
from lvye.kernel.records import api as records
from lvye.kit.asking import Standing

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 2)


@pytest.fixture
def two(clerk: Any) -> list[Person]:
    post = records.create(Post, actor=clerk, code="gate-t", name="门卫", rights=["a.b"])
    made = [records.create(Person, actor=clerk, name=name, kind="staff") for name in ("甲", "乙")]
    for n, person in enumerate(made):
        records.create(Appointment, actor=clerk, person=person, post=post, from_on=TODAY + timedelta(days=n))
    return made


def test_it_answers_for_each_value_like_the_query_set(two: list[Person]) -> None:
    of = Standing(lambda pk: Appointment.objects.select_related("post", "person").filter(person=pk), BigIntegerField())
    for person in two:
        with CaptureQueriesContext(connection) as seen:
            [found] = of(person.pk)
            assert (found.person.name, found.post.code) == (person.name, "gate-t")
        assert len(seen) == 1
        assert found == Appointment.objects.get(person=person)
    assert of(two[0].pk)[0] is not of(two[0].pk)[0]
    assert of(0) == []


def test_days_words_and_pairs_of_values_are_taken_too(two: list[Person]) -> None:
    names = Standing(
        lambda on, code: (
            Appointment.objects.filter(held_on(on), post__code=code, post__is_open=True)
            .order_by("person__pk")
            .values_list("person__name", "post__rights")
        ),
        DateField(),
        CharField(),
    )
    assert names(TODAY - timedelta(days=1), "gate-t") == []
    assert names(TODAY, "gate-t") == [("甲", ["a.b"])]
    assert names(TODAY + timedelta(days=1), "gate-t") == [("甲", ["a.b"]), ("乙", ["a.b"])]
    assert names(TODAY, "gate-t' OR 1=1 --") == []


def test_a_number_no_column_can_hold_is_nobodys() -> None:
    of = Standing(lambda pk: Person.objects.filter(pk=pk), BigIntegerField())
    assert of(10**30) == []
