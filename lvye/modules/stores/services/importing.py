"""物资目录 and 期初库存 from a school's own sheet: all rows or none.

A sheet without quantities makes items of the catalogue alone. One with quantities also leaves a receipt in draft
(期初库存), which somebody looks through and posts: an import by itself puts nothing on a shelf, so it can be undone.
"""

# house: the words schools write over their columns: read, not shown

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.records import api as records
from lvye.kit.sheets import CellError, as_money, as_quantity, as_text, totals_against
from lvye.modules.stores.models import Item, Kind, Receipt, ReceiptLine, Source, Store

from .goods import item_add
from .ledger import CENT, GRAIN, ZERO, cents

COLUMNS: dict[str, tuple[str, ...]] = {
    "code": ("编号", "货品编号", "物资编号", "物品编号", "编码"),
    "name": ("名称", "货品名称", "物资名称", "物品名称", "品名"),
    "spec": ("规格", "规格型号", "型号"),
    "brand": ("品牌",),
    "unit": ("单位", "计量单位"),
    "kind": ("类别", "类型", "分类", "种类"),
    "min_qty": ("最低库存", "安全库存"),
    "barcode": ("条码", "条形码"),
    "store": ("保管室", "库房", "仓库", "存放地点"),
    "qty": ("数量", "库存数量", "现存数量", "结存数量", "库存"),
    "price": ("单价", "单价（元）", "单价(元)"),
    "value": ("金额", "库存金额", "金额（元）", "金额(元)"),
}


def _number(cell: Any) -> Decimal | None:
    found = as_quantity(cell)
    if found is not None and found.is_approx:
        raise CellError(_("这里要写确数，不能写约数"))
    return None if found is None else found.value


AMOUNTS: dict[str, Callable[[Any], Decimal | None]] = {
    "qty": _number, "min_qty": _number, "price": _number, "value": as_money,
}  # fmt: skip
USUAL_UNIT, OTHER = "个", "other"


@dataclass
class Cells:
    """One row: its words and its numbers, by column."""

    texts: dict[str, str]
    amounts: dict[str, Decimal | None]


@dataclass
class Sheet:
    """What the rows are matched with, and what came of them."""

    outcome: Outcome
    items: dict[tuple[str, str, str, str], Item]
    codes: dict[str, Item]
    kinds: dict[str, Kind]
    stores: dict[str, Store]
    general: Store | None
    lines: dict[int, list[dict[str, Any]]] = field(default_factory=dict)
    unitless: int = 0
    empty: int = 0


def stock_import(table: Table, *, today: date, actor: User) -> Outcome:
    """Bring in a catalogue, with opening stock where the sheet has quantities.

    Refused by row, column, value and reason: a row without a name, a quantity that is no number or below nothing, an
    amount that is not quantity × price, a store nobody knows. Totals rows are compared.
    """
    outcome = Outcome("stores.item", rows=len(table.rows))
    sheet = Sheet(
        outcome,
        {(one.name, one.spec, one.brand, one.unit): one for one in Item.objects.all()},
        {one.code: one for one in Item.objects.all()},
        {one.name: one for one in Kind.objects.all()} | {one.code: one for one in Kind.objects.all()},
        {one.name: one for one in Store.objects.filter(is_active=True)},
        Store.objects.filter(is_active=True).order_by("level", "pk").first(),
    )
    with records.deed():
        for row, cells in table.values():
            _row(sheet, row.number, cells, table, actor)
        for name in ("qty", "value"):
            if name in table.columns:
                outcome.totals += totals_against(table, name, AMOUNTS[name])
        if not outcome.problems:
            _drafts(sheet, today, actor)
    _notes(sheet)
    return outcome


def _row(sheet: Sheet, number: int, cells: dict[str, Any], table: Table, actor: User) -> None:
    read = Cells({}, {})
    for name, cell in cells.items():
        try:
            if name in AMOUNTS:
                read.amounts[name] = AMOUNTS[name](cell)
            else:
                read.texts[name] = as_text(cell)
        except CellError as problem:
            sheet.outcome.refuse(number, table.label(name), cell, [problem.reason])
            return
    if not read.texts.get("name"):
        _nameless(sheet, number, read.amounts, table)
        return
    item = _item(sheet, read.texts, read.amounts.get("min_qty"), actor)
    if read.amounts.get("qty"):
        _line(sheet, number, table, item, read)


