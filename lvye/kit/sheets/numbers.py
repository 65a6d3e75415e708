"""Amounts as clerks write them: 20余个, １，２３４, 十多只, 近百, 1.2万元."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from django.utils.translation import gettext as _

from .errors import CellError
from .grid import Formula, Plain, Raw, is_blank, shown

__all__ = ["Quantity", "Sense", "as_money", "as_quantity"]

Sense = Literal["", "at_least", "about", "just_under"]
LARGEST = Decimal(10) ** 12
CENT = Decimal("0.01")
SENSES: dict[str, Sense] = {
    **dict.fromkeys(("余", "多", "超过", "超", "逾", "以上", "不少于", "至少", "≥", ">=", ">", "+"), "at_least"),
    **dict.fromkeys(("约", "大约", "大概", "左右", "上下", "来", "≈", "~"), "about"),
    **dict.fromkeys(("近", "将近", "接近", "不到", "不足", "以内"), "just_under"),
}
CHINESE = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4,
    "伍": 5, "陆": 6, "柒": 7, "捌": 8, "玖": 9}  # fmt: skip
SCALES = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
NUMERAL = "".join([*CHINESE, *SCALES, *GROUPS])
AMOUNT = re.compile(
    rf"""(?P<before>约|大约|大概|将近|接近|近|不到|不足|超过|超|逾|不少于|至少|≥|>=|>|≈|~|共计|合计|共|计)?
    (?P<number>[+-]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?|[{NUMERAL}]+)
    (?P<inside>余|多|来)?(?P<scale>(?:[百万亿]|千(?!克|瓦|米|伏|卡))+)?(?P<inside2>余|多|来)?
    (?P<unit>千(?:克|瓦时?|米|伏|卡)|[^\d{NUMERAL}半几数,.%‰~-]{{0,8}}?)
    (?P<after>左右|上下|以上|以内|余|多|\+)?""",
    re.VERBOSE,
)
HIDDEN = re.compile(r"\d+[Xx×*?□○]")  # 20XX: a digit nobody can read is no unit
SPAN = re.compile(rf"[\d{NUMERAL}]+\S{{0,2}}?(-|—|~|至|到)[\d{NUMERAL}]+")


@dataclass(frozen=True)
class Quantity:
    """An amount, how exact it is, and the unit written beside it ("" when none was)."""

    value: Decimal
    sense: Sense = ""
    unit: str = ""

    @property
    def is_approx(self) -> bool:
        """The source did not count exactly."""
        return bool(self.sense)


def as_quantity(cell: Raw, *, negative: bool = False) -> Quantity | None:
    """The amount in a cell, None for a blank one. Raises CellError when it is no single number."""
    cell = _shown(cell)
    if cell is None:
        return None
    found = _written(cell) if isinstance(cell, str) else Quantity(_counted(cell))
    if found.value < 0 and not negative:
        raise CellError(_("数量不能是负数"))
    if abs(found.value) >= LARGEST:
        raise CellError(_("数字太大，请核对"))
    return found


def as_money(cell: Raw, *, negative: bool = False) -> Decimal | None:
    """Yuan with two places, None for a blank cell: ¥1,234.50, 1.2万元, (300.00) for a negative one.

    Raises CellError when it is no exact sum. What a formula computes is rounded to the cent, what was typed is not.
    """
    computed = isinstance(cell, Formula)
    cell = _shown(cell)
    if isinstance(cell, str):
        text = re.sub(r"^(¥|RMB|CNY|人民币)", "", _plain(cell), flags=re.IGNORECASE)
        cell = f"-{text[1:-1]}" if re.fullmatch(r"\([\d,.]+元?\)", text) else text
    found = as_quantity(cell, negative=True)
    if found is None:
        return None
    if found.unit not in {"", "元", "圆", "块", "元整"}:
        raise CellError(_("金额的单位应当是元，读到的是“%(unit)s”") % {"unit": found.unit})
    if found.is_approx:
        raise CellError(_("金额要写确数，不能写约数"))
    if found.value < 0 and not negative:
        raise CellError(_("金额不能是负数"))
    yuan = found.value.quantize(CENT, ROUND_HALF_UP)
    if yuan != found.value and not computed:
        raise CellError(_("金额最多两位小数"))
    return yuan


def _shown(cell: Raw) -> Plain:
    seen = shown(cell)
    return None if is_blank(seen) else seen


def _counted(cell: object) -> Decimal:
    """A number the sheet holds as a number: without the dust of binary fractions."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        raise CellError(_("这里要数字，读到的是日期、时间或是否"))
    if not math.isfinite(cell):
        raise CellError(_("这一格的公式算不出来（%(text)s）") % {"text": cell})
    return Decimal(int(cell)) if cell == int(cell) else Decimal(repr(round(cell, 6)))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def _written(cell: str) -> Quantity:
    text = _plain(cell)
    if text.startswith("#"):
        raise CellError(_("这一格的公式算不出来（%(text)s）") % {"text": text})
    match = AMOUNT.fullmatch(text)
    if match is None or HIDDEN.match(text):
        raise CellError(_refusal(cell.strip(), text))
    signs = [match[name] for name in ("before", "inside", "inside2", "after") if match[name] in SENSES]
    value = _number(match["number"]) * _scale(match["scale"] or "")
    return Quantity(value, SENSES[signs[0]] if signs else "", (match["unit"] or "").strip("()[]/"))


def _refusal(typed: str, text: str) -> str:
    said = {"text": typed[:20]}
    if text.endswith(("%", "‰")):
        return _("“%(text)s”是比例，这里要数量") % said
    if SPAN.match(text):
        return _("“%(text)s”是一个范围，请写一个数") % said
    if HIDDEN.match(text):
        return _("“%(text)s”里有看不清的数字") % said
    if re.search(f"[几数][{NUMERAL}]|[{NUMERAL}][几数]", text):
        return _("“%(text)s”没有说定是多少，请写一个数") % said
    return _("“%(text)s”不是数字") % said


def _number(text: str) -> Decimal:
    plain = text.replace(",", "")
    return Decimal(plain) if plain.lstrip("+-")[0].isdigit() else Decimal(_chinese(plain))


def _scale(text: str) -> int:
    product = 1
    for char in text:
        product *= SCALES.get(char) or GROUPS[char]
    return product


def _chinese(text: str) -> int:
    """A whole number in Chinese numerals: 一百二十, 二百五, 十, 二〇二六. Raises CellError when it is none."""
    if all(char in CHINESE for char in text):
        return int("".join(str(CHINESE[char]) for char in text))
    total = group = digit = 0
    last, gap = 0, False
    for char in text:
        if char in CHINESE:
            if digit:  # 三四十: thirty or forty
                raise CellError(_("“%(text)s”没有说定是多少，请写一个数") % {"text": text})
            digit, gap = CHINESE[char], CHINESE[char] == 0
        elif char in SCALES:
            group += (digit or 1) * SCALES[char]
            last, digit = SCALES[char], 0
        else:
            total = (total + group + digit) * GROUPS[char] if char == "亿" else total + (group + digit) * GROUPS[char]
            last, group, digit = GROUPS[char], 0, 0
            if not total:
                raise CellError(_("“%(text)s”不是数字") % {"text": text})
    if digit and last >= 100 and not gap and text[-2] not in CHINESE:
        digit *= last // 10  # 二百五 is 250
    return total + group + digit
