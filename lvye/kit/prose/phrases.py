"""Noun phrases around a figure: what stands behind it, what stands before it, and what a preposition brings."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re
from dataclasses import dataclass

from .clauses import (
    ASPECT,
    ATTRIBUTES,
    DEED,
    GENERIC,
    HEADS,
    IDLE,
    JOINING,
    LIGHT,
    OPEN,
    PREPOSITIONS,
    SPREAD,
    SUMS,
    is_noun,
)
from .lexicon import nouns, verbs
from .tokens import END, FIG, PAUSE, STOP, Token
from .traps import DATE, LIST, PLACE
from .units import Sort


# Words that only bring the number.
_BRINGING = frozenset("达 多达 为 约 大约 近 就 已 有 仅 等 达到 高达 共达 又 全部 左右 是 也 数 了 各种 各类".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of tokens [start, end) of a sentence; empty when start == end."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


def behind(line: list[Token], cls: list[str], at: int) -> Phrase:
    """The noun phrase that a figure at `at` counts, standing behind it (一套校园广播系统, 500平方米的停车场)."""
    start = at + 1
    if start < len(line) and line[start].text in {"的", "之多", "之"}:
        start += 1
    if start < len(line) and line[start].text == "多":
        start += 1
    end = start
    sort = line[at].figure.sort if line[at].figure else Sort.THING
    if start < len(line) and line[start].text in {"关于", "有关"}:
        return _about(line, start)
    while end < len(line):
        token = line[end]
        if token.kind in {FIG, STOP, END, LIST, DATE}:
            break
        if token.kind == PAUSE or token.text in JOINING:
            if not _list_goes_on(line, cls, end):
                break
        elif token.text in {"的", "之", "等", "等等", "各", "大", "新", "全部", "所有"}:
            if end == start and token.text == "等":
                break
        elif cls[end]:
            if not _verb_inside(line, cls, start, end, sort):
                break
        elif token.text in PREPOSITIONS or not is_noun(token, cls[end]):
            if not (end == start and token.text in {"关于", "有关", "对", "不同", "各种", "各类", "以"}):
                break
        end += 1
    return _trimmed(line, Phrase(start, end))


def _about(line: list[Token], start: int) -> Phrase:
    """关于寝室管理要求的会议: to the end of the clause."""
    end = start + 1
    while end < len(line) and line[end].kind not in {FIG, STOP, END}:
        end += 1
    return Phrase(start, end)


def _list_goes_on(line: list[Token], cls: list[str], at: int) -> bool:
    """Whether a 、 or 和 joins another noun of the same phrase: no figure, no new deed comes with it."""
    after = at + 1
    if after >= len(line) or line[after].kind in {FIG, STOP, END, PAUSE}:
        return False
    if cls[after] in {DEED, LIGHT, IDLE} and line[after].text not in nouns.OBJECTS:
        return after + 1 < len(line) and line[after + 1].text in HEADS
    for token in line[after:]:
        if token.kind in {STOP, END, PAUSE}:
            return True
        if token.kind == FIG:
            return False
    return True


def _verb_inside(line: list[Token], cls: list[str], start: int, at: int, sort: Sort) -> bool:
    """Whether a verb belongs to the noun phrase (视频监控设备, 消防疏散演练) and does not end it."""
    token = line[at]
    after = line[at + 1] if at + 1 < len(line) else None
    if len(token.text) == 1 or cls[at] in {IDLE, LIGHT}:
        return False
    if after is not None and after.text in ASPECT:
        return False
    if after is None or after.kind in {STOP, END, PAUSE}:
        return sort is Sort.EVENT or (at > start and token.tag in {"vn", "n"}) or (at == start and cls[at] == OPEN)
    if after.kind == FIG:
        return False
    if after.text in {"的", "等"} | JOINING:
        return sort is Sort.EVENT or after.text == "的" or at == start
    if after.text in HEADS or after.text in nouns.OBJECTS and at == start and cls[at] == OPEN:
        return True
    if cls[at + 1]:
        return _verb_inside(line, cls, start, at + 1, sort)
    return at == start and cls[at] != DEED or (token.tag == "vn" and cls[at] != DEED)


def _trimmed(line: list[Token], phrase: Phrase) -> Phrase:
    """Without joining words and 等 at its ends."""
    start, end = phrase.start, phrase.end
    while end > start and (
        line[end - 1].kind == PAUSE or line[end - 1].text in {"的", "等", "等等", "之", "各", "新", "了"} | JOINING
    ):
        end -= 1
    while start < end and (
        line[start].kind in {PAUSE, LIST}
        or line[start].text in {"的", "等", "等等", "大量", "了", "过"} | JOINING | SUMS
    ):
        start += 1
    return Phrase(start, end)


def before(line: list[Token], cls: list[str], start: int, at: int) -> Phrase:
    """The noun phrase between `start` and the figure at `at`, without adverbs and sums beside the figure."""
    end = at
    while end > start and (line[end - 1].text in SUMS | SPREAD | _BRINGING or line[end - 1].kind == DATE):
        end -= 1
    while start < end and (
        line[start].tag in {"t", "r", "d", "ad"}
        or line[start].text in PREPOSITIONS
        or line[start].kind in {DATE, LIST}
        or line[start].text.startswith("每")
    ):
        start += 1
    return _trimmed(line, Phrase(start, end))


def head(line: list[Token], phrase: Phrase) -> str:
    """The print of a phrase without its attributes: 损坏的学生课桌 → 学生课桌, 关于寝室管理的会议 → 寝室管理的会议."""
    part = line[phrase.start : phrase.end]
    if not part:
        return ""
    if part[0].text in {"关于", "有关"}:
        return _clean("".join(token.text for token in part[1:]))
    cut = 0
    for number, token in enumerate(part[:-1]):
        if token.text == "的" and number + 1 < len(part) and not _owned(part[:number]):
            cut = number + 1
    text = "".join(token.text for token in part[cut:])
    return _clean(text)


def _owned(part: list[Token]) -> bool:
    """学校的, 教室的: whose it is stays with the object."""
    return len(part) == 1 and (part[0].text in {"学校"} or nouns.is_place(part[0].text) or part[0].kind == PLACE)


_LEAD = re.compile(
    r"^(?:等|各|所有|全部|大量|许多|一些|部分|原有|新的|新|旧|老旧|破旧|损坏|破损|已|约|共|计|的|了|、)+(?=[\u4e00-\u9fff]{2})"
)
_TAIL = re.compile(r"(?:等|等等|的|共|计|约|达|、|各|分别|[\"“”'()（）])+$")


def _clean(text: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", text.strip("、,，。:： \"“”'")))


def prepositional(line: list[Token], cls: list[str], start: int, end: int, words: frozenset[str]) -> Phrase:
    """What the last preposition out of `words` brings before the verb at `end`: 对男厕所进行, 把桌椅检修."""
    for at in range(end - 1, start - 1, -1):
        token = line[at]
        if token.kind in {STOP, END}:
            return Phrase(0, 0)
        if token.text in words and not cls_blocks(cls, at):
            stop = at + 1
            while stop < end and not (cls[stop] in {LIGHT} or line[stop].kind == STOP):
                stop += 1
            return _trimmed(line, _without_adverbs(line, Phrase(at + 1, stop)))
    return Phrase(0, 0)


def cls_blocks(cls: list[str], at: int) -> bool:
    """Whether the word stands as a verb of its own there."""
    return cls[at] == DEED


def _without_adverbs(line: list[Token], phrase: Phrase) -> Phrase:
    """Without 及时, 分别, 全面, 也 and 共 at the end of a phrase."""
    end = phrase.end
    while end > phrase.start and (
        line[end - 1].tag.startswith(("d", "ad", "c"))
        and line[end - 1].text not in nouns.OBJECTS
        or line[end - 1].text in nouns.SUBJECTS | SUMS | SPREAD
        or line[end - 1].kind in {DATE, LIST}
        or line[end - 1].text in {"作", "全面", "及时", "地", "集中", "定期", "彻底"}
    ):
        end -= 1
    return Phrase(phrase.start, end)


def topic(line: list[Token], cls: list[str], start: int, verb: int) -> Phrase:
    """What is spoken of before a verb without object: 绿篱修剪2次; who does it and when are passed over."""
    at = verb
    while at > start:
        token = line[at - 1]
        if (
            token.kind in {STOP, END, FIG, LIST, DATE}
            or token.text in nouns.SUBJECTS | PREPOSITIONS - {"和"}
            or cls[at - 1]
        ):
            break
        if not (is_noun(token, cls[at - 1]) or token.kind == PAUSE or token.text in JOINING | {"的"}) or token.tag in {
            "nr",
            "t",
            "d",
            "ad",
        }:
            if token.tag in {"d", "ad", "t"}:
                at -= 1
                if at == verb - 1:
                    verb = at
                    continue
            break
        at -= 1
    return _trimmed(line, _without_adverbs(line, Phrase(at, verb)))


def split_place(line: list[Token], phrase: Phrase) -> tuple[str, Phrase]:
    """Places that stand before the object of a deed: 会议室、办公室及功能室灯管, 三楼男厕水龙头."""
    part = line[phrase.start : phrase.end]
    last = -1
    for number, token in enumerate(part[:-1]):
        if token.kind == PLACE or (nouns.is_place(token.text) and token.text not in nouns.OBJECTS):
            last = number
        elif not (token.kind == PAUSE or token.text in JOINING | {"等", "的", "各"}):
            break
    if last < 0:
        return "", phrase
    rest = part[last + 1 :]
    while rest and (rest[0].kind == PAUSE or rest[0].text in JOINING | {"的", "等", "等处"}):
        if rest[0].kind == PAUSE or rest[0].text in JOINING:
            return "", phrase
        rest = rest[1:]
    places = [token for token in part[: last + 1] if token.kind == PLACE or nouns.is_place(token.text)]
    rest_text = "".join(token.text for token in rest)
    if len(rest_text) < 2 or (len(places) < 2 and places[0].kind != PLACE):
        return "", phrase
    return "".join(token.text for token in part[: last + 1]), Phrase(phrase.end - len(rest), phrase.end)


def is_attribute(text: str) -> bool:
    """Whether a head only says in what the object is measured: 面积, 数量, 总数."""
    return text in ATTRIBUTES or (
        len(text) <= 6
        and text.endswith(("面积", "次数", "总数", "数量", "总量", "总长", "总投资", "总额", "人数", "总面积"))
    )


def is_generic(text: str) -> bool:
    """工作, 活动, 任务: words that make a noun of the verb before them."""
    return text in GENERIC


def is_abstract(text: str) -> bool:
    """Whether a head is nothing that is counted in a log of work."""
    return text in nouns.ABSTRACT or text.endswith(tuple(word for word in nouns.ABSTRACT if len(word) > 1))


__all__ = [
    "Phrase",
    "before",
    "behind",
    "head",
    "is_abstract",
    "is_attribute",
    "is_generic",
    "prepositional",
    "split_place",
    "topic",
    "verbs",
]
