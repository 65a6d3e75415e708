from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.kernel.terms.tests import make as terms
from lvye.modules.assets import services
from lvye.modules.assets.models import (
    Appraisal,
    Asset,
    AssetClass,
    Booking,
    BookingLine,
    ClassMark,
    CustodyLine,
    CustodySheet,
    Damage,
    Handover,
    Loan,
    Match,
    MatchLine,
    Movement,
    SeatPlan,
    SeatRoom,
    Transfer,
    Upkeep,
    UpkeepDone,
    WriteOff,
    WriteOffLine,
)
from lvye.modules.finance.api import chart_prepare

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


def custodysheet(**values: Any) -> CustodySheet:
    """A sheet for one card of the room and keeper."""
    actor = _actor(values)
    place, keeper = values.pop("place", None) or places.place(), values.pop("keeper", None) or people.person()
    asset(place=place, keeper=keeper)
    given = {"phase": "begin", "made_on": TODAY, "term": values.pop("term", None) or terms.term()} | values
    return records.create(CustodySheet, actor=actor, place=place, keeper=keeper, **given)


def custodyline(**values: Any) -> CustodyLine:
    sheet = values.pop("sheet", None) or custodysheet()
    signed = services.custody_sign(sheet, found={}, now=NOW, actor=_actor(values))
    return signed.lines.latest("pk")


def classmark(**values: Any) -> ClassMark:
    given = {"checked_on": TODAY, "item": "desks", "points": -2, "why": "桌面刻字", "today": TODAY} | values
    given["school_class"] = given.get("school_class") or people.schoolclass()
    return services.classmark_add(actor=_actor(given), **given)


def loan(**values: Any) -> Loan:
    given = {"due_on": date(2026, 3, 20), "purpose": "公开课", "today": TODAY} | values
    given["asset"], given["borrower"] = given.get("asset") or asset(), given.get("borrower") or people.person()
    return services.loan_out(actor=_actor(given), **given)


def damage(**values: Any) -> Damage:
    given = {"kind": "damage", "happened_on": TODAY, "what": "打球碰坏", "today": TODAY} | values
    given["asset"] = given.get("asset") or asset()
    if not {"person", "school_class"} & set(given):
        given["school_class"] = people.schoolclass()
    return services.damage_tell(actor=_actor(given), **given)


def writeoff(**values: Any) -> WriteOff:
    given = {"ground": "worn", "why": "开不了机，修不好", "today": TODAY} | values
    given["assets"] = given.get("assets") or [asset()]
    return services.writeoff_draft(actor=_actor(given), **given)


def writeoffline(**values: Any) -> WriteOffLine:
    paper = values.pop("writeoff", None) or writeoff(**values)
    return paper.lines.latest("pk")


def appraisal(**values: Any) -> Appraisal:
    given = {"opinion": "主板烧毁，不值得修", "today": TODAY} | values
    given["writeoff"], given["person"] = given.get("writeoff") or writeoff(), given.get("person") or people.person()
    return services.appraisal_add(actor=_actor(given), **given)


def match(**values: Any) -> Match:
    given = {"on": TODAY, "today": TODAY} | values
    return services.match_make(actor=_actor(given), **given)


def matchline(**values: Any) -> MatchLine:
    return (values.pop("match", None) or match(**values)).lines.latest("pk")


def booking(**values: Any) -> Booking:
    """The month that is next brought into the ledger, with one card to charge."""
    chart_prepare(actor=system_user())
    if not Asset.objects.exists():
        asset(acquired_on=date(2019, 9, 1), life_months=240)
    month = services.month_next() or date(2020, 1, 1)
    return services.month_book(month.year, month.month, today=TODAY, actor=_actor(values))


def bookingline(**values: Any) -> BookingLine:
    return (values.pop("booking", None) or booking(**values)).lines.latest("pk")


def upkeep(**values: Any) -> Upkeep:
    given = {"name": "清洗滤网", "interval_months": 6, "due_on": date(2026, 3, 1)} | values
    if "asset_class" not in given:
        given["asset"] = given.get("asset") or asset()
    return services.upkeep_plan(actor=_actor(given), **given)


def upkeepdone(**values: Any) -> UpkeepDone:
    given = {"done_on": TODAY, "firm": "凉风制冷", "cost": Decimal(60), "today": TODAY} | values
    given["upkeep"] = given.get("upkeep") or upkeep()
    return services.upkeep_done(actor=_actor(given), **given)


def seatplan(**values: Any) -> SeatPlan:
    given = {"kind": "desks", "today": TODAY} | values
    given["term"] = given.get("term") or terms.term()
    return services.seatplan_make(actor=_actor(given), **given)


def seatroom(**values: Any) -> SeatRoom:
    given = {"heads": 45} | values
    given["plan"], given["place"] = given.get("plan") or seatplan(), given.get("place") or places.place()
    return services.seatroom_add(actor=_actor(given), **given)
