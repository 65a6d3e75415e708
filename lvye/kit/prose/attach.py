"""What each figure counts: the verb it belongs to and its object, sentence by sentence."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

from . import changes, governing, labels, phrases
from .clauses import ARRANGE, ASPECT, COPULAS, DEED, JOINING, LIGHT, MONEY, OPEN, STATE, SUMS, is_mark
from .draft import FINISHING, GIVING, OBJECT_WORDS, Carry, Draft, Sentence
from .lexicon import nouns, words
from .phrases import NONE, Phrase
from .places import as_place, place_of
from .tokens import FIG, PAUSE, Token
from .units import Sort
from .verbless import BEFORE_ALL, printed, take, without_verb

SPENDING = words(
    "投资 投入 花费 花 出资 筹集 筹措 耗资 斥资 支付 争取 拨款 下拨 自筹 募集 集资 用 花去 用去 贷款 捐资 追加 安排 申请 划拨 获得 争取到 使用 落实"
)
WORKING = frozenset({DEED, OPEN, LIGHT, ARRANGE})
SAVING = words("节电 节水 节气 节能")  # the thing is in the verb


def attach(sentence: Sentence, earlier: Carry) -> tuple[list[Draft], Carry]:
    """Drafts of all figures of a sentence; `earlier` is what the text spoke of last. Returns what it speaks of now.

    The object goes on from sentence to sentence; the verb only to one that begins with 其中.
    """
    drafts: list[Draft] = []
    carry = Carry(object=earlier.object)
    if sentence.text(0, 2).startswith(("其中", "包括")) and earlier.verb_class in WORKING:
        carry.verb, carry.verb_class, carry.action = BEFORE_ALL, earlier.verb_class, earlier.action
    used = 0
    for at, token in enumerate(sentence.line):
        if token.kind != FIG or token.figure is None:
            continue
        draft = Draft(token.figure, at, sentence.clause_of(at)[0], first=at, last=at)
        used = _fill(sentence, draft, used, carry)
        drafts.append(draft)
        carry.keep(draft)
    _pair(sentence, drafts)
    changes.mark(sentence, drafts)
    named = labels.named(sentence) or (drafts[-1].object.removesuffix(labels.UNIT_PRICE) if drafts else "")
    carry.object = named or _last_object(sentence, 0, len(sentence.line)) or earlier.object
    return drafts, carry


def _last_object(sentence: Sentence, start: int, end: int) -> str:
    """The object of the last deed between two tokens, where it has no figure."""
    for at in range(end - 1, start - 1, -1):
        if sentence.cls[at] == DEED:
            found = phrases.behind(sentence.line[:end], sentence.cls, _past_aspect(sentence, at + 1) - 1)
            found = found or phrases.prepositional(sentence.line, sentence.cls, start, at, OBJECT_WORDS)
            if found and len(name := phrases.head(sentence.line, found)) > 1:
                return name
    return ""


def _fill(sentence: Sentence, draft: Draft, used: int, carry: Carry) -> int:
    """Find verb, object and place of one figure; returns the token from which the next may look for its own."""
    line = sentence.line
    at = draft.at
    _, start, end = sentence.clause_of(at)
    left = max(start, used)
    if start > used and (between := _last_object(sentence, max(used, 0), start)):
        carry.object = between
    right = _through_attribute(sentence, phrases.behind(line, sentence.cls, at))
    if right and right.end < len(line) and line[right.end].kind == FIG:
        right = _shared(line, right)
    draft.total = any(line[k].text in SUMS for k in range(max(left, at - 3), at))
    verb = governing.verb_before(sentence, left, at, draft.figure, carry)
    if draft.figure.sort is Sort.RATE and draft.figure.unit != "比例":
        _rate(sentence, draft, left, verb)
    elif verb is not None:
        _with_verb(sentence, draft, verb, start, right)
    else:
        without_verb(sentence, draft, start, left, right, end, carry)
    if not draft.object and draft.verb_class in WORKING and draft.figure.sort is not Sort.TIME:
        _unnamed(sentence, draft, carry)
    return max(at + 1, draft.reach)


def _unnamed(sentence: Sentence, draft: Draft, carry: Carry) -> None:
    """No object at all: the deed is its own (自巡检修184项), or goes on with what was spoken of."""
    counted = draft.figure.unit in {"项", "件", "起", "项次", "件次"} or (
        draft.nominal and draft.figure.sort is Sort.EVENT
    )
    own = draft.verb is not None and not draft.carried and draft.at - 4 < draft.verb < draft.at
    going_on = (
        draft.verb is not None
        and draft.verb > 0
        and sentence.line[draft.verb - 1].text in {"已", "均", "全部", "都", "已经"}
    )
    named = (counted and own and draft.verb_class == DEED and not going_on) or draft.action in SAVING
    draft.object = (
        draft.action if named or (not carry.object and draft.nominal) else carry.object or _last_thing(sentence, draft)
    )


def _last_thing(sentence: Sentence, draft: Draft) -> str:
    """The last thing named before a verb that has none: 门锁坏了换了一把."""
    stop = draft.verb if draft.verb is not None and draft.verb < draft.at else draft.at
    for k in range(stop - 1, -1, -1):
        token = sentence.line[k]
        if (
            not sentence.cls[k]
            and token.tag in {"n", "nz"}
            and len(token.text) > 1
            and token.text not in nouns.SUBJECTS
        ):
            return token.text
    return ""


def _rate(sentence: Sentence, draft: Draft, left: int, verb: int | None) -> None:
    """维修率达98%: a rate is of what stands before it."""
    line = sentence.line
    found = phrases.before(line, left, draft.at)
    draft.object = phrases.head(line, found)
    if verb is not None and sentence.cls[verb] in {STATE, OPEN} and verb >= found.end:
        draft.verb, draft.verb_class, draft.action = verb, STATE, line[verb].text
    elif (
        verb is not None
        and sentence.cls[verb] in {STATE, OPEN, DEED}
        and verb == found.start
        and found.end - found.start > 1
    ):
        after = phrases.head(line, Phrase(verb + 1, found.end))
        if not after.startswith("率"):
            draft.verb, draft.verb_class, draft.action, draft.object = verb, STATE, line[verb].text, after
    if not draft.object:
        right = phrases.behind(line, sentence.cls, draft.at)
        draft.object = phrases.head(line, right)
        draft.last = max(draft.last, right.end - 1)


def _through_attribute(sentence: Sentence, right: Phrase) -> Phrase:
    """一栋面积为160平方米的新厕所, 106台3200万元的仪器: past a measure of the object to the object."""
    line = sentence.line
    at = right.start
    if right:
        if not phrases.is_attribute("".join(token.text for token in line[right.start : right.end])):
            return right
        at = right.end
        while at < len(line) and line[at].text in COPULAS | SUMS:
            at += 1
    if at < len(line) and line[at].kind == FIG:
        further = phrases.behind(line, sentence.cls, at)
        return further if further else (NONE if right else right)
    return right


def _shared(line: list[Token], right: Phrase) -> Phrase:
    """53间教室的桌椅20535套: what the next figure counts is its own."""
    cuts = [k for k in range(right.start, right.end) if line[k].text == "的"]
    return Phrase(right.start, cuts[-1]) if cuts and cuts[-1] > right.start else right


def _past_aspect(sentence: Sentence, at: int) -> int:
    """Behind 了, 好, 到 and their like."""
    while at < len(sentence.line) and sentence.line[at].text in ASPECT:
        at += 1
    return at


def _with_verb(sentence: Sentence, draft: Draft, verb: int, start: int, right: Phrase) -> None:
    """A verb stands before the figure: its object between them, behind the figure, or before the verb."""
    line, cls = sentence.line, sentence.cls
    stop = min(governing.chain_end(sentence, verb), draft.at)
    draft.verb, draft.verb_class, draft.first = verb, cls[verb] or DEED, verb
    draft.action = printed(sentence, verb, stop)
    between = phrases.before(line, _past_aspect(sentence, stop), draft.at, governed=True)
    direct = line[draft.at + 1].text == "的" if draft.at + 1 < len(line) else False
    if draft.verb_class == LIGHT and _light(sentence, draft, verb, start, right, between):
        return
    named = phrases.head(line, between)
    if between and draft.verb_class == OPEN and phrases.is_attribute(named) and draft.figure.sort is not Sort.MONEY:
        draft.verb_class, draft.object = STATE, draft.action + named
        return
    core = phrases.measured_thing(named)
    if between and core:
        draft.object, draft.nominal = core, True
        if line[stop].text == "的":  # 新建的学生食堂面积3600平方米: what is told is its size
            draft.verb_class = STATE
        draft.place = draft.place or place_of(sentence, start, verb)
        return
    if between and phrases.is_attribute(named):
        between = NONE
        if not (right and direct):
            right = NONE
            draft.nominal = True
            if draft.figure.sort is Sort.MONEY:
                draft.object = _spent_on(sentence, draft) or named
                return
    if draft.action in SAVING and not between and not direct:
        draft.object = draft.action
    else:
        _choose(sentence, draft, start, between, right, direct)
    draft.place = draft.place or place_of(sentence, start, verb)


def _choose(sentence: Sentence, draft: Draft, start: int, between: Phrase, right: Phrase, direct: bool) -> None:
    """Which phrase around a governed figure is its object."""
    line = sentence.line
    money = draft.figure.sort is Sort.MONEY
    if between and right and line[draft.at - 1].text in {"的", "等"}:
        draft.place = as_place(line, between)
        take(sentence, draft, right)
        _finished(sentence, draft, right)
    elif between and right and draft.figure.sort is not Sort.EVENT and phrases.place_only(line, between) and not money:
        draft.place = "".join(token.text for token in line[between.start : between.end])
        take(sentence, draft, right)
        _finished(sentence, draft, right)
    elif between and not right and phrases.place_only(line, between) and _brought(sentence, draft, start):
        draft.place = sentence.text(between.start, between.end)
    elif between and not (money and direct and right):
        take(sentence, draft, between)
        draft.last = draft.at
        if money and draft.verb_class == MONEY and phrases.is_attribute(draft.object):
            draft.object = _spent_on(sentence, draft) or draft.object
    elif right:
        take(sentence, draft, right)
        _finished(sentence, draft, right)
    elif money:
        draft.object = _spent_on(sentence, draft)
    elif draft.nominal and draft.verb is not None:
        draft.object = phrases.head(line, phrases.topic(line, sentence.cls, start, draft.verb))
        if draft.figure.sort is Sort.EVENT and not draft.object:
            draft.object = draft.action
    else:
        _object_before(sentence, draft, start)
    if draft.verb_class == STATE and not draft.object:
        draft.object = phrases.head(line, phrases.before(line, start, draft.verb or start)) or draft.action


def _finished(sentence: Sentence, draft: Draft, right: Phrase) -> None:
    """完成160株枯枝清理, 完成了三间教室的搬迁: the deed stands behind the object."""
    line, cls = sentence.line, sentence.cls
    if draft.verb is None or line[draft.verb].text not in FINISHING:
        return
    end = right.end + 1 if right.end < len(line) and line[right.end].text == "的" else right.end
    if end < len(line) and cls[end] == DEED and (end + 1 >= len(line) or is_mark(line[end + 1])):
        draft.action, draft.last = line[end].text, end
        return
    tail = [k for k in range(right.start, right.end) if line[k].text == "的"]
    if tail and phrases.is_deverbal(line[tail[-1] + 1 : right.end]):
        deeds = [
            k
            for k in range(tail[-1] + 1, right.end)
            if line[k].tag in {"v", "vn"} and line[k].text not in {"工作", "服务"}
        ]
        if deeds:
            draft.action = line[deeds[-1]].text


def _spent_on(sentence: Sentence, draft: Draft) -> str:
    """What money went into: the object of the next deed of the sentence."""
    line, cls, at = sentence.line, sentence.cls, draft.at
    if draft.action.removesuffix("了") not in SPENDING:
        return ""
    for k in range(at + 1, len(line)):
        if cls[k] not in {DEED, LIGHT}:
            continue
        stop = _past_aspect(sentence, governing.chain_end(sentence, k))
        brought = phrases.prepositional(line, cls, at + 1, k, OBJECT_WORDS | {"用于"})
        found = phrases.behind(line, cls, stop - 1)
        after = found.end if found else stop
        if (not found or phrases.place_only(line, found)) and after < len(line) and line[after].kind == FIG:
            found = phrases.behind(line, cls, after) or found
        return phrases.head(line, brought or found)
    return ""


def _light(sentence: Sentence, draft: Draft, verb: int, start: int, right: Phrase, between: Phrase) -> bool:
    """进行了两次疏通, 进行疏通2次, 作了六项身体检查: the deed stands behind the light verb."""
    line, cls = sentence.line, sentence.cls
    deeds = [k for k in range(verb + 1, draft.at) if cls[k] == DEED]
    target = between
    if not deeds:
        target = right or Phrase(draft.at + 1, draft.at + 1)
        stop = right.end if right else min(draft.at + 2, len(line))
        deeds = [
            k for k in range(draft.at + 1, stop) if cls[k] in {DEED, OPEN} or (line[k].tag == "vn" and k == stop - 1)
        ]
    if not deeds:
        return False
    deed = governing.first_of_chain(sentence, deeds[-1], verb + 1)
    end = governing.chain_end(sentence, deed)
    draft.verb_class, draft.action = DEED, printed(sentence, deed, end)
    draft.last = max(draft.at, target.end - 1, deed)
    brought = phrases.prepositional(line, cls, start, verb, OBJECT_WORDS) or phrases.prepositional(
        line, cls, start, verb, GIVING
    )
    own = phrases.head(line, Phrase(target.start, deed)) if target else ""
    behind = phrases.head(line, phrases.before(line, end, draft.at)) if deed < draft.at else ""
    given = bool(brought) and line[brought.start - 1].text in GIVING
    if behind and not phrases.is_attribute(behind):
        draft.object = behind
    elif own and (given or not brought):
        draft.object = phrases.head(line, target)
    elif brought:
        draft.object = phrases.head(line, brought)
        draft.first = min(draft.first, brought.start)
    else:
        draft.object = phrases.head(line, phrases.topic(line, cls, start, verb))
    draft.place = draft.place or place_of(sentence, start, verb)
    return True


def _brought(sentence: Sentence, draft: Draft, start: int) -> bool:
    """把桌子搬到礼堂三十张: what 把 brings is the object, what stands behind the verb is where."""
    found = phrases.prepositional(sentence.line, sentence.cls, start, draft.verb or 0, frozenset({"把", "将"}))
    draft.object = phrases.head(sentence.line, found)
    return bool(draft.object)


def _object_before(sentence: Sentence, draft: Draft, start: int) -> None:
    """No object behind the verb: 对草坪修剪2次, 把桌椅检修一遍, 绿篱修剪2次."""
    line, cls, verb = sentence.line, sentence.cls, draft.verb or 0
    found = phrases.prepositional(line, cls, start, verb, OBJECT_WORDS) or phrases.prepositional(
        line, cls, start, verb, GIVING
    )
    found = found or phrases.topic(line, cls, start, verb)
    if found:
        draft.object = phrases.head(line, found)
        draft.first = min(draft.first, found.start)


def _pair(sentence: Sentence, drafts: list[Draft]) -> None:
    """对垃圾桶、灭火器箱分别刷漆87个、69个: listed objects take listed figures in turn."""
    line = sentence.line
    for number, draft in enumerate(drafts):
        run = [draft]
        for after in drafts[number + 1 :]:
            gap = line[run[-1].at + 1 : after.at]
            if not gap or not all(token.kind == PAUSE or token.text in JOINING for token in gap):
                break
            run.append(after)
        names = [name for name in draft.object.replace("和", "、").replace("及", "、").split("、") if name]
        if len(run) > 1 and len(names) == len(run):
            for one, name in zip(run, names, strict=True):
                one.object = name
            return
