"""Text that is printed twice is counted once."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, replace

from .model import REPEATED, Fact
from .plain import HAN

_MARKS = re.compile(r"[,，。；;！!？?：:\n|]+")
_KEEP = re.compile(rf"[^{HAN}\dA-Za-z]")
LONG_CLAUSE, LEAST_NEIGHBOUR = 14, 4


@dataclass(frozen=True, slots=True)
class Clauses:
    """All clauses of a text in their bare characters, with where each begins."""

    starts: list[int]
    texts: list[str]

    def number(self, at: int) -> int:
        """The clause an offset stands in."""
        return bisect_right(self.starts, at) - 1

    def text(self, number: int) -> str:
        """A clause; "" beyond the ends."""
        return self.texts[number] if 0 <= number < len(self.texts) else ""


def clauses(text: str) -> Clauses:
    """Cut a text (as given) at its marks."""
    starts, texts, at = [], [], 0
    for match in _MARKS.finditer(text):
        starts.append(at)
        texts.append(_KEEP.sub("", text[at : match.start()]))
        at = match.end()
    return Clauses([*starts, at], [*texts, _KEEP.sub("", text[at:])])


def mark_repeats(facts: list[Fact], text: str) -> None:
    """The same clause printed again is the same fact: long clauses by themselves, short ones with a neighbour."""
    cut = clauses(text)
    seen: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    groups = 0
    for number, fact in enumerate(facts):
        at = cut.number(fact.figure[0])
        key = (cut.text(at), fact.object, f"{fact.qty}{fact.unit}")
        for first, clause in seen.get(key, []):
            if clause != at and _same(cut, clause, at):
                group = facts[first].group
                if group is None:
                    groups += 1
                    group = groups
                    facts[first] = replace(facts[first], group=group)
                facts[number] = replace(fact, flags=fact.flags | {REPEATED}, group=group)
                break
        else:
            seen.setdefault(key, []).append((number, at))


def _same(cut: Clauses, first: int, second: int) -> bool:
    """Whether two clauses of the same words are one print pasted twice."""
    if len(cut.text(first)) >= LONG_CLAUSE:
        return True
    return any(
        len(cut.text(first + step)) >= LEAST_NEIGHBOUR and cut.text(first + step) == cut.text(second + step)
        for step in (-1, 1)
    )
