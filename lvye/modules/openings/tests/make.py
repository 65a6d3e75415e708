from datetime import date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import SchoolClass
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.terms.tests import make as terms
from lvye.modules.openings import services
from lvye.modules.openings.models import Handout, NeedsLine, NeedsList, Pack, PackLine, PastUse, Per, Standard
from lvye.modules.stores.tests import make as stores

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def standard(**values: Any) -> Standard:
    given = {"per": Per.CLASS, "qty": Decimal(2)} | values
    given["item"] = given.get("item") or stores.item()
    return services.standard_add(actor=_actor(given), **given)


def school_class(pupils: int = 2, **values: Any) -> Any:
    """A class with its head teacher and so many pupils."""
    head = people.person(kind="teacher", name=f"班主任{next(_numbers)}", username=f"head{next(_numbers)}")
    made = people.schoolclass(head=head, **values)
    for _n in range(pupils):
        people.person(kind="student", school_class=made)
    return made


def handout(**values: Any) -> Handout:
    """Chalk and brooms for one class of two pupils and its teacher, twenty of each in the store."""
    given = {"name": f"开学发放{next(_numbers)}", "due_on": date(2026, 3, 20), "today": TODAY} | values
    if "store" not in given:
        given["store"], item = stores.stocked(qty=20)
        standard(item=item)
    given["term"] = given.get("term") or terms.term()
    if not SchoolClass.objects.exists():
        school_class()
    return services.handout_plan(actor=_actor(given), **given)


def pack(**values: Any) -> Pack:
    made = handout().packs.select_related("handout__store", "school_class", "person").order_by("pk").first()
    assert made is not None
    return records.amend(made, actor=_actor(values), **values)


def packline(**values: Any) -> PackLine:
    found = pack().lines.select_related("pack", "item").first()
    assert found is not None
    return found


def needslist(**values: Any) -> NeedsList:
    given = {"number": f"XQ{next(_numbers)}", "pupils": 900, "made_on": TODAY} | values
    given["term"] = given.get("term") or terms.term()
    return records.create(NeedsList, actor=_actor(given), **given)


def needsline(**values: Any) -> NeedsLine:
    ten = Decimal(10)
    given: dict[str, Any] = {
        "terms_known": 3, "expected": ten, "low": Decimal(8), "high": Decimal(12), "sureness": "high",
        "there": Decimal(3), "suggested": Decimal(9), "qty": Decimal(9), "why": "3 个学期的人均用量取平均",
    } | values  # fmt: skip
    given["needs"] = given.get("needs") or needslist()
    given["item"] = given.get("item") or stores.item()
    return records.create(NeedsLine, actor=_actor(given), **given)


def pastuse(**values: Any) -> PastUse:
    """What a term before the program's own books used."""
    given = {"school_year": 2020, "half": 1, "qty": Decimal(100), "pupils": 800} | values
    given["item"] = given.get("item") or stores.item()
    return records.create(PastUse, actor=_actor(given), **given)
