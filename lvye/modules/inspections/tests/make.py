from datetime import date, datetime, timedelta
from io import BytesIO
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import Person
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.inspections import services
from lvye.modules.inspections.models import (
    Area,
    Campaign,
    Hazard,
    Kind,
    Letter,
    MajorItem,
    Patrol,
    Route,
    Stop,
    Trace,
    Visit,
)

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Tuesday morning in an ordinary working week.
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def picture() -> SimpleUploadedFile:
    """A small picture of its own."""
    n = next(_numbers)
    kept = BytesIO()
    Image.new("RGB", (8, 8), (n % 256, n // 256 % 256, 90)).save(kept, "PNG")
    return SimpleUploadedFile(f"photo{n}.png", kept.getvalue(), "image/png")


def user_in(post: str) -> tuple[User, Person]:
    """A sign-in that holds a post, and its person."""
    user = people.user_in(post)
    return user, user.person  # type: ignore[attr-defined]


def kind(**values: Any) -> Kind:
    n = next(_numbers)
    return records.create(Kind, actor=_actor(values), **({"code": f"kind{n}", "name": f"类别{n}"} | values))


def majoritem(**values: Any) -> MajorItem:
    n = next(_numbers)
    given = {"code": f"item{n}", "group": "消防", "text": f"条件{n}", "document": "某指南"} | values
    return records.create(MajorItem, actor=_actor(given), **given)


def hazard(**values: Any) -> Hazard:
    """A loose railing, just found, which hurts nobody unless told otherwise."""
    given = {"what": "栏杆松了", "photos": [picture()], "now": NOW, "needs_warning": False} | values
    given["place"] = given.get("place") or places.place()
    given["kind"] = given.get("kind") or kind()
    return services.hazard_report(actor=_actor(given), **given)


def trace(**values: Any) -> Trace:
    found = values.pop("hazard", None) or hazard()
    made = found.traces.first()
    assert made is not None
    return made


def campaign(**values: Any) -> Campaign:
    given = {
        "name": f"排查{next(_numbers)}", "begins_on": TODAY, "ends_on": TODAY + 5 * DAY, "items": "楼梯\n用电",
        "now": NOW,
    } | values  # fmt: skip
    given["lead"] = given.get("lead") or people.person()
    return services.campaign_begin(actor=_actor(given), **given)


def area(**values: Any) -> Area:
    given = {"now": NOW} | values
    given["campaign"] = given.get("campaign") or campaign()
    given["place"] = given.get("place") or places.place()
    given["person"] = given.get("person") or people.person()
    return services.area_add(actor=_actor(given), **given)


def route(stops: int = 0, **values: Any) -> Route:
    """A route with so many stops."""
    made = records.create(Route, actor=_actor(values), **({"name": f"路线{next(_numbers)}"} | values))
    for n in range(1, stops + 1):
        stop(route=made, order=n)
    return made


def stop(**values: Any) -> Stop:
    given = {"order": next(_numbers), "look_for": "门窗"} | values
    given["route"] = given.get("route") or route()
    given["place"] = given.get("place") or places.place()
    return records.create(Stop, actor=_actor(given), **given)


def patrol(**values: Any) -> Patrol:
    """A route of two stops walked to the end."""
    way = values.pop("route", None) or route(stops=2)
    seen = values.pop("seen", None) or [
        services.Seen(one, NOW + n * MINUTE) for n, one in enumerate(way.stops.order_by("order"))
    ]
    given = {"now": NOW + 10 * MINUTE} | values
    given["person"] = given.get("person") or people.person()
    return services.patrol_record(way, seen, actor=_actor(given), **given)


def visit(**values: Any) -> Visit:
    made = (values.pop("patrol", None) or patrol()).visits.first()
    assert isinstance(made, Visit)
    return made


def letter(**values: Any) -> Letter:
    """The report on the buildings of a month in which nothing was found."""
    n = next(_numbers)
    month = values.pop("month", None) or date(2025 - n // 12, n % 12 + 1, 1)
    return services.letter_month(month, actor=_actor(values), **({"now": NOW} | values))
