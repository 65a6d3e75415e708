"""What is written on a line, turned into the item's own unit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.modules.stores.models import Item, Lot, Unit

from .ledger import GRAIN, ZERO, cents

MOST_LINES = 500
MOST = Decimal(1_000_000)


@dataclass(frozen=True)
class In:
    """A line of goods coming in: qty of `unit` (the item's own where none is given) at price yuan each."""

    item: Item
    qty: Decimal
    price: Decimal
    lot: str = ""
    expires_on: date | None = None
    unit: str = ""
    note: str = ""


@dataclass(frozen=True)
class Out:
    """A line of goods going out: qty of `unit` (the item's own where none is given)."""

    item: Item
    qty: Decimal
    unit: str = ""
    lot: Lot | None = None
    note: str = ""


L = TypeVar("L", In, Out)
InLike: TypeAlias = "In | Sequence[Any]"  # (item, qty, unit_price, lot, expires_on)
OutLike: TypeAlias = "Out | Sequence[Any]"  # (item, qty)


def base_qty(item: Item, qty: Decimal, unit: str = "") -> Decimal:
    """So much, in the item's own unit. Raises ValidationError for nothing, too much, or a unit it has not."""
    if qty <= 0:
        raise ValidationError(_("%(item)s：数量要大于零。") % {"item": item})
    if unit and unit != item.unit:
        factor = Unit.objects.filter(item=item, name=unit).values_list("factor", flat=True).first()
        if factor is None:
            known = {"item": item, "unit": unit, "own": item.unit}
            raise ValidationError(_("%(item)s没有“%(unit)s”这个单位，基本单位是“%(own)s”。") % known)
        qty = qty * factor
    if qty > MOST:
        raise ValidationError(_("%(item)s：一次最多一百万，多半是打错了。") % {"item": item})
    if qty != qty.quantize(GRAIN):
        raise ValidationError(_("%(item)s：数量最多三位小数。") % {"item": item})
    return qty.quantize(GRAIN)


def incoming(lines: Iterable[InLike], *, day: date, actor: User) -> list[dict[str, Any]]:
    """The values of receipt lines; their lots are made where they are new."""
    made = []
    for line in _counted([one if isinstance(one, In) else In(*one) for one in lines]):
        if line.price < 0:
            raise ValidationError(_("%(item)s：单价不能小于零。") % {"item": line.item})
        made.append(
            {
                **_common(line), "price": line.price, "value": cents(line.qty * line.price),
                "lot": _lot(line, day, actor),
            }
        )  # fmt: skip
    return made


def outgoing(lines: Iterable[OutLike]) -> list[dict[str, Any]]:
    """The values of lines of goods going out."""
    wanted = _counted([one if isinstance(one, Out) else Out(*one) for one in lines])
    return [{**_common(line), "lot": line.lot} for line in wanted]


def _common(line: In | Out) -> dict[str, Any]:
    if not line.item.is_active:
        raise ValidationError(_("%(item)s已经停用。") % {"item": line.item})
    return {
        "item": line.item, "qty": base_qty(line.item, line.qty, line.unit), "unit": line.unit or line.item.unit,
        "unit_qty": line.qty, "note": line.note,
    }  # fmt: skip


def _counted(lines: list[L]) -> list[L]:
    if not lines:
        raise ValidationError(_("至少要有一行物资。"))
    if len(lines) > MOST_LINES:
        raise ValidationError(_("一张单最多 %(n)s 行，请分开。") % {"n": MOST_LINES})
    return lines


def _lot(line: In, day: date, actor: User) -> Lot | None:
    if not (line.lot or line.expires_on):
        if line.item.by_lot:
            raise ValidationError(_("%(item)s按批次管理，要写批号或有效期。") % {"item": line.item})
        return None
    code = line.lot.strip() or f"{day:%Y%m%d}"
    found = Lot.objects.filter(item=line.item, code=code, expires_on=line.expires_on).first()
    return found or records.create(Lot, actor=actor, item=line.item, code=code, expires_on=line.expires_on)


def summed(values: Iterable[Decimal | None]) -> Decimal:
    """All of them together; what is not known counts nothing."""
    return sum((value for value in values if value is not None), ZERO)
