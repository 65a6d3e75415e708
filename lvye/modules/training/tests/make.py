from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import Rule, rule_set
from lvye.modules.training import services
from lvye.modules.training.models import Course, Licence, Need, Session, Sitter

_numbers = count(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)  # a Tuesday morning in an ordinary working week
TODAY = NOW.date()
DAY = timedelta(days=1)


@contextmanager
def refused(match: str = "[一-龥]") -> Iterator[None]:
    """A deed that must be refused with these words; nothing of it stays."""
    with pytest.raises(ValidationError, match=match), records.attempt():
        yield


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


def course(**values: Any) -> Course:
    number = next(_numbers)
    given = {
        "code": f"course-{number}",
        "name": f"消防培训{number}",
        "kind": "safety",
        "audience": "logistics",
    } | values
    return records.create(Course, actor=_actor(given), **given)


def session(**values: Any) -> Session:
    """A training of all logistics staff, taught by somebody from outside."""
    status = values.pop("status", None)
    given = {
        "theme": f"灭火器使用{next(_numbers)}", "kind": "safety", "audience": "logistics", "due_on": TODAY + 7 * DAY,
        "teacher_from": "消防大队", "now": NOW,
    } | values  # fmt: skip
    actor = _actor(given)
    made = services.session_create(actor=actor, **given)
    if status == "dropped":
        return services.session_drop(made, why="撞上考试", actor=actor)
    if status in ("open", "held") and made.is_signed:
        made = services.session_open(made, now=NOW, actor=actor)
    return held(made, actor) if status == "held" else made


def held(made: Session, actor: User) -> Session:
    """Filed, as a school that asks for no photo files it."""
    if made.is_signed:
        services.sitter_sign(made, people.person(), now=NOW, actor=actor)
    if not Rule.objects.filter(code="training.photo_wanted").exists():
        rule_set("training.photo_wanted", value=False, effective_from=TODAY - 300 * DAY, why="小型培训", actor=actor)
    return services.session_finish(made, heads=300, now=NOW, actor=actor)


def sitter(**values: Any) -> Sitter:
    """Somebody at an open training, signed in by its holder."""
    status = values.pop("status", None)
    actor = _actor(values)
    where = values.pop("session", None) or session(status="open", actor=actor)
    who = values.pop("person", None) or people.person()
    if status == "came":
        return services.sitter_sign(where, who, now=NOW, actor=actor)
    made = records.create(Sitter, actor=actor, session=where, person=who)
    return services.sitter_excuse(made, note="出差", actor=actor) if status == "excused" else made


def licence(**values: Any) -> Licence:
    status = values.pop("status", None)
    given = {
        "kind": "guard", "number": f"BA{next(_numbers)}", "issued_on": TODAY - 900 * DAY, "ends_on": TODAY + 200 * DAY,
        "today": TODAY,
    } | values  # fmt: skip
    given["person"] = given.get("person") or people.person()
    actor = _actor(given)
    made = services.licence_add(actor=actor, **given)
    return services.licence_void(made, why="换了新证", actor=actor) if status == "void" else made


def need(**values: Any) -> Need:
    given = {"kind": "guard", "document": "保安服务管理条例", "article": "第十六条"} | values
    given["post"] = given.get("post") or people.post()
    return records.create(Need, actor=_actor(given), **given)
