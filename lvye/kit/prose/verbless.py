"""Figures without a verb before them: what is counted stands beside, the verb behind or in the clause before."""

# house: words of the language, looked up, not shown

from __future__ import annotations

from . import governing, labels, phrases
from .clauses import ARRANGE, DEED, IDLE, JOINING, LIGHT, is_mark
from .draft import PATIENT, Carry, Draft, Sentence
from .lexicon import words
from .phrases import NONE, Phrase
from .places import as_place, place_of
from .tokens import FIG, PAUSE, STOP
from .traps import DATE, LIST
from .units import Sort

EXISTING = words("有 共有 现有 又有 另有 就有 约有 还有 均有")
# Deeds that time is spent on: 经过一个月的施工.
LABOUR = words(
    "劳动 施工 奋战 建设 筹备 筹建 抢修 改造 整治 维修 装修 安装 搬迁 加班 劳作 苦战 苦干 紧张施工 建造 修缮"
)
# A deed that waits or is denied is none: 电脑待报废.
NOT_YET = words("待 未 尚未 有待 等待 无法 不能 没有 没 需 需要 亟待 急需 等")
BEFORE_ALL = -1  # the verb stands in the sentence before
# Who does deeds, though counted by 个 or 家.
ORGANS = (
    "县",
    "市",
    "区县",
    "乡镇",
    "单位",
    "企业",
    "公司",
    "部门",
    "社区",
    "班组",
    "小组",
    "厂家",
    "商家",
    "志愿队",
    "服务队",
)


def take(sentence: Sentence, draft: Draft, phrase: Phrase) -> None:
    """Make a phrase the object; places in front of it become the place."""
    place, rest = phrases.split_place(sentence.line, phrase)
    draft.place = draft.place or place
    draft.object = phrases.head(sentence.line, rest, deed=phrase.start > draft.at)
    draft.last = max(draft.last, phrase.end - 1)
    draft.reach = max(draft.reach, phrase.end)


def without_verb(
    sentence: Sentence, draft: Draft, start: int, left: int, right: Phrase, end: int, carry: Carry
) -> None:
    """No verb before the figure: one behind it, or the verb of the figure before goes on."""
    line, at = sentence.line, draft.at
    own = NONE if governing.brought_in(sentence, left, at, draft.figure) else phrases.before(line, left, at)
    measured = bool(own) and phrases.is_attribute(phrases.head(line, own))
    _object_beside(sentence, draft, left, own, right, carry)
    behind = (
        None if left > start and carry.verb is not None else _verb_behind(sentence, right.end if right else at + 1, end)
    )
    if draft.figure.sort is Sort.TIME and draft.object in LABOUR:
        draft.action, draft.verb_class = draft.object, DEED
        draft.object = _next_topic(sentence, end) or carry.object
    elif behind is not None:
        _governed_behind(sentence, draft, behind, start, end)
    elif carry.verb is not None and (right or own or left > start or draft.total):
        draft.verb, draft.verb_class, draft.action, draft.carried = carry.verb, carry.verb_class, carry.action, True
        draft.first = draft.at if carry.verb == BEFORE_ALL else carry.first
        if measured or (draft.total and not draft.object):
            draft.object = carry.object
    elif (measured or draft.total) and (deed := _deed_before(sentence, start)) is not None:
        draft.verb, draft.verb_class, draft.first, draft.carried = deed, DEED, deed, True
        draft.action, draft.object = sentence.text(deed, governing.chain_end(sentence, deed)), carry.object
    if not draft.place and not draft.carried:
        draft.place = place_of(sentence, start, at)


