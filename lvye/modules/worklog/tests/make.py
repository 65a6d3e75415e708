from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.worklog import services
from lvye.modules.worklog.models import Entry, Kind, Line, Meaning

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 10)  # a Tuesday in the middle of the spring term
NOW = datetime(2026, 3, 10, 16, 0, tzinfo=SHANGHAI)
DAY = timedelta(days=1)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def kind(**values: Any) -> Kind:
    n = next(_numbers)
    given = {"code": f"kind-{n}", "name": f"活{n}", "words": f"词{n}、说法{n}", "sort": 100 + n}
    return records.create(Kind, actor=_actor(values), **(given | values))


def kinds() -> None:
    if not Kind.objects.filter(code=Kind.OTHER).exists():
        services.kinds_prepare(actor=system_user())


def work(**values: Any) -> services.Work:
    given = {"action": "更换", "object": "灯管", "qty": Decimal(2), "unit": "根"}
    return services.Work(**(given | values))


def entry(**values: Any) -> Entry:
    """An entry kept on TODAY; `lines` as for the service (default: one line with a place)."""
    kinds()
    actor = _actor(values)
    given = {
        "person": values.get("person") or people.person(), "said": f"换了走廊两根灯管 {next(_numbers)}",
        "done_on": TODAY, "now": NOW, "today": max(TODAY, values.get("done_on", TODAY)),
    }  # fmt: skip
    if "lines" not in values:
        given["lines"] = [work(place=values.get("place") or places.place(), place_said="走廊")]
    return services.entry_keep(actor=actor, **(given | values))


def line(**values: Any) -> Line:
    actor = _actor(values)
    of = values.pop("entry", None)
    of = of or entry(actor=actor, lines=[work(place=values.pop("place", None) or places.place(), **values)])
    return of.lines.latest("pk")


def meaning(**values: Any) -> Meaning:
    return services.meaning_keep(
        person=values.get("person") or people.person(),
        said=values.get("said", f"三楼男厕{next(_numbers)}"),
        place=values.get("place") or places.place(),
        actor=_actor(values),
    )
