"""Figures of lists and estimates: 土地征收:185万元, 换门:41个, 门面130m2×6000元=78万元."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re

from . import phrases
from .clauses import DEED, PRODUCT
from .draft import Carry, Draft, Sentence
from .lexicon import words
from .phrases import Phrase
from .tokens import FIG
from .units import Sort

# Labels that name a column, not a thing.
_COLUMNS = words("总计 小计 合计 数量 单价 金额 价格 数目 共计 总价 造价 预算 面积 规格 其中 名称 备注 总额 费用")
_NAMED = re.compile(r"(?:^|[\\s.、])(?:项目)?(?:名称|内容|品名):(?P<name>[\u4e00-\u9fff]{2,16})$")
UNIT_PRICE = "单价"


def named(sentence: Sentence) -> str:
    """The thing that a line 名称:吊顶 names for the lines behind it; "" elsewhere."""
    match = _NAMED.search(sentence.text(0, len(sentence.line)))
    return match["name"] if match else ""


def label(sentence: Sentence, draft: Draft, own: Phrase, carry: Carry) -> None:
    """Find the object of a figure without words of its own: the label of its line, or of the product it stands in."""
    line = sentence.line
    first = own.start if own else draft.at
    before = line[first - 1] if first > 0 else None
    if before is None:
        return
    if before.text in PRODUCT or before.kind == FIG:
        draft.object = (carry.object if carry.fresh else "") or _before_colon(sentence, draft) or carry.object
        draft.object = draft.object.removesuffix(UNIT_PRICE)
        if draft.figure.sort is Sort.MONEY and before.text in {"×", "*", "x"}:
            draft.object += UNIT_PRICE
    elif before.text == ":":
        draft.object = _before_colon(sentence, draft) or carry.object.removesuffix(UNIT_PRICE)
    elif own and draft.figure.sort is Sort.MONEY:
        draft.object = carry.object or phrases.head(line, own)


def _before_colon(sentence: Sentence, draft: Draft) -> str:
    """The label before the last colon; the deed in it becomes the action. "" for a column's name or a figure."""
    line, cls = sentence.line, sentence.cls
    stop = next((k for k in range(draft.at - 1, -1, -1) if line[k].text == ":"), None)
    if stop is None:
        return ""
    _, start, _ = sentence.clause_of(stop)
    if any(token.kind == FIG for token in line[start:stop]):
        return ""
    found = phrases.before(line, start, stop)
    if found and cls[found.start] == DEED and found.end - found.start > 1 and draft.figure.sort is not Sort.MONEY:
        draft.verb, draft.verb_class, draft.action = found.start, DEED, line[found.start].text
        found = Phrase(found.start + 1, found.end)
    text = phrases.head(line, found)
    draft.first = min(draft.first, start)
    return "" if text in _COLUMNS or phrases.is_attribute(text) else text
