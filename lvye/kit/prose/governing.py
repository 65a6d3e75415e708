"""Which verb governs a figure, and which verbs stand together with it."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

from . import phrases
from .clauses import ARRANGE, ASPECT, COPULAS, DEED, GENERIC, IDLE, JOINING, LIGHT, MONEY, OPEN, STATE, SUMS, is_mark
from .draft import GIVING, OBJECT_WORDS, Carry, Sentence
from .figures import Figure
from .lexicon import nouns, verbs, words
from .phrases import NONE
from .tokens import FIG, PAUSE, WORD
from .units import Sort

_RECEIVING = words("处理 受理 接到 完成 办理 解决 答复 接受 接待 迎接 收到 承接 接听 承担")
_USAGE = words("用水 用电 用气 能耗 耗电 耗水 用能")
_HELPING = words("配合 协助 协同 会同 帮助 组织 安排 联合 请 聘请 邀请 委托 派 指派 雇请")
_MATERIAL = words("材料 配件 工具 物资 用品 设备 资料 耗材 器材 设施")


def verb_before(sentence: Sentence, left: int, at: int, figure: Figure, carry: Carry) -> int | None:
    """The verb in front that governs the figure, the first one where several share it."""
    line, cls = sentence.line, sentence.cls
    if brought_in(sentence, left, at, figure):
        return None
    found = [k for k in range(at - 1, left - 1, -1) if cls[k] and cls[k] != IDLE]
    found = [k for k in found if not (line[k].text in COPULAS and _only_brings(sentence, k, left, at))]
    if not found or _listed_noun(sentence, found[0], left, at, carry):
        return None
    nearest = found[0]
    if len(found) == 1 and line[at - 1].text == "的" and nearest == at - 2 and cls[nearest] != LIGHT:
        return None  # 原有的12间教室, 去年购置的一批电脑: an attribute, no deed
    for k in found[1:]:
        if not (_subordinate(sentence, nearest, at) or _inside_noun(sentence, k, nearest, at, figure)):
            break
        nearest = k
    return first_of_chain(sentence, _helped(sentence, nearest, at), left)


def brought_in(sentence: Sentence, left: int, at: int, figure: Figure) -> bool:
    """为22所学校配置…: behind a preposition the figure belongs to the verb that follows."""
    line, cls = sentence.line, sentence.cls
    before = at - 1
    while before > left and line[before].text in {"全", "近", "约", "共", "其中"}:
        before -= 1
    if (
        before < left
        or line[before].text not in {"为", "给", "对", "在", "把", "将", "向", "与", "同"}
        or cls[before] == DEED
    ):
        return False
    if figure.sort in {Sort.MONEY, Sort.MEASURE, Sort.RATE, Sort.TIME}:
        return False
    for k in range(at + 1, len(line)):
        if is_mark(line[k]):
            return False
        if cls[k] in {DEED, LIGHT}:
            return True
    return False


def _listed_noun(sentence: Sentence, verb: int, left: int, at: int, carry: Carry) -> bool:
    """部检4次,市检1次: an unknown word alone before its figure, in a list, is what is counted."""
    if carry.verb is None or verb + 1 != at:
        return False
    figure = sentence.line[at].figure
    if sentence.cls[verb] == DEED:
        event = figure is not None and figure.sort is Sort.EVENT and carry.action in verbs.ARRANGING
        return event and 0 < left < verb and sentence.line[left - 1].kind == FIG
    return sentence.cls[verb] == OPEN and all(
        token.kind == PAUSE or token.text in JOINING | SUMS or is_mark(token) for token in sentence.line[left:verb]
    )


def _only_brings(sentence: Sentence, copula: int, left: int, at: int) -> bool:
    """Whether a copula (达, 为, 有) only brings the number of something done."""
    line, cls = sentence.line, sentence.cls
    if any(token.text not in SUMS | COPULAS for token in line[copula + 1 : at]):
        return False
    deeds = [k for k in range(left, copula) if cls[k] in {DEED, ARRANGE}]
    if not deeds:
        return False
    between = sentence.text(deeds[-1] + 1, copula)
    figure = line[at].figure
    relative = at + 1 < len(line) and line[at + 1].text == "的" and phrases.is_attribute(line[copula - 1].text)
    counted = figure is not None and figure.sort in {Sort.EVENT, Sort.PERSON} and line[copula].text != "有"
    bare = line[copula].text in {"达", "多达", "约", "近", "就", "又", "还", "已", "仅", "以", "超过", "突破", "超"}
    return relative or phrases.is_attribute(between) or counted or bare


def _subordinate(sentence: Sentence, verb: int, at: int) -> bool:
    """Whether a verb stands in an attribute (损坏的课桌280张): 的 lies between it and the figure."""
    return any(token.text == "的" for token in sentence.line[verb + 1 : at])


def _inside_noun(sentence: Sentence, outer: int, inner: int, at: int, figure: Figure) -> bool:
    """Whether the inner verb belongs to the noun phrase of the outer: 组织消防演练2次, 购买维修材料20箱."""
    line, cls = sentence.line, sentence.cls
    if any(is_mark(token) for token in line[outer:inner]) or cls[outer] == LIGHT:
        return False
    verbal = all(cls[k] for k in range(inner + 1, at))
    between = NONE if verbal else phrases.before(line, inner + 1, at)
    gap = sentence.text(outer + 1, inner)
    brought = any(token.text in OBJECT_WORDS | GIVING for token in line[outer + 1 : inner])
    if not between:
        if gap == "" and line[inner].text in _USAGE:
            return cls[outer] in {DEED, MONEY, OPEN}
        if gap == "" and cls[outer] == OPEN and cls[inner] == DEED and figure.sort is Sort.EVENT:
            return True  # 组织消防疏散演练2次
        counted = cls[inner] in {DEED, OPEN} or (cls[inner] == STATE and figure.sort is Sort.PERSON)
        if gap == "" or gap in JOINING or brought or not counted or line[inner].text in COPULAS:
            return False
        if _serial(sentence, outer, inner, at) and figure.sort is Sort.EVENT:
            return True
        arranging = cls[outer] == ARRANGE or line[outer].text in verbs.ARRANGING
        return line[outer].text in _RECEIVING or (figure.sort in {Sort.EVENT, Sort.PERSON} and arranging)
    tail = phrases.head(line, between)
    if tail in GENERIC:
        return cls[outer] in {DEED, ARRANGE, OPEN, MONEY}
    if gap and not brought and line[outer].text not in _HELPING and gap not in ASPECT:
        noun_before = inner > 0 and line[inner - 1].kind == WORD and line[inner - 1].tag.startswith(("n", "j", "b"))
        return cls[outer] == DEED and noun_before and (cls[inner] in {STATE, OPEN} or line[inner].tag == "vn")
    if gap == "" and cls[outer] == DEED and cls[inner] == OPEN:
        return True  # 更换烧毁线路: an unknown verb between deed and thing is the thing's attribute
    return tail in _MATERIAL and gap == "" and cls[outer] == DEED


def _serial(sentence: Sentence, outer: int, inner: int, at: int) -> bool:
    """喷洒药剂杀毒2次: two deeds in a row, the second is what the first is for."""
    line, cls = sentence.line, sentence.cls
    if not cls[outer] == cls[inner] == DEED or inner + 1 != at or len(line[inner].text) < 2:
        return False
    return all(not cls[k] and line[k].tag.startswith("n") for k in range(outer + 1, inner))


def _helped(sentence: Sentence, verb: int, at: int) -> int:
    """配合校方接待…: behind a helping verb the deed is the next one, if a noun follows it."""
    line, cls = sentence.line, sentence.cls
    if line[verb].text not in _HELPING:
        return verb
    for k in range(verb + 1, at - 1):
        if line[k].text in {"的", "等"} or line[k].kind == PAUSE:
            return verb
        if cls[k] == DEED and len(line[k].text) > 1 and line[k].tag != "vn":
            after = line[k + 1]
            return (
                k
                if k > verb + 1 and after.kind == WORD and not cls[k + 1] and after.text not in nouns.SUBJECTS
                else verb
            )
    return verb


def first_of_chain(sentence: Sentence, verb: int, left: int) -> int:
    """The first of verbs that share an object: 维修并更换, 维修、更换, 检修更换, 新安装."""
    line, cls = sentence.line, sentence.cls
    first = verb
    while first - 1 >= left:
        before = first - 1
        joined = line[before].kind == PAUSE or line[before].text in JOINING
        if cls[first] == DEED and (cls[before] == DEED or line[before].text == "新"):
            first = before
        elif cls[first] == DEED and joined and before - 1 >= left and cls[before - 1] == DEED:
            first = before - 1
        else:
            break
    while first < verb and line[first].text in verbs.ARRANGING and cls[first + 1] == DEED:
        first += 1
    return first


def chain_end(sentence: Sentence, first: int) -> int:
    """Behind the last verb of a chain."""
    line, cls = sentence.line, sentence.cls
    end = first + 1 if line[first].text == "新" and first + 1 < len(line) else first
    while end + 1 < len(line) and line[end].text not in verbs.ARRANGING:
        after = end + 1
        joined = line[after].kind == PAUSE or line[after].text in JOINING
        if cls[after] == DEED and cls[end] in {DEED, OPEN}:
            end = after
        elif joined and after + 1 < len(line) and cls[after + 1] == DEED and cls[end] == DEED:
            end = after + 1
        else:
            break
    return end + 1
