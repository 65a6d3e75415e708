"""What the tests of the reader hold facts against."""

from __future__ import annotations

from lvye.kit.prose import Fact, read
from lvye.kit.prose.model import DONE, PLANNED, REPEATED

Short = tuple[str, str, str, str]


def short(fact: Fact) -> Short:
    """Canonical deed, object, number (a range with -) and unit."""
    number = "?" if fact.qty is None else str(fact.qty)
    return fact.deed, fact.object, number + (f"-{fact.qty_max}" if fact.qty_max is not None else ""), fact.unit


def done(text: str) -> list[Short]:
    """What a text says was done, in the order of the print."""
    return [short(f) for f in read(text).facts if f.kind == DONE and not f.flags & {PLANNED, REPEATED}]


def kinds(text: str) -> list[tuple[str, str, str]]:
    """Kind, number and unit of every fact."""
    return [(fact.kind, *short(fact)[2:]) for fact in read(text).facts]
