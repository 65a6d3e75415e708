from datetime import date, datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Duty, Instance, generate, library_prepare, switch_on
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.kernel.terms.tests import make as terms
from lvye.modules.security import services
from lvye.modules.security.models import (
    Camera,
    CameraFault,
    Car,
    CrossPoint,
    Entry,
    Equipment,
    Gap,
    Incident,
    KeyPlace,
    Outing,
    ParentLetter,
    ParentSlip,
    Pledge,
    Visit,
    Wording,
)
from lvye.modules.security.services.gates import DUTY

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Tuesday morning in an ordinary working week.
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def user_in(post: str) -> tuple[User, Person]:
    """A sign-in that holds a post, and its person."""
    user = people.user_in(post)
    return user, user.person  # type: ignore[attr-defined]


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or user_in("guard")[0]
    assert isinstance(actor, User)
    return actor


def wording(**values: Any) -> Wording:
    n = next(_numbers)
    given = {"code": f"letter{n}", "name": f"责任书{n}", "kind": "tenant", "text": "1. 看好门。"} | values
    return records.create(Wording, actor=_actor(given), **given)


def pledge(**values: Any) -> Pledge:
    given = {"words": "责任书\n1. 看好门。", "due_on": TODAY + 14 * DAY} | values
    given["wording"] = given.get("wording") or wording()
    given["term"] = given.get("term") or terms.term()
    if "lease" not in given:
        given["person"] = given.get("person") or people.person()
    return records.create(Pledge, actor=_actor(given), **given)


def keyplace(**values: Any) -> KeyPlace:
    given = {"kind": "power"} | values
    given["place"] = given.get("place") or places.place()
    given["responsible"] = given.get("responsible") or people.person()
    return records.create(KeyPlace, actor=_actor(given), **given)


def gate_hour(now: datetime = NOW + timedelta(minutes=11)) -> tuple[KeyPlace, Duty]:
    """A gate that is watched, with its duty in use since before `now`, by the guards."""
    gate = keyplace(kind="gate", is_watched=True)
    actor = user_in("director")[0]
    user_in("guard")
    if not Duty.objects.filter(code=DUTY).exists():
        library_prepare(today=now.date(), actor=actor)
    duty = Duty.objects.get(code=DUTY)
    if duty.is_on:
        generate(duties=[duty], now=now, actor=actor)
        return gate, duty
    return gate, switch_on(duty, now=now, actor=actor)


def gap(**values: Any) -> Gap:
    actor = _actor(values)
    gate, duty = gate_hour()
    one = Instance.objects.filter(duty=duty, spot__target_id=gate.pk).order_by("opens_at").first()
    assert one is not None
    made = services.gaps_open([one.pk], now=NOW + HOUR, actor=actor)[0]
    return records.amend(made, actor=actor, **values) if values else made


def entry(**values: Any) -> Entry:
    given = {"kind": "note", "words": f"路灯坏了{next(_numbers)}", "now": NOW} | values
    return services.entry_write(actor=_actor(given), **given)


def incident(**values: Any) -> Incident:
    given = {"kind": "stranger", "what": "有人在校门口吵闹", "now": NOW} | values
    given["place"] = given.get("place") or places.place()
    return services.incident_write(actor=_actor(given), **given)


def camera(**values: Any) -> Camera:
    n = next(_numbers)
    given = {"number": f"JK{n:03}", "name": f"校门口{n}"} | values
    given["place"] = given.get("place") or places.place()
    return services.camera_add(actor=_actor(given), **given)


def camerafault(**values: Any) -> CameraFault:
    given = {"what": "黑屏", "now": NOW} | values
    return services.camera_fail(given.pop("camera", None) or camera(), actor=_actor(given), **given)


def equipment(**values: Any) -> Equipment:
    given: dict[str, Any] = {"kind": "fork", "count": 2, "expires_on": date(2027, 1, 1)} | values
    given["place"] = given.get("place") or places.place()
    given["keeper"] = given.get("keeper") or people.person()
    return records.create(Equipment, actor=_actor(given), **given)


def visit(**values: Any) -> Visit:
    given = {"name": f"来客{next(_numbers)}", "phone": "13800000000", "why": "谈孩子的学习", "now": NOW} | values
    given["host"] = given.get("host") or people.person(kind="teacher")
    return services.visit_write(actor=_actor(given), **given)


def pupil(head: Person | None = None) -> Person:
    """A pupil of a class with a head teacher."""
    school_class = people.schoolclass(head=head or people.person(kind="teacher"))
    return people.person(kind="student", school_class=school_class)


def outing(**values: Any) -> Outing:
    """One of the staff goes out; of a pupil where `person` is one."""
    given = {
        "why": "sick", "leaves_at": NOW + HOUR, "taker": "父亲", "relation": "父亲", "taker_phone": "13900000000",
        "now": NOW,
    } | values  # fmt: skip
    actor = _actor(given)
    given["person"] = given.get("person") or actor.person  # type: ignore[attr-defined]
    return services.outing_write(actor=actor, **given)


def car(**values: Any) -> Car:
    n = next(_numbers)
    given = {"plate": f"湘A{n:05}", "pass_number": f"TX{n}"} | values
    given["owner"] = given.get("owner") or people.person()
    return services.car_add(actor=_actor(given), **given)


def crosspoint(**values: Any) -> CrossPoint:
    given = {"kind": "zebra", "spot": f"正门{next(_numbers)}"} | values
    given["place"] = given.get("place") or places.place()
    return records.create(CrossPoint, actor=_actor(given), **given)


def parentletter(**values: Any) -> ParentLetter:
    """A letter that asks for slips."""
    status = values.pop("status", None)
    given = {"title": f"致家长信{next(_numbers)}", "text": "上课期间封闭管理。", "slip_on": TODAY + 7 * DAY} | values
    actor = _actor(given)
    made = records.create(ParentLetter, actor=actor, **given)
    if status in ("sent", "done"):
        made = services.letter_send(made, today=TODAY, actor=actor)
    return services.letter_close(made, closing="逐个打电话", actor=actor) if status == "done" else made


def parentslip(**values: Any) -> ParentSlip:
    school_class = people.schoolclass()
    for _two in range(2):
        people.person(kind="student", school_class=school_class)
    letter = values.pop("letter", None) or parentletter(status="sent", **values)
    made = letter.slips.filter(school_class=school_class).first()
    assert isinstance(made, ParentSlip)
    return made
