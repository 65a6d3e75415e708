"""The gate's hours, the log, looking after the guards."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from lvye.kernel.deadlines.api import horizon
from lvye.kernel.duties.api import (
    Duty,
    Instance,
    Result,
    Sent,
    Status,
    instance_do,
    library_prepare,
    missed_mark,
    spots_set,
    switch_on,
)
from lvye.kernel.notices.api import unread_count
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.api import Place, code_of
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.kernel.rosters.api import Assignment, Kind, Roster, Seat, Shift, Slot, kinds_prepare
from lvye.modules.security import jobs, queries, services
from lvye.modules.security.models import Entry, Gap, GapStatus, KeyPlace
from lvye.modules.security.tests import make
from lvye.modules.security.tests.conftest import Crew, refused

pytestmark = pytest.mark.django_db
LATER = make.NOW + timedelta(minutes=20)


def test_an_hour_is_shown_by_scanning_the_gates_own_code_once(crew: Crew) -> None:
    gate, _duty = make.gate_hour()
    with refused("不是门岗的码"):
        services.gate_here(code_of(places.place()), now=LATER, actor=crew.guard)
    result = services.gate_here(code_of(gate.place), now=LATER, actor=crew.guard)
    assert result.is_proved
    assert result.person == crew.person("guard")
    with refused("已经报过"):
        services.gate_here(code_of(gate.place), now=LATER, actor=crew.mate)
    watch = queries.watches(LATER)[0]
    assert (watch.due, watch.last, [hour.kind for hour in watch.hours]) == (None, LATER, ["done"])


def test_a_missed_scan_tells_the_director_at_once(crew: Crew) -> None:
    gate, duty = make.gate_hour()
    services.gate_here(code_of(gate.place), now=LATER, actor=crew.guard)
    told = unread_count(crew.director)
    after = make.NOW + 2 * make.HOUR + timedelta(minutes=11)
    assert jobs.gates(after) == 1
    missed = Instance.objects.get(duty=duty, status=Status.MISSED)
    gap = Gap.objects.get()
    assert (gap.instance, gap.gate, gap.status) == (missed, gate, GapStatus.OPEN)
    assert timezone.localtime(gap.begins_at).hour == 10
    assert unread_count(crew.director) == told + 1
    assert jobs.gates(after) == 0
    assert missed_mark(now=after, actor=crew.director) == 0


def test_a_gap_is_judged_by_somebody_who_was_not_on_duty(crew: Crew) -> None:
    gap = make.gap(on_duty=crew.person("guard").name)
    with refused("不能核实自己"):
        services.gap_judge(gap, verdict="forgot", actor=crew.guard)
    with refused("锁好没有"):
        services.gap_judge(gap, verdict="away", actor=crew.director)
    judged = services.gap_judge(gap, verdict="away", words="去吃饭，门锁着", actor=crew.director)
    assert (judged.status, judged.judged_by) == ("judged", crew.person("director"))


def test_a_line_of_the_log_carries_its_shift_and_is_refused_without_sense(crew: Crew, shift: str) -> None:
    calm = services.entry_write(kind="calm", now=make.NOW, actor=crew.guard)
    assert (calm.shift, calm.on, calm.person) == (shift, make.TODAY, crew.person("guard"))
    with refused("交给谁"):
        services.entry_write(kind="handover", words="钥匙五把", now=make.NOW, actor=crew.guard)
    with refused("不能是自己"):
        services.entry_write(
            kind="handover", words="钥匙", partner=crew.person("guard"), now=make.NOW, actor=crew.guard
        )
    with refused("写一句"):
        services.entry_write(kind="note", now=make.NOW, actor=crew.guard)
    with refused("时间还没有到"):
        services.entry_write(kind="calm", at=make.NOW + make.HOUR, now=make.NOW, actor=crew.guard)


def test_a_check_that_finds_nobody_awake_is_told_and_nobody_checks_himself(crew: Crew) -> None:
    guard = crew.person("guard")
    with refused("自己的岗"):
        services.entry_write(kind="check", partner=guard, found="there", now=make.NOW, actor=crew.guard)
    services.entry_write(kind="check", partner=guard, found="there", now=make.NOW, actor=crew.principal)
    assert unread_count(crew.director) == 0
    with refused("写一句"):
        services.entry_write(kind="check", partner=guard, found="asleep", now=make.NOW, actor=crew.principal)
    services.entry_write(
        kind="check", partner=guard, found="asleep", words="叫醒了", now=make.NOW, actor=crew.principal
    )
    assert unread_count(crew.director) == 1
    assert Entry.objects.filter(kind="check").count() == 2


@pytest.fixture
def shift(crew: Crew) -> str:
    """A published roster of the guards in which the first guard serves the morning of that day."""
    kinds_prepare(crew.director)
    kind = Kind.objects.get(code="gate")
    roster = records.create(Roster, actor=crew.director, kind=kind, name="门卫", begins_on=make.TODAY,
                            ends_on=make.TODAY, status="published", published_at=make.NOW,
                            published_by=crew.director)  # fmt: skip
    morning = Shift.objects.filter(kind=kind).order_by("begins").first()
    assert morning is not None
    at = datetime(2026, 3, 10, 6, 0, tzinfo=make.SHANGHAI)
    slot = records.create(Slot, actor=crew.director, roster=roster, shift=morning, on=make.TODAY, starts_at=at,
                          ends_at=at + 8 * make.HOUR, weight=1)  # fmt: skip
    seat = Seat.objects.get(shift=morning)
    records.create(Assignment, actor=crew.director, slot=slot, seat=seat, person=crew.person("guard"))
    return morning.name


@pytest.mark.parametrize(("pupils", "wanted"), [(0, 1), (99, 1), (100, 2), (999, 2), (1000, 3), (1500, 4), (2499, 5)])
def test_a_school_of_so_many_pupils_must_have_so_many_guards(pupils: int, wanted: int) -> None:
    assert queries.guards_wanted(pupils, make.TODAY) == wanted


def test_guards_are_counted_against_the_pupils_there_are(crew: Crew) -> None:
    people.person(kind="student")
    assert queries.guards_had(make.TODAY) == (2, 1, 1)


def test_the_night_walk_is_scanned_place_after_place_in_its_order(crew: Crew) -> None:
    library_prepare(today=make.TODAY, actor=crew.director)
    duty = Duty.objects.get(code="security-night")
    wall, dorm = places.place(), places.place()
    spots_set(duty, [wall, dorm], now=make.NOW, actor=crew.director)
    switch_on(duty, now=make.NOW, actor=crew.director)
    walk = Instance.objects.filter(duty=duty).order_by("opens_at")[0]
    at = walk.opens_at + timedelta(minutes=30)
    assert duty.version is not None
    answers = {item.code: {"key": "ok"} for item in duty.version.checklist}

    def walked(*way: Place) -> Result:
        scans = [{"code": code_of(place), "at": ""} for place in way]
        sent = Sent(key=uuid4(), device_at=at, off=timedelta(), scans=scans)
        return instance_do(walk, answers=answers, sent=sent, now=at, actor=crew.guard)

    with refused("按路线的顺序"):
        walked(dorm, wall)
    assert walked(wall, dorm).is_proved


def test_equipment_is_checked_piece_by_piece_and_its_expiry_stands_on_the_horizon(crew: Crew) -> None:
    forks, gone = make.equipment(expires_on=make.TODAY + 10 * make.DAY), make.equipment(kind="radio", expires_on=None)
    make.keyplace(kind="dorm")
    records.take(gone, "retire", actor=crew.director, why="坏了")
    library_prepare(today=make.TODAY, actor=crew.director)
    for code, targets in (("security-equipment", [forks.pk]), ("security-keyplaces", None)):
        duty = switch_on(Duty.objects.get(code=code), now=make.NOW, actor=crew.director)
        spots = list(duty.spots.filter(is_open=True).values_list("target_id", flat=True))
        assert spots == (targets or list(KeyPlace.objects.values_list("pk", flat=True)))
    assert Instance.objects.filter(duty__code="security-keyplaces", day=make.TODAY).count() >= 4
    due = [one for one in horizon(crew.director, make.TODAY, 30) if one.deadline.name == "security.equipment"]
    assert len(due) == 1
