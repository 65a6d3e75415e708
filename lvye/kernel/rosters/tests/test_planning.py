from __future__ import annotations

from datetime import datetime, time

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.rosters import api, services
from lvye.kernel.rosters.models import Kind, Status
from lvye.kernel.rosters.tests import make

pytestmark = pytest.mark.django_db


def test_a_solved_and_published_roster_answers_who_is_on_duty() -> None:
    made = make.solved(kind=make.staffed(4, gap_days=2))
    assert made.status == Status.READY
    assert made.result["state"] == "best"
    held = services.roster_publish(made, now=make.NOW, actor=system_user())
    noon = datetime.combine(make.MONDAY, time(12), make.SHANGHAI)
    [person] = api.on_duty(held.kind, noon)
    assert [one.slot.on for one in api.assigned(person, make.MONDAY)] == [make.MONDAY]
    assert api.on_duty(held.kind.code, noon.replace(hour=5)) == []
    assert api.slots_of(held.kind, make.MONDAY, held.ends_on).count() == 7


def test_nobody_is_on_duty_by_a_roster_that_is_not_published() -> None:
    made = make.filled()
    noon = datetime.combine(make.MONDAY, time(12), make.SHANGHAI)
    assert api.on_duty(made.kind, noon) == []


def test_the_kinds_that_are_shipped_are_made_once_and_then_the_schools_own() -> None:
    first = services.kinds_prepare(system_user())
    assert {kind.code for kind in first} >= {"duty", "escort", "meal", "market", "holiday", "gate", "week"}
    assert services.kinds_prepare(system_user()) == []
    assert Kind.objects.get(code="gate").shifts.count() == 3
