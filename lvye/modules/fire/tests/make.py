from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.fire import services
from lvye.modules.fire.models import Device, Drill, DrillTime, Finding, Plan, PlanRun, PlanStep, Upkeep, UpkeepLine

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)  # a Tuesday morning in an ordinary working week
TODAY = NOW.date()
DAY = timedelta(days=1)


@contextmanager
def refused(match: str = "[一-龥]") -> Iterator[None]:
    """A deed that must be refused with these words; nothing of it stays."""
    with pytest.raises(ValidationError, match=match), records.attempt():
        yield


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def device(**values: Any) -> Device:
    """A powder extinguisher made in 2023."""
    status = values.pop("status", None)
    given = {"kind": "extinguisher", "agent": "powder", "made_on": date(2023, 6, 1), "today": TODAY} | values
    given["place"] = given.get("place") or places.place()
    actor = _actor(given)
    made = services.device_create(actor=actor, **given)
    if status == "out":
        made = records.take(made, "send", actor=actor)
    if status == "scrapped":
        made = services.device_scrapped(made, why="筒体锈蚀", on=TODAY, actor=actor)
    return made


def upkeep(**values: Any) -> Upkeep:
    """A service of one extinguisher, not sent out yet."""
    status = values.pop("status", None)
    given = {"kind": "scrap" if status == "asked" else "service", "why": "到期", "today": TODAY} | values
    devices = given.pop("devices", None) or [device()]
    actor = _actor(given)
    made = services.upkeep_make(devices, actor=actor, **given)
    if status in ("out", "done"):
        made = services.upkeep_send(made, firm="安泰消防", today=TODAY, actor=actor)
    if status == "done":
        came = {line.pk: services.Came(result="serviced", certificate="HG-1") for line in made.lines.all()}
        made = services.upkeep_back(made, came, today=TODAY, actor=actor)
    if status == "dropped":
        made = services.upkeep_drop(made, drop_why="不送了", actor=actor)
    return made


def upkeepline(**values: Any) -> UpkeepLine:
    made = (values.pop("upkeep", None) or upkeep()).lines.first()
    assert isinstance(made, UpkeepLine)
    return made


def plan(**values: Any) -> Plan:
    """A draft of an evacuation plan."""
    status = values.pop("status", None)
    given = {"kind": "evacuation", "title": f"疏散预案{next(_numbers)}", "text": "一、谁负责", "drills": 2} | values
    given["owner"] = given.get("owner") or people.person()
    actor = _actor(given)
    made = services.plan_create(actor=actor, **given)
    if status in ("holds", "replaced"):
        made = services.plan_issue(made, today=TODAY, actor=actor)
    if status == "replaced":
        services.plan_issue(services.plan_revise(made, actor=actor), today=TODAY, actor=actor)
        made.refresh_from_db()
    return made


def drill(**values: Any) -> Drill:
    """A drill of one building, arranged for next week."""
    status = values.pop("status", None)
    given = {"planned_on": TODAY + 7 * DAY, "today": TODAY} | values
    given["plan"] = given.get("plan") or plan(status="holds")
    given["lead"] = given.get("lead") or people.person()
    given["buildings"] = given.get("buildings") or [places.place()]
    actor = _actor(given)
    made = services.drill_plan(actor=actor, **given)
    if status in ("held", "closed"):
        made = hold(made, actor=actor)
    if status == "closed":
        made = services.drill_close(made, summary="有序，三楼慢", today=TODAY, actor=actor)
    if status == "cancelled":
        made = services.drill_cancel(made, cancel_why="下雨", actor=actor)
    return made


def hold(drill: Drill, *, seconds: int = 100, actor: User | None = None) -> Drill:
    """Hold it: every building so quick."""
    took = {one.pk: services.Took(people=300, seconds=seconds) for one in drill.times.all()}
    return services.drill_hold(drill, took, alarm_at=NOW - timedelta(hours=1), now=NOW, actor=actor or system_user())


def drilltime(**values: Any) -> DrillTime:
    made = (values.pop("drill", None) or drill()).times.first()
    assert isinstance(made, DrillTime)
    return made


def finding(**values: Any) -> Finding:
    """A task that follows from a drill."""
    status = values.pop("status", None)
    given = {"what": "东楼梯拥挤", "measure": "两个班错开", "due_on": TODAY + 7 * DAY, "today": TODAY} | values
    given["responsible"] = given.get("responsible") or people.person()
    actor = _actor(given)
    made = services.finding_add(given.pop("drill", None) or drill(status="held"), actor=actor, **given)
    if status == "done":
        made = services.finding_finish(made, done_words="错开了", today=TODAY, actor=actor)
    return made


def planrun(**values: Any) -> PlanRun:
    """An emergency that has just begun."""
    status = values.pop("status", None)
    given = {"what": f"配电房冒烟{next(_numbers)}", "place": None, "about": None, "now": NOW} | values
    given["place"] = given["place"] or places.place()
    actor = _actor(given)
    made = services.run_start(actor=actor, **given)
    if status in ("running", "over"):
        made = services.run_choose(made, plan(status="holds", text="一、先喊\n二、报警\n三、疏散"), actor=actor)
    return services.run_end(made, words="扑灭，没有人受伤", now=NOW, actor=actor) if status == "over" else made


def planstep(**values: Any) -> PlanStep:
    made = (values.pop("run", None) or planrun(status="running")).steps.first()
    assert isinstance(made, PlanStep)
    return made
