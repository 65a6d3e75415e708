"""Times are made ahead, once each, and only where the cadence and the calendar say so."""

from __future__ import annotations

from datetime import date

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.kernel.duties import services
from lvye.kernel.duties.models import Instance
from lvye.kernel.places.tests import make as places
from lvye.kernel.terms.api import is_school_day

from . import make

pytestmark = pytest.mark.django_db


def test_two_runs_make_each_time_once() -> None:
    duty = make.duty()
    before = Instance.objects.count()
    again = services.generate(now=make.NOW, actor=system_user())
    assert (before, again) == (11, services.Generated())
    assert all(is_school_day(one.day) for one in duty.instances.all())


def test_one_at_each_spot() -> None:
    duty = make.duty(each=True, places=[places.place(), places.place()])
    assert duty.instances.filter(day=make.TODAY).count() == 2
    kept = [spot.place for spot in duty.spots.order_by("sort")][1:]
    services.spots_set(duty, kept, now=make.NOW, actor=system_user())
    assert duty.instances.filter(day=date(2026, 3, 11)).count() == 1
    assert duty.instances.filter(day=make.TODAY).count() == 2  # it has begun: it stays due


def test_a_check_is_kept_once_and_its_fault_waits() -> None:
    one = make.instance()
    sent = make.sent()
    first = services.instance_do(one, answers=make.BAD, sent=sent, now=make.NOW, actor=system_user())
    again = services.instance_do(one, answers=make.GOOD, sent=sent, now=make.NOW, actor=system_user())
    one.refresh_from_db()
    assert (first.pk, one.status, first.bad, first.faults.count()) == (again.pk, "done", 2, 2)
    assert [fault.words for fault in first.faults.order_by("item")] == ["堆了纸箱", "11℃，应0～8℃"]