def _object_beside(sentence: Sentence, draft: Draft, left: int, own: Phrase, right: Phrase, carry: Carry) -> None:
    """The object of a figure without verb: behind it, before it, or what a label before the colon says."""
    line, at = sentence.line, draft.at
    follows = bool(right) and right.end < len(line) and line[right.end].kind == FIG
    attributive = at > 0 and line[at - 1].text in {"的", "等"}
    existing = at > 0 and line[at - 1].text in EXISTING
    if existing and draft.figure.sort is not Sort.MONEY:
        draft.action = "有"
    then = line[at + 1].text if at + 1 < len(line) else ""
    beside = not own or attributive or (not follows and (existing or phrases.place_only(line, own) or then == "的"))
    if right and beside:
        draft.place = as_place(line, own) if own else ""
        take(sentence, draft, right)
    elif own and not phrases.is_attribute(phrases.head(line, own)):
        if (
            carry.verb is not None
            and phrases.place_only(line, own)
            and carry.object
            and _itemised(sentence, left, carry)
        ):
            draft.place = sentence.text(own.start, own.end)
            draft.object = carry.object
        else:
            take(sentence, draft, own)
            draft.last = at
    elif not right:
        labels.label(sentence, draft, own, carry)


def _itemised(sentence: Sentence, left: int, carry: Carry) -> bool:
    """Whether places take up the count before (安装空调56台,其中教学楼32台)."""
    return carry.unit != "" and (
        carry.parted
        or any(token.text in {"其中", "分别", "含"} for token in sentence.line[max(0, left - 2) : left + 2])
    )


def _governed_behind(sentence: Sentence, draft: Draft, behind: int, start: int, end: int) -> None:
    """The verb stands behind what is counted: 39套白板安装进教室, 11个花池进行补种."""
    line, cls = sentence.line, sentence.cls
    draft.verb, draft.verb_class = behind, cls[behind]
    draft.action = printed(sentence, behind, governing.chain_end(sentence, behind))
    doing = draft.figure.sort is Sort.PERSON or draft.object.endswith(ORGANS)
    brought = governing.brought_in(sentence, start, draft.at, draft.figure)
    draft.agent = doing and not brought and line[behind].text not in PATIENT
    draft.inside = in_place(sentence, start, draft.at) or line[behind - 1].text in NOT_YET
    draft.last = max(draft.last, behind)
    if cls[behind] == LIGHT:
        inner = next((k for k in range(behind + 1, end) if cls[k] == DEED), None)
        if inner is not None:
            draft.verb_class, draft.action = DEED, printed(sentence, inner, governing.chain_end(sentence, inner))


def _next_topic(sentence: Sentence, start: int) -> str:
    """What the next clause speaks of: 经过两个月的施工,操场投入使用."""
    line, cls = sentence.line, sentence.cls
    stop = next(
        (
            k
            for k in range(start, len(line))
            if is_mark(line[k]) or cls[k] or (line[k].tag in {"d", "ad"} and k > start)
        ),
        start,
    )
    return phrases.head(line, phrases.before(line, start, stop))


def _verb_behind(sentence: Sentence, begin: int, end: int) -> int | None:
    """The verb that follows what is counted, past further items of a list."""
    line, cls = sentence.line, sentence.cls
    listed = False
    for at in range(begin, end):
        if line[at].kind == STOP or (line[at].kind == FIG and not listed and line[at - 1].text != "的"):
            return None
        listed = listed or line[at].kind == PAUSE or line[at].text in JOINING
        if cls[at] and cls[at] != IDLE:
            return at
    return None


def in_place(sentence: Sentence, start: int, at: int) -> bool:
    """在5个重点地段安装…, 为22所学校配置…: the figure belongs to where or for whom."""
    for k in range(at - 1, start - 1, -1):
        if sentence.line[k].text in {"在", "于", "从", "到", "由", "与", "同"}:
            return True
        if sentence.cls[k] in {DEED, LIGHT, ARRANGE}:
            return False
    return False


def printed(sentence: Sentence, first: int, end: int) -> str:
    """The words as printed, without list numbers and dates."""
    return "".join(token.text for token in sentence.line[first:end] if token.kind not in {LIST, DATE})


def _deed_before(sentence: Sentence, start: int) -> int | None:
    """The last deed of the clauses before: 完成外墙粉刷,面积6800平方米."""
    found = next((k for k in range(start - 1, -1, -1) if sentence.cls[k] == DEED), None)
    return None if found is None else governing.first_of_chain(sentence, found, 0)
