"""Incidents by level, handed over once, closed with what is learnt; cameras and their video."""

from __future__ import annotations

from datetime import timedelta

import pytest

from lvye.kernel.notices.api import unread_count
from lvye.modules.repairs.api import Job, catalogue_prepare
from lvye.modules.security import services
from lvye.modules.security.models import CameraFault, Incident
from lvye.modules.security.services.cameras import camera_checked
from lvye.modules.security.tests import make
from lvye.modules.security.tests.conftest import Crew, refused

pytestmark = pytest.mark.django_db


def test_a_major_incident_reaches_the_top_and_is_closed_by_another_with_its_lesson(crew: Crew) -> None:
    small = make.incident(actor=crew.guard)
    assert (small.number, unread_count(crew.director), unread_count(crew.principal)) == ("SJ2026-001", 1, 0)
    major = make.incident(actor=crew.guard, kind="fight", level="major", handling="拉开，报警", with_police=True)
    assert (major.status, unread_count(crew.principal)) == ("handled", 1)
    with refused("不能由处置的人"):
        services.incident_close(major, lesson="加巡", now=make.NOW, actor=crew.guard)
    with refused("原因和改进"):
        services.incident_close(major, now=make.NOW, actor=crew.director)
    closed = services.incident_close(major, lesson="课间加一个岗", now=make.NOW, actor=crew.director)
    assert (closed.status, closed.closed_by) == ("closed", crew.person("director"))


def test_what_was_found_on_somebody_is_named(crew: Crew) -> None:
    with refused("违禁物品"):
        make.incident(kind="banned")
    assert make.incident(kind="banned", article="管制刀具", handling="扣下，交派出所").status == "handled"
    with refused("时间还没有到"):
        make.incident(at=make.NOW + make.HOUR)


def test_an_incident_becomes_a_repair_once(crew: Crew) -> None:
    catalogue_prepare(actor=crew.director)
    one = make.incident(kind="damage", what="围栏被撞弯了")
    job = services.incident_hand(one, "repairs.report", actor=crew.director)
    assert isinstance(job, Job)
    one = Incident.objects.get(pk=one.pk)
    assert (one.target, one.target_id) == ("repairs.job", job.pk)
    with refused("已经转出去"):
        services.incident_hand(one, "repairs.report", actor=crew.director)


def test_video_of_a_target_is_kept_longer_and_follows_its_key_place(crew: Crew) -> None:
    place = make.keyplace(kind="gate")
    camera = make.camera(keyplace=place)
    assert camera.wanted_days == 30
    services.keyplace_change(place, is_target=True, actor=crew.director)
    camera.refresh_from_db()
    assert camera.wanted_days == 90
    measured = services.camera_measured(camera, days=45, on=make.TODAY, now=make.NOW, actor=crew.director)
    assert measured.is_short
    assert unread_count(crew.director) == 1
    camera_checked(camera.pk, result_id=0, now=make.NOW, actor=crew.director)
    assert not make.camera().is_short


def test_a_camera_fault_is_reported_with_a_time_limit_and_mended_by_its_repair(crew: Crew) -> None:
    catalogue_prepare(actor=crew.director)
    camera = make.camera()
    fault = services.camera_fail(camera, what="黑屏", repair=True, now=make.NOW, actor=crew.director)
    assert (fault.due_at - fault.found_at, fault.job is not None) == (timedelta(hours=24), True)
    with refused("已经登记了"):
        services.camera_fail(camera, what="还是黑", now=make.NOW, actor=crew.director)
    with refused("已经报修"):
        services.camera_repair(fault, actor=crew.director)
    assert fault.job is not None
    services.mended_by(fault.job, now=make.NOW + make.HOUR, actor=crew.director)
    fault = CameraFault.objects.get(pk=fault.pk)
    camera.refresh_from_db()
    assert (fault.status, fault.mended_on, camera.status) == ("mended", make.TODAY, "ok")
