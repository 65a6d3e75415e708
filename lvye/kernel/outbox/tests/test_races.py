"""The same form twice at the same moment."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from lvye.kernel.accounts.api import User
from lvye.kernel.audit.api import verify
from lvye.kernel.outbox.api import Delivery
from lvye.kernel.rules.api import Rule

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def at_once(*posts: tuple[Client, dict[str, str]]) -> list[Any]:
    """Each post on a thread and a connection of its own, all let go together; the answers."""
    gate = threading.Barrier(len(posts))
    answers: list[Any] = []

    def run(client: Client, sent: dict[str, str]) -> None:
        try:
            gate.wait(timeout=20)
            answers.append(client.post("/t/office/a/", sent))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=post) for post in posts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return answers


@pytest.fixture
def two(clerk: User) -> list[Client]:
    """Two browsers of one person."""
    made = [Client(), Client()]
    for client in made:
        client.force_login(clerk)
    return made


def test_two_identical_forms_at_once_are_done_once_and_both_are_led_to_it(two: list[Client]) -> None:
    for n in range(1, 6):
        sent = {"outbox_key": str(uuid4()), "hours": str(n), "day": f"2026-03-{n:02d}"}
        answers = at_once(*[(client, sent) for client in two])
        assert [answer.status_code for answer in answers] == [302, 302]
        assert {answer["Location"] for answer in answers} == {f"/t/done/{Rule.objects.latest('pk').pk}/"}
        assert (Rule.objects.count(), Delivery.objects.count()) == (n, n)
    assert verify().sound


def test_where_the_first_of_two_is_refused_the_second_gets_its_turn(two: list[Client]) -> None:
    for n in range(1, 6):
        key = {"outbox_key": str(uuid4()), "day": f"2026-03-{n:02d}"}
        wrong, right = two
        answers = at_once((wrong, key | {"hours": "很多"}), (right, key | {"hours": "8"}))
        assert 302 in {answer.status_code for answer in answers}
        assert Rule.objects.count() == n
