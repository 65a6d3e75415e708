from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.models import Post
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Term, term_add, terms
from lvye.modules.plans import services
from lvye.modules.plans.models import (
    ArchiveBox,
    Attendance,
    Decision,
    Filing,
    GoalLetter,
    Meeting,
    Plan,
    PlanItem,
    PostStandard,
    Proof,
    Target,
)

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Tuesday in the middle of the spring term.
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
DUE = date(2026, 4, 15)  # a Wednesday


def at(day: date, hour: int = 9, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=SHANGHAI)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def spring() -> Term:
    """The term most tests play in (2025-2), with the autumn before it and the autumn after it."""
    known = {term.code: term for term in terms()}
    if "2025-2" not in known:
        days = (
            (2025, 1, date(2025, 9, 1), date(2026, 1, 30)),
            (2025, 2, date(2026, 2, 23), date(2026, 7, 10)),
            (2026, 1, date(2026, 9, 1), date(2027, 1, 22)),
        )
        for year, half, begins, ends in days:
            term_add(school_year=year, half=half, begins_on=begins, ends_on=ends, actor=system_user())
        known = {term.code: term for term in terms()}
    return known["2025-2"]


def plan(**values: Any) -> Plan:
    """A draft of the spring term."""
    actor = _actor(values)
    spring()
    given = {"kind": Plan.Kind.TERM, "period": "2025-2", "title": f"后勤工作计划{next(_numbers)}"} | values
    return services.plan_make(actor=actor, **given)


def agreed(made: Plan | None = None, *, by: User | None = None) -> Plan:
    """A plan that runs; one without items gets one first."""
    made = made or plan()
    if not made.items.exists():
        planitem(plan=made)
    sent = services.plan_submit(made, now=NOW, actor=system_user())
    return services.plan_agree(sent, now=NOW, actor=by or people.user_without_person())


def planitem(**values: Any) -> PlanItem:
    actor = _actor(values)
    given = {"what": f"检修课桌凳{next(_numbers)}", "due_on": DUE, "today": TODAY} | values
    given["plan"] = given.get("plan") or plan()
    if given.get("post") is None:
        given["person"] = given.get("person") or people.person()
    return services.item_add(given.pop("plan"), actor=actor, **given)


def running(**values: Any) -> PlanItem:
    """An item of a plan that runs."""
    item = planitem(**values)
    agreed(item.plan)
    return PlanItem.objects.select_related("plan", "person", "post", "partner").get(pk=item.pk)


def target(**values: Any) -> Target:
    actor = _actor(values)
    item = values.pop("item", None) or planitem()
    aim = services.Aim("repairs.done", {}, "ge", Decimal(3)) if not values else services.Aim(**values)
    return services.target_add(item, aim, actor=actor, today=TODAY, because="多看一个数")


def proof(**values: Any) -> Proof:
    actor = _actor(values)
    item = values.pop("item", None) or running()
    return services.proof_words(item, values.pop("words", "查过了，都好"), now=values.pop("now", NOW), actor=actor)


def meeting(**values: Any) -> Meeting:
    """A weekly meeting of the day before, so that it may be signed, written and held."""
    actor = _actor(values)
    given = {"title": f"后勤例会{next(_numbers)}", "starts_at": NOW - DAY, "where": "后勤楼会议室"} | values
    return services.meeting_plan(actor=actor, **given)


def held(**values: Any) -> Meeting:
    return services.meeting_hold(meeting(**values), now=NOW, actor=system_user())


def attendance(**values: Any) -> Attendance:
    person = values.pop("person", None) or people.person()
    made = values.pop("meeting", None) or meeting()
    services.meeting_invite(made, [person], now=NOW, actor=_actor(values))
    return Attendance.objects.select_related("meeting", "person").get(meeting=made, person=person)


def decision(**values: Any) -> Decision:
    actor = _actor(values)
    given = {"what": f"疏通一号楼下水{next(_numbers)}", "due_on": date(2026, 3, 20), "now": NOW} | values
    given["person"] = given.get("person") or people.person()
    return services.decision_add(given.pop("meeting", None) or held(), actor=actor, **given)


def poststandard(**values: Any) -> PostStandard:
    number = next(_numbers)
    given = {"duties": f"看好{number}号库房", "quality": "账物相符", "quantity": "每月盘一次"} | values
    given["post"] = given.get("post") or people.post()
    return records.create(PostStandard, actor=_actor(given), **given)


def goalletter(**values: Any) -> GoalLetter:
    actor = _actor(values)
    person = values.pop("person", None) or people.person()
    made = values.pop("plan", None) or running(person=person).plan
    post: Post | None = values.pop("post", None)
    return services.letter_draw(made, person, post, today=TODAY, actor=actor)


def archivebox(**values: Any) -> ArchiveBox:
    number = next(_numbers)
    given = {"number": f"HQ-{number:03d}", "year": 2026, "kind": "会议", "title": "后勤例会纪要", "where": "档案室一架"}
    given |= values
    given["keeper"] = given.get("keeper") or people.person()
    return records.create(ArchiveBox, actor=_actor(given), **given)


def filing(**values: Any) -> Filing:
    actor = _actor(values)
    given = {"box": values.get("box") or archivebox(), "about": "people.person", "about_id": people.person().pk}
    given |= {"number": next(_numbers), "kind": "人员", "title": "李老师", "filed_on": TODAY} | values
    return records.create(Filing, actor=actor, **given)
