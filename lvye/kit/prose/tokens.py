"""Words of the plain text with their place, cut by rjieba's dictionary and the school's own words."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from rjieba import Jieba

from .figures import Figure
from .lexicon import nouns, verbs
from .model import Words
from .traps import DATE, LIST, PLACE, Trap

FIG, WORD, STOP, PAUSE, END = "figure", "word", "stop", "pause", "end"
ENDS = "。！？!?;…\n|"
STOPS = ',: ()[]（）“”"《》【】'
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
    jieba = Jieba()
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


def _words(cutter: tuple[Jieba, frozenset[str]], text: str, start: int, end: int) -> list[Token]:
    """Cut a stretch; marks become stops, pauses or ends."""
    result: list[Token] = []
    if start >= end:
        return result
    at = start
    cut, own = cutter
    for word, tag in cut.tag(text[start:end]):
        size = len(word)
        result.append(Token(at, at + size, word, _kind(word), "n" if word in own else tag))
        at += size
    return result


def _kind(word: str) -> str:
    char = word[0]
    if char in ENDS:
        return END
    if char == "、":
        return PAUSE
    return STOP if char in STOPS else WORD
