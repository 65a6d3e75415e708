from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.assets import services
from lvye.modules.assets.models import Asset, AssetClass, Handover, Movement, Transfer

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def assetclass(**values: Any) -> AssetClass:
    """A class of computers (six years) unless told otherwise."""
    given = {"code": f"A0299{next(_numbers):04d}", "name": "台式计算机", "level": 4, "life_months": 72} | values
    return records.create(AssetClass, actor=_actor(given), **given)


def asset(**values: Any) -> Asset:
    actor = _actor(values)
    given = {"name": "台式计算机", "value": Decimal("3600.00"), "acquired_on": date(2024, 9, 1)} | values
    given["asset_class"] = given.get("asset_class") or assetclass()
    status = given.pop("status", None)
    made = services.asset_create(actor=actor, **given)
    return services.asset_step(made, status, actor=actor) if status else made


def transfer(**values: Any) -> Transfer:
    actor = _actor(values)
    given = {"why": "调到新教室", "today": TODAY} | values
    given["assets"] = given.get("assets") or [asset()]
    if not {"to_place", "to_keeper", "to_department", "to_class"} & set(given):
        given["to_place"] = places.place()
    return services.transfer_ask(actor=actor, **given)


def handover(**values: Any) -> Handover:
    actor = _actor(values)
    giver = values.pop("giver", None)
    if giver is None:
        giver = people.person()
        asset(keeper=giver)
    given = {"taker": values.pop("taker", None) or people.person(), "why": "调岗", "today": TODAY} | values
    return services.handover_list(giver=giver, actor=actor, **given)


def movement(**values: Any) -> Movement:
    card = values.pop("asset", None) or asset()
    services.asset_move(
        card, place=values.pop("to_place", None) or places.place(), today=TODAY, actor=_actor(values), reason="换教室"
    )
    return card.movements.latest("pk")
