"""Finding figures: a numeral with its unit, how exact it is, and what range it spans."""

# house: the words around numbers, looked up, not shown

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from . import numerals
from .plain import Plain
from .traps import DATE, PLACE, TERM, Trap, covering
from .units import FOREIGN, PLAIN_YUAN, UNIT, YUAN, Sort, sort_of

AT_LEAST, JUST_UNDER, ABOUT, RANGE = "at_least", "just_under", "about", "range"
BEFORE = {
    "近上": ABOUT, "将近上": ABOUT, "接近": JUST_UNDER, "将近": JUST_UNDER, "近": JUST_UNDER, "不到": JUST_UNDER, "不足": JUST_UNDER,
    "大约": ABOUT, "约为": ABOUT, "约计": ABOUT, "约": ABOUT, "大概": ABOUT, "估计": ABOUT, "上": ABOUT, "成": ABOUT, "数": AT_LEAST,
    "超过": AT_LEAST, "超": AT_LEAST, "逾": AT_LEAST, "突破": AT_LEAST, "至少": AT_LEAST, "不少于": AT_LEAST, "不低于": AT_LEAST, "几": ABOUT,
}  # fmt: skip
INSIDE = {"余": AT_LEAST, "多": AT_LEAST, "几": AT_LEAST, "来": ABOUT}
BEHIND = {"左右": ABOUT, "上下": ABOUT, "余": AT_LEAST, "多": AT_LEAST}
_NUMERAL = rf"(?:{numerals.MIXED}|{numerals.HAN}|半)"
_BEFORE = "|".join(
    sorted((word for word in BEFORE if word not in {"上", "成", "数", "几", "近上", "将近上"}), key=len, reverse=True)
)
_LOST = r"(?:\d{0,2}[XxＸ×*]{1,4}|\d{0,2}[□■○]{2,4}|_{2,6}|[?？]{2,4})"
FIGURE = re.compile(
    rf"(?P<before>{_BEFORE}|(?:将近|近)?上(?=[百千万十])|数(?=[百千万十])|几(?=[百千万十])|近上(?=[百千万]))?"
    rf"(?:人民币|¥|￥)?(?P<sign>(?<![\w-])-(?=\d))?"
    rf"(?P<first>{_NUMERAL}|{_LOST}|\d+(?=/\d))"
    rf"(?:(?P<mid>余|多|几|来)(?P<later>[万千亿百](?=[余多]?))?)?"
    rf"(?P<unit1>{UNIT})?"
    rf"(?:(?P<link>--?|~|至|到|、|—)(?P<second>{_NUMERAL})(?P<mid2>余|多|几)?)?"
    rf"(?P<unit>{UNIT})?(?P<half>半(?!天|小时|个|年))?(?P<behind>左右|上下|(?<=[元米吨度斤])多(?!次|个)|余(?=[,。;、]|$))?"
)
FRACTION = re.compile(
    rf"(?P<before>{_BEFORE})?(?:(?P<half>一半|半数)(?P<over>以上|多)?|(?P<under>{numerals.HAN}|\d+)分之(?P<over2>{numerals.HAN}|\d+(?:\.\d+)?)(?P<per>个百分点)?)(?P<behind>左右|多)?"
)
MISSING = re.compile(
    r"(?<=[\u4e00-\u9fff])(?P<word>多?达|共计|共|合计|计|约|近)(?P<unit>套|个|台|张|件|次|项|名|人次|间|平方米|万元|元|处|盏|棵|株|块|支|把|只)(?=[,。;、]|$|\n)"
)
BARE_ONE = {"一"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in the plain text. `qty` None: the print is destroyed."""

    start: int
    end: int
    qty: Decimal | None
    unit: str
    sort: Sort
    qty_max: Decimal | None = None
    approx: bool = False
    approx_word: str = ""
    approx_sense: str = ""
    one: bool = False
    least: bool = False
    bare_start: int = 0

    @property
    def yuan(self) -> Decimal | None:
        """The amount in yuan; None where it is no money, foreign money or unreadable."""
        if self.qty is None or self.unit not in YUAN:
            return None
        return (self.qty * Decimal(YUAN[self.unit])).quantize(Decimal("0.01")).normalize() + 0


def figures(plain: Plain, found: list[Trap]) -> list[Figure]:
    """All figures outside of traps, in order."""
    text = plain.text
    starts = [trap.start for trap in found]
    result: list[Figure] = []
    at = 0
    while at < len(text):
        figure = _next(text, at)
        if figure is None:
            break
        trap = _trap_over(figure, found, starts)
        if trap is not None:
            at = max(trap.end, at + 1)
            continue
        result.append(figure)
        at = figure.end
    return result


def _trap_over(figure: Figure, found: list[Trap], starts: list[int]) -> Trap | None:
    """The trap that hides a figure: any that touches its numeral."""
    for at in range(figure.bare_start, figure.end):
        trap = covering(found, starts, at)
        if trap is not None and (trap.kind in {PLACE, DATE} or trap.kind == TERM or at == figure.bare_start):
            return trap
    return None


_CANDIDATE = re.compile(
    r"[\d〇零一二三四五六七八九两十百千万亿半廿卅XxＸ×*□■_?？]|(?:多?达|共计|共|合计|计|约|近)(?=[套个台张件次项名人间平万元处盏棵株块支把只])"
)


def _next(text: str, at: int) -> Figure | None:
    """The first figure at or behind an offset."""
    while (candidate := _CANDIDATE.search(text, at)) is not None:
        begin = candidate.start()
        lead = _lead(text, begin, at)
        figure = (
            _missing(text, begin)
            or _fraction(text, lead)
            or _plain_figure(text, lead)
            or (_fraction(text, begin) or _plain_figure(text, begin) if lead != begin else None)
        )
        if figure is not None:
            return figure
        at = _behind_numeral(text, begin)
    return None


def _behind_numeral(text: str, begin: int) -> int:
    """Past a numeral that has no unit."""
    match = re.compile(rf"{numerals.MIXED}|{numerals.HAN}").match(text, begin)
    return max(match.end() if match else 0, begin + 1)


def _lead(text: str, begin: int, least: int) -> int:
    """Where a word of approximation before the numeral begins."""
    for size in (3, 2, 1):
        at = begin - size
        if at >= least and (text[at:begin] in BEFORE):
            return at
    return begin


def _missing(text: str, begin: int) -> Figure | None:
    """A place where a numeral must have stood: 搬运课桌达套."""
    match = MISSING.match(text, begin)
    if not match:
        return None
    unit = match["unit"]
    return Figure(match.start(), match.end(), None, unit, sort_of(unit), bare_start=match.start("unit"))


def _fraction(text: str, begin: int) -> Figure | None:
    """一半 and 三分之一 as a share of one, 百分之八十 as percent."""
    match = FRACTION.match(text, begin)
    if not match:
        return None
    word, sense = _approx(match["before"] or "", "", match["behind"] or match["over"] or "")
    if match["half"]:
        qty, unit = Decimal("0.5"), "比例"
    else:
        under, over = numerals.value(match["under"]), numerals.value(match["over2"])
        if not under or over is None:
            return None
        qty, unit = (over, "%") if under == 100 else ((over / under).quantize(Decimal("0.001")), "比例")
    bare = match.start("half") if match["half"] else match.start("under")
    return Figure(
        match.start(),
        match.end(),
        qty,
        unit,
        Sort.RATE,
        approx=bool(sense),
        approx_word=word,
        approx_sense=sense,
        bare_start=bare,
    )


def _approx(before: str, inside: str, behind: str) -> tuple[str, str]:
    """The word of approximation as printed and its sense; 以上 is a norm, not an approximation."""
    if before in {"近上", "将近上"}:
        return before.replace("将", ""), ABOUT
    for word, table in ((inside, INSIDE), (before, BEFORE), (behind, BEHIND)):
        if word in table:
            return word, table[word]
    return "", ""


def _plain_figure(text: str, begin: int) -> Figure | None:
    match = FIGURE.match(text, begin)
    if not match or not _well_begun(text, match):
        return None
    if match["link"] and not _range_holds(match):
        match = _without_range(text, begin, match)
    if match is None:
        return None
    unit = match["unit"] or match["unit1"] or ""
    if not unit:
        return None
    figure = _built(text, match, unit)
    return figure if figure is not None and _unit_holds(text, figure, match) else None


def _range_holds(match: re.Match[str]) -> bool:
    """Whether what looks like a range is one: 1-2次, 五、六项, 15℃-16℃; not 87个、69个, not 3台到2室."""
    if not (match["unit"] or match["unit1"]):
        return False
    if match["link"] == "、":
        if match["unit1"] or not match["unit"]:
            return False
        first, second = numerals.value(match["first"]), numerals.value(match["second"])
        return first is not None and second is not None and second - first == 1 and first < 10
    if not match["unit"]:
        return False
    return not (match["unit1"] and sort_of(match["unit1"]) is not sort_of(match["unit"]))


_SHORT = re.compile(FIGURE.pattern.replace("(?P<link>--?|~|至|到|、|—)", "(?P<link>(?!))"))


def _without_range(text: str, begin: int, match: re.Match[str]) -> re.Match[str] | None:
    """The first number of what was no range."""
    return _SHORT.match(text, begin)


def _well_begun(text: str, match: re.Match[str]) -> bool:
    """Whether the numeral is whole: not the tail of a longer one, of a code or of an ordinal."""
    start = match.start("first")
    before = text[start - 1] if start else ""
    if (
        before
        and re.match(r"[\d.A-Za-z第〇零一二三四五六七八九十百千万两亿]", before)
        and not match["before"]
        and not match["sign"]
    ):
        return (
            before in "xX×*"
            and text[start].isdecimal()
            and not re.match(r"[A-Za-z]", text[start - 2 : start - 1] or " ")
        )
    first = match["first"]
    if re.fullmatch(r"[百千万亿]+", first) and match["before"] not in {
        "上",
        "近上",
        "将近上",
        "近",
        "数",
        "几",
        "逾",
        "超",
        "超过",
        "将近",
        "约",
    }:
        return text[max(0, start - 1) : start] in {"达", "过", "成"} or bool(match["mid"])
    return not (first in {"十"} and match["before"] == "几")


def _built(text: str, match: re.Match[str], unit: str) -> Figure | None:
    first = match["first"]
    lost = not re.match(rf"{numerals.MIXED}$|{numerals.HAN}$|半$", first)
    low: Decimal | None = None
    high: Decimal | None = None
    word, sense = _approx(match["before"] or "", match["mid"] or match["mid2"] or "", match["behind"] or "")
    if not lost:
        if (pair := numerals.neighbours(first)) is not None:
            low, high = pair
            word, sense = RANGE, RANGE
        else:
            low = numerals.value(first)
        if low is None:
            return None
        if match["later"]:
            low *= numerals.PLACES[match["later"]]
        if match["half"]:
            low += Decimal("0.5")
        if match["link"] and match["second"]:
            high = numerals.value(match["second"])
            if match["link"] == "、":
                word, sense = RANGE, RANGE
            if high is None or high <= low:
                high = None
        if match["sign"]:
            low = -low
    low, high, unit = _money(low, high, unit, text, match)
    return Figure(
        match.start(), match.end(), low, unit, sort_of(unit), high, bool(sense), word, sense,
        one=first in BARE_ONE, least=text.startswith(("以上", "以内", "以下", "及以上"), match.end()), bare_start=match.start("first"),
    )  # fmt: skip


def _money(
    low: Decimal | None, high: Decimal | None, unit: str, text: str, match: re.Match[str]
) -> tuple[Decimal | None, Decimal | None, str]:
    """Money keeps 万元 as its unit; 块, 毛 and their like become 元. All else expands 万 into the number."""
    sort = sort_of(unit)
    if sort is Sort.MONEY and unit not in FOREIGN and low is not None:
        printed = (match["first"] + (match["later"] or "")).rstrip()
        if unit == "元" and printed.endswith(("万", "亿")):
            scale = Decimal(100_000_000 if printed.endswith("亿") else 10_000)
            return (
                low / scale,
                high / scale if high is not None and high > scale else high,
                ("亿元" if printed.endswith("亿") else "万元"),
            )
        if unit in PLAIN_YUAN:
            factor = Decimal(YUAN[unit]) / Decimal(YUAN[PLAIN_YUAN[unit]])
            one = Decimal(YUAN[match["unit1"]]) if match["unit1"] in YUAN and match["second"] else factor
            return low * one, high * factor if high is not None else None, PLAIN_YUAN[unit]
    if unit == "美元" and low is not None and match["first"].endswith("万"):
        return low / 10_000, high, "万美元"
    return low, high, unit


_NOT_CHINESE = set("线路号级年点道面方头分成边处样起生日时里户星代门角字版步")
_FOLLOWS = {
    "个": r"(?:人(?![次员才民])|别|体(?!育)|性|中|半月)", "条": r"(?:件|例|理)", "面": r"(?:积|向|对|临)", "对": r"(?:于|照|口|象)", "次": r"(?:序|于|日|年|品|数(?=[,。]))", "种": r"(?:植|上|下|了)", "道": r"(?:路|德)", "张": r"(?:贴|挂)", "份": r"(?:额|子)", "名": r"(?:称|单|师|校|人|优|字)",
    "位": r"(?:置|于)", "件": r"", "组": r"(?:织|建|成|长|合)", "班": r"(?:级|主任|车|会|长|牌|子)", "部": r"(?:门|分|署|位|级|长)", "层": r"(?:层|次)", "级": r"(?:别|部)", "家": r"(?:长|具|庭|属|校|电)", "本": r"(?:学期|年|校|次|月|着|科)", "处": r"(?:理|长|室|于|置|分)", "期": r"(?:间|末|初|中|刊)", "堂": r"", "批": r"(?:准|评|改|复)", "场": r"(?:地|所|馆|面|景)", "节": r"(?:能|水|电|约|日|假|省|俭|前|后)", "人": r"(?:员|民|才|均|为|事|工|行|文|物)", "元": r"(?:旦|素|件)", "度": r"(?:过|假)", "天": r"(?:然|花|气|面|井|窗)", "米": r"(?:面|粉|饭)", "门": r"(?:窗|锁|牌|卫|口|诊|前|扣)", "床": r"(?:铺|位|单|上|板)", "房": r"", "项": r"", "瓶": r"", "吨": r"", "块": r"", "分": r"(?:类|别|为|管|校|工|发|配|钟|层|组|批|区|段|公司|解|布|析|享|担)", "里": r"(?:面|程)", "方": r"(?:面|便|案|式|法|位|向|针|能|可)", "平": r"(?:安|整|时|均|台|常)", "下": r"", "类": r"", "周": r"(?:边|围|转|到|密|年|末|期|一|二|三|四|五)", "月": r"(?:份|底|初|末|饼)", "站": r"(?:点|岗|台)", "口": r"(?:号|径|味|碑|罩|腔)", "口井": r"", "顿": r"", "行": r"(?:政|业|为|动|李|走|列)", "列": r"(?:入|为|车)", "套": r"(?:间|房(?!间)|管)", "安": r"(?:全|装|排|保|置|静|心)", "星": r"(?:期)", "角": r"(?:落|度|铁|色)", "毛": r"(?:巾|病|毯)", "克": r"(?:服|扣)", "科": r"(?:学|技|室|目|研)", "员": r"(?:工)", "发": r"(?:放|现|展|布|生|出|给)", "单": r"(?:位|独|元|价|项)", "表": r"", "服": r"(?:务|从)", "听": r"(?:取|课|力)", "提": r"(?:高|供|升|出|前|醒)", "首": r"(?:先|次)", "贴": r"(?:心|近|上)", "支": r"(?:持|付|出|撑|教|部|架|援)", "成": r"(?:立|为|功|果|员|绩|熟|套)", "瓦": r"(?:片|斯)", "字": r"(?:画|体)", "票": r"", "管": r"(?:理|道|网|线|护)", "具": r"(?:体|备)", "卡": r"", "例": r"(?:如|行|会)", "代": r"(?:表|理|替)", "页": r"", "桌": r"(?:椅|凳|面|子|牌)", "柜": r"", "副": r"(?:校长|主任|书记|处长|食品|食|业)", "斤": r"", "升": r"(?:级|学|旗|温|降|至)", "星级": r"", "尾": r"", "班会": r"", "排": r"(?:水|污|查|除|练|烟|风|列|队|放|球|涝|气|洪)", "列车": r"", "圈": r"", "棵": r"", "机位": r"", "幅": r"(?:度)", "款": r"(?:项|待)", "笔": r"(?:记|试|者)", "卷": r"(?:烟|宗|帘|闸|材)", "盒": r"", "灯": r"", "线": r"", "路": r"(?:灯|面|段|口|队|边|上|由)", "盘": r"(?:点|查)", "箱": r"", "罐": r"", "包": r"(?:括|含|装|保)", "袋": r"", "架": r"(?:设|起|空)", "户": r"(?:外|型)", "座": r"(?:谈|位|椅|便)", "只": r"(?:有|能|是|要|为)", "把": r"(?:好|手|关|控|握|学校|校园)", "根": r"(?:据|本|治)", "双": r"(?:方|休|向|减)", "样": r"(?:品|本|板)", "点": r"(?:钟|位)", "时": r"(?:间|候|期|常|刻)", "秒": r"", "日": r"(?:常|前|志|起|用|益)",
}  # fmt: skip
_FOLLOWS_RE = {unit: re.compile(pattern) for unit, pattern in _FOLLOWS.items() if pattern}


def _unit_holds(text: str, figure: Figure, match: re.Match[str]) -> bool:
    """Whether the unit is one here: 三次 but not 三次序, 12张 but not 12张贴, 2米 but not 二里面."""
    unit = figure.unit if figure.unit in match[0] else (match["unit"] or match["unit1"])
    chinese = bool(re.match(rf"{numerals.HAN}$", match["first"]))
    if unit in _FOLLOWS_RE and _FOLLOWS_RE[unit].match(text, figure.end) and not match["behind"]:
        return unit == "门" and not chinese and text.startswith("课", figure.end)
    if chinese and unit in _NOT_CHINESE and not figure.approx:
        return unit in {"处", "户", "年", "级", "日", "门", "道", "字"} and not (
            figure.one and unit in {"年", "级", "日", "道"}
        )
    if re.fullmatch(r"[A-Za-z°%‰]+\d?", unit):
        return not re.match(r"[A-Za-z\d]", text[figure.end : figure.end + 1] or " ")
    return True


def least_of(figure: Figure) -> Figure:
    """A figure that states a limit (30天以上) is a norm."""
    return replace(figure, least=True)
