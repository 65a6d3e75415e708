"""Walking the links from one record: everything it came from, and everything that came of it."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.db.models import Min

from lvye.kernel.accounts.api import User
from lvye.kernel.audit.api import Entry
from lvye.kernel.figures.api import Figure, figures, rows
from lvye.kernel.registers.api import Register, registers
from lvye.kernel.terms.api import Period, term_on, term_period

from .declare import hubs, links

MOST = 200  # a chain of more records is no chain anybody reads: it is cut, and says so
LATEST = datetime.max.replace(tzinfo=UTC)
Key = tuple[str, int]


@dataclass(frozen=True)
class Counted:
    """A figure of a term that counts a record of the chain."""

    figure: Figure
    period: Period | None


@dataclass
class Stage:
    """The records of one register in a chain, oldest first. hidden: how many there are that this user may not see."""

    register: Register
    records: list[Any] = field(default_factory=list)
    hidden: int = 0
    counted: list[Counted] = field(default_factory=list)


@dataclass
class Chain:
    """A whole chain: its stages in the order things follow; when each record was written; cut: there is more."""

    stages: list[Stage]
    since: dict[Key, datetime]
    cut: bool = False


def chain(record: Any, user: User) -> Chain:
    """The chain a record stands in, as far as this user may see it.

    All it came from, and all that came of any of those: from a payment one sees the delivery of the same order.
    """
    found, cut = _component(record)
    since = _since(found)
    stages = [
        stage for name in _order(found, since) if (stage := _stage(name, found[name], user)).records or stage.hidden
    ]
    return Chain(stages, since, cut)


def _component(record: Any) -> tuple[dict[str, dict[int, Any]], bool]:
    here = _key(record)
    above = _follow([record], here, back=True)
    found = _follow([one for group in above.values() for one in group.values()], here, back=False)
    for name, group in above.items():
        found[name] |= group
    return found, sum(map(len, found.values())) >= MOST


def _follow(starts: Iterable[Any], here: Key, *, back: bool) -> dict[str, dict[int, Any]]:
    """Every record reached one way. A hub is entered and not left, unless the chain is its own."""
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    waiting = deque(starts)
    while waiting and sum(map(len, found.values())) < MOST:
        record = waiting.popleft()
        name, pk = _key(record)
        if pk in found[name]:
            continue
        found[name][pk] = record
        if name in hubs and (name, pk) != here:
            continue
        for each in links:
            if (each.target if back else each.source) == name:
                waiting.extend(each.back(record) if back else each.forth(record))
    return found


def _key(record: Any) -> Key:
    return record._meta.label_lower, record.pk


def _order(found: dict[str, dict[int, Any]], since: dict[Key, datetime]) -> list[str]:
    """Registers so that what follows stands after what it follows from; of several, what was begun first.

    Of registers whose links go round the one begun first comes first; those whose records have no day stand last.
    """
    begun = {
        name: min((at for pk in group if (at := since.get((name, pk)))), default=LATEST)
        for name, group in found.items()
    }
    left, order = list(found), list[str]()
    before = {(each.source, each.target) for each in links if each.source != each.target}
    while left:
        free = [n for n in left if not any((other, n) in before for other in left)]
        taken = min(free or left, key=lambda name: begun[name])
        order.append(taken)
        left.remove(taken)
    return order


def _stage(name: str, group: dict[int, Any], user: User) -> Stage:
    register = registers[name]
    if not user.has_perm(register.permission("view")):
        return Stage(register, hidden=len(group))
    seen = list(register.rows(user).filter(pk__in=group).order_by("pk"))
    return Stage(register, seen, len(group) - len(seen), _counted(register, seen, user))


def _counted(register: Register, seen: list[Any], user: User) -> list[Counted]:
    """The figures that count at least one of these records, each with the term it falls into."""
    found = []
    for figure in figures:
        if figure.register != register.key or not seen:
            continue
        behind = list(rows(figure.name, None, user=user).filter(pk__in=[one.pk for one in seen]))
        found += [Counted(figure, period) for period in dict.fromkeys(_period(figure, one) for one in behind)]
    return found


def _period(figure: Figure, record: Any) -> Period | None:
    if not figure.date:
        return None
    value: Any = record
    for part in figure.date.split("__"):
        value = getattr(value, part, None)
    if value is None:
        return None
    day = value.astimezone().date() if isinstance(value, datetime) else value
    term = term_on(day)
    return term_period(term) if term else None


def _since(found: dict[str, dict[int, Any]]) -> dict[Key, datetime]:
    """When each record was first written, one question a register."""
    since: dict[Key, datetime] = {}
    for name, group in found.items():
        first = Entry.objects.filter(target=name, target_id__in=list(group))
        for pk, at in first.values_list("target_id").annotate(Min("at")).order_by():
            since[name, pk] = at
    return since
