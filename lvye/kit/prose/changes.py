"""Before and after: 空调由12台增加到20台."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re
from itertools import pairwise

from . import phrases
from .clauses import STATE
from .draft import Draft, Sentence

_FROM = re.compile(r"(?:由|从)(?:原来|原先|原有|原|过去|最初|以前|去年|上年|上学期|年初)?的?(?:约|近)?$")
_TO = re.compile(
    r"^[^,。;]{0,12}?(?:增加|新增|增|提高|提升|扩大|扩充|扩展|扩|上升|升|降低|下降|降|减少|减|缩短|缩减|缩|调整|改为|改|变|发展|更新|更换)[^,。;]{0,6}?(?:到|至|为|成)?了?(?:现在的|目前的|如今的|约|近)?$"
)


def mark(sentence: Sentence, drafts: list[Draft]) -> None:
    """Mark pairs of figures of which the first was so before and the second is so now: both are standing numbers."""
    for first, second in pairwise(drafts):
        if first.figure.unit != second.figure.unit or not _FROM.search(sentence.text(0, first.at)[-8:]):
            continue
        lead = next((k for k in range(first.at - 1, -1, -1) if sentence.line[k].text.startswith(("由", "从"))), None)
        if lead is None:  # the word hides inside another token: "第由"
            continue
        between = sentence.text(first.at + 1, second.at)
        if not _TO.match(between):
            continue
        first.change, second.change = "before", "after"
        _, start, _ = sentence.clause_of(first.at)
        name = phrases.head(sentence.line, phrases.before(sentence.line, start, lead)) or second.object or first.object
        for draft in (first, second):
            draft.object, draft.verb_class = name, STATE
        if second.verb is not None and not second.carried:
            first.action = second.action
