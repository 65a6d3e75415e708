from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal
from itertools import count
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.kit.days import at_hour
from lvye.modules.partners.tests import make as partners
from lvye.modules.works import services
from lvye.modules.works.models import (
    Acceptance,
    Change,
    Diary,
    Finding,
    Formality,
    Opinion,
    Project,
    Stage,
)

_numbers = count(1)
TODAY = date(2026, 3, 10)
DAY = timedelta(days=1)
YUAN = Decimal("80000.00")


@contextmanager
def refused(match: str = "[一-龥]") -> Iterator[None]:
    """A deed that must be refused with these words; nothing of it stays."""
    with pytest.raises(ValidationError, match=match), records.attempt():
        yield


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def project(**values: Any) -> Project:
    """A planned renovation over 100,000 yuan."""
    actor = _actor(values)
    given: dict[str, Any] = {
        "name": f"教学楼改造{next(_numbers)}", "kind": "renovate", "why": "墙皮脱落", "estimate": Decimal("100000.00"),
        "begins_on": TODAY - 10 * DAY, "ends_on": TODAY + 50 * DAY, "today": TODAY,
    } | values  # fmt: skip
    given["place"] = given.get("place") or places.place()
    given["lead"] = given.get("lead") or people.person()
    return services.project_create(actor=actor, **given)


def agreed(**values: Any) -> Project:
    """Agreed to, as if all who must had; a signed contract over 80,000 yuan, a stage, all papers filed."""
    contract = values.pop("contract", None) or partners.signed(amount=YUAN)
    made = project(contract=contract, site=values.pop("site", None) or people.person(), **values)
    services.stage_plan(
        project=made, name="主体", begins_on=made.begins_on, ends_on=made.ends_on - 10 * DAY, actor=system_user()
    )
    for one in made.formalities.all():
        services.formality_file(one, got_on=TODAY, number="一号", today=TODAY, actor=system_user())
    records.take(made, "ask", actor=system_user())
    return services.project_agreed(made, actor=system_user())


def going(**values: Any) -> Project:
    return services.project_start(agreed(**values), began_on=TODAY - 9 * DAY, today=TODAY, actor=system_user())


def done(**values: Any) -> Project:
    made = going(**values)
    for stage_ in made.stages.all():
        services.diary_write(
            made, on=TODAY - DAY, words="全部完成", stage=stage_, percent=100, today=TODAY, actor=system_user()
        )
    return services.project_finish(made, finished_on=TODAY, today=TODAY, actor=system_user())


def passed(**values: Any) -> Project:
    made = done(**values)
    look = acceptance(project=made, kind="final")
    for one in look.opinions.select_related("acceptance__project", "person"):
        services.opinion_give(one, verdict="yes", now=at_hour(TODAY, 9), today=TODAY, actor=system_user())
    services.acceptance_pass(look, words="合格", today=TODAY, actor=system_user())
    made.refresh_from_db()
    return made


def used(**values: Any) -> Project:
    return services.project_hand_over(passed(**values), handed="交七年级使用", today=TODAY, actor=system_user())


def formality(**values: Any) -> Formality:
    status = values.pop("status", None)
    given = {"name": f"批复{next(_numbers)}", "gate": "start"} | values
    given["project"] = given.get("project") or project()
    actor = _actor(given)
    made = services.formality_add(actor=actor, **given)
    if status == "held":
        return services.formality_file(made, got_on=TODAY, today=TODAY, actor=actor)
    return services.formality_spare(made, why="用不着", actor=actor) if status == "spared" else made


def stage(**values: Any) -> Stage:
    given = {"name": f"第{next(_numbers)}段", "begins_on": TODAY, "ends_on": TODAY + 20 * DAY} | values
    given["project"] = given.get("project") or project()
    return services.stage_plan(actor=_actor(given), **given)


def diary(**values: Any) -> Diary:
    given = {"on": TODAY, "words": f"铲墙皮{next(_numbers)}", "today": TODAY} | values
    found = given.pop("project", None) or going()
    return services.diary_write(found, actor=_actor(given), **given)


def finding(**values: Any) -> Finding:
    status = values.pop("status", None)
    given = {"kind": "quality", "what": f"墙面空鼓{next(_numbers)}", "found_on": TODAY} | values
    given["project"] = given.get("project") or going()
    actor = _actor(given)
    made = services.finding_add(actor=actor, **given)
    if status in ("fixed", "checked"):
        made = services.finding_fix(made, fixed="重做", today=TODAY, actor=actor)
    return services.finding_check(made, today=TODAY, actor=actor) if status == "checked" else made


def change(**values: Any) -> Change:
    status = values.pop("status", None)
    given = {
        "kind": "site", "on": TODAY, "what": f"加防水{next(_numbers)}", "why": "漏水", "amount": Decimal("2000.00"),
        "today": TODAY,
    } | values  # fmt: skip
    given["project"] = given.get("project") or going()
    actor = _actor(given)
    made = services.change_make(actor=actor, **given)
    if status in ("asked", "agreed", "refused"):
        made = records.take(made, "ask", actor=actor)
    if status == "refused":
        return services.change_refused(made, actor=actor)
    return services.change_agreed(made, actor=actor, today=TODAY) if status == "agreed" else made


def acceptance(**values: Any) -> Acceptance:
    given = {"kind": "hidden", "on": TODAY, "today": TODAY} | values
    found = given.pop("project", None) or going()
    given["members"] = given.get("members") or [people.person() for _ in range(3)]
    return services.acceptance_open(found, actor=_actor(given), **given)


def opinion(**values: Any) -> Opinion:
    given = {"members": [values.pop("person", None) or people.person(), people.person()]} | values
    found = acceptance(**given).opinions.select_related("acceptance__project", "person").order_by("pk").first()
    assert found is not None
    return found
