"""What modules declare: duties for the library, registers whose records are checked one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise

from lvye.kernel.people.api import POSTS
from lvye.kernel.registers.api import registers
from lvye.kernel.rosters.api import Kind
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
    the way, by the place's order where none is given. reads(text): the record whose own label was scanned, 0 for none;
    label_of(number): the code on that label. With them the scan that proves a check is of the thing, not of its place.
    """

    code: str
    label: Text
    rows: Callable[[Any], QuerySet[Any]]
    place: Callable[[Any], Any] = lambda record: getattr(record, "place", None)
    title: Callable[[Any], str] = str
    sort: Callable[[Any], int] | None = None
    reads: Callable[[str], int] | None = None
    label_of: Callable[[int], str] | None = None


shipped: Registry[DutySpec] = Registry("duty of the library")
sources: Registry[TargetSource] = Registry("source of targets")


def ship(*specs: DutySpec) -> None:
    """Add duties to the library, in a module's `register.py`. Raises ImproperlyConfigured for a code used twice."""
    for spec in specs:
        shipped.add(spec.code, spec)


def target(source: TargetSource) -> TargetSource:
    """Declare records that are checked one by one, in a module's `register.py`."""
    return sources.add(source.code, source)


def roster_kinds() -> list[tuple[str, str]]:
    """The kinds of duty roster there are: code and name."""
    return list(Kind.objects.order_by("name").values_list("code", "name"))


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
