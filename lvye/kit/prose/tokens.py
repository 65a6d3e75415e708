"""Words of the plain text with their place, cut by rjieba's dictionary and the school's own words."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from .figures import Figure
from .lexicon import nouns, verbs
from .lexicon import words as fixed_words
from .model import Words
from .traps import DATE, LIST, PLACE, Trap

if TYPE_CHECKING:
    from rjieba import Jieba

FIG, WORD, STOP, PAUSE, END = "figure", "word", "stop", "pause", "end"
ENDS = "。！？!?…\n|"
STOPS = ',;: ()[]（）“”"《》【】'
FREQUENT = 200_000
QUOTES = frozenset("“”\"‘’'《》「」『』")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a figure, a trap or a mark, with its offsets in the plain text."""

    start: int
    end: int
    text: str
    kind: str
    tag: str = ""
    figure: Figure | None = None


@lru_cache(maxsize=8)
def _cutter(words: Words) -> tuple[Jieba, frozenset[str]]:
    """A dictionary that knows the words of logistics, and the nouns it must not take for anything else."""
    from rjieba import Jieba  # a quarter of a second: only who reads prose waits

    jieba = Jieba()
    for word in nouns.PLACE_ENDS:
        if len(word) > 2:
            jieba.add_word(word, FREQUENT, "n")
    own = nouns.OBJECTS | frozenset(word for word in words.objects | words.places if word.strip())
    for word in own:
        if word:
            jieba.add_word(word, FREQUENT, "n")
    for word in verbs.DEEDS | verbs.LIGHT | verbs.STATE | verbs.MONEY:
        if len(word) > 1:
            jieba.add_word(word, FREQUENT, "v")
    return jieba, own


def tokens(text: str, found: list[Trap], numbers: list[Figure], words: Words) -> list[Token]:
    """The whole text as tokens: figures, covered dates, places and list marks as one token each, the rest cut."""
    marked: list[tuple[int, int, str, Figure | None]] = [(one.start, one.end, FIG, one) for one in numbers]
    marked += [(trap.start, trap.end, trap.kind, None) for trap in found if trap.kind in {DATE, PLACE, LIST}]
    marked += [(match.start(), match.end(), PLACE, None) for match in _own_places(words).finditer(text)]
    marked.sort(key=lambda one: (one[0], one[2] != FIG))
    cut = _cutter(words)
    result: list[Token] = []
    at = 0
    for start, end, kind, figure in marked:
        if start < at:
            continue
        result.extend(_words(cut, text, at, start))
        result.append(Token(start, end, text[start:end], kind, "", figure))
        at = end
    result.extend(_words(cut, text, at, len(text)))
    return result


@lru_cache(maxsize=8)
def _own_places(words: Words) -> re.Pattern[str]:
    """A school's own names of places, the longest first; finds nothing where there are none."""
    names = sorted((re.escape(name) for name in words.places if len(name) > 1), key=len, reverse=True)
    return re.compile("|".join(names) or r"(?!)")


def _words(cutter: tuple[Jieba, frozenset[str]], text: str, start: int, end: int) -> list[Token]:
    """Cut a stretch; marks become stops, pauses or ends."""
    result: list[Token] = []
    if start >= end:
        return result
    at = start
    cut, own = cutter
    for word, tag in cut.tag(text[start:end]):
        for part, name in _parts(word, tag, own):
            result.append(Token(at, at + len(part), part, _kind(part), name))
            at += len(part)
    return result


# What short deeds are done to in two characters: 修门, 刷墙, 搬书.
_THINGS = frozenset("门窗灯墙书桌椅床锁树草花地碗水车网纸油砖管线泵")
_WHOLE = fixed_words("为了 除了 罢了 极了 好了 对了 算了 到了 植树 洗车 通车 通水 通电 装车 装修 卖花 买书 铺地")


def _parts(word: str, tag: str, own: frozenset[str]) -> list[tuple[str, str]]:
    """A word that is a verb with its aspect or its thing, cut in two: 焊了, 修门."""
    if word in own:
        return [(word, "n")]
    if len(word) == 2 and word[0] in verbs.SHORT and word not in verbs.DEEDS | _WHOLE:
        if word[1] == "了":
            return [(word[0], "v"), ("了", "ul")]
        if word[1] in _THINGS and word[0] not in verbs.WEAK:
            return [(word[0], "v"), (word[1], "n")]
    return [(word, tag)]


def _kind(word: str) -> str:
    char = word[0]
    if char in ENDS:
        return END
    if char == "、":
        return PAUSE
    return STOP if char in STOPS else WORD
