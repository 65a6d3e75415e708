"""Valid records of the canteen, one function for each model."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User, account_create, system_user
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.canteen import services
from lvye.modules.canteen.models import (
    Accompany,
    Batch,
    Certificate,
    Control,
    Delivery,
    Discard,
    Disinfection,
    Finding,
    Fridge,
    Incident,
    Licence,
    Machine,
    Meal,
    Meeting,
    MorningCheck,
    Order,
    OrderLine,
    Price,
    Sample,
    Serving,
    Use,
    Visit,
    Worker,
)
from lvye.modules.canteen.words import CODES
from lvye.modules.partners.api import Partner
from lvye.modules.stores.api import Item, Kind

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 10, 7, 0, tzinfo=SHANGHAI)  # a Tuesday morning in an ordinary working week
TODAY = NOW.date()
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
KILO = "公斤"  # house: a unit


@contextmanager
def refusal(words: str = "") -> Iterator[pytest.ExceptionInfo[ValidationError]]:
    """What happens inside is refused, and undone as in a screen."""
    with pytest.raises(ValidationError, match=words or None) as problem, records.attempt():
        yield problem


def _actor(values: dict[str, Any]) -> User:
    """Who acts; a person of his own where none is named."""
    actor = values.pop("actor", None)
    if actor is None:
        return user()
    assert isinstance(actor, User)
    return actor


def user(name: str = "", **person: Any) -> User:
    """An account with its person."""
    n = next(_numbers)
    made = account_create(f"canteen{n}", name or f"张{n}", None)
    people.person(name=name or f"张{n}", user=made, **person)
    return made


def worker(*, certified: bool = True, **values: Any) -> Worker:
    """A cook, with a health certificate unless told otherwise."""
    values.setdefault("begun_on", date(2025, 9, 1))
    given = values.pop("person", None) or people.person()
    made = services.worker_add(person=given, actor=values.pop("actor", system_user()), **values)
    if certified:
        certificate(worker=made)
    return made


def certificate(**values: Any) -> Certificate:
    given = {"number": f"健{next(_numbers)}", "issued_on": date(2025, 9, 1), "ends_on": date(2036, 8, 31)} | values
    given["worker"] = given.get("worker") or worker(certified=False)
    return services.certificate_add(actor=given.pop("actor", system_user()), **given)


def on_duty(moment: datetime = NOW, **values: Any) -> Worker:
    """A cook who has been checked and is well."""
    made = values.pop("worker", None) or worker(**values)
    services.morning_check([services.Checked(made)], now=moment, actor=user())
    return made


def morning_check(**values: Any) -> MorningCheck:
    given = values.pop("worker", None) or worker()
    now = values.pop("now", NOW)
    return services.morning_check([services.Checked(given, **values)], now=now, actor=user())[0]


morningcheck = morning_check


def item(name: str = "", *, unit: str = KILO, **values: Any) -> Item:
    """A food as the stores keep it."""
    n = next(_numbers)
    services.store_prepare(actor=system_user())
    kind = Kind.objects.get(code="food")
    given = {"code": f"S{n}", "name": name or f"土豆{n}", "unit": unit, "kind": kind} | values
    return records.create(Item, actor=system_user(), **given)


def supplier(**values: Any) -> Partner:
    given = {"name": f"田园{next(_numbers)}"} | values
    return records.create(Partner, actor=system_user(), **given)


def order(**values: Any) -> Order:
    actor = _actor(values)
    given = {"due_on": TODAY, "now": NOW} | values
    lines = given.pop("lines", None) or [services.Wanted(item(), Decimal(10))]
    return services.order_place(given.pop("supplier", None) or supplier(), lines, actor=actor, **given)


def order_line(**values: Any) -> OrderLine:
    made = (values.pop("order", None) or order(**values)).lines.first()
    assert isinstance(made, OrderLine)
    return made


orderline = order_line


def arrived(**values: Any) -> services.Arrived:
    """Ten kilograms with all its papers."""
    given = {"qty": Decimal(10), "price": Decimal("4.50"), "code": f"P{next(_numbers)}", "paper": "pass",
             "paper_no": "H1", "expires_on": TODAY + 30 * DAY} | values  # fmt: skip
    given["item"] = given.get("item") or item()
    return services.Arrived(**given)


def delivery(*lines: services.Arrived, signed: bool = True, **values: Any) -> Delivery:
    """A delivery, signed by two unless told otherwise."""
    services.store_prepare(actor=system_user())
    actor = _actor(values)
    given = {"now": NOW} | values
    made = services.delivery_receive(
        given.pop("supplier", None) or supplier(), lines or (arrived(),), actor=actor, **given
    )
    return services.delivery_sign(made, now=given["now"], actor=user()) if signed else made


def batch(**values: Any) -> Batch:
    now, signed = values.pop("now", NOW), values.pop("signed", True)
    made = delivery(arrived(**values), now=now, signed=signed).batches.first()
    assert isinstance(made, Batch)
    return made


def meal(**values: Any) -> Meal:
    given = {"day": TODAY, "kind": "lunch"} | values
    return services.meal_open(given["day"], given["kind"], diners=given.get("diners"), actor=system_user())


def serving(name: str = "", **values: Any) -> Serving:
    given = values.pop("meal", None) or meal(**values)
    return services.servings_add(given, [name or f"菜{next(_numbers)}"], actor=system_user())[0]


def use(**values: Any) -> Use:
    one = values.pop("batch", None) or batch()
    dish = values.pop("serving", None) or serving()
    drawn = services.Drawn(one.item, values.pop("qty", Decimal(2)), serving=dish)
    by = values.pop("by", None) or on_duty()
    return services.batches_use(dish.meal, [drawn], by=by, now=values.pop("now", NOW), actor=user())[0]


def fridge(**values: Any) -> Fridge:
    given = {"name": f"{next(_numbers)}号柜", "kind": "sample"} | values
    given["place"] = given.get("place") or places.place()
    return records.create(Fridge, actor=system_user(), **given)


def sample(**values: Any) -> Sample:
    dish = values.pop("serving", None) or serving()
    given = {"now": NOW, "grams": 130} | values
    kept = services.Kept(dish, given.pop("grams"))
    by = given.pop("by", None) or on_duty()
    return services.samples_put([kept], cabinet=given.pop("cabinet", None) or fridge(), by=by, actor=user(), **given)[0]


def disinfection(**values: Any) -> Disinfection:
    given = {"what": "tableware", "method": "steam", "degrees": Decimal(100), "minutes": Decimal(15)} | values
    dish = given.pop("meal", None) or meal()
    by, now = given.pop("by", None) or on_duty(), given.pop("now", NOW)
    return services.disinfection_keep(dish, services.Cleaned(**given), by=by, now=now, actor=user())


def discard(**values: Any) -> Discard:
    given = {"qty": Decimal(1), "why": "有异味", "how": "destroyed", "now": NOW} | values
    one, qty = given.pop("batch", None) or batch(), given.pop("qty")
    witness = given.pop("witness", None) or worker()
    return services.batch_discard(one, qty, witness=witness, actor=_actor(given), **given)


def marks(**values: str) -> dict[str, str]:
    """All points of the daily list in order, but for those named."""
    return dict.fromkeys(CODES, "ok") | values


def control(**values: Any) -> Control:
    given = {"now": NOW, "marks": marks()} | values
    first = TODAY - Control.objects.count() * DAY  # one a day
    return services.control_daily(given.pop("day", first), given.pop("marks"), actor=_actor(given), **given)


def finding(**values: Any) -> Finding:
    made = control(
        marks=marks(pests="bad"), found=[services.Found(values.pop("what", "纱窗破了"))], **values
    ).findings.first()
    assert isinstance(made, Finding)
    return made


def accompany(**values: Any) -> Accompany:
    day, kind, now = values.pop("day", TODAY), values.pop("kind", "lunch"), values.pop("now", NOW)
    actor = _actor(values)
    return services.accompany_record(day, kind, services.Ate(**values), now=now, actor=actor)


def visit(**values: Any) -> Visit:
    given = {"visited_on": TODAY, "authority": "县市场监督管理局", "words": "符合要求", "now": NOW} | values
    return services.visit_record(actor=_actor(given), **given)


def incident(**values: Any) -> Incident:
    given = {"ill": 3, "words": "三名学生腹痛", "begun_at": NOW, "now": NOW} | values
    eaten = given.pop("meal", None) or meal(day=TODAY - Incident.objects.count() * DAY)  # one a meal
    return services.incident_open(eaten, actor=_actor(given), **given)


def licence(**values: Any) -> Licence:
    given = {"number": f"JY{next(_numbers)}", "issued_on": date(2024, 3, 1), "ends_on": date(2029, 2, 28)} | values
    return services.licence_add(actor=_actor(given), today=TODAY, **given)


def machine(**values: Any) -> Machine:
    given = {"name": f"{next(_numbers)}号蒸箱", "kind": "cook"} | values
    given["place"] = given.get("place") or places.place()
    return records.create(Machine, actor=system_user(), **given)


def meeting(**values: Any) -> Meeting:
    given = {
        "held_on": TODAY,
        "present": "全体炊事员",
        "topics": "夏季食品安全",
        "decided": "冰箱一天测三次",
        "now": NOW,
    }
    given |= values
    given["host"] = given.get("host") or people.person()
    return services.meeting_hold(actor=_actor(given), **given)


def price(**values: Any) -> Price:
    given = {"name": f"菜{next(_numbers)}", "price": Decimal("3.50"), "from_on": TODAY} | values
    return services.price_set(actor=_actor(given), **given)


def person_of(account: User) -> Person:
    """The person behind an account."""
    return Person.objects.get(user=account)
