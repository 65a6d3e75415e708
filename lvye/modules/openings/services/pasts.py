"""往期用量 from a school's own sheet: what past terms used before the program kept the store. All rows or none."""

# house: the words schools write over their columns: read, not shown

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.records import api as records
from lvye.kit.sheets import CellError, as_quantity, as_text
from lvye.modules.openings.models import PastUse
from lvye.modules.stores.api import Item

PAST_COLUMNS: dict[str, tuple[str, ...]] = {
    "name": ("物资", "名称", "品名", "物资名称"),
    "spec": ("规格", "规格型号"),
    "school_year": ("学年",),
    "half": ("学期", "上下学期"),
    "qty": ("用量", "数量", "领用数量", "使用数量"),
    "pupils": ("学生数", "当时学生数", "人数"),
}
HALVES = {
    "1": 1,
    "第一学期": 1,
    "上学期": 1,
    "上": 1,
    "秋季": 1,
    "2": 2,
    "第二学期": 2,
    "下学期": 2,
    "下": 2,
    "春季": 2,
}


def past_import(table: Table, *, actor: User) -> Outcome:
    """Refused by row, column and reason: goods the catalogue has not, a term that is none, no number."""
    outcome = Outcome("openings.pastuse", rows=len(table.rows))
    items: dict[str, list[Item]] = {}
    for item in Item.objects.filter(is_active=True):
        items.setdefault(item.name, []).append(item)
    with records.deed():
        for row, cells in table.values():
            column = "name"
            try:
                values: dict[str, Any] = {"item": _item(items, cells)}
                for column in ("school_year", "half", "qty", "pupils"):
                    values[column] = READ[column](cells.get(column))
                with records.attempt():
                    records.create(PastUse, actor=actor, **values)
                outcome.made += 1
            except CellError as problem:
                outcome.refuse(row.number, table.label(column), cells.get(column), [problem.reason])
            except ValidationError as problem:
                outcome.refuse(row.number, "", None, problem.messages)
    return outcome


def _item(items: dict[str, list[Item]], cells: dict[str, Any]) -> Item:
    name, spec = as_text(cells.get("name")), as_text(cells.get("spec"))
    found = [one for one in items.get(name, []) if not spec or one.spec == spec]
    if not found:
        raise CellError(_("物资目录里没有，请先加进目录"))
    if len(found) > 1:
        raise CellError(_("目录里同名的不止一种，请写规格"))
    return found[0]


def _year(cell: Any) -> int:
    found = re.match(r"(19|20)\d\d", as_text(cell))
    if found is None:
        raise CellError(_("学年写开始的年份，例如 2025"))
    return int(found[0])


def _half(cell: Any) -> int:
    text = as_text(cell).strip()
    if text not in HALVES:
        raise CellError(_("学期写 1 或 2，也可以写第一学期、第二学期"))
    return HALVES[text]


def _number(cell: Any) -> Decimal:
    found = as_quantity(cell)
    if found is None or found.is_approx:
        raise CellError(_("这里要写确数"))
    return found.value


def _whole(cell: Any) -> int:
    return int(_number(cell))


READ = {"school_year": _year, "half": _half, "qty": _number, "pupils": _whole}
