from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.models import Place
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.repairs import services
from lvye.modules.repairs.models import (
    Category,
    Contractor,
    ContractorLink,
    Job,
    JobLine,
    Leftover,
    Material,
    PlannedLine,
    PlannedWork,
    Rating,
    Referral,
    Remark,
    Trade,
    Urging,
    Visit,
    Walk,
    Worker,
    WorkItem,
)

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
# A Tuesday morning in an ordinary working week.
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)
LINE = services.Line("更换", "灯管", Decimal(3), "根")


def at(hour: int, minute: int = 0, *, day: int = 10, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=SHANGHAI)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def trade(**values: Any) -> Trade:
    n = next(_numbers)
    return records.create(Trade, actor=_actor(values), **({"code": f"trade{n}", "name": f"工种{n}"} | values))


def category(**values: Any) -> Category:
    """A kind of fault of the lower level, under a group of its own unless told otherwise."""
    n, actor = next(_numbers), _actor(values)
    craft = values.pop("trade", None) or trade()
    if "parent" not in values:
        values["parent"] = records.create(
            Category, actor=actor, code=f"group{n}", name=f"大类{n}", trade=craft, joins=False
        )
    given = {"code": f"kind{n}", "name": f"故障{n}"} | values
    return services.category_add(actor=actor, trade=craft, **given)


def workitem(**values: Any) -> WorkItem:
    given = {"action": "更换", "object": f"物件{next(_numbers)}", "unit": "个"} | values
    return records.create(WorkItem, actor=_actor(given), **given)


def worker(**values: Any) -> Worker:
    """A repairer with a sign-in, who holds the post of one."""
    actor = _actor(values)
    who = values.pop("person", None) or people.user_in("repairer").person  # type: ignore[attr-defined]
    return services.worker_add(person=who, actor=actor, **values)


def contractor(**values: Any) -> Contractor:
    return records.create(Contractor, actor=_actor(values), **({"name": f"外修单位{next(_numbers)}"} | values))


def room() -> Place:
    n = next(_numbers)
    return places.room(f"{300 + n}教室", building=f"{n % 7 + 1}号楼")


def job(**values: Any) -> Job:
    """A report as it comes in, and one step further where a status or an owner is asked for."""
    actor = _actor(values)
    status, owner = values.pop("status", None), values.pop("worker", None)
    given = {"what": "灯不亮", "source": Job.Source.PHONE, "now": NOW} | values
    given["place"] = given.get("place") or room()
    given["category"] = given.get("category") or category()
    made = services.job_report(actor=actor, **given)
    return moved(made, status, owner) if status or owner else made


PATH = ("assigned", "doing", "finished", "closed")


def moved(made: Job, status: str | None, owner: Worker | None = None) -> Job:
    """Along the usual way of a job up to this status."""
    actor, now = system_user(), made.reported_at
    if status == "held":
        return services.job_hold(moved(made, "doing", owner), reason="parts", now=now, actor=actor)
    for step in PATH[: PATH.index(status or "assigned") + 1]:
        if step == "assigned":
            made = services.job_assign(made, worker=owner or worker(), now=now, actor=actor)
        elif step == "doing":
            made = services.job_start(made, now=now + timedelta(minutes=10), actor=actor)
        elif step == "finished":
            made = services.job_finish(made, lines=[LINE], minutes=20, now=now + timedelta(minutes=30), actor=actor)
        else:
            made = services.job_confirm(made, how=Job.How.DESK, now=now + timedelta(minutes=40), actor=actor)
    return made


def jobline(**values: Any) -> JobLine:
    actor = _actor(values)
    item = values.pop("item", None) or workitem()
    given = {
        "job": values.pop("job", None) or job(status="finished"), "item": item, "action": item.action,
        "object": item.object, "unit": item.unit, "qty": Decimal(2), "done_on": NOW.date(),
    } | values  # fmt: skip
    return records.create(JobLine, actor=actor, **given)


def material(**values: Any) -> Material:
    actor = _actor(values)
    given = {"name": "灯管", "qty": Decimal(1), "unit": "根", "used_on": NOW.date()} | values
    given["job"] = given.get("job") or job()
    return records.create(Material, actor=actor, **given)


def leftover(**values: Any) -> Leftover:
    actor = _actor(values)
    given = {
        "object": "风扇", "qty": Decimal(1), "unit": "台", "fate": Leftover.Fate.KEPT, "done_on": NOW.date(),
    } | values  # fmt: skip
    given["job"] = given.get("job") or job(status="finished")
    return records.create(Leftover, actor=actor, **given)


def remark(**values: Any) -> Remark:
    actor = _actor(values)
    given = {"words": "又漏得大了", "side": Remark.Side.REPORTER, "now": NOW} | values
    return services.job_remark(given.pop("job", None) or job(), actor=actor, **given)


def plannedline(**values: Any) -> PlannedLine:
    actor = _actor(values)
    item = values.pop("item", None) or workitem(action="配发")
    given = {
        "work": values.pop("work", None) or plannedwork(), "item": item, "action": item.action,
        "object": item.object, "unit": item.unit, "qty": Decimal(30), "done_on": NOW.date(),
    } | values  # fmt: skip
    return records.create(PlannedLine, actor=actor, **given)


def urging(**values: Any) -> Urging:
    actor = _actor(values)
    given = {"at": NOW, "by_name": "陈一帆", "words": "还没来人"} | values
    given["job"] = given.get("job") or job()
    return records.create(Urging, actor=actor, **given)


def rating(**values: Any) -> Rating:
    actor = _actor(values)
    given = {"score": 5, "words": "很快", "now": NOW + DAY} | values
    return services.job_rate(given.pop("job", None) or job(status="closed"), actor=actor, **given)


def visit(**values: Any) -> Visit:
    actor = _actor(values)
    given = {"due_on": date(2026, 3, 17)} | values
    return services.visit_add(given.pop("job", None) or job(status="closed"), actor=actor, **given)


def referral(**values: Any) -> Referral:
    actor = _actor(values)
    given = {"question": "要不要整条管道换新", "now": NOW} | values
    return services.referral_ask(given.pop("job", None) or job(), actor=actor, **given)


def contractorlink(**values: Any) -> ContractorLink:
    actor = _actor(values)
    given = {"now": NOW} | values
    given["contractor"] = given.get("contractor") or contractor()
    return services.contractor_link_make(given.pop("job", None) or job(), actor=actor, **given)


def walk(**values: Any) -> Walk:
    actor = _actor(values)
    given = {"walked_on": NOW.date(), "where": "七年级组", "heard": "三楼热水不够"} | values
    given["by"] = given.get("by") or people.person()
    return records.create(Walk, actor=actor, **given)


def plannedwork(**values: Any) -> PlannedWork:
    actor = _actor(values)
    given = {
        "name": f"检修课桌凳{next(_numbers)}", "kind": PlannedWork.Kind.OVERHAUL, "begins_on": date(2026, 2, 9),
        "due_on": date(2026, 2, 20), "opening_on": date(2026, 2, 23),
    } | values  # fmt: skip
    given["responsible"] = given.get("responsible") or people.person()
    return services.planned_add(actor=actor, **given)
