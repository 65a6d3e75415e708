"""What kind of fact a draft is, what period it repeats in, and which drafts are no facts at all."""

# house: words of grammar, looked up, not shown

from __future__ import annotations

import re

from . import phrases
from .clauses import ARRANGE, DEED, LIGHT, OPEN, STATE
from .clauses import MONEY as MONEY_VERB
from .draft import Draft, Sentence
from .lexicon import nouns, verbs, words
from .model import CADENCE, DONE, MONEY, RULE
from .model import STATE as STANDING
from .tokens import STOP, Token
from .units import Sort

PERIOD = re.compile(
    r"(?P<day>每日|每天|每晚|每早|天天|日日|每餐|每顿|每节)|(?P<week>每周|每星期|每个?礼拜|每两周|一周一|周例|每双周)|(?P<month>每月|每个月|每一个月|每半个?月|每两个?月|一月一)"
    r"|(?P<term>每学期|每个学期|每期|每一学期|一学期一|一期一)|(?P<year>每年|每学年|每一年|一年一|年均)|(?P<quarter>每季度|每个季度|每季)"
)
_PERIODS = {"day": "每天", "week": "每周", "month": "每月", "term": "每学期", "year": "每年", "quarter": "每季度"}
_WORKS = "投|购|新建|建|更换|安装|增|采|对|完成|开展|组织|用|改|维|为|总|每|举办|召开|进行|在|于|按|由|重新|继续|进一步|全面|逐步|再|陆续|分|申请|实施"
PLANNED = re.compile(
    rf"(?:^|[,、:。\s])(?:拟|预计|打算|即将|拟于)|准备(?=(?:{_WORKS}))|(?<![将把即大])将(?=(?:{_WORKS}))|拟(?=(?:{_WORKS}|申))"
    rf"|(?<![作按照据学年度划理])计划(?=(?:{_WORKS}))|预计|打算|下一?学期(?=将|要|计划|拟|准备|打算|需)"
    r"|下一?(?:步|阶段|学期|学年|年度)(?=[,将拟要计准打我])|明年"
)
WISHED = re.compile(
    r"争取(?=在|再|更|投)|力争|今后|有待|建议(?=更换|增|购|安|改)|申请(?=更换|维修|购|添|采|安|拨|增)"
    r"|需要?(?=更换|维修|购|添|采|安装|增|新建|改造|投入|补)|[尚还亟急]需|应(?=更换|增)"
)
NORM = re.compile(
    r"必须|应当|应(?=配|设|有|在|不|做|每|按|达|保|于)|须|不得|不准|严禁|至少|要求(?:每|各|在)|规定(?:每|各|为)|不少于|不低于|不超过|方可|确保每|标准为|为标准|均需|都要(?:有|配|设)|一律"
)
EACH = re.compile(
    r"(?:均|各|都)(?:有|配|设|须|应)|每(?:人|班|校|室|间|个?班|个?办公室|个?教室|栋|层)[^,]{0,6}(?:配|有|设)"
)
_TIME_DEED = re.compile(r"(?:经过|历时|利用|用了|花了|连续|奋战|苦干|为期)$")


def period_of(sentence: Sentence, draft: Draft) -> str:
    """每天, 每周, 每月, 每学期, 每年 when the clause (or the one that leads to it) says so; else ""."""
    _, start, end = sentence.clause_of(draft.at)
    own = "".join(token.text for token in sentence.line[start:end])
    found = _period(own)
    if not found and start > 0 and draft.figure.sort in {Sort.EVENT, Sort.TIME, Sort.PERSON}:
        _, first, _ = sentence.clause_of(max(start - 1, 0))
        if not any(token.figure for token in sentence.line[first:start]):
            found = _period("".join(token.text for token in sentence.line[first:start]))
    return found


def _period(text: str) -> str:
    for match in PERIOD.finditer(text):
        return _PERIODS[match.lastgroup or "day"]
    return ""


def is_planned(sentence: Sentence, draft: Draft) -> bool:
    """Whether the sentence (for wishes: the clause) speaks of what is to come; a deed with 了 is done."""
    if is_perfect(sentence, draft):
        return False
    _, start, _ = sentence.clause_of(draft.at)
    until = sentence.text(0, draft.at + 1)
    return bool(PLANNED.search(until) or WISHED.search(sentence.text(start, draft.at + 1)))


