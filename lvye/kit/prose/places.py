"""Where a deed was done."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

from . import phrases
from .clauses import ASPECT, JOINING, is_mark
from .draft import Sentence
from .lexicon import nouns
from .phrases import Phrase
from .tokens import FIG, PAUSE, Token
from .traps import PLACE

_NOWHERE = {"学校", "食堂", "全校", "中心", "学院", "单位", "部门", "各班", "班级", "年级"}


def place_of(sentence: Sentence, start: int, verb: int) -> str:
    """Where: 在…中/内/处, 为…室, 给高一(3)班, or a place right before the verb."""
    line, cls = sentence.line, sentence.cls
    for words in ({"在", "于"}, {"围绕", "沿"}, {"为", "给"}):
        found = phrases.prepositional(line, cls, start, verb, frozenset(words))
        part = line[found.start : found.end]
        if any(token.kind == FIG for token in part) and words != {"在", "于"}:
            continue
        if found and (words == {"在", "于"} or any(is_place(token) for token in part)):
            lead = line[found.start - 1].text if words == {"围绕", "沿"} else ""
            return lead + "".join(token.text for token in part).rstrip("中内里上安新、")
    part = []
    for k in range(verb - 1, start - 1, -1):
        token = line[k]
        if is_mark(token) or token.kind == FIG:
            break
        if (
            (is_place(token) and not cls[k])
            or (part and (token.kind == PAUSE or token.text in JOINING))
            or (
                part
                and token.tag in {"n", "nr", "ns", "nz", "b", "a", "j", "x"}
                and not cls[k]
                and token.text not in nouns.SUBJECTS
            )
        ):
            part.insert(0, token)
        elif part or (token.tag not in {"d", "ad", "t"} and token.text not in ASPECT):
            break
    text = "".join(token.text for token in part).strip("、和及与")
    return "" if text in _NOWHERE or text in nouns.SUBJECTS else text


def as_place(line: list[Token], phrase: Phrase) -> str:
    """The print of a phrase if it says where; "" for an attribute."""
    part = [
        token for token in line[phrase.start : phrase.end] if token.text not in {"对", "将", "把", "给", "为", "在"}
    ]
    return "".join(token.text for token in part).removesuffix("的") if part and is_place(part[-1]) else ""


def is_place(token: Token) -> bool:
    """Whether a token names a place."""
    return token.kind == PLACE or (nouns.is_place(token.text) and token.text not in nouns.OBJECTS)
