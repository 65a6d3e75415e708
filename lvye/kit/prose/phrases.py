"""Noun phrases around a figure: what stands behind it, what stands before it, and what a preposition brings."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re
from dataclasses import dataclass

from .clauses import (
    ASPECT,
    ATTRIBUTES,
    BRINGING,
    DEED,
    GENERIC,
    HEADS,
    IDLE,
    JOINING,
    LIGHT,
    OPEN,
    PREPOSITIONS,
    PRODUCT,
    SPREAD,
    SUMS,
    is_mark,
    is_noun,
    is_time,
)
from .lexicon import nouns
from .tokens import END, FIG, PAUSE, STOP, Token
from .traps import DATE, LIST, PLACE
from .units import Sort


@dataclass(frozen=True, slots=True)
class Phrase:
    """A stretch of tokens [start, end) of a sentence; false when empty."""

    start: int
    end: int

    def __bool__(self) -> bool:
        return self.end > self.start


NONE = Phrase(0, 0)
_OPENERS = {"不同", "各种", "各类", "各式", "大", "小", "新", "旧", "老", "全部", "所有", "其他", "以上", "以下"}


def behind(line: list[Token], cls: list[str], at: int) -> Phrase:
    """The noun phrase that a figure at `at` counts, standing behind it (一套校园广播系统, 500平方米的停车场)."""
    start = at + 1
    while start < len(line) and line[start].text in {"的", "之多", "之", "多", "左右", "以上", "以下"}:
        start += 1
    if start < len(line) and line[start].text in {"关于", "有关"}:
        return _about(line, start)
    figure = line[at].figure
    sort = figure.sort if figure else Sort.THING
    governed = at > 0 and (bool(cls[at - 1]) or line[at - 1].text in ASPECT)
    end = start
    while end < len(line):
        token = line[end]
        if is_mark(token) or token.kind in {FIG, DATE}:
            break
        if token.kind == PAUSE or token.text in JOINING:
            if not _list_goes_on(line, cls, end):
                break
        elif token.text in {"的", "之", "各", "等", "等等"} | _OPENERS:
            if end == start and token.text in {"等", "等等"}:
                break
        elif cls[end] and token.text not in ATTRIBUTES:
            if not _verb_inside(line, cls, start, end, sort, governed):
                break
        elif token.text in PREPOSITIONS or not is_noun(token, cls[end]):
            break
        end += 1
    found = _trimmed(line, Phrase(start, end))
    if not found and start > at + 1 and line[at + 1].text == "的":
        return _behind_relative(line, start)
    return found


def _behind_relative(line: list[Token], start: int) -> Phrase:
    """价值20万元的已达到使用年限的仪器设备: what a further attribute leads to."""
    end = start
    while end < len(line) and not is_mark(line[end]) and line[end].kind != FIG:
        end += 1
    cuts = [k for k in range(start, end) if line[k].text == "的"]
    return _trimmed(line, Phrase(cuts[-1] + 1, end)) if cuts else NONE


def _about(line: list[Token], start: int) -> Phrase:
    """关于寝室管理要求的会议: to the end of the clause."""
    end = start + 1
    while end < len(line) and not is_mark(line[end]) and line[end].kind != FIG:
        end += 1
    return Phrase(start, end)


def _list_goes_on(line: list[Token], cls: list[str], at: int) -> bool:
    """Whether a 、 or 和 joins another noun of the same phrase: no figure, no new deed comes with it."""
    after = at + 1
    if after >= len(line) or is_mark(line[after]) or line[after].kind in {FIG, PAUSE}:
        return False
    if cls[after] in {DEED, LIGHT, IDLE}:
        return after + 1 < len(line) and line[after + 1].text in HEADS
    for token in line[after:]:
        if is_mark(token) or token.kind == PAUSE:
            return True
        if token.kind == FIG:
            return False
    return True


def _verb_inside(line: list[Token], cls: list[str], start: int, at: int, sort: Sort, governed: bool) -> bool:
    """Whether a verb belongs to the noun phrase (视频监控设备, 消防疏散演练) and does not end it.

    `governed`: a verb stands right before the figure, so that what follows the figure begins with its object.
    """
    token = line[at]
    after = line[at + 1] if at + 1 < len(line) else None
    if len(token.text) == 1 or cls[at] in {IDLE, LIGHT} or (after is not None and after.text in ASPECT):
        return False
    if after is None or is_mark(after) or after.kind == PAUSE:
        return sort is Sort.EVENT or (cls[at] == OPEN and (at == start or token.tag in {"vn", "n"}))
    if after.kind == FIG:
        return False
    if after.text in {"的", "等"} | JOINING:
        return sort is Sort.EVENT or after.text == "的" or at == start
    if after.text in HEADS or (after.text in nouns.OBJECTS and at == start and (governed or cls[at] == OPEN)):
        return True
    if cls[at + 1]:
        return _verb_inside(line, cls, start, at + 1, sort, governed)
    return cls[at] != DEED and (at == start or token.tag == "vn")


_ENDINGS = PRODUCT | {"的", "等", "等等", "之", "各", "新", "了", "等处"} | JOINING
_BEGINNINGS = (
    PRODUCT | {"的", "等", "等等", "大量", "了", "过", "好", "完", "其中", "其余", "另外"} | JOINING | SUMS | SPREAD
)


def _trimmed(line: list[Token], phrase: Phrase) -> Phrase:
    """Without joining words, sums and 等 at its ends."""
    start, end = phrase.start, phrase.end
    while end > start and (line[end - 1].kind == PAUSE or line[end - 1].text in _ENDINGS):
        end -= 1
    while start < end and (line[start].kind in {PAUSE, LIST} or line[start].text in _BEGINNINGS):
        start += 1
    return Phrase(start, end)


def before(line: list[Token], start: int, at: int, *, governed: bool = False) -> Phrase:
    """The noun phrase between `start` and the figure at `at`, without what only brings the number and without when.

    Without a verb before it (`governed`), who does it is passed over too.
    """
    end = at
    for k in range(at - 1, start - 1, -1):
        if line[k].text in PRODUCT:
            start = k + 1
            break
    while end > start and (line[end - 1].text in SUMS | SPREAD | BRINGING or line[end - 1].kind == DATE):
        end -= 1
    while start < end and (
        is_time(line[start])
        or (line[start].tag in {"r", "d", "ad", "c"} and line[start].text not in {"不", "未", "非"})
        or line[start].text in PREPOSITIONS
        or (line[start].text in nouns.SUBJECTS and not (governed and line[start].tag in {"n", "nn"}))
        or line[start].kind in {DATE, LIST}
    ):
        if line[start].text in nouns.OBJECTS or (line[start].text in nouns.SUBJECTS and start + 1 == end):
            break
        start += 1
    return _trimmed(line, Phrase(start, end))


def head(line: list[Token], phrase: Phrase, deed: bool = False) -> str:
    """The print of a phrase without its attributes: 损坏的学生课桌 → 学生课桌.

    With `deed`, a deed named behind its object goes: 仪器设备的谈判工作 → 仪器设备.
    """
    part = line[phrase.start : phrase.end]
    if not part:
        return ""
    if part[0].text in {"关于", "有关"}:
        return _clean("".join(token.text for token in part[1:]))
    cuts = [number + 1 for number, token in enumerate(part[:-1]) if token.text == "的" and not _owned(part[:number])]
    if deed and cuts and is_deverbal(part[cuts[-1] :]):
        last = cuts.pop() - 1
        part = part[:last]
    return _clean("".join(token.text for token in part[cuts[-1] if cuts else 0 :]))


def is_deverbal(part: list[Token]) -> bool:
    """Whether some tokens name a deed and no thing: 谈判工作, 录入, 搬迁, 重点建设工作, 会务支持."""
    if not part or part[-1].text in nouns.OBJECTS:
        return False
    last = part[-1]
    if last.text in {"工作", "任务", "事宜", "手续", "支持", "保障", "服务"}:
        return True
    return len(part) <= 2 and (last.tag in {"v", "vn"} and last.text not in HEADS | GENERIC)


def _owned(part: list[Token]) -> bool:
    """学校的, 三个校区的: whose it is stays with the object."""
    if not part or any(token.text in {"的", "等"} or token.kind == PAUSE for token in part):
        return False
    last = part[-1]
    return len(part) <= 3 and (last.text == "学校" or nouns.is_place(last.text) or last.kind == PLACE)


_LEAD = re.compile(
    r"^(?:等|各种|各类|各式|各|所有|全部|大量|许多|一些|部分|原有|新的|新(?![建增购装铺修栽种添安做砌换配])|旧的|旧|老旧|破旧|损坏|破损|已|约|共(?![享同用])|计(?![算量划时步])|的|了|、|过期|其中|另|分别)+(?=[\u4e00-\u9fff]{2})"
)
_TAIL = re.compile(
    r"(?:等|等等|的|全部|均|共|(?<![设审统会预])计|约|达|、|各|分别|(?<=率)为|(?<=[\u4e00-\u9fff]{2})[由较比]|[\"“”'()])+$"
)


def _clean(text: str) -> str:
    return _TAIL.sub("", _LEAD.sub("", text.strip("、,，。:： \"“”'")))


def prepositional(line: list[Token], cls: list[str], start: int, end: int, words: frozenset[str]) -> Phrase:
    """What the last preposition out of `words` brings before the verb at `end`: 对男厕所进行, 把桌椅检修."""
    for at in range(end - 1, start - 1, -1):
        if is_mark(line[at]):
            return NONE
        if line[at].text in words and cls[at] != DEED:
            stop = at + 1
            while stop < end and cls[stop] != LIGHT and line[stop].kind != STOP:
                attribute = line[stop - 1].text == "的"  # 校内的绿化乔木
                if cls[stop] == DEED and not attribute and not any(token.text == "的" for token in line[stop:end]):
                    break
                stop += 1
            return _trimmed(line, _without_adverbs(line, Phrase(at + 1, stop)))
    return NONE


def _without_adverbs(line: list[Token], phrase: Phrase) -> Phrase:
    """Without 及时, 分别, 全面, 也 and 共 at the end of a phrase."""
    end = phrase.end
    while end > phrase.start and _adverb(line[end - 1]):
        end -= 1
    return Phrase(phrase.start, end)


def _adverb(token: Token) -> bool:
    if token.text in nouns.OBJECTS:
        return False
    return (
        token.tag in {"d", "ad", "c", "z"}
        or token.text
        in SUMS | SPREAD | {"作", "全面", "及时", "地", "集中", "定期", "彻底", "统一", "要", "又", "再", "均"}
        or is_time(token)
        or token.kind == LIST
    )


def topic(line: list[Token], cls: list[str], start: int, verb: int) -> Phrase:
    """What is spoken of before a verb without object (绿篱修剪2次), without who does it and when."""
    end = _without_adverbs(line, Phrase(start, verb)).end
    at = end
    while at > start:
        token = line[at - 1]
        if is_mark(token) or token.kind == FIG or is_time(token) or cls[at - 1] or token.text in PREPOSITIONS:
            break
        if token.text in nouns.SUBJECTS or token.tag in {"nr", "d", "ad"}:
            break
        if not (is_noun(token, "") or token.kind == PAUSE or token.text in JOINING | {"的", "等"}):
            break
        at -= 1
    return _trimmed(line, Phrase(at, end))


def split_place(line: list[Token], phrase: Phrase) -> tuple[str, Phrase]:
    """Places that stand before the object of a deed: 会议室、办公室及功能室灯管, 三楼男厕水龙头."""
    part = line[phrase.start : phrase.end]
    last = -1
    for number, token in enumerate(part[:-1]):
        if token.kind == PLACE or (nouns.is_place(token.text) and token.text not in nouns.OBJECTS):
            last = number
        elif not (token.kind == PAUSE or token.text in JOINING | {"等", "的", "各"}):
            break
    rest = part[last + 1 :]
    if last < 0 or (rest and (rest[0].kind == PAUSE or rest[0].text in JOINING)):
        return "", phrase
    while rest and rest[0].text in {"的", "等", "等处", "内", "里"}:
        rest = rest[1:]
    places = [token for token in part[: last + 1] if token.kind == PLACE or nouns.is_place(token.text)]
    if sum(len(token.text) for token in rest) < 2 or (len(places) < 2 and places[0].kind != PLACE):
        return "", phrase
    return "".join(token.text for token in part[: last + 1]), Phrase(phrase.end - len(rest), phrase.end)


def place_only(line: list[Token], phrase: Phrase) -> bool:
    """换了三楼男厕两个水龙头: between verb and figure stands only where."""
    part = line[phrase.start : phrase.end]
    last = part[-1] if part else None
    if last is not None and (last.kind == PLACE or (last.text in {"区域", "等处", "校区", "片区"})):
        return True
    return all(
        token.kind in {PLACE, PAUSE}
        or (nouns.is_place(token.text) and token.text not in nouns.OBJECTS)
        or token.text in JOINING | _AROUND
        or (len(token.text) == 2 and token.text[0] in "全各")
        for token in part
    )


def measured_thing(text: str) -> str:
    """绿地面积 → 绿地; "" where the head is nothing but a measure."""
    found = re.fullmatch(r"([\u4e00-\u9fff]{2,}?)(?:总|建筑|占地)?(?:面积|长度|数量|总数|总量)", text)
    return "" if not found or is_attribute(found[1]) else found[1]


def is_attribute(text: str) -> bool:
    """Whether a head only says in what the object is measured: 面积, 数量, 总数."""
    endings = ("面积", "次数", "总数", "数量", "总量", "总长", "总投资", "总额", "人数", "金额", "总价")
    return text in ATTRIBUTES or (len(text) <= 6 and text.endswith(endings))


_AROUND = frozenset({"的", "等", "各", "校内"})
_ABSTRACT_ENDS = tuple(word for word in nouns.ABSTRACT if len(word) > 1)


def is_abstract(text: str) -> bool:
    """Whether a head is nothing that is counted in a log of work."""
    return text in nouns.ABSTRACT or text.endswith(_ABSTRACT_ENDS)


__all__ = [
    "END", "NONE", "Phrase", "before", "behind", "head", "is_abstract", "is_attribute", "is_deverbal", "place_only", "prepositional",
    "split_place", "topic",
]  # fmt: skip