def is_perfect(sentence: Sentence, draft: Draft) -> bool:
    """Whether the clause says 了 up to the figure: what is told so is done, wherever it stands."""
    _, start, _ = sentence.clause_of(draft.at)
    return any(token.text == "了" for token in sentence.line[start : draft.at + 2])


def kind_of(sentence: Sentence, draft: Draft, period: str) -> str:
    """The kind of a draft; "" for what is no fact."""
    figure = draft.figure
    if figure.sort is Sort.MONEY:
        return MONEY
    clause = _clause_text(sentence, draft)
    if figure.least or NORM.search(clause):
        return RULE
    if figure.sort is Sort.RATE:
        return DONE if _share_of_deed(sentence, draft) else STANDING
    if figure.sort is Sort.TIME:
        return _time_kind(sentence, draft, period)
    if draft.change or draft.agent or draft.inside:
        return STANDING
    if EACH.search(clause) and figure.sort in {Sort.THING, Sort.PERSON} and draft.verb_class in {STATE, DEED}:
        return RULE
    if period:
        if figure.sort is Sort.PERSON:
            return STANDING
        if figure.sort is Sort.EVENT:
            return CADENCE
        return CADENCE if draft.verb_class in {DEED, OPEN, LIGHT, ARRANGE} else STANDING
    if draft.verb_class in {"", STATE}:
        return STANDING
    if draft.verb_class == MONEY_VERB and draft.action in {"涉及", "折合", "合", "计"}:
        return STANDING
    if draft.verb_class == MONEY_VERB and draft.verb is not None and draft.verb > draft.at:
        return STANDING
    return DONE


def _share_of_deed(sentence: Sentence, draft: Draft) -> bool:
    """更换了近一半的窗户封条: a share is done where a deed takes it and the thing follows."""
    return (
        draft.figure.unit == "比例"
        and draft.verb_class == DEED
        and bool(draft.object)
        and _follows(sentence, draft, "的")
    )


def _clause_text(sentence: Sentence, draft: Draft) -> str:
    _, start, end = sentence.clause_of(draft.at)
    return "".join(token.text for token in sentence.line[start:end])


def _time_kind(sentence: Sentence, draft: Draft, period: str) -> str:
    """Time spent on a deed is done, a time limit a norm, an age or a while a standing number."""
    if period or draft.figure.qty == 24:
        return RULE
    line = sentence.line
    before = "".join(token.text for token in line[max(0, draft.at - 3) : draft.at])
    if _TIME_DEED.search(before) and draft.action:
        return DONE
    if draft.verb_class == DEED and not draft.carried and draft.verb is not None and draft.verb < draft.at:
        return RULE if draft.action in {"保存", "留样", "存放", "保留", "封存"} else DONE
    return STANDING


def is_noise(sentence: Sentence, draft: Draft, kind: str) -> bool:
    """Whether a figure says nothing countable: 一个重要部分, 成为一道风景线, 七天里."""
    figure = draft.figure
    if draft.change:
        return False
    if _slogan(sentence, draft):
        return True
    if _dimension(sentence, draft):
        return True
    if figure.one and (_idle_one(draft, kind) or _leads_to_abstract(sentence, draft)):
        return True
    if figure.sort is Sort.TIME and kind == STANDING:
        return draft.verb_class != STATE and not _follows(sentence, draft, "的")
    if (
        draft.object
        and phrases.is_abstract(draft.object)
        and (figure.sort is not Sort.EVENT)
        and kind in {DONE, STANDING}
    ):
        return figure.sort is not Sort.MEASURE and figure.qty is not None and figure.qty < 20
    return not draft.object and kind == STANDING and figure.sort in {Sort.THING, Sort.EVENT}


_EXHORTING = words("做好 抓好 做到 树立 坚持 突出 把握 实现 强化 确立 明确 贯彻 处理好 当好 落实 加强 增强 提出")
_FEW = 10


