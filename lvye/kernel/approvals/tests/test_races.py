from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.approvals import services
from lvye.kernel.approvals.models import Asking, Turn
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records

from . import make
from .make import MORNING

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


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


def asked(desk: make.Desk, *posts: Any) -> tuple[Asking, list[User]]:
    make.chain(*posts)
    names = [name for post in posts for name in ([post] if isinstance(post, str) else post)]
    users = [people.user_in(name) for name in names]
    asking = services.ask(desk.thing(), actor=people.user_in("teacher"), step="leaving", now=MORNING)
    return asking, users


def test_of_two_who_agree_at_once_one_decides_and_the_step_is_taken_once(transactional_db: None) -> None:
    with make.desk() as desk:
        asking, (first,) = asked(desk, "director")
        second = people.user_in("director")
        ends = at_once(*[lambda who=who: services.agree(asking, actor=who, now=MORNING) for who in (first, second)])
        assert ends[0] == "done"
        assert "不用再审批了" in ends[1]
        assert len(desk.told) == 1
        assert Turn.objects.filter(status="agreed").count() == 1


def test_two_who_sign_together_at_once_both_count_and_the_step_is_taken_once(transactional_db: None) -> None:
    with make.desk() as desk:
        asking, users = asked(desk, ("finance", "keeper"))
        ends = at_once(*[lambda who=who: services.agree(asking, actor=who, now=MORNING) for who in users])
        assert ends == ["done", "done"]
        assert len(desk.told) == 1
        assert Turn.objects.filter(status="agreed").count() == 2


def test_agreeing_and_taking_back_at_once_end_in_one_of_them(transactional_db: None) -> None:
    with make.desk() as desk:
        asking, (director,) = asked(desk, "director")
        ends = at_once(
            lambda: services.agree(asking, actor=director, now=MORNING),
            lambda: services.withdraw(asking, actor=asking.requester, now=MORNING),
        )
        assert ends[0] == "done"
        assert ends[1] != "done"
        assert len(desk.told) == 1


def test_a_change_and_an_asking_at_once_come_one_after_the_other(transactional_db: None) -> None:
    with make.desk() as desk:
        make.chain("director")
        people.user_in("director")
        teacher, thing, actor = people.user_in("teacher"), desk.thing(), system_user()
        ends = at_once(
            lambda: services.ask(thing, actor=teacher, step="leaving", now=MORNING),
            lambda: records.amend(Person.objects.get(pk=thing.pk), actor=actor, phone="13800000000"),
        )
        changed = Person.objects.get(pk=thing.pk).phone != ""
        assert Asking.objects.count() == 1
        assert changed == (ends == ["done", "done"])
