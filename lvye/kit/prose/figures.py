"""Finding figures: a numeral with its unit, how exact it is, and what range it spans."""

# house: the words around numbers, looked up, not shown

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from . import numerals
from .lexicon.measures import FOLLOWS, NOT_BEHIND_CHARACTERS, UNLESS_MANY
from .plain import Plain
from .traps import LIST, Trap, covering
from .units import FOREIGN, PLAIN_YUAN, UNIT, YUAN, Sort, sort_of

AT_LEAST, JUST_UNDER, ABOUT, RANGE = "at_least", "just_under", "about", "range"
BEFORE = {
    "接近": JUST_UNDER, "将近": JUST_UNDER, "近": JUST_UNDER, "不到": JUST_UNDER, "不足": JUST_UNDER,
    "大约": ABOUT, "约为": ABOUT, "约计": ABOUT, "约": ABOUT, "大概": ABOUT, "大致": ABOUT,
    "超过": AT_LEAST, "超": AT_LEAST, "逾": AT_LEAST, "突破": AT_LEAST, "至少": AT_LEAST, "不少于": AT_LEAST,
    "不低于": AT_LEAST,
}  # fmt: skip
# Before a bare place (上千, 数百, 几十) the place itself is the number.
BARE = {
    "将近上": ABOUT, "近上": ABOUT, "上": ABOUT, "成": ABOUT, "数": AT_LEAST, "几": AT_LEAST, "好几": AT_LEAST, "近": JUST_UNDER,
    "将近": JUST_UNDER, "约": ABOUT, "逾": AT_LEAST, "超": AT_LEAST, "超过": AT_LEAST, "达": "", "过": AT_LEAST,
}  # fmt: skip
INSIDE = {"余": AT_LEAST, "多": AT_LEAST, "几": AT_LEAST, "来": ABOUT, "数": AT_LEAST}
BEHIND = {"左右": ABOUT, "上下": ABOUT, "余": AT_LEAST, "多": AT_LEAST}
LIMITS = ("以上", "以内", "以下", "及以上", "之内", "之间")

