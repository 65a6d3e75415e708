"""What the deeds of the canteen share: who acts, which store is the canteen's, numbers, weights."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.rules import api as rules
from lvye.kernel.rules.api import next_number
from lvye.modules.menus.api import grams, is_weight, of_grams
from lvye.modules.partners.api import SupplyCategory
from lvye.modules.stores.api import Item, Store, Unit

ZERO = Decimal(0)
GRAIN = Decimal("0.001")


def canteen_store() -> Store:
    """The store room the canteen's food lies in. Raises ValidationError saying what to set up."""
    code = str(rules.value("canteen.store"))
    found = Store.objects.filter(code=code, is_active=True).first()
    if found is None:
        raise ValidationError(
            _("还没有编号是“%(code)s”的食堂库房：请先在“保管室”里建一个。") % {"code": code}, code="no_store"
        )
    return found


def food_category() -> SupplyCategory | None:
    """The class of supply that asks suppliers for a food licence, where the school keeps one."""
    return SupplyCategory.objects.filter(code="food").first()


def number_next(letters: str, day: date) -> str:
    """YS20260310-02: counted within the day."""
    return f"{letters}{day:%Y%m%d}-{next_number(f'canteen.{letters}:{day:%Y%m%d}', 2)}"


def measured(item: Item, qty: Decimal, unit: str = "") -> Decimal:
    """So much, in the item's own unit: 斤, 公斤, 两 and so on are turned into each other, other units by the item.

    Raises ValidationError for nothing, for a unit the item has not, and for a weight of what is counted.
    """
    if qty <= 0:
        raise ValidationError(_("%(item)s：数量要大于零。") % {"item": item.name}, code="qty")
    unit = unit.strip()
    if not unit or unit == item.unit:
        return qty.quantize(GRAIN)
    if is_weight(item.unit) and is_weight(unit):
        return of_grams(grams(qty, unit), item.unit).quantize(GRAIN)
    factor = Unit.objects.filter(item=item, name=unit).values_list("factor", flat=True).first()
    if factor is None:
        words = {"item": item.name, "unit": unit, "own": item.unit}
        raise ValidationError(_("%(item)s按“%(own)s”记，不能写“%(unit)s”。") % words, code="unit")
    return (qty * factor).quantize(GRAIN)


def plain(qty: Decimal) -> str:
    """A quantity without zeros behind."""
    return f"{qty.normalize():f}"
