from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.duties import services
from lvye.kernel.duties.items import Item
from lvye.kernel.duties.models import Duty, Fault, Instance, Reading, Result, Spot, Suspicion, Version
from lvye.kernel.duties.services.doing import Sent
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.kernel.terms.models import Term

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 10)  # a Tuesday in the middle of the spring term
NOW = datetime(2026, 3, 10, 8, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
ITEMS = (
    Item(code="exit", label="安全出口畅通"),
    Item(code="temp", label="冷藏温度", kind="reading", unit="℃", low=0, high=8, required=False),  # type: ignore[arg-type]
)
GOOD = {"exit": {"key": "ok"}}
BAD = {"exit": {"key": "bad", "note": "堆了纸箱"}, "temp": {"value": "11"}}


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def term() -> Term:
    """The spring term TODAY lies in."""
    found = Term.objects.filter(school_year=2025, half=2).first()
    return found or records.create(
        Term, actor=system_user(), school_year=2025, half=2, code="2025-2", name="2025—2026学年第二学期",
        begins_on=date(2026, 3, 2), ends_on=date(2026, 7, 10),
    )  # fmt: skip


def duty(*, on: bool = True, places: Any = (), items: Any = ITEMS, now: datetime = NOW, **values: Any) -> Duty:
    """A daily duty on school days, 07:00 to 18:00, in use from TODAY on (or switched off)."""
    term()
    actor, n = _actor(values), next(_numbers)
    given = {"code": f"duty-{n}", "name": f"每日防火巡查{n}", "windows": [["07:00", "18:00"]]} | values
    starts_on = given.pop("starts_on", TODAY)
    if not {"post", "person", "roster"} & given.keys():
        given["post"] = people.post()
    made = services.duty_create(items=list(items), today=TODAY, actor=actor, **given)
    if places:
        services.spots_set(made, places, now=now, actor=actor)
    return services.switch_on(made, starts_on=starts_on, now=now, actor=actor) if on else made


def version(**values: Any) -> Version:
    of = values.get("duty") or duty(on=False)
    return services.version_publish(
        of, items=[*ITEMS, Item(code="more", label="灯亮")], today=TODAY, actor=_actor(values)
    )


def spot(**values: Any) -> Spot:
    given = {"duty": values.get("duty") or duty(on=False), "place": values.get("place") or places.place()}
    return records.create(Spot, actor=_actor(values), **(given | {"label": "门厅"} | values))


def instance(**values: Any) -> Instance:
    """Today's time of a duty, whatever others made of the calendar."""
    of = values.pop("duty", None) or duty(**({"days": "every"} | values))
    return of.instances.select_related("duty", "spot__place").earliest("opens_at", "pk")


def sent(**values: Any) -> Sent:
    return Sent(**({"key": uuid4(), "device_at": NOW, "off": timedelta()} | values))


def result(**values: Any) -> Result:
    actor, now = _actor(values), values.pop("now", NOW)
    answers, of = values.pop("answers", GOOD), values.pop("instance", None) or instance()
    return services.instance_do(of, answers=answers, sent=sent(device_at=now, **values), now=now, actor=actor)


def reading(**values: Any) -> Reading:
    return result(answers=GOOD | {"temp": {"value": "4"}}, **values).readings.get()


def fault(**values: Any) -> Fault:
    return result(answers={"exit": {"key": "bad", "note": "堆了纸箱"}}, **values).faults.get()


def suspicion(**values: Any) -> Suspicion:
    given = {
        "kind": "rush", "duty": values.get("duty") or duty(on=False), "begins_on": TODAY, "ends_on": TODAY,
        "words": "12 项检查在 30 秒内做完", "mark": f"rush:{next(_numbers)}",
    }  # fmt: skip
    return records.create(Suspicion, actor=_actor(values), **(given | values))
