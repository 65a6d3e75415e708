"""How long something is used: 6年1个月, 5, 六年, 18个月."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from django.utils.translation import gettext as _

from .cells import as_text
from .errors import CellError
from .grid import Raw, shown

__all__ = ["as_months"]

NUMERALS = {"半": "0.5", "一": "1", "二": "2", "两": "2", "三": "3", "四": "4", "五": "5", "六": "6", "七": "7",
            "八": "8", "九": "9"}  # fmt: skip
TENS = re.compile("([一二两三四五六七八九])?十([一二三四五六七八九])?")
AGE = re.compile(r"(?:(\d+(?:\.\d+)?)(?:周?年|周?岁))?(?:零?(\d+)个?月)?")
LONGEST = 1200


def as_months(cell: Raw) -> int | None:
    """Whole months of an age or a life; a bare number is years. None for a blank cell. Raises CellError."""
    typed = as_text(shown(cell))
    text = re.sub(r"\s|[(（].*?[)）]", "", unicodedata.normalize("NFKC", typed))
    if not text:
        return None
    if re.fullmatch(r"\d+(\.\d+)?", text):
        text = f"{text}年"
    found = AGE.fullmatch(_arabic(text))
    if found and any(found.groups()):
        months = Decimal(found[1] or 0) * 12 + int(found[2] or 0)
        if months == int(months) and months <= LONGEST:
            return int(months)
    raise CellError(_("“%(text)s”看不出多少年月，请写“6”或“6年1个月”") % {"text": typed[:20]})


def _arabic(text: str) -> str:
    def tens(match: re.Match[str]) -> str:
        return NUMERALS.get(match[1] or "一", "") + NUMERALS.get(match[2] or "", "0")

    text = TENS.sub(tens, text.replace("年半", "年6个月"))
    return "".join(NUMERALS.get(char, char) for char in text)
