from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.grounds import services
from lvye.modules.grounds.models import (
    Call,
    Design,
    DesignPart,
    Drive,
    Loss,
    Planting,
    Plot,
    RoomUse,
    Score,
    Work,
    Zone,
)

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


def plot(**values: Any) -> Plot:
    given = {"name": f"花坛{next(_numbers)}", "kind": "bed", "plants": "月季"} | values
    given["place"] = given.get("place") or places.place()
    given["keeper"] = given.get("keeper") or people.person()
    return records.create(Plot, actor=_actor(given), **given)


def planting(**values: Any) -> Planting:
    status = values.pop("status", None)
    given = {"species": "月季", "count": 100, "planted_on": TODAY - 70 * DAY, "today": TODAY} | values
    given["plot"] = given.get("plot") or plot()
    actor = _actor(given)
    made = services.planting_create(actor=actor, **given)
    return services.planting_count(made, lived=92, today=TODAY, actor=actor) if status == "counted" else made


def work(**values: Any) -> Work:
    given = {"kind": "clear", "qty": Decimal(12), "unit": "bags", "today": TODAY} | values
    given["place"] = given.get("place") or places.place()
    given["person"] = given.get("person") or people.person()
    return services.work_record(actor=_actor(given), **given)


def zone(**values: Any) -> Zone:
    given = {"name": f"环境区{next(_numbers)}"} | values
    given["place"] = given.get("place") or places.place()
    given["cleaner"] = given.get("cleaner") or people.person()
    return records.create(Zone, actor=_actor(given), **given)


def score(**values: Any) -> Score:
    given = {"points": 9, "note": "", "on": timezone.localdate()} | values
    one = services.Given(points=given["points"], note=given["note"])
    where = given.get("zone") or zone()
    return services.scores_give({where.pk: one}, on=given["on"], today=given["on"], actor=_actor(given))[0]


def roomuse(**values: Any) -> RoomUse:
    status = values.pop("status", None)
    given = {"now": NOW} | values
    actor = _actor(given)
    where = given.pop("place", None) or places.place()
    made = services.room_enter(where, given.pop("school_class", None) or people.schoolclass(), actor=actor, **given)
    return services.room_leave(made, left_tidy=True, now=NOW, actor=actor) if status == "left" else made


def loss(**values: Any) -> Loss:
    given = {"count": 2, "cause": "缺水", "today": TODAY} | values
    given["planting"] = given.get("planting") or planting()
    return services.loss_record(actor=_actor(given), **given)


def design(**values: Any) -> Design:
    status = values.pop("status", "draft")
    given = {"name": f"绿化规划{next(_numbers)}", "designer": "园林规划处", "first_year": 2026, "last_year": 2030,
             "goal": "推窗见绿"} | values  # fmt: skip
    given["lead"] = given.get("lead") or people.person()
    actor = _actor(given)
    made = records.create(Design, actor=actor, **given)
    if status == "draft":
        return made
    part = designpart(design=made, status="planned")
    made = services.design_agree(made, today=TODAY, actor=actor)
    if status == "stopped":
        return services.design_stop(made, closing="改建教学楼", today=TODAY, actor=actor)
    if status == "done":
        part.refresh_from_db()
        services.part_drop(part, became="不要了", today=TODAY, actor=actor)
        return services.design_finish(made, closing="做完了", today=TODAY, actor=actor)
    return made


def designpart(**values: Any) -> DesignPart:
    status = values.pop("status", "planned")
    given = {"due_on": TODAY + 30 * DAY, "what": f"补种月季{next(_numbers)}", "estimate": Decimal(800)} | values
    given["place"] = given.get("place") or places.place()
    actor = _actor(given)
    of = given.pop("design", None) or design()
    part = services.design_part_add(design=of, actor=actor, **given)
    if status == "planned":
        return part
    if of.status == "draft":
        services.design_agree(of, today=TODAY, actor=actor)
        part = DesignPart.objects.get(pk=part.pk)
    if status == "moved":
        return services.part_move(part, next_on=part.due_on + 200 * DAY, became="缺苗", today=TODAY, actor=actor)
    if status == "dropped":
        return services.part_drop(part, became="改建", today=TODAY, actor=actor)
    return services.part_finish(part, spent=Decimal(750), became="开花了", today=TODAY, actor=actor)


def drive(**values: Any) -> Drive:
    status = values.pop("status", "open")
    given = {"name": f"爱国卫生月{next(_numbers)}", "begins_on": TODAY, "ends_on": TODAY + 3 * DAY,
             "standard": "没有卫生死角", "now": NOW} | values  # fmt: skip
    given["lead"] = given.get("lead") or people.person()
    actor = _actor(given)
    made = services.drive_begin(actor=actor, **given)
    if status == "open":
        return made
    called = call(drive=made)
    services.call_excuse(called, words="装修", now=NOW, actor=actor)
    return services.drive_finish(made, closing="干净", now=NOW, actor=actor)


def call(**values: Any) -> Call:
    status = values.pop("status", "due")
    given = {"now": NOW} | values
    actor = _actor(given)
    of = given.pop("drive", None) or drive(photo_wanted=False)
    made = services.call_add(drive=of, zone=given.pop("zone", None) or zone(), actor=actor, **given)
    if status == "answered":
        return services.call_answer(made, people=6, qty=Decimal(8), now=NOW, actor=of.lead.user or actor)
    if status == "excused":
        return services.call_excuse(made, words="装修", now=NOW, actor=actor)
    if status == "missed":
        services.drive_finish(of, closing="完了", now=NOW + 5 * DAY, actor=actor)
        made.refresh_from_db()
    return made