def _slogan(sentence: Sentence, draft: Draft) -> bool:
    """做到三个到位、四个统一: numbered principles are no work."""
    figure = draft.figure
    if figure.unit not in {"个", "点", "种", "项", "条", "方面", "类"} or (figure.qty or _FEW) >= _FEW:
        return False
    _, start, _ = sentence.clause_of(draft.at)
    exhorting = any(token.text in _EXHORTING for token in sentence.line[start : draft.at])
    after = draft.at + 1
    headless = after >= len(sentence.line) or bool(sentence.cls[after]) or phrases.is_abstract(draft.object)
    return exhorting and headless and draft.object not in nouns.OBJECTS and draft.reach <= after


_LENGTHS = {"m", "米", "cm", "厘米", "mm", "毫米", "层"}


def _dimension(sentence: Sentence, draft: Draft) -> bool:
    """10m×25m×4层: the sides of an area are no quantities of their own."""
    line, at = sentence.line, draft.at
    if draft.figure.unit not in _LENGTHS:
        return False
    for sign, other in ((at - 1, at - 2), (at + 1, at + 2)):
        if 0 <= sign < len(line) and 0 <= other < len(line) and line[sign].text in {"×", "*", "x"}:
            figure = line[other].figure
            if figure is not None and figure.unit in _LENGTHS:
                return True
    return False


# 建立一支热心服务的队伍: figures of speech.
_SHAPING = words("建立 形成 打造 树立 营造 创造 培养 造就 开创 走出 创建 建设 拥有 构建 探索 提供")
_SHAPES = words("支 个 种 套 条 道 片 股 份 批")


def _leads_to_abstract(sentence: Sentence, draft: Draft) -> bool:
    """一个良好、安全的学习环境: the clause ends in nothing countable."""
    _, _, end = sentence.clause_of(draft.at)
    rest = [token.text for token in sentence.line[draft.at + 1 : end]]
    return (
        bool(rest)
        and draft.figure.sort is not Sort.EVENT
        and (phrases.is_abstract(rest[-1]) or phrases.is_abstract("".join(rest[-2:])))
    )


def _idle_one(draft: Draft, kind: str) -> bool:
    """一 is a count only behind a deed and before a thing; 一批 is an indefinite batch and kept."""
    if (
        draft.figure.unit == "批"
        and draft.object
        and draft.verb_class == DEED
        and not phrases.is_abstract(draft.object)
    ):
        return False
    if kind in {CADENCE, RULE, MONEY} or (kind == DONE and draft.figure.sort is Sort.TIME):
        return False
    if draft.figure.sort in {Sort.RATE, Sort.TIME, Sort.MEASURE} or (
        draft.verb_class != DEED and draft.verb_class not in {LIGHT, ARRANGE, OPEN}
    ):
        return True
    if draft.verb_class == OPEN and draft.figure.unit in {"个", "种", "条", "项", "份", "名", "位", "件", "支"}:
        return True
    if draft.verb is not None and draft.verb > draft.at and draft.figure.sort is not Sort.EVENT:
        return True
    if draft.action in _SHAPING and draft.figure.unit in _SHAPES and draft.object not in nouns.OBJECTS:
        return True
    return not draft.object or phrases.is_abstract(draft.object) or (draft.carried and draft.verb_class == OPEN)


def _follows(sentence: Sentence, draft: Draft, word: str) -> bool:
    return draft.at + 1 < len(sentence.line) and sentence.line[draft.at + 1].text == word


def deed_of(action: str) -> str:
    """The canonical word of a verb as printed: 换了 → 更换, 新安装 → 安装, 维修、更换 → 维修并更换."""
    if action in verbs.DEEDS:
        return verbs.canonical(action)
    parts = [part for part in re.split(r"并且|并|、|和|(?<=..)及(?=..)|与|后", action) if part]
    found = [_canonical(part) for part in parts] or [action]
    return "并".join(dict.fromkeys(found))


def _canonical(word: str) -> str:
    for candidate in (
        word,
        word.removeprefix("新"),
        word.rstrip("了过好完上下掉"),
        word.removeprefix("重新"),
        word.removeprefix("大型"),
    ):
        if candidate in verbs.DEEDS:
            return verbs.canonical(candidate)
    return word


def tokens_text(part: list[Token]) -> str:
    """The print of tokens."""
    return "".join(token.text for token in part if token.kind != STOP or token.text != " ")
