"""Sums a text works out itself (41个×800元=3.28万元): where the result cannot be, its amount is not believed.

A text that has lost its decimal points shows it in several of them; then no amount of it without a point is believed.
"""

# house: marks of the language, looked up, not shown

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from math import prod

from .model import IMPLAUSIBLE, MONEY, Fact

NARROW = str.maketrans("０１２３４５６７８９．＝＊×Ⅹ", "0123456789.=*××")  # one sign for one: offsets stay
_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = r"(?:m2|[^\d×xX*=≈,，。;；:：\n]{0,6})"
_TIMES = r"[×xX*]"
_RESULT = re.compile(rf"({_NUMBER}{_UNIT}(?:{_TIMES}{_NUMBER}{_UNIT})+)[=≈]?({_NUMBER})(万?)元")
_LED_BY_ZERO = re.compile(r"(?<![\d.])0\d+(?=\s*万?元)")
NEAR = Decimal("0.1")  # of a result: rounding, ≈
SEVERAL = 2  # results off by a power of ten that show a text without points


@dataclass(frozen=True)
class Doubt:
    """What sums say of a text: amounts that cannot be, whether it has lost its points, and amounts that come out."""

    spans: tuple[tuple[int, int], ...]
    lost_points: bool
    proved: tuple[tuple[int, int], ...] = ()


def doubted(text: str, facts: Sequence[Fact]) -> list[Fact]:
    """The facts, those amounts flagged as implausible that the text's own sums contradict."""
    doubt = doubt_of(text)
    if not doubt.spans:
        return list(facts)
    return [
        replace(fact, flags=fact.flags | {IMPLAUSIBLE}) if fact.kind == MONEY and _hit(text, fact, doubt) else fact
        for fact in facts
    ]


def doubt_of(text: str) -> Doubt:
    """Look for sums and amounts that cannot be."""
    narrow = text.translate(NARROW)
    spans = [match.span() for match in _LED_BY_ZERO.finditer(narrow)]
    proved: list[tuple[int, int]] = []
    shifted = 0
    for match in _RESULT.finditer(narrow):
        factors, stated = _read(match)
        product = prod(factors, start=Decimal(1))
        if not product or not stated:
            continue
        if abs(stated / product - 1) <= NEAR:
            proved.append(match.span(2))
            continue
        spans.append(match.span(2))
        shifted += any(abs(stated / product / Decimal(10) ** power - 1) <= NEAR for power in (-3, -2, -1, 1, 2, 3))
    return Doubt(tuple(spans), shifted >= SEVERAL, tuple(proved))


def _read(match: re.Match[str]) -> tuple[list[Decimal], Decimal]:
    """The factors and the stated result in yuan."""
    factors = [Decimal(found[0]) for part in re.split(_TIMES, match[1]) if (found := re.match(_NUMBER, part))]
    return factors, Decimal(match[2]) * (10_000 if match[3] else 1)


def _hit(text: str, fact: Fact, doubt: Doubt) -> bool:
    start, end = fact.figure
    if any(start < stop and begin < end for begin, stop in doubt.spans):
        return True
    if any(start < stop and begin < end for begin, stop in doubt.proved):
        return False
    return doubt.lost_points and "万" in fact.unit and "." not in text[start:end].translate(NARROW)
