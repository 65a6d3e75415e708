"""Numerals that count nothing: list numbers, dates, names, terms, idioms, clock times, telephone numbers, pages.

Each trap is a pattern over the plain text. What a trap covers is no figure. Names of places and classes stay readable
as places, dates as dates; all the rest is passed over.
"""

# house: the phrases that hold numerals without counting, looked up, not shown

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from .lexicon import fixed

PLACE, DATE, TERM, LIST = "place", "date", "term", "list"
# «N» is one numeral in characters, «Y» a year also where its digits were blotted out, «H» a Chinese character.
_SIGNS = {
    "«N»": r"[〇零一二三四五六七八九十]",
    "«Y»": r"(?:(?:19|20|2O)[\dXx×*_○〇]{1,2}|[Xx×*_]{1,4}|(?<![近约满了用过作达])[012]\d(?!年[多余来])"
    r"|[〇零一二三四五六七八九]{4}|20_{1,3})",
    "«H»": r"[\u4e00-\u9fff]",
}


def _any(lines: str, flags: int = 0) -> re.Pattern[str]:
    """One pattern out of one a line."""
    for sign, meaning in _SIGNS.items():
        lines = lines.replace(sign, meaning)
    return re.compile("|".join(f"(?:{line.strip()})" for line in lines.strip().splitlines()), flags)


