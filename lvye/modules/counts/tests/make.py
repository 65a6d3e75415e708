from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count as counting
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.people.tests import make as people
from lvye.kernel.places.api import Place
from lvye.kernel.places.tests import make as places
from lvye.kernel.records import api as records
from lvye.modules.assets.tests import make as assets
from lvye.modules.counts import services
from lvye.modules.counts.models import Count, Counter, How, Line, Proposal, ProposalKind, Scan, Sending

_numbers = counting(1)
SHANGHAI = ZoneInfo("Asia/Shanghai")
TODAY = date(2026, 3, 10)
NOW = datetime(2026, 3, 10, 9, 0, tzinfo=SHANGHAI)


def _actor(values: dict[str, Any]) -> User:
    actor = values.pop("actor", None) or system_user()
    assert isinstance(actor, User)
    return actor


@contextmanager
def refused(words: str) -> Iterator[None]:
    """The deed inside is refused in these words, and undone."""
    with pytest.raises(ValidationError, match=words), transaction.atomic():
        yield


def at(hour: int, minute: int = 0) -> datetime:
    return NOW.replace(hour=hour, minute=minute)


def count(**values: Any) -> Count:
    given = {"name": f"{next(_numbers)}号盘点", "due_on": date(2026, 3, 31), "today": TODAY} | values
    return services.count_plan(actor=_actor(given), **given)


def counter(**values: Any) -> Counter:
    given = {"count": values.pop("count", None) or count(), "person": values.pop("person", None) or teacher()} | values
    return services.counter_add(actor=_actor(given), **given)


def teacher() -> Any:
    number = next(_numbers)
    return people.person(name=f"盘点员{number}", username=f"counter{number}")


def user_of(one: Counter) -> User:
    assert one.person.user is not None
    return one.person.user


def room() -> Place:
    return places.room(f"{next(_numbers)}室")


def begun(cards: int = 1, **values: Any) -> tuple[Count, Counter, list[Line]]:
    """A running count of some cards in one room, its one counter, and its lines."""
    where = values.pop("place", None) or room()
    kind = assets.assetclass()
    for number in range(cards):
        assets.asset(place=where, name=f"电脑{number + 1}", asset_class=kind, **values)
    planned = count(scope="place", place=where)
    one = counter(count=planned)
    running = services.count_begin(planned, now=NOW, actor=system_user())
    return running, one, list(running.lines.select_related("asset", "place").order_by("pk"))


def line(**values: Any) -> Line:
    running, _one, [made] = begun()
    return records.amend(made, actor=system_user(), count=values.get("count") or running)


def scan(**values: Any) -> Scan:
    running, one, _lines = begun()
    given = {"place": room(), "how": How.BARE, "words": f"旧风扇{next(_numbers)}", "now": NOW} | values
    return services.scan_take(given.pop("count", running), actor=user_of(one), **given)


def proposal(**values: Any) -> Proposal:
    made = line()
    given = {"kind": ProposalKind.MISSING, "asset": made.asset, "line": made, "count": made.count} | values
    return records.create(Proposal, actor=_actor(given), **given)


def seen(line: Line, one: Counter, *, now: datetime = NOW, **values: Any) -> Scan:
    """The label read, in the room the book names unless told otherwise."""
    given = {"place": line.place, "how": How.SCAN, "code": line.asset.code} | values
    return services.scan_take(line.count, now=now, actor=user_of(one), **given)


def ticked(line: Line, one: Counter, **values: Any) -> Scan:
    """Its row on the list touched, in the room the book names."""
    given: dict[str, Any] = {"place": line.place, "how": How.TICK, "line": line, "now": NOW} | values
    return services.scan_take(line.count, actor=user_of(one), **given)


def sending(**values: Any) -> Sending:
    running, _one, _lines = begun()
    done = services.count_finish(running, today=TODAY, actor=system_user())
    given = {"count": done, "to": "教育局计财科", "on": TODAY, "today": TODAY} | values
    return services.sending_note(actor=_actor(given), **given)