def _nameless(sheet: Sheet, number: int, amounts: dict[str, Decimal | None], table: Table) -> None:
    if amounts.get("qty"):
        sheet.outcome.refuse(number, table.label("name"), None, [_("有数量，没有名称。")])
    else:
        sheet.empty += 1


def _item(sheet: Sheet, texts: dict[str, str], min_qty: Decimal | None, actor: User) -> Item:
    unit = texts.get("unit", "")
    sheet.unitless += not unit
    unit = unit or USUAL_UNIT
    key = (texts["name"][:60], texts.get("spec", "")[:60], texts.get("brand", "")[:40], unit[:10])
    code = texts.get("code", "").lstrip("#＃")[:20]
    found = sheet.items.get(key) or (sheet.codes.get(code) if code else None)
    if found is not None and (found.name == key[0] or not code):
        return found
    free = code if code and code not in sheet.codes else ""
    made = item_add(
        actor=actor, code=free, name=key[0], spec=key[1], brand=key[2], unit=key[3], min_qty=min_qty,
        kind=_kind(sheet, texts.get("kind", ""), actor), barcode=texts.get("barcode", "")[:40],
    )  # fmt: skip
    sheet.items[key] = sheet.codes[made.code] = made
    return made


def _kind(sheet: Sheet, text: str, actor: User) -> Kind:
    text = text[:20]
    if text in sheet.kinds:
        return sheet.kinds[text]
    if not text and OTHER in sheet.kinds:
        return sheet.kinds[OTHER]
    name = text or _("其他物资")
    made = records.create(Kind, actor=actor, code=f"k{Kind.objects.count() + 1}", name=name, sort=900)
    sheet.kinds[name] = sheet.kinds[text or OTHER] = made
    return made


def _line(sheet: Sheet, number: int, table: Table, item: Item, cells: Cells) -> None:
    refuse, qty = sheet.outcome.refuse, cells.amounts["qty"] or ZERO
    named = cells.texts.get("store")
    store = sheet.stores.get(named) if named else sheet.general
    if store is None:
        refuse(number, table.label("store"), named, [_("没有这个保管室，请先登记。")])
        return
    if qty != qty.quantize(GRAIN):
        refuse(number, table.label("qty"), qty, [_("数量最多三位小数。")])
        return
    price, value = cells.amounts.get("price"), cells.amounts.get("value")
    if price is not None and value is not None and abs(cents(qty * price) - value) > CENT:
        why = _("数量乘单价是 %(made)s，和金额对不上。") % {"made": cents(qty * price)}
        refuse(number, table.label("value"), value, [why])
        return
    if price is None:
        price = (value / qty).quantize(Decimal("0.0001")) if value else ZERO
    worth = value if value is not None else cents(qty * price)
    sheet.lines.setdefault(store.pk, []).append(
        {"item": item, "qty": qty, "unit": item.unit, "unit_qty": qty, "price": price, "value": cents(worth)}
    )


def _drafts(sheet: Sheet, today: date, actor: User) -> None:
    by_pk = {store.pk: store for store in [*sheet.stores.values(), *([sheet.general] if sheet.general else [])]}
    for pk, lines in sheet.lines.items():
        paper = records.create(
            Receipt, actor=actor, store=by_pk[pk], source=Source.OPENING, happened_on=today, note=_("导入的期初库存")
        )
        records.create_many(ReceiptLine, [{**line, "receipt": paper} for line in lines], actor=actor, check=False)
        total = sum((line["value"] for line in lines), ZERO)
        text = _("%(store)s：%(n)s 行期初库存，共 %(total)s 元，放在一张待过账的入库单里，核对后请过账。")
        sheet.outcome.notes.append(text % {"store": by_pk[pk].name, "n": len(lines), "total": f"{total:,.2f}"})


def _notes(sheet: Sheet) -> None:
    if sheet.unitless:
        text = _("有 %(n)s 行没有写单位，先按“%(unit)s”登记；没有收发之前可以在目录里改。")
        sheet.outcome.notes.append(text % {"n": sheet.unitless, "unit": USUAL_UNIT})
    if sheet.empty:
        sheet.outcome.notes.append(_("有 %(n)s 行没有名称也没有数量，跳过了。") % {"n": sheet.empty})
