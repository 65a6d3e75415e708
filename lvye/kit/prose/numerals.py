"""Numbers as Chinese prose writes them: 58, 1,060, 一百零五, 3.5万, 1千5百, 两, 半."""

# house: the characters of numerals, looked up, not shown

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache

DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
HAN_DIGIT = "〇零一二三四五六七八九两"
HAN = rf"[{HAN_DIGIT}十百千万亿廿卅]+"
# 1千5百, 3万2千, 1200万, 12.5亿: digits with Chinese places behind them, once or more often.
MIXED = rf"{DIGITS}(?:[百千万亿]+(?:\d+(?:\.\d+)?(?=[百千万亿]))?)*"
PLACES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
MAX_LENGTH = 40


@lru_cache(maxsize=4096)
def value(text: str) -> Decimal | None:
    """The number a numeral means; None where it means none (多个 numerals run together, an empty text).

    Digits with places are added up here, exactly; numerals in Chinese characters are cn2an's work.
    """
    if not text or len(text) > MAX_LENGTH:
        return None
    if text == "半":
        return Decimal("0.5")
    try:
        if text[0].isdecimal():
            return _mixed(text.replace(",", ""))
        return _chinese(text)
    except (ValueError, InvalidOperation, KeyError):
        return None


def _mixed(text: str) -> Decimal:
    """1千5百 → 1500; 3.5万 → 35000; 1200 → 1200; 3万5 → 35000."""
    total, section = Decimal(0), Decimal(0)
    last = 1
    for number, places in re.findall(r"(\d+(?:\.\d+)?)([十百千万亿]*)", text):
        factor = 1
        for place in places:
            factor *= PLACES[place]
        if not places and last > 1 and len(number) == 1:
            factor = last // 10  # 3万5 is 35,000
        section += Decimal(number) * factor
        last = factor
    return total + section


def _chinese(text: str) -> Decimal:
    """Numerals in characters. A bare place (千万, 百) counts one of itself, 廿 is twenty."""
    text = text.replace("廿", "二十").replace("卅", "三十")
    if text[0] in "百千万亿":
        factor = 1
        for place in text:
            factor *= PLACES[place]
        return Decimal(factor)
    if "半" in text:
        raise ValueError(text)
    import cn2an  # a quarter of a second: only who reads prose waits

    return Decimal(str(cn2an.cn2an(text, "normal")))


def neighbours(text: str) -> tuple[Decimal, Decimal] | None:
    """两三 → (2, 3), 七八 → (7, 8), 二三十 → (20, 30), 三四百 → (300, 400): two numbers that stand for a span."""
    found = re.fullmatch(rf"([{HAN_DIGIT}])、?([{HAN_DIGIT}])([十百千万]*)", text)
    if not found:
        return None
    first, second = value(found[1]), value(found[2])
    if first is None or second is None or second - first not in (1, 2) or "零" in text:
        return None
    factor = value(found[3]) if found[3] else Decimal(1)
    return (first * (factor or 1), second * (factor or 1))
