"""What modules declare: duties for the library, registers whose records are checked one by one, who is on a roster."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise

from lvye.kernel.people.api import POSTS, Person
from lvye.kernel.registers.api import registers
from lvye.kit.registry import Registry

from .cadence import Cadence, check_cadence
from .items import Item, check_items

Text = str | Promise


@dataclass(frozen=True, kw_only=True)
class DutySpec:
    """A duty of the library: a school switches it on, changes it and dates it. Made once, never overwritten.

    post: the code of the standard post that usually does it; roster: a kind of duty roster instead. targets: the code
    of a `TargetSource`; then the duty is due once for each of its records. each: once at every spot (always so with
    targets). proof: "scan" or "none". grace: minutes. basis: document and article; evidence: law, secondary, local,
    memory. fits: for which schools (canteen, boarding, lift, …; empty: all).
    """

    code: str
    name: str
    area: str
    cadence: Cadence
    items: tuple[Item, ...]
    post: str = ""
    roster: str = ""
    targets: str = ""
    each: bool = False
    in_order: bool = False
    proof: str = "none"
    grace: int = 0
    purpose: str = ""
    basis: str = ""
    evidence: str = "local"
    keep: str = ""
    fits: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class TargetSource:
    """Records that are checked one by one.

    code: "fire.extinguisher", as its register. rows(duty): those in use, with select_related of what the others read.
    place(record): where it stands (None allowed); title(record): what the checker reads; sort(record): its turn on
    the way, by the place's order where none is given.
    """

    code: str
    label: Text
    rows: Callable[[Any], QuerySet[Any]]
    place: Callable[[Any], Any] = lambda record: getattr(record, "place", None)
    title: Callable[[Any], str] = str
    sort: Callable[[Any], int] | None = None


Roster = Callable[[str, datetime], Sequence[Person]]
shipped: Registry[DutySpec] = Registry("duty of the library")
sources: Registry[TargetSource] = Registry("source of targets")
_rosters: list[tuple[Roster, Callable[[], Iterable[tuple[str, Text]]]]] = []


def ship(*specs: DutySpec) -> None:
    """Add duties to the library, in a module's `register.py`. Raises ImproperlyConfigured for a code used twice."""
    for spec in specs:
        shipped.add(spec.code, spec)


def target(source: TargetSource) -> TargetSource:
    """Declare records that are checked one by one, in a module's `register.py`."""
    return sources.add(source.code, source)


def rosters_from(who: Roster, kinds: Callable[[], Iterable[tuple[str, Text]]]) -> None:
    """Let a package above say who is on duty: who(kind, at) → persons; kinds() → (code, label) to choose from."""
    _rosters.append((who, kinds))


def on_roster(kind: str, at: datetime) -> list[Person]:
    """Who is on duty by rosters of this kind at a moment; nobody where rosters are not kept."""
    return [person for who, _kinds in _rosters for person in who(kind, at)]


def roster_kinds() -> list[tuple[str, Text]]:
    """The kinds of rosters a duty may be done by."""
    return [pair for _who, kinds in _rosters for pair in kinds()]


@register()
def check_library(**_: Any) -> list[CheckMessage]:
    """Every duty of the library can be due, can be answered, and names posts and sources there are."""
    problems: list[CheckMessage] = [
        Error(f"duties: {spec.code}: {why}", id="duties.E001") for spec in shipped for why in _wrong(spec)
    ]
    unknown = [source.code for source in sources if source.code not in registers]
    return problems + [Error(f"duties: targets {code!r} have no register", id="duties.E002") for code in unknown]


def _wrong(spec: DutySpec) -> Iterable[str]:
    try:
        check_cadence(spec.cadence)
        check_items(spec.items)
    except ValidationError as problem:
        yield from problem.messages
    if spec.post and spec.post not in POSTS:
        yield f"no post {spec.post!r}"
    if spec.targets and spec.targets not in sources:
        yield f"no targets {spec.targets!r}"
