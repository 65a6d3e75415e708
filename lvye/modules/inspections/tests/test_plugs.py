"""Private wiring and plugs left in: looked for at random, and on the spot a hazard of its kind."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.duties import api as duties
from lvye.kernel.duties.tests import make as checks
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.modules.inspections.models import Hazard, Source
from lvye.modules.inspections.register.duties import PLUGGED
from lvye.modules.inspections.services import catalogue_prepare

pytestmark = pytest.mark.django_db


def test_the_library_has_a_check_for_private_wiring_and_plugs_each_week() -> None:
    duties.library_prepare(today=checks.TODAY, actor=system_user())
    found = duties.Duty.objects.get(code="inspections-plugs")
    assert (found.unit, found.is_whole) == ("week", True)
    asked = {item.code for item in duties.Version.objects.get(duty=found).checklist}
    assert {"electric_wires", "electric_plugs"} <= asked


def test_private_wiring_found_in_a_dormitory_is_a_hazard_of_electricity_on_the_spot() -> None:
    catalogue_prepare(actor=system_user())
    room, finder = places.place(name="教师公寓 204"), people.user_in("director")
    duty = checks.duty(items=PLUGGED, places=[room], person=finder.person, each=True, days="every")
    answers = {item.code: {"key": "ok"} for item in PLUGGED[:-1]}
    answers["electric_wires"] = {"key": "bad", "note": "从走廊灯接线充电"}
    answers["rooms"] = {"value": "204、205"}
    sent = duties.Sent(key=uuid4(), device_at=checks.NOW, off=timedelta())
    duties.instance_do(
        checks.instance(duty=duty), answers=answers, sent=sent, routes={"electric_wires": "inspections.hazard"},
        now=checks.NOW, actor=finder,
    )  # fmt: skip
    hazard = Hazard.objects.get()
    assert (hazard.place, hazard.kind.code, hazard.source) == (room, "electric", Source.DUTY)
    assert (hazard.finder, "从走廊灯接线充电" in hazard.what) == (finder.person, True)