_ANY = "|".join(sorted({*BEFORE, *BARE} - {"达", "过", "成"}, key=len, reverse=True))
_NUMERAL = rf"(?:{numerals.MIXED}|{numerals.HAN}|半)"
_LOST = r"(?:\d{0,2}[XxＸ×*]{1,4}|\d{0,2}[□■○]{2,4}|_{2,6}|[?？]{2,4})"
_INSIDE = r"(?:余|多|几|来|数)"
FIGURE = re.compile(
    rf"(?P<before>{_ANY})?(?:人民币|¥|￥)?(?P<sign>-(?=\d))?(?P<first>{_LOST}(?={UNIT})(?!\d)|{_NUMERAL})"
    rf"(?:(?P<mid>{_INSIDE})(?P<later>[万千亿百](?=[余多]?))?)?(?P<unit>{UNIT})?"
    rf"(?P<half>半(?P<unit_half>小时|年|月|天|个月|学期|吨|亩)?)?"
    rf"(?P<behind>左右|上下|(?<=[元米吨度斤里])多(?!次|个|功|媒)|余(?=[,。;、]|$))?"
)
LINK = re.compile(
    rf"(?P<link>--?|~|至|到|或|、)(?P<second>{_NUMERAL})(?P<mid>{_INSIDE})?(?P<unit>{UNIT})(?P<behind>左右|上下)?"
)
FRACTION = re.compile(
    rf"(?P<before>{_ANY})?(?:(?P<half>一半|半数|一大半)|(?P<under>{numerals.HAN}|\d+)分之(?P<over>{numerals.HAN}|\d+(?:\.\d+)?))"
    r"(?P<point>个百分点)?(?P<behind>左右|多)?"
)
_PLACED = "套个台张件次项名间处盏棵株块支把只元"
MISSING = re.compile(
    rf"(?<=[\u4e00-\u9fff])(?:多?达|共计|合计|共|计|约|近)(?P<unit>人次|平方米|万元|[{_PLACED}])(?=[,。;、\n)]|$)"
)
_CANDIDATE = re.compile(
    rf"[\d{numerals.HAN_DIGIT}十百千万亿半廿卅俩仨XxＸ×*□■○_?？]|(?:达|计|共|约|近)(?=[{_PLACED}人平万])"
)
_RUN = re.compile(rf"{numerals.MIXED}|{numerals.HAN}|[XxＸ*□■○_?？半]+|×")
_MONEY_NEAR = re.compile(r"[贵价费花卖买钱高低差省]|便宜|上涨|下降|涨|降")
_AMOUNT_NEAR = re.compile(r"[=:：]$|投资|投入|资金|花费|总计|合计|小计|造价|预算|耗资|经费|金额|合同价|中标价|元$")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the plain text. `qty` is None where the print is destroyed."""

    start: int
    end: int
    qty: Decimal | None
    unit: str
    sort: Sort
    qty_max: Decimal | None = None
    approx_word: str = ""
    approx_sense: str = ""
    one: bool = False  # printed 一: often no count
    least: bool = False  # a limit: 30天以上
    numeral: int = 0  # where the numeral begins

    @property
    def yuan(self) -> Decimal | None:
        """The amount in yuan; None where it is no money, foreign money or unreadable."""
        return None if self.qty is None or self.unit not in YUAN else self.qty * Decimal(YUAN[self.unit])


def figures(plain: Plain, found: list[Trap]) -> list[Figure]:
    """All figures outside of traps, in order."""
    text, starts = plain.text, [trap.start for trap in found]
    result: list[Figure] = []
    at = 0
    while (candidate := _CANDIDATE.search(text, at)) is not None:
        begin = candidate.start()
        figure = next(_readings(text, begin, at), None)
        if figure is None:
            run = _RUN.match(text, begin)
            at = max(run.end() if run else 0, begin + 1)
        elif (trap := _trap_over(figure, found, starts)) is not None:
            at = max(trap.end, begin + 1)
        else:
            result.append(figure)
            at = figure.end
    return result


def _trap_over(figure: Figure, found: list[Trap], starts: list[int]) -> Trap | None:
    """The trap that hides a figure: any that touches its numeral or its unit."""
    for at in range(figure.numeral, figure.end):
        trap = covering(found, starts, at)
        if trap is not None and (trap.kind != LIST or at == figure.numeral):
            return trap
    return None


def _readings(text: str, begin: int, least: int) -> Iterator[Figure]:
    """What a numeral at `begin` may be, the longest reading first."""
    if (special := _missing(text, begin) or _pair(text, begin)) is not None:
        yield special
    for size in (3, 2, 1, 0):
        at = begin - size
        if size and text[at:begin] == "约" and text[at - 1 : at] in set("节预制条合特签违"):
            continue
        if at < least or (
            size and text[at:begin] not in BEFORE and text[at:begin] not in BARE and not _signed(text, at, size)
        ):
            continue
        if (figure := _fraction(text, at) or _counted(text, at, begin)) is not None:
            yield figure


def _signed(text: str, at: int, size: int) -> bool:
    """A minus behind a word; at the beginning of a line it is a dash."""
    return size == 1 and text[at] == "-" and at > 0 and "\u4e00" <= text[at - 1] <= "\u9fff"


PAIR = re.compile(r"(?<![们咱你我他她])[俩仨]")


def _pair(text: str, begin: int) -> Figure | None:
    """换水龙头俩: two of them, said in one character."""
    match = PAIR.match(text, begin)
    if not match:
        return None
    qty = Decimal(2) if match[0] == "俩" else Decimal(3)
    return Figure(begin, begin + 1, qty, "个", Sort.THING, numeral=begin)


def _missing(text: str, begin: int) -> Figure | None:
    """A place where a numeral must have stood: 搬运课桌达套."""
    match = MISSING.match(text, begin)
    if not match:
        return None
    return Figure(match.start(), match.end(), None, match["unit"], sort_of(match["unit"]), numeral=match.start())


def _fraction(text: str, begin: int) -> Figure | None:
    """一半 and 三分之一 as a share of one, 百分之八十 as percent."""
    match = FRACTION.match(text, begin)
    if not match:
        return None
    word, sense = _approx(match["before"] or "", "", match["behind"] or "")
    qty, unit, numeral = Decimal("0.5"), "比例", match.start("half")
    if not match["half"]:
        under, over = numerals.value(match["under"]), numerals.value(match["over"])
        if not under or over is None:
            return None
        numeral = match.start("under")
        qty, unit = (over, "%") if under == 100 else ((over / under).quantize(Decimal("0.001")), "比例")
    return Figure(match.start(), match.end(), qty, unit, Sort.RATE, None, word, sense, numeral=numeral)


def _approx(before: str, inside: str, behind: str, bare: bool = False) -> tuple[str, str]:
    """The word of approximation as printed and its sense; "" where the number is exact."""
    if bare and before in BARE:
        return before.replace("将近上", "近上"), BARE[before]
    for word, table in ((inside, INSIDE), (before, BEFORE), (behind, BEHIND)):
        if word in table:
            return word, table[word]
    return "", ""


def _counted(text: str, at: int, begin: int) -> Figure | None:
    """A numeral with a unit; None where it is none."""
    match = FIGURE.match(text, at)
    if not match or match.start("first") != begin or not _well_begun(text, match):
        return None
    link = LINK.match(text, match.end()) or LINK.match(text, match.end("mid") if match["mid"] else match.end("first"))
    if link and _range_holds(match, link):
        if link["unit"] == "块" and match["unit"] in YUAN:
            return _built(text, match, link, "块钱")
        return _checked(text, match, _built(text, match, link, link["unit"]), link["unit"])
    unit = match["unit"] or ""
    if not unit and _bare_amount(text, match, at):
        return _built(text, match, None, "元")
    if not unit:
        return None
    if unit == "块" and _is_money(text, match):
        unit = "块钱"
    return _checked(text, match, _built(text, match, None, unit), match["unit"] or unit)


def _bare_amount(text: str, match: re.Match[str], at: int) -> bool:
    """新建大门:19.44万 — an amount whose 元 was left out, where amounts are spoken of."""
    behind = text[match.end() : match.end() + 1]
    ends = behind in {"", ",", "。", ";", "、", ")", "\n"} or bool(re.match(r"\d{1,2}[、.)]", text[match.end() :]))
    return match["first"][-1] in "万亿" and ends and bool(_AMOUNT_NEAR.search(text[max(0, at - 6) : at]))


def _is_money(text: str, match: re.Match[str]) -> bool:
    """高出一两块: 块 is money when nothing follows it and prices are spoken of."""
    behind = text[match.end("unit") : match.end("unit") + 1]
    return behind in {"", ",", "。", "等", "到", ";", "至", "\n"} and bool(
        _MONEY_NEAR.search(text[max(0, match.start() - 12) : match.start()])
    )


def _well_begun(text: str, match: re.Match[str]) -> bool:
    """Whether the numeral is whole: not the tail of a longer one, of a code or of an ordinal."""
    start = match.start("first")
    before = text[start - 1] if start else ""
    first = match["first"]
    if re.fullmatch(r"[百千万亿]+", first) or (first == "十" and match["before"] in {"数", "几", "好几"}):
        return match["before"] in BARE or (before in {"达", "过", "成"}) or bool(match["mid"])
    if match["before"] in {"上", "成", "数", "几", "好几"} or match["sign"]:
        return bool(match["sign"])
    if before and re.match(rf"[\d.第{numerals.HAN_DIGIT}十百千万亿]", before):
        return False
    return not re.match(r"[A-Za-z]", before) or (before in "xX" and start > 1 and text[start - 2].isdecimal())


def _range_holds(match: re.Match[str], link: re.Match[str]) -> bool:
    """Whether what looks like a range is one: 1-2次, 五、六项, 15℃-16℃; not 87个、69个."""
    own, other = match["unit"], link["unit"]
    first, second = numerals.value(match["first"]), numerals.value(link["second"])
    if first is None or second is None or (own and own != other and {own, other} - set(YUAN) - {"块"}):
        return False
    if link["link"] == "、":
        return not own and second - first == 1 and first < 10 and len(match["first"]) == 1
    if link["link"] == "或" and own:
        return False
    return second > first or bool(own and own != other)


def _built(text: str, match: re.Match[str], link: re.Match[str] | None, unit: str) -> Figure | None:
    """The figure of a match; None where the numeral means nothing."""
    first = match["first"]
    low, high = (None, None) if re.fullmatch(_LOST, first) else _values(match, link)
    if low is None and not re.fullmatch(_LOST, first):
        return None
    bare = bool(re.fullmatch(r"[十百千万亿]+", first)) and match["before"] in BARE and match["before"] not in BEFORE
    last = link or match
    word, sense = _approx(match["before"] or "", match["mid"] or last["mid"] or "", last["behind"] or "", bare)
    if numerals.neighbours(first) or (link and (link["link"] == "、" or unit in YUAN)):
        word, sense = RANGE, RANGE
    if match["unit_half"] and unit == "个":
        unit = f"个{match['unit_half']}" if match["unit_half"] == "月" else match["unit_half"]
    low, high, unit = _money(low, high, unit, match)
    if unit == "批" and first == "一":
        word, sense = "一批", ABOUT
    return Figure(
        match.start(), last.end(), low, unit, sort_of(unit), high, word, sense,
        one=first == "一" and not match["mid"] and not link, least=text.startswith(LIMITS, last.end()), numeral=match.start("first"),
    )  # fmt: skip


def _values(match: re.Match[str], link: re.Match[str] | None) -> tuple[Decimal | None, Decimal | None]:
    """The number, and the upper end of a range."""
    pair = numerals.neighbours(match["first"])
    low, high = pair or (numerals.value(match["first"]), None)
    if low is None:
        return None, None
    if match["later"]:
        low *= numerals.PLACES[match["later"]]
        high = high * numerals.PLACES[match["later"]] if high is not None else None
    if match["half"]:
        low += Decimal("0.5")
    if link:
        high = numerals.value(link["second"])
    return (-low if match["sign"] else low), high


def _money(
    low: Decimal | None, high: Decimal | None, unit: str, match: re.Match[str]
) -> tuple[Decimal | None, Decimal | None, str]:
    """Money keeps 万元 as its unit, 块 and 毛 become 元; everything else has 万 in the number."""
    if low is None or sort_of(unit) is not Sort.MONEY:
        return low, high, unit
    printed = match["first"] + (match["later"] or "")
    if unit in {"元", "美元"} and printed[-1] in "万亿":
        scale, name = (Decimal(10) ** 4, "万") if printed[-1] == "万" else (Decimal(10) ** 8, "亿")
        return low / scale, high / scale if high and high > scale else high, name + unit
    if unit in FOREIGN or unit not in PLAIN_YUAN:
        return low, high, unit
    factor = Decimal(YUAN[unit]) / Decimal(YUAN[PLAIN_YUAN[unit]])
    own = Decimal(YUAN[match["unit"]]) if match["unit"] in YUAN else factor
    return low * own, high * factor if high is not None else None, PLAIN_YUAN[unit]


def _checked(text: str, match: re.Match[str], figure: Figure | None, unit: str) -> Figure | None:
    """The figure, if its unit is a unit here: 三次 but not 三次序, 12张 but not 12张贴, 2米 but not 二里面."""
    if figure is None:
        return None
    characters = bool(re.fullmatch(numerals.HAN, match["first"]))
    inexact = bool(figure.approx_sense) or match["before"] is not None
    if not inexact or match["mid"]:
        if unit in FOLLOWS and text.startswith(FOLLOWS[unit], figure.end) and not match["half"]:
            return None
        if characters and unit in NOT_BEHIND_CHARACTERS and not inexact:
            return figure if unit in UNLESS_MANY and not figure.one and (figure.qty or 0) > 1 else None
    if re.fullmatch(r"[A-Za-z°%‰]+\d?", unit) and re.match(r"[A-Za-z\d]", text[figure.end : figure.end + 1] or " "):
        return None
    return figure
