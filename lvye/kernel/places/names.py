"""How a place is called in full, in what order it stands, and in how many ways people write it."""

# house: the words people use for floors, rooms and buildings

from __future__ import annotations

import re
import unicodedata

from .models import Kind, Place

FIRST_NUMBER = re.compile(r"\d+")
BASEMENT = re.compile(r"(?:负|地下|b)(?=\d)")
SEPARATORS = re.compile(r"[\s\-_—·・/\\、,.。:>›→|()（）]+")
HAN_DIGITS = {digit: number for number, digit in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
COUNTED = "号层楼栋幢年班单区室房"  # a Chinese numeral before one of these is a number
HAN_NUMBER = re.compile(rf"([零〇一二两三四五六七八九十]+)(?=[{COUNTED}])")
ROOM_WORDS = ("教室", "房间", "室", "房", "号")


def full_name(name: str, parent: Place | None) -> str:
    """ "教学楼 3层 301教室". A campus is named only where there are several (`in_names`)."""
    if parent is None or (parent.kind == Kind.CAMPUS and not parent.in_names):
        return name
    return f"{parent.full_name} {name}"


def order_of(name: str) -> int:
    """The first number in a name, so that 3层 stands before 10层 and 负一层 before both."""
    text = plain(name)
    found = FIRST_NUMBER.search(text)
    if found is None:
        return 0
    number = min(int(found.group()), 10**6)
    return -number if text[: found.start()].endswith("负") else number


def plain(text: str) -> str:
    """A name without what people write differently: width, case, gaps, 三楼 or 3楼, 3#楼 or 3号楼, B1 or 负一层."""
    text = SEPARATORS.sub("", unicodedata.normalize("NFKC", text).lower())
    text = (
        re.sub(r"#楼?|栋|幢", "号楼", text)
        if re.search(r"\d#|\d[栋幢]|[一二三四五六七八九十a-z][栋幢]", text)
        else text
    )
    text = HAN_NUMBER.sub(lambda found: str(_number(found.group(1))), text)
    text = re.sub(r"(?<=\d)f(?![a-z])", "层", text)
    return BASEMENT.sub("负", text).replace("第", "")


def ways(kind: str, name: str) -> list[str]:
    """The ways people write one place's own name, the most exact first."""
    base = plain(name)
    found = [base]
    if kind == Kind.FLOOR:
        found += [re.sub(r"楼$", "层", base), re.sub(r"层$", "楼", base)]
    elif kind == Kind.BUILDING:
        found += [re.sub(r"号楼$", "楼", base), re.sub(r"号楼$", "号", base)]
    elif kind == Kind.ROOM:
        bare = next((base.removesuffix(word) for word in ROOM_WORDS if base.endswith(word)), base)
        if bare[-1:].isdigit():
            found += [bare, *(f"{bare}{word}" for word in ROOM_WORDS)]
    return list(dict.fromkeys(found))


def _number(text: str) -> int:
    """二十三 → 23, 十二 → 12, 三〇一 → 301."""
    if "十" not in text:
        return int("".join(str(HAN_DIGITS[digit]) for digit in text))
    tens, _, ones = text.partition("十")
    value = (HAN_DIGITS[tens[-1]] if tens else 1) * 10
    return value + (HAN_DIGITS[ones[0]] if ones and ones[0] in HAN_DIGITS else 0)
