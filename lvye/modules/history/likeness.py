"""When two names and two units mean the same: old documents and the registers of today use different words."""

# house: the words of old documents, compared with, not shown

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal

from lvye.kernel.rules import api as rules

# Words that count single pieces: of one and the same thing 84个 and 84根 are the same number. 套, 组, 批, 箱 are not.
PIECES = frozenset("个只根支盏把枚块片张扇樘台部件条株棵位名人辆座处")
TIMES = frozenset("次件项起处单宗")  # of one and the same work
SHORTEST = 2  # characters a name has at least that may stand at the end of a longer one
ENDINGS = re.compile(r"^(完成|累计|共|全部)+")
WAN = Decimal(10_000)
YUAN_UNITS = {"元": Decimal(1), "块": Decimal(1), "万元": WAN, "万": WAN, "千元": Decimal(1000), "亿元": WAN * WAN}


def same_units(unit: str) -> frozenset[str]:
    """The units that count the same of one thing."""
    found = {unit}
    for family in (PIECES, TIMES):
        if unit in family:
            found |= family
    return frozenset(found)


def synonyms() -> dict[str, str]:
    """old word → word of today, as the school's rule has it."""
    pairs = (line.partition("=") for line in rules.value("history.same_words"))
    return {old.strip(): new.strip() for old, _is, new in pairs if old.strip() and new.strip()}


def bare(words: str, same: Mapping[str, str]) -> str:
    """A name without blanks, marks and 完成, in the words of today."""
    plain = re.sub(r"[\s的“”\"'（）()]+", "", unicodedata.normalize("NFKC", words))
    plain = ENDINGS.sub("", plain) or plain
    if plain in same:
        return same[plain]
    for old, new in same.items():
        if plain.endswith(old) and not plain.endswith(new):
            return plain.removesuffix(old) + new
    return plain


def alike(one: str, other: str, same: Mapping[str, str]) -> bool:
    """Whether two names mean one thing: the same words, or the same last word (学生课桌, 课桌); lists as a whole."""
    first, second = (frozenset(filter(None, (bare(part, same) for part in listed(name)))) for name in (one, other))
    if first == second:
        return bool(first)
    if len(first) != 1 or len(second) != 1:
        return False
    short, long = sorted((next(iter(first)), next(iter(second))), key=len)
    return len(short) >= SHORTEST and long.endswith(short)


def listed(name: str) -> list[str]:
    """The parts of a list: 电源开关、插座."""
    return re.split(r"[、，,/]|(?<=.)[和及与](?=.)", name)
