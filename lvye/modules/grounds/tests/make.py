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
from lvye.modules.grounds.models import Planting, Plot, RoomUse, Score, Work, Zone

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
