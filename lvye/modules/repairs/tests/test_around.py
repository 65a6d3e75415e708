from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from lvye.kernel.deadlines.api import horizon
from lvye.kernel.jobs.api import jobs
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.registers.api import offers_for
from lvye.kernel.rules.api import declared
from lvye.kit import events
from lvye.kit.events import on
from lvye.modules.repairs import api, services
from lvye.modules.repairs.models import Job, Visit
from lvye.modules.repairs.tests import make

pytestmark = pytest.mark.django_db


def test_late_jobs_go_up_by_the_clock() -> None:
    job = make.job()
    assert jobs["repairs.escalate"].work(make.at(12)) == 1
    job.refresh_from_db()
    assert job.escalated_level == 1
    assert jobs["repairs.escalate"].work(make.at(12, 5)) == 0


def test_the_night_closes_what_nobody_confirmed_and_draws_visits() -> None:
    make.job(status="finished")
    assert jobs["repairs.time_out"].work(make.at(5, 10, day=16)) == 1
    assert Job.objects.get().status == Job.Status.CLOSED
    assert jobs["repairs.draw_visits"].work(make.at(5, 20, day=17)) == 1
    assert Visit.objects.get().is_drawn


def test_a_place_offers_a_report_to_anybody() -> None:
    code = places.placecode(place=make.room())
    [found] = [offer for offer in offers_for("places.place") if offer.name == "repair"]
    assert code.code in found.url(code.place)


def test_a_place_shows_what_was_repaired_there(client: Any) -> None:
    job = make.job()
    client.force_login(people.user_in("director"))
    page = client.get(f"/places/place/{job.place.pk}/").content.decode()
    assert job.number in page
    assert "维修记录" in page


def test_a_repairers_page_names_his_crafts_and_buildings(client: Any) -> None:
    worker = make.worker(trades=[make.trade(name="水电气")], zones=[places.place(name="求知楼")])
    client.force_login(people.user_in("director"))
    page = client.get(f"/repairs/worker/{worker.pk}/").content.decode()
    assert "水电气" in page
    assert "求知楼" in page


def test_promises_and_visits_stand_on_the_horizon(actor: Any) -> None:
    desk = people.user_in("desk")
    job = services.job_promise(make.job(), promised_on=date(2026, 3, 12), now=make.NOW, actor=actor)
    make.visit(due_on=date(2026, 3, 13))
    found = {due.deadline.name: due for due in horizon(desk, date(2026, 3, 12), days=7)}
    assert found["repairs.promise"].state == "soon"
    assert job.number in found["repairs.promise"].title
    assert found["repairs.visit"].url.startswith("/repairs/visit/")
    assert horizon(people.user_in("guard"), date(2026, 3, 12), days=7) == []


def test_modules_above_hear_of_a_report_its_repair_and_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(events, "_listeners", defaultdict(list))
    for event in (api.JobReported, api.JobFinished, api.JobClosed):
        on(event)(heard.append)
    job = make.job(status="closed")
    assert [type(event).__name__ for event in heard] == ["JobReported", "JobFinished", "JobClosed"]
    assert {event.job_id for event in heard} == {job.pk}


def test_every_threshold_says_what_it_is_for() -> None:
    ours = [rule for rule in declared if rule.package == "repairs"]
    assert len(ours) >= 22
    assert [rule.code for rule in ours if not str(rule.why)] == []
