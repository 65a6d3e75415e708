"""What each figure counts: the verb it belongs to and its object, clause by clause."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

from dataclasses import dataclass, field

from . import phrases
from .clauses import (
    ARRANGE,
    ASPECT,
    ATTRIBUTES,
    COPULAS,
    DEED,
    IDLE,
    JOINING,
    LIGHT,
    MONEY,
    OPEN,
    STATE,
    SUMS,
    classes,
)
from .figures import Figure
from .lexicon import nouns, verbs
from .phrases import Phrase
from .tokens import END, FIG, PAUSE, STOP, Token
from .traps import DATE, LIST, PLACE
from .units import Sort

OBJECT_PREPOSITIONS = frozenset({"对", "把", "将", "就", "针对"})
GIVING = frozenset({"给", "为", "向"})
FINISHING = frozenset({"完成", "做好", "实施", "落实", "开展", "组织", "抓好"})
PATIENT = frozenset(
    "参加 参与 接受 获得 获 荣获 受伤 住院 报到 入住 毕业 录取 参训 受训 就诊 观看 通过 取得 领取 享受 受益 迎接 体检 注册 到校 离校 返校".split()
)


@dataclass(slots=True)
class Draft:
    """A fact in the making; token numbers refer to its sentence."""

    figure: Figure
    at: int
    clause: int
    verb: int | None = None
    verb_class: str = ""
    action: str = ""
    object: str = ""
    place: str = ""
    first: int = 0
    last: int = 0
    carried: bool = False
    total: bool = False
    agent: bool = False
    inside: bool = False
    nominal: bool = False


@dataclass(slots=True)
class Sentence:
    """The tokens between two hard ends, with their verb classes and clause borders."""

    line: list[Token]
    cls: list[str] = field(default_factory=list)
    borders: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cls = classes(self.line)
        self.borders = [0, *(at + 1 for at, token in enumerate(self.line) if token.kind == STOP), len(self.line)]

    def clause_of(self, at: int) -> tuple[int, int, int]:
        """Number, first token and end of the clause a token stands in."""
        for number, (start, end) in enumerate(zip(self.borders, self.borders[1:], strict=False)):
            if start <= at < end:
                return number, start, end
        return 0, 0, len(self.line)


@dataclass(slots=True)
class Carry:
    """What goes on from figure to figure: the verb, and the object last named."""

    verb: int | None = None
    verb_class: str = ""
    action: str = ""
    object: str = ""
    first: int = 0
    clause: int = 0


def attach(sentence: Sentence, earlier: str) -> tuple[list[Draft], str]:
    """Drafts of all figures of a sentence; `earlier` is the object the text spoke of last. Returns the new one too."""
    drafts: list[Draft] = []
    carry = Carry(object=earlier)
    used = 0
    for at, token in enumerate(sentence.line):
        if token.kind != FIG or token.figure is None:
            continue
        draft, used = _draft(sentence, at, token.figure, used, carry)
        drafts.append(draft)
        if draft.verb_class not in {"", IDLE}:
            carry.verb, carry.verb_class, carry.action = draft.verb, draft.verb_class, draft.action
            carry.first, carry.clause = draft.first, draft.clause
        if draft.object:
            carry.object = draft.object
    _pair(sentence, drafts)
    return drafts, (drafts[-1].object if drafts and drafts[-1].object else "") or _last_object(sentence) or earlier


def _last_object(sentence: Sentence) -> str:
    """The object of the last deed of a sentence without figures."""
    for at in range(len(sentence.line) - 1, -1, -1):
        if sentence.cls[at] == DEED:
            found = phrases.behind(sentence.line, sentence.cls, at)
            if found:
                return phrases.head(sentence.line, found)
    return ""


def _draft(sentence: Sentence, at: int, figure: Figure, used: int, carry: Carry) -> tuple[Draft, int]:
    """The draft of one figure, and the token behind which the next may look for its own words."""
    line, cls = sentence.line, sentence.cls
    number, start, end = sentence.clause_of(at)
    left = max(start, used)
    draft = Draft(figure, at, number, first=at, last=at)
    right = phrases.behind(line, cls, at)
    right = _through_attribute(sentence, right)
    draft.total = at > 0 and any(line[k].text in SUMS for k in range(max(left, at - 2), at))
    verb = _verb_before(sentence, left, at, figure)
    if verb is not None:
        _with_verb(sentence, draft, verb, start, left, right)
    else:
        _without_verb(sentence, draft, start, left, right, end, carry)
    if draft.object == "" and draft.verb_class in {DEED, OPEN, LIGHT, ARRANGE} and carry.object and not draft.nominal:
        draft.object = carry.object
    draft.last = max(draft.last, right.end - 1 if right and draft.last >= right.start else at)
    return draft, max(at + 1, draft.last + 1)


def _through_attribute(sentence: Sentence, right: Phrase) -> Phrase:
    """一栋面积为160平方米的新厕所: past a measure of the object to the object."""
    line = sentence.line
    if (
        not right
        or phrases.head(line, right) not in ATTRIBUTES
        and not (right.end - right.start == 1 and line[right.start].text in ATTRIBUTES)
    ):
        if right or right.start >= len(line) or line[right.start].kind != FIG:
            return right
        at = right.start
    else:
        at = right.end
        while at < len(line) and line[at].text in COPULAS | SUMS:
            at += 1
    if at < len(line) and line[at].kind == FIG:
        return phrases.behind(line, sentence.cls, at)
    return right


def _verb_before(sentence: Sentence, left: int, at: int, figure: Figure) -> int | None:
    """The verb in front that governs the figure."""
    line, cls = sentence.line, sentence.cls
    found = [k for k in range(at - 1, left - 1, -1) if cls[k] and cls[k] != IDLE]
    found = [k for k in found if not (line[k].text in COPULAS and _other(sentence, k, left, at))]
    if not found:
        return None
    nearest = found[0]
    for k in found[1:]:
        if _subordinate(sentence, nearest, at) or _inside_noun(sentence, k, nearest, at, figure):
            nearest = k
            continue
        break
    return _first_of_chain(sentence, nearest, left)


def _other(sentence: Sentence, copula: int, left: int, at: int) -> bool:
    """Whether a copula (达, 为, 有) only brings the number of something done."""
    line, cls = sentence.line, sentence.cls
    if copula + 1 < at and any(token.text not in SUMS | COPULAS for token in line[copula + 1 : at]):
        return False
    deeds = [k for k in range(left, copula) if cls[k] in {DEED, ARRANGE}]
    if not deeds:
        return False
    between = "".join(token.text for token in line[deeds[-1] + 1 : copula])
    figure = line[at].figure
    after = line[at + 1] if at + 1 < len(line) else None
    relative = after is not None and after.text == "的" and line[copula - 1].text in ATTRIBUTES
    return (
        relative
        or phrases.is_attribute(between)
        or (figure is not None and figure.sort in {Sort.EVENT, Sort.PERSON} and line[copula].text != "有")
        or line[copula].text in {"达", "多达", "约", "近", "就", "又", "还", "已", "仅", "以"}
    )


def _subordinate(sentence: Sentence, verb: int, at: int) -> bool:
    """Whether a verb stands in an attribute (损坏的课桌280张): 的 lies between it and the figure."""
    return any(token.text == "的" for token in sentence.line[verb + 1 : at])


def _inside_noun(sentence: Sentence, outer: int, inner: int, at: int, figure: Figure) -> bool:
    """Whether the inner verb belongs to the noun phrase of the outer: 组织消防演练2次, 购买维修材料20箱."""
    line, cls = sentence.line, sentence.cls
    if any(token.kind == STOP for token in line[outer:inner]):
        return False
    between = phrases.before(line, cls, inner + 1, at)
    gap = "".join(token.text for token in line[outer + 1 : inner])
    if cls[outer] == LIGHT:
        return False
    tail = phrases.head(line, between)
    if not between:
        if gap == "" or gap in JOINING:
            return False
        if line[inner].text in {"次数"}:
            return True
        return (
            cls[inner] in {DEED, OPEN}
            and figure.sort in {Sort.EVENT, Sort.PERSON}
            and (cls[outer] == ARRANGE or line[outer].text in verbs.ARRANGING)
            and not any(token.text in OBJECT_PREPOSITIONS | GIVING for token in line[outer + 1 : inner])
        )
    if phrases.is_generic(tail):
        return cls[outer] in {DEED, ARRANGE, OPEN, MONEY}
    return (
        tail in {"材料", "配件", "工具", "物资", "用品", "设备", "资料", "耗材", "器材"}
        and gap == ""
        and cls[outer] == DEED
    )


def _first_of_chain(sentence: Sentence, verb: int, left: int) -> int:
    """The first of verbs that share an object: 维修并更换, 维修、更换, 检修更换."""
    line, cls = sentence.line, sentence.cls
    first = verb
    while first - 1 >= left:
        before = first - 1
        if cls[before] == DEED and cls[first] in {DEED, OPEN}:
            first = before
        elif (
            (line[before].kind == PAUSE or line[before].text in JOINING)
            and before - 1 >= left
            and cls[before - 1] == DEED
            and cls[first] == DEED
        ):
            first = before - 1
        elif line[before].text in {"新", "重新"} and cls[first] == DEED and line[before].text == "新":
            first = before
        else:
            break
    while first < verb and line[first].text in verbs.ARRANGING and cls[first + 1] == DEED:
        first += 1
    return first


def _chain_end(sentence: Sentence, first: int) -> int:
    """Behind the last verb of a chain, with 了 or 下 that belong to it passed over."""
    line, cls = sentence.line, sentence.cls
    end = first
    if line[end].text == "新":
        end += 1
    while end + 1 < len(line):
        nxt = end + 1
        if cls[nxt] == DEED and cls[end] in {DEED, OPEN} and line[nxt].text not in nouns.OBJECTS:
            end = nxt
        elif (
            (line[nxt].kind == PAUSE or line[nxt].text in JOINING)
            and nxt + 1 < len(line)
            and cls[nxt + 1] == DEED
            and cls[end] == DEED
        ):
            end = nxt + 1
        else:
            break
    return end + 1


def _past_aspect(sentence: Sentence, at: int) -> int:
    line = sentence.line
    while at < len(line) and line[at].text in ASPECT:
        at += 1
    return at


def _with_verb(sentence: Sentence, draft: Draft, verb: int, start: int, left: int, right: Phrase) -> None:
    """A verb stands before the figure: its object between them, behind the figure, or before the verb."""
    line, cls = sentence.line, sentence.cls
    stop = _chain_end(sentence, verb)
    if stop > draft.at:
        stop = draft.at
    draft.verb, draft.verb_class, draft.first = verb, cls[verb] or DEED, verb
    draft.action = _printed(line, verb, stop)
    between = phrases.before(line, cls, _past_aspect(sentence, stop), draft.at)
    if draft.verb_class == LIGHT and _light(sentence, draft, verb, start, right, between):
        return
    if between and phrases.is_attribute(phrases.head(line, between)):
        if right and line[draft.at + 1].text == "的":
            between = Phrase(0, 0)
        else:
            draft.object = ""
            return
    if between and right and line[draft.at - 1].text == "的":
        draft.place = _as_place(line, between)
        _take(sentence, draft, right)
        _finished(sentence, draft, right)
    elif between and not (right and line[draft.at + 1].text == "的" and draft.figure.sort is Sort.MONEY):
        if right and draft.figure.sort is not Sort.EVENT and _place_only(line, between):
            draft.place = "".join(token.text for token in line[between.start : between.end])
            _take(sentence, draft, right)
        else:
            _take(sentence, draft, between, last=draft.at)
    elif right:
        _take(sentence, draft, right)
        _finished(sentence, draft, right)
    elif draft.figure.sort is Sort.MONEY:
        draft.object = _spent_on(sentence, draft.at)
    else:
        _object_before(sentence, draft, verb, start)
    if not draft.place:
        draft.place = _place(sentence, start, verb)


def _as_place(line: list[Token], phrase: Phrase) -> str:
    """The print of a phrase if it says where; "" for an attribute."""
    part = [token for token in line[phrase.start : phrase.end] if token.text not in {"对", "将", "把", "给", "为", "在"}]
    text = "".join(token.text for token in part).removesuffix("的")
    return text if part and (part[-1].kind == PLACE or nouns.is_place(part[-1].text)) else ""


def _finished(sentence: Sentence, draft: Draft, right: Phrase) -> None:
    """完成160株枯枝清理: the deed stands behind the object."""
    line, cls = sentence.line, sentence.cls
    if draft.verb is None or line[draft.verb].text not in FINISHING or right.end >= len(line):
        return
    if cls[right.end] == DEED and (right.end + 1 >= len(line) or line[right.end + 1].kind in {STOP, PAUSE}):
        draft.action, draft.last = line[right.end].text, right.end


def _spent_on(sentence: Sentence, at: int) -> str:
    """What money went into: the object of the next deed of the sentence."""
    line, cls = sentence.line, sentence.cls
    for k in range(at + 1, len(line)):
        if cls[k] in {DEED, LIGHT}:
            stop = _chain_end(sentence, k)
            brought = phrases.prepositional(line, cls, at + 1, k, OBJECT_PREPOSITIONS | {"用于"})
            found = phrases.behind(line, cls, _past_aspect(sentence, stop) - 1)
            if not found and stop < len(line) and line[_past_aspect(sentence, stop) - 1 :] and _past_aspect(sentence, stop) < len(line):
                nxt = _past_aspect(sentence, stop)
                found = phrases.behind(line, cls, nxt) if line[nxt].kind == FIG else found
            return phrases.head(line, brought or found)
    return ""


def _place_only(line: list[Token], phrase: Phrase) -> bool:
    """换了三楼男厕两个水龙头: between verb and figure stands only where."""
    part = line[phrase.start : phrase.end]
    return all(
        token.kind in {PLACE, PAUSE} or nouns.is_place(token.text) or token.text in JOINING | {"的", "等"}
        for token in part
    )


def _take(sentence: Sentence, draft: Draft, phrase: Phrase, last: int | None = None) -> None:
    """Make a phrase the object; places in front of it become the place."""
    place, rest = phrases.split_place(sentence.line, phrase)
    draft.place = draft.place or place
    draft.object = phrases.head(sentence.line, rest)
    draft.last = last if last is not None else phrase.end - 1


def _light(sentence: Sentence, draft: Draft, verb: int, start: int, right: Phrase, between: Phrase) -> bool:
    """进行了两次疏通, 进行疏通2次, 作了六项身体检查: the deed stands behind the light verb."""
    line, cls = sentence.line, sentence.cls
    inner = [k for k in range(verb + 1, draft.at) if cls[k] == DEED]
    target = between
    if not inner:
        inner = [k for k in range(right.start, right.end) if cls[k] == DEED] if right else []
        target = right
        after = draft.at + 1
        if not right and after < len(line) and cls[after] == DEED:
            inner, target = [after], Phrase(after, _chain_end(sentence, after))
    if not inner:
        return False
    deed = _first_of_chain(sentence, inner[-1], verb + 1)
    draft.verb_class, draft.action = DEED, _printed(line, deed, _chain_end(sentence, deed))
    draft.last = max(draft.at, target.end - 1)
    own = Phrase(target.start, deed)
    brought = phrases.prepositional(line, cls, start, verb, OBJECT_PREPOSITIONS) or phrases.prepositional(
        line, cls, start, verb, GIVING
    )
    if brought and not any(line[brought.start - 1].text in GIVING for _ in (0,)) or not phrases.head(line, own):
        draft.object = phrases.head(line, brought) if brought else ""
        if not draft.object:
            draft.object = (
                phrases.head(line, target) if own else phrases.head(line, phrases.topic(line, cls, start, verb))
            )
    else:
        draft.object = phrases.head(line, target)
    draft.place = draft.place or _place(sentence, start, verb)
    return True


def _object_before(sentence: Sentence, draft: Draft, verb: int, start: int) -> None:
    """No object behind the verb: 对草坪修剪2次, 把桌椅检修一遍, 绿篱修剪2次."""
    line, cls = sentence.line, sentence.cls
    brought = phrases.prepositional(line, cls, start, verb, OBJECT_PREPOSITIONS) or phrases.prepositional(
        line, cls, start, verb, GIVING
    )
    if brought:
        draft.object = phrases.head(line, brought)
        draft.first = min(draft.first, brought.start)
        return
    found = phrases.topic(line, cls, start, verb)
    if found:
        draft.object = phrases.head(line, found)
        draft.first = min(draft.first, found.start)


def _without_verb(
    sentence: Sentence, draft: Draft, start: int, left: int, right: Phrase, end: int, carry: Carry
) -> None:
    """No verb before the figure: one behind it, or the verb of the figure before goes on."""
    line, cls = sentence.line, sentence.cls
    own = phrases.before(line, cls, _skip_subject(sentence, left, draft.at), draft.at)
    behind = _verb_behind(sentence, right.end if right else draft.at + 1, end)
    follows_on = carry.verb is not None and (right or own or left > start)
    if own and right and line[draft.at - 1].text == "的":
        draft.place = _as_place(line, own)
        _take(sentence, draft, right)
    elif own and not (right and _place_only(line, own)):
        _take(sentence, draft, own, last=draft.at)
    elif right:
        _take(sentence, draft, right)
        if own:
            draft.place = draft.place or "".join(token.text for token in line[own.start : own.end])
    if behind is not None and not (left > start and carry.verb is not None):
        draft.verb, draft.verb_class = behind, cls[behind]
        draft.action = _printed(line, behind, _chain_end(sentence, behind))
        draft.agent = draft.figure.sort is Sort.PERSON and line[behind].text not in PATIENT
        draft.inside = _in_place(sentence, start, draft.at)
        draft.last = max(draft.last, behind)
        if cls[behind] == LIGHT:
            inner = next((k for k in range(behind + 1, end) if cls[k] == DEED), None)
            if inner is not None:
                draft.verb_class, draft.action = DEED, _printed(line, inner, _chain_end(sentence, inner))
    elif follows_on:
        draft.verb, draft.verb_class, draft.action, draft.carried = carry.verb, carry.verb_class, carry.action, True
        draft.first = carry.first
    if not draft.place:
        draft.place = _place(sentence, start, draft.at)


def _skip_subject(sentence: Sentence, left: int, at: int) -> int:
    """Behind list marks, dates, joining words and who does it."""
    line = sentence.line
    while left < at and (
        line[left].kind in {LIST, DATE, PAUSE}
        or line[left].text in nouns.SUBJECTS | JOINING
        or line[left].tag in {"c", "d"}
    ):
        left += 1
    return left


def _verb_behind(sentence: Sentence, begin: int, end: int) -> int | None:
    """The verb that follows what is counted: 39套白板安装进教室, 11个花池进行补种."""
    line, cls = sentence.line, sentence.cls
    for at in range(begin, end):
        if line[at].kind in {STOP, PAUSE, END, FIG}:
            return None
        if cls[at] and cls[at] != IDLE:
            return at
    return None


def _in_place(sentence: Sentence, start: int, at: int) -> bool:
    """在5个重点地段安装…, 为22所学校配置…: the figure belongs to where or for whom."""
    for k in range(at - 1, start - 1, -1):
        if sentence.line[k].text in {"在", "为", "给", "于", "从", "到", "向", "由"}:
            return True
        if sentence.cls[k] in {DEED, LIGHT, ARRANGE}:
            return False
    return False


def _place(sentence: Sentence, start: int, verb: int) -> str:
    """Where: 在…中/内/处, 为…室, 给高一(3)班, or a place right before the verb."""
    line, cls = sentence.line, sentence.cls
    for words in ({"在", "于", "围绕"}, {"为", "给"}):
        found = phrases.prepositional(line, cls, start, verb, frozenset(words))
        part = line[found.start : found.end]
        if found and (words & {"在"} or any(token.kind == PLACE or nouns.is_place(token.text) for token in part)):
            text = "".join(token.text for token in part)
            return ("围绕" if line[found.start - 1].text == "围绕" else "") + text.rstrip("中内里上安新")
    part = []
    for k in range(verb - 1, start - 1, -1):
        token = line[k]
        if (
            token.kind == PLACE
            or nouns.is_place(token.text)
            and not cls[k]
            or (part and (token.kind == PAUSE or token.text in JOINING))
        ):
            part.insert(0, token)
        elif part or token.tag not in {"d", "ad", "t"}:
            break
    text = "".join(token.text for token in part).strip("、和及与")
    return text if text not in {"学校", "食堂"} and text not in nouns.SUBJECTS else ""


def _printed(line: list[Token], first: int, end: int) -> str:
    return "".join(token.text for token in line[first:end])


def _pair(sentence: Sentence, drafts: list[Draft]) -> None:
    """对垃圾桶、灭火器箱分别刷漆87个、69个: listed objects take listed figures in turn."""
    line = sentence.line
    for number, draft in enumerate(drafts):
        run = [draft]
        for after in drafts[number + 1 :]:
            if line[run[-1].at + 1 : after.at] and all(
                token.kind == PAUSE or token.text in JOINING for token in line[run[-1].at + 1 : after.at]
            ):
                run.append(after)
            else:
                break
        if len(run) < 2 or run[0].figure.unit != run[1].figure.unit and not draft.object:
            continue
        names = [name for name in draft.object.replace("和", "、").replace("及", "、").split("、") if name]
        if len(names) == len(run):
            for one, name in zip(run, names, strict=True):
                one.object = name
            return
