"""Weights as kitchens say them: 3斤2两, 1.5公斤, 800克. Exact: 1 斤 is 500 克, a 两 is 50, never a float."""

# house: names of units, as people write them

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

GRAMS: dict[str, Decimal] = {
    "吨": Decimal(1_000_000), "公斤": Decimal(1000), "千克": Decimal(1000), "kg": Decimal(1000),
    "斤": Decimal(500), "市斤": Decimal(500), "两": Decimal(50), "钱": Decimal(5),
    "克": Decimal(1), "g": Decimal(1),
}  # fmt: skip
WIDE = str.maketrans("０１２３４５６７８９．，", "0123456789.,")
PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([a-zA-Z]+|[一-鿿]+?)(?=[\d\s]|半|$)")
HALF = re.compile(r"(公斤|千克|市斤|斤|两)半")


def is_weight(unit: str) -> bool:
    """Whether a unit is one of weight."""
    return unit.strip().lower() in GRAMS


def grams(qty: Decimal, unit: str) -> Decimal:
    """So many of a unit, in grams, exactly. Raises ValidationError for a unit that is not one of weight."""
    found = GRAMS.get(unit.strip().lower())
    if found is None:
        raise ValidationError(_("“%(unit)s”不是重量单位，请用斤、公斤或克。") % {"unit": unit}, code="no_weight")
    return qty * found


def of_grams(weight: Decimal, unit: str) -> Decimal:
    """Grams in another unit, exactly (12,500 克 is 25 斤)."""
    return weight / grams(Decimal(1), unit)


def weight(text: str) -> Decimal:
    """Grams of what was written: "3斤2两", "1.5公斤", "2斤半", "800 g", "1公斤 3两".

    Raises ValidationError for a number without unit, for another unit, and for nothing at all: which one was meant,
    斤 or 公斤, is never guessed.
    """
    plain = text.strip().translate(WIDE).lower()
    opened = HALF.sub(lambda found: f"{found[1]} {GRAMS[found[1]] / 2}克", plain)
    total, left = Decimal(0), opened
    for qty, unit in PART.findall(opened):
        total += grams(Decimal(qty.replace(",", "")), unit)
        left = left.replace(qty, "", 1).replace(unit, "", 1)
    if left.strip() or not plain:
        said = text.strip() or _("空")
        raise ValidationError(
            _("看不懂重量“%(text)s”，请写成 3斤2两、1.5公斤、800克。") % {"text": said}, code="unread"
        )
    return total


def said(weight_grams: Decimal) -> str:
    """Grams as a shopping list says them: 公斤 with two places from a kilogram up, 克 below."""
    if weight_grams >= 1000:
        kilos = (weight_grams / 1000).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return f"{kilos.normalize():f}{_('公斤')}"
    return f"{weight_grams.quantize(Decimal(1), ROUND_HALF_UP):f}{_('克')}"


def said_jin(weight_grams: Decimal) -> str:
    """Grams in 斤 with one place, as the market counts."""
    jin = of_grams(weight_grams, "斤").quantize(Decimal("0.1"), ROUND_HALF_UP)
    return f"{jin.normalize():f}{_('斤')}"
