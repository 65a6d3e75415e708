"""One valid record of each kind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, term_add
from lvye.modules.meals import services
from lvye.modules.meals.models import (
    Answer,
    Category,
    Complaint,
    Entitled,
    Fee,
    Leave,
    Line,
    Meeting,
    Month,
    Refund,
    Serving,
    Standard,
    Survey,
    Waste,
)

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Tuesday morning in an ordinary working week, before classes have to tell who does not eat.
NOW = datetime(2026, 3, 10, 8, 0, tzinfo=SHANGHAI)
TODAY = NOW.date()
DAY = timedelta(days=1)


@contextmanager
def refused(words: str) -> Iterator[None]:
    """A deed that is refused with these words, and undone as if it had never begun."""
    with pytest.raises(ValidationError, match=words), records.attempt():
        yield


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def term(**values: Any) -> Term:
    """The term the tests play in."""
    found = Term.objects.filter(school_year=2025, half=2).first()
    given = {"school_year": 2025, "half": 2, "begins_on": date(2026, 3, 2), "ends_on": date(2026, 7, 10)} | values
    return found or term_add(actor=_actor(given), **given)


def standard(**values: Any) -> Standard:
    given = {"name": f"午餐{next(_numbers)}", "lunch": Decimal(12), "document": "某价费文件"} | values
    given["term"] = given.get("term") or term()
    return services.standard_add(actor=_actor(given), **given)


def pupil(school_class: SchoolClass | None = None, **values: Any) -> Person:
    group = school_class or people.schoolclass()
    return people.person(kind="student", school_class=group, **values)


def fee(**values: Any) -> Fee:
    given = {"paid": Decimal(1000), "paid_on": TODAY - DAY, "today": TODAY} | values
    given["standard"] = given.get("standard") or standard()
    given["pupil"] = given.get("pupil") or pupil()
    return services.fee_collect(actor=_actor(given), **given)


def entitled(**values: Any) -> Entitled:
    given = {"kind": "nutrition", "per_day": Decimal(5), "document": "资助认定名单"} | values
    given["pupil"], given["term"] = given.get("pupil") or pupil(), given.get("term") or term()
    return services.entitled_add(actor=_actor(given), **given)


def serving(**values: Any) -> Serving:
    group = values.pop("school_class", None) or people.schoolclass()
    given = {"day": TODAY, "meal": "lunch", "school_class": group, "due": 40, "eaten": 39} | values
    return records.create(Serving, actor=_actor(given), **given)


def leave(**values: Any) -> Leave:
    given = {"begins_on": TODAY + DAY, "ends_on": TODAY + 3 * DAY, "now": NOW} | values
    given["pupil"] = given.get("pupil") or pupil()
    return services.leave_tell(actor=_actor(given), **given)


def refund(**values: Any) -> Refund:
    """Of somebody who was on leave on the one day his class ate."""
    owner = values.pop("fee", None)
    if owner is None:
        owner = fee()
        who, group = owner.pupil, owner.school_class
        services.leave_tell(pupil=who, begins_on=TODAY - DAY, ends_on=TODAY, now=NOW - 3 * DAY, actor=system_user())
        serving(school_class=group, day=TODAY - DAY)
    given = {"paid_on": TODAY, "today": TODAY} | values
    return services.refund_make(owner, actor=_actor(given), **given)


def category(**values: Any) -> Category:
    n = next(_numbers)
    given = {"code": f"kind{n}", "name": f"科目{n}", "section": "food", "is_food": True} | values
    return records.create(Category, actor=_actor(given), **given)


def line(**values: Any) -> Line:
    given = {"day": TODAY, "amount": Decimal("88.50"), "words": "买菜", "today": TODAY} | values
    given["category"] = given.get("category") or category()
    return services.line_add(actor=_actor(given), **given)


def month(**values: Any) -> Month:
    """The next month of the book."""
    last = Month.objects.order_by("-first").first()
    first = values.pop("first", None) or (
        (last.first + timedelta(days=31)).replace(day=1) if last else date(2024, 1, 1)
    )
    given = {"first": first, "due_on": first + timedelta(days=45)} | values
    return records.create(Month, actor=_actor(given), **given)


def waste(**values: Any) -> Waste:
    n = next(_numbers)
    given = {"day": TODAY - n * DAY, "meal": "lunch", "kind": "plate", "kilos": Decimal("12.5"), "heads": 400} | values
    return records.create(Waste, actor=_actor(given), **given)


def survey(**values: Any) -> Survey:
    n = next(_numbers)
    given = {"side": "pupil", "asked": 50, "opens_on": TODAY, "closes_on": TODAY + 7 * DAY} | values
    given["term"] = given.get("term") or term()
    given.setdefault("month", date(2000 + n // 12, n % 12 + 1, 1))
    return services.survey_open(actor=_actor(given), **given)


def answer(**values: Any) -> Answer:
    marks = {"quality": 4, "price": 5, "hygiene": 4, "service": 3} | values.pop("marks", {})
    given = {"today": TODAY} | values
    given["survey"] = given.get("survey") or survey()
    return services.answer_give(actor=_actor(given), marks=marks, **given)


def meeting(**values: Any) -> Meeting:
    given = {"held_on": TODAY - next(_numbers) * DAY, "pupils": 6, "parents": 3, "topics": "听意见", "today": TODAY}
    given |= values
    given["host"] = given.get("host") or people.person()
    return services.meeting_record(actor=_actor(given), **given)


def complaint(**values: Any) -> Complaint:
    given = {"received_on": TODAY, "source": "pupil", "about": "quality", "words": "菜太咸", "today": TODAY} | values
    return services.complaint_take(actor=_actor(given), **given)
