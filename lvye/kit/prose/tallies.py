"""Printed totals beside their printed parts: both are kept, marked, and never added."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .lexicon import words
from .model import MONEY, PART, REPEATED, TOTAL, Fact, Tally
from .units import Sort, sort_of

# Behind a total: what announces its parts. Before a total: what announces the sum.
_OF_WHICH = re.compile(r"其中|分别(?:为|是)|包括|含有?|具体(?:为|是)")
_IN_ALL = re.compile(r"共计|合计|总计|总共|累计|共|总数|总次数|小计|一共")
# Units that sum up things counted in other units.
_GENERAL = words("项 件 次 个 处 台 台次 人次 件次 项次 台(件) 台/件/套 人")
_SAME_BREATH = 160  # characters between a total and its last part


def tallied(facts: Sequence[Fact], text: str) -> tuple[list[Fact], list[Tally]]:
    """The facts with totals and parts marked and grouped, and the totals themselves."""
    marked = list(facts)
    group = max((fact.group or 0 for fact in facts), default=0)
    tallies: list[Tally] = []
    taken: set[int] = set()
    for number, fact in enumerate(facts):
        if number in taken or fact.qty is None or REPEATED in fact.flags or sort_of(fact.unit) is Sort.RATE:
            continue
        parts = _following(facts, number, text) or _preceding(facts, number, text, taken)
        if not parts:
            continue
        group += 1
        taken.update({number, *parts})
        factor = {part: _each(facts[part], text) for part in parts}
        summed = sum((facts[part].qty or Decimal(0)) * factor[part] for part in parts)
        tallies.append(Tally(number, tuple(parts), fact.qty, Decimal(summed)))
        marked[number] = replace(marked[number], flags=marked[number].flags | {TOTAL}, group=group)
        for part in parts:
            marked[part] = replace(marked[part], flags=marked[part].flags | {PART}, group=group)
    return marked, tallies


def _sentence_end(text: str, at: int) -> int:
    """Where the sentence that holds an offset ends."""
    match = re.compile(r"[。！？!?\n]").search(text, at)
    return match.start() if match else len(text)


def _following(facts: Sequence[Fact], total: int, text: str) -> list[int]:
    """共迎检10次,其中部检4次,市检1次: parts announced behind the total, in its sentence."""
    head = facts[total]
    end = _sentence_end(text, head.figure[1])
    parts: list[int] = []
    for number in range(total + 1, len(facts)):
        fact = facts[number]
        if fact.figure[0] >= end or not _alike(head, fact):
            break
        between = text[head.figure[1] if not parts else facts[parts[-1]].figure[1] : fact.figure[0]]
        if (not parts and not _OF_WHICH.search(between)) or (parts and _IN_ALL.search(between)):
            break
        parts.append(number)
        if _summed(facts, parts) >= (head.qty or 0):
            break
    return parts


def _preceding(facts: Sequence[Fact], total: int, text: str, taken: set[int]) -> list[int]:
    """电话报修929项,自巡检修184项,共计3349次: a sum behind what it sums."""
    head = facts[total]
    parts: list[int] = []
    for number in range(total - 1, -1, -1):
        fact = facts[number]
        if number in taken or not _alike(head, fact, general=True):
            break
        if head.figure[0] - fact.figure[0] > _SAME_BREATH or re.search(
            r"[。！？\n]", text[fact.figure[1] : head.figure[0]]
        ):
            break
        parts.insert(0, number)
    if len(parts) < 2:
        return []
    lead = text[facts[parts[-1]].figure[1] : head.figure[0]]
    sums = _IN_ALL.search(lead)
    own = head.object not in {"", *(facts[part].object for part in parts)} and head.object != head.action
    return parts if sums and not own else []


def _alike(total: Fact, part: Fact, *, general: bool = False) -> bool:
    """Whether a fact can be a part of a total: the same unit, or a unit that a general word sums up."""
    if part.kind != total.kind or REPEATED in part.flags:
        return False
    if part.unit == total.unit:
        return True
    if total.kind == MONEY or not general or total.unit not in _GENERAL:
        return False
    return sort_of(part.unit) in {Sort.THING, Sort.EVENT}


def _summed(facts: Sequence[Fact], parts: Sequence[int]) -> Decimal:
    return sum((facts[part].qty or Decimal(0) for part in parts), Decimal(0))


def _each(part: Fact, text: str) -> int:
    """一楼、二楼、三楼各安装1只: how many places a part stands for."""
    before = text[part.start : part.figure[0]]
    match = re.search(r"([^,，;；。:：]*)各[^,，;；。]{0,12}$", before)
    return (
        len([place for place in re.split(r"[、和及]", match[1]) if place.strip()]) if match and match[1].strip() else 1
    )