_DATES = _any(r"""
«Y»\s*[-~至到—]+\s*«Y»\s*(?:学?年度?|学年)(?:第?[一二上下]学?期|[上下]半?年)?
(?<![\d.])«Y»(?:学年度?|年度|年)(?:第?[一二上下]学?期|[上下]半年|春季?|秋季?|寒假|暑假|暑期|[上下](?=,|半))?
(?<![\d.多余几个近约])(?:\d{1,2}|«N»{1,3}|[Xx×*])月(?:份|底|初|末|中旬|上旬|下旬)?(?:\s*(?:\d{1,2}|«N»{1,3}|[Xx×*]{1,2})[日号](?!常))?(?:起|止|左右|以来|前后?)?
(?<![\d.多余几个近约第每])(?:\d{1,2}|«N»{1,3})[日号](?=至|到|-|前|起|止|上午|下午|晚|[,。、)]|$|在|召开|开展|,)
(?<!\d)(?:19|20)\d{2}[-/.]\d{1,2}(?:[-/.]\d{1,2})?(?!\d)
(?<![\d.])\d{1,2}[./]\d{1,2}(?=[上下]午|日|号)
(?:星期|周|礼拜)[一二三四五六日天](?!次|检|查|次|会|扫|清|报)(?:至周?[一二三四五六日天])?
第(?:\d+|«N»{1,4}|[Xx])个?[次届周章节条款项版号册批期轮名学位组季课食中小一二幼实人民标段栋层车]?
(?:\d{1,2}|«N»{1,2})季度
(?<!举办)(?<!开办)(?<!办了)(?<!出版)(?<!编印)(?<!第)[二三四五六七八九]期
十[一二三四]五(?:期间|规划|末|时期)?
[“"]?五一[”"]?(?:期间|假期|节|黄金周|前后?|长假)
六一(?:期间|儿童节|节)
[“"]?十一[”"]?(?:期间|假期|黄金周|长假|前后?)
九九重阳节?
(?<!\d)(?:3·15|5·12|11·9|1·19|119|110|120|114)(?!\d)(?:消防|宣传|火警|电话|报警|指挥|日|活动)
(?:半|一|几|数|近|这)?(?:«N»|\d+)?(?:多|几|余)?个?(?:年|月|学期|学年|周|天|季度)多?(?:以来|来)(?!自|访|校)
(?:较|比|与|同|和)?(?:去年|上年|前年|往年|«Y»年?度?)?同期(?:相比|相较)?
[上下]半年|[上下]半学期|[本上下每]学期初?|[去今明前上]年|全年|年[初底末终]|期[初末]|[本上下]月|[本上]周
(?:一|整|这一|过去的一|本|新的一|前|后|接下来的一)个?(?:学期|学年|年|季度|周)(?:来|中|里|内|以来|期间|的时间)?(?!级|次|[一二三四五六七八九十\d])
(?<!\d)(?:[01]?\d|2[0-4])[:：][0-5]\d(?:\s*[-~至到]+\s*(?:[01]?\d|2[0-4])[:：][0-5]\d)?
(?:上午|下午|晚上|早上|中午|凌晨|早晨|傍晚|夜里|晚|早)(?:\d{1,2}|«N»{1,3})(?:点钟?|时)(?:半|整|\d{1,2}分?|«N»{1,3}分)?
(?<![\d多余几])(?:\d{1,2}|«N»{1,3})点(?:钟|半|整|\d{1,2}分|«N»{1,3}分)
(?:\d+|«N»{1,3}|百)周年
""")
# A unit behind 高三 or 二小 shows that something is counted.
_NO_UNIT = r"(?![次个台套张名人块间把条支盏元所项件幢栋座门面组只毛分角\d.米厘公倍号度])"
_NAMES = _any(
    r"""
第?(?:«N»{1,3}|\d{1,3})(?:中学|小学|幼儿园|完小|高中|初中|职中|[小幼](?=[,。、的])|中(?=[,。、的学]|$))
(?<![其最较])[高初大中小幼](?:«N»|\d)(?:年级|段|级|部|届|各班|全体|新生|毕业班|教学楼|学生|学部|师生|教师)?(?:[(（]?\d{1,2}[)）]?班|[(（]«N»{1,2}[)）]班?|«N»{1,2}班)?«U»
(?:«N»|\d)(?:[-~至到、](?:«N»|\d))?年级(?:[(（]?(?:\d{1,2}|«N»{1,2})[)）]?班)?
(?<!\d)\d{1,2}[-~至到]\d{1,2}年级
(?<![\d.多余近约共计个])\d{3,4}(?:班|室|教室|房间?|寝室|宿舍|办公室|会议室)(?!次|级)
(?:[(（]\d{1,2}[)）]|(?<![\d设有共个])[一二三四五六][(（]?\d{1,2}[)）]?)班
(?<![\d.多余近约共])(?:\d{1,2}|«N»{1,2}|[A-Z])-?号(?:教学|实验|宿舍|公寓|学生|办公|综合|家属|科技|行政)?(?:楼|馆|门|厅|食堂|公寓|锅炉|井|机房|院落?|库房|车间|线|机组|变压器|水泵|泵|炉)?
(?<![A-Za-z])[A-Z]-?\d{1,4}(?:室|教室|栋|楼|区|房)?
(?:电脑|计算机|实验|多媒体|会议|阅览|语音|微机|学生|教工|食堂|公寓|教学|宿舍|综合|实训|图书|[北南东西新老旧男女松竹梅兰桃柳博苑]|校区)(?:\d{1,2}|«N»)(?:室|楼|教室|机房|食堂|区|斋|舍|餐厅|园)
(?<![\d多余近约共个])(?:«N»{1,3}|\d{1,2})(?:[、,至到-](?:«N»{1,3}|\d{1,2}))*[楼层](?=[\u4e00-\u9fff]|[,。、)]|$)(?!次|楼|高|以上|的(?:教学|宿舍|综合|办公)楼)
(?<![\d多余近约共个])[一二三四五六七八九](?:、[一二三四五六七八九])+(?:食堂|餐厅|号楼|校区|公寓|教|期|标)
(?<![\d多余近约共个])«N»(?:食堂|餐厅|校区|公寓(?!楼)|教(?=[\d东西,。、的光学楼])|标段?(?=[,。、的]))
[经纬中环南北东西]«N»[路街]
«H»(?:«N»|\d{1,2})[街巷弄](?:道|镇|口)?
«N»街镇?
«H»{1,3}«N»桥
(?:省|市|全国|县|区)«N»{1,3}运会
(?:«N»|\d)(?:期|标段)(?=工程|项目|建设|改造|公寓|宿舍)
[一二三]类学校
[一二三四]级(?=达标|学校|医院|响应|等|建造|资质|防|保密|能效|风险)
""".replace("«U»", _NO_UNIT)
)
_CODES = _any(r"""
[(（〔\[](?:19|20)\d{2}[)）〕\]]\s*第?\d+号
«H»{1,6}[〔\[](?:19|20)?\d{2,4}[〕\]]\d*号?
(?<!\d)1[3-9]\d{9}(?!\d)
(?<!\d)\d{3,4}-\d{3,4}-?\d{4}(?!\d)
(?<!\d)\d{3,4}-\d{7,8}(?!\d)
[Ff]?第\s*(?:PAGE)?\d+\s*页(?:\s*[共/]\s*\w*?\d+\s*页)?
共\s*\d+\s*页
(?<![A-Za-z\d])\d[TtGgDdSs](?![A-Za-z\d/])(?:管理|验收|标准|网络|打印|服务)?
(?<![A-Za-z\d])[A-Za-z]{1,6}-?\d+(?:\.\d+)?(?![\d年])(?:[A-Za-z]+\d*)*(?![×\d个台套只盏块])
24小时(?=服务|热线|值班电话)
[a-z]+://\S+
\d+\.\d+\.\d+(?:\.\d+)*
[A-Za-z0-9._-]+@[A-Za-z0-9.-]+
1亿VIP«H»{0,8}
(?<=\n)\s*-?\s*\d{1,3}\s*-?\s*(?=\n)
""")
# A number that begins a line or a sentence and is followed by a list mark.
_LISTS = _any(
    r"""
(?:(?<=^)|(?<=[\n。;!?:]))\s*(?:[fF]?\d{1,4}|[一二三四五六七八九十]{1,3})\s*(?:[、.．)）](?!\d|[一二三四五六七八九][项次个台名间件天种人年位张块])|,(?=[\u4e00-\u9fff]))
[(（](?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）]
[①-⑳⑴-⒇⒈-⒛]
(?<=[\u4e00-\u9fff。;,])[fF]?\d{1,2}[、.](?=[\u4e00-\u9fff])
[一二三四五六七八九十]{1,3}、(?=«H»)(?!«H»{0,3}[一二三四五六七八九十]*(?:个|台|项|次|名|间))
其[一二三四五六](?=[,是])
[一二三四五六]是(?=[\u4e00-\u9fff])
""",
    re.MULTILINE,
)
_FIXED = re.compile("|".join((*sorted(fixed.WORDS, key=len, reverse=True), *fixed.PATTERNS)))
_RULES = ((TERM, _CODES), (DATE, _DATES), (PLACE, _NAMES), (LIST, _LISTS), (TERM, _FIXED))


@dataclass(frozen=True, slots=True)
class Trap:
    """A covered stretch of the plain text."""

    start: int
    end: int
    kind: str


def traps(text: str) -> list[Trap]:
    """All covered stretches, in order, without overlaps; the earlier rule wins."""
    found: list[Trap] = []
    for kind, pattern in _RULES:
        found.extend(
            Trap(match.start(), match.end(), kind) for match in pattern.finditer(text) if match.end() > match.start()
        )
    kept: list[Trap] = []
    order = {id(trap): number for number, trap in enumerate(found)}
    for trap in sorted(found, key=lambda one: (one.start, order[id(one)])):
        if not kept or trap.start >= kept[-1].end:
            kept.append(trap)
    return kept


def covering(found: list[Trap], starts: list[int], at: int) -> Trap | None:
    """The trap that covers an offset; `starts` are the starts of `found`."""
    number = bisect_right(starts, at) - 1
    return found[number] if number >= 0 and found[number].end > at else None
