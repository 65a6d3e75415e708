"""Reads: how far a document was judged, which facts want a second look, totals beside their parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from .models import KEPT, FactStatus, HistoryDocument, HistoryFact


@dataclass(frozen=True)
class Progress:
    """How many facts there are, how many were judged, how many stand."""

    count: int
    judged: int
    kept: int

    @property
    def left(self) -> int:
        """How many nobody has looked at."""
        return self.count - self.judged


@dataclass(frozen=True)
class Sum:
    """A printed total beside its parts as they stand now. A dropped part is left out, an unreadable one counted."""

    total: HistoryFact
    parts: tuple[HistoryFact, ...]
    summed: Decimal
    unreadable: int

    @property
    def difference(self) -> Decimal | None:
        """What the total has more than its parts (negative: less); None where the total itself cannot be read."""
        return None if self.total.value is None else self.total.value - self.summed

    @property
    def agrees(self) -> bool:
        """Whether nothing is missing."""
        return self.difference == 0 and not self.unreadable


def facts_of(document: HistoryDocument) -> list[HistoryFact]:
    """Its facts in the order of the print, each knowing its document."""
    found = list(document.facts.order_by("start", "number"))
    for fact in found:
        fact.document = document
    return found


def progress(facts: Iterable[HistoryFact]) -> Progress:
    """How far they are judged."""
    listed = list(facts)
    judged = sum(one.status != FactStatus.PROPOSED for one in listed)
    return Progress(len(listed), judged, sum(one.is_kept for one in listed))


def sums(facts: Sequence[HistoryFact]) -> list[Sum]:
    """Every printed total of the document beside its parts."""
    known = {one.pk: one for one in facts}
    parts: dict[int, list[HistoryFact]] = {}
    for one in facts:
        if one.part_of_id is not None and one.status != FactStatus.DROPPED:
            parts.setdefault(one.part_of_id, []).append(one)
    made = []
    for pk, found in parts.items():
        if (total := known.get(pk)) is None or total.status == FactStatus.DROPPED:
            continue
        values = [one.value for one in found if one.value is not None]
        made.append(Sum(total, tuple(found), sum(values, Decimal(0)), len(found) - len(values)))
    return made


def disputed(facts: Sequence[HistoryFact]) -> set[int]:
    """The facts that are never accepted in one go: doubtful ones, and those of a total that does not agree."""
    found = {one.pk for one in facts if one.doubts or one.value is None or one.value < 0}
    for one in sums(facts):
        if not one.agrees:
            found |= {one.total.pk, *(part.pk for part in one.parts)}
    return found


def doubt_words(fact: HistoryFact) -> list[str]:
    """Why a fact wants a second look, in sentences."""
    said = {
        "unreadable": _("数字读不清，可能被涂掉或漏印了。"),
        "implausible": _("数字不像真的，可能丢了小数点，或多打了几位。"),
        "repeated": _("同一句话前面印过一遍，再采纳就重复计数了。"),
        "planned": _("这是打算做的，不是已经做了的。"),
        "before": _("这是改动以前的数。"),
    }
    words = [said[flag] for flag in said if flag in fact.flags]
    if fact.value is not None and fact.value < 0:
        words.append(_("数量小于零。"))
    return words


def kept_facts(document: HistoryDocument) -> int:
    """How many of its facts stand."""
    return document.facts.filter(status__in=KEPT).count()
