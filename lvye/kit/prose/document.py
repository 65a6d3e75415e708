"""What only the whole document shows: totals beside parts, text printed twice, before and after, lost decimals."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .model import REPEATED, Fact, Tally
from .plain import Plain

if TYPE_CHECKING:
    from .reading import Found

SAME_CLAUSE = 14


def judged(found: list[Found], evened: Plain) -> tuple[list[Fact], list[Tally]]:
    """The facts with the flags and groups that their surroundings give them, and the totals."""
    facts = [one.fact for one in found]
    _mark_repeats(found, facts)
    return facts, []


def _mark_repeats(found: list[Found], facts: list[Fact]) -> None:
    """The same clause printed again is the same fact: long clauses by themselves, short ones with a neighbour."""
    seen: dict[tuple[str, str, str], int] = {}
    for number, fact in enumerate(facts):
        key = (fact.sentence, fact.object, f"{fact.qty}{fact.unit}")
        first = seen.setdefault(key, number)
        if first != number and found[first].fact.start != fact.start and len(fact.sentence) >= SAME_CLAUSE - 4:
            facts[number] = replace(fact, flags=fact.flags | {REPEATED})
