"""One row of a property book, as a clerk meant it."""

# house: the words in which property books write their columns and states: read, not shown

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.people.api import Department, Person, SchoolClass, adults
from lvye.kernel.places.api import Place, place_by_name
from lvye.kit.sheets import CellError, as_date, as_money, as_quantity, as_text
from lvye.kit.sheets import Row as SheetRow
from lvye.modules.assets.codes import class_code_of
from lvye.modules.assets.models import AssetClass, Source, Status

T = TypeVar("T")
COLUMNS: dict[str, tuple[str, ...]] = {
    "old_number": ("资产编号", "编号", "卡片编号", "固定资产编号", "资产编码"),
    "name": ("资产名称", "固定资产名称", "名称", "品名", "设备名称"),
    "asset_class": ("分类代码", "资产分类代码", "国标分类", "资产分类", "类别名称", "资产类别", "分类", "类别"),
    "spec": ("规格型号", "规格", "型号"),
    "brand": ("品牌", "厂牌"),
    "serial": ("出厂编号", "出厂号", "序列号"),
    "qty": ("数量", "件数"),
    "unit": ("计量单位", "单位"),
    "unit_price": ("单价", "单价(元)"),
    "value": ("价值", "原值", "金额", "总价", "账面原值", "资产原值"),
    "acquired_on": ("取得日期", "购置日期", "购入日期", "开始使用日期", "入账日期", "启用日期"),
    "life": ("使用年限", "折旧年限", "最低使用年限", "预计使用年限"),
    "place": ("存放地点", "地点", "位置", "使用地点", "房间"),
    "department": ("使用部门", "部门名称", "领用单位", "部门", "使用单位"),
    "school_class": ("班级",),
    "keeper": ("保管人", "管理人", "领用人", "责任人"),
    "user": ("使用人",),
    "source": ("取得方式", "来源", "增加方式"),
    "fund": ("经费来源", "资金来源"),
    "supplier": ("供货单位", "供应商", "供货商"),
    "warranty_until": ("保修到", "保修期至", "质保到期"),
    "status": ("使用状况", "资产状态", "状态", "现状"),
    "note": ("备注", "说明"),
}
NEEDED = ("name", "acquired_on")
LIMITS = {"old_number": 40, "name": 80, "spec": 120, "brand": 60, "serial": 60, "unit": 10, "fund": 40, "supplier": 80,
          "note": 200, "old_class": 20}  # fmt: skip
STATES = {"在用": Status.IN_USE, "使用": Status.IN_USE, "正常": Status.IN_USE, "正常使用": Status.IN_USE,
          "完好": Status.IN_USE, "良好": Status.IN_USE, "闲置": Status.IDLE, "未使用": Status.IDLE, "库存": Status.IDLE,
          "维修": Status.REPAIR, "维修中": Status.REPAIR, "丢失": Status.LOST}  # fmt: skip
WAYS = {"购置": Source.BOUGHT, "购入": Source.BOUGHT, "采购": Source.BOUGHT, "新购": Source.BOUGHT,
        "自建": Source.BUILT, "自制": Source.BUILT, "捐赠": Source.GIFT, "接受捐赠": Source.GIFT,
        "调入": Source.MOVED_IN,
        "无偿调入": Source.MOVED_IN, "盘盈": Source.FOUND}  # fmt: skip
AGE = re.compile(r"(?:(\d+(?:\.\d+)?)年)?(?:(\d+)(?:个)?月)?")
MONTH = re.compile(r"\s*((?:19|20)\d\d)\s*[年./\-]\s*(\d{1,2})\s*月?\s*")
LARGEST_QTY = 1_000_000


@dataclass
class Known:
    """What cells are matched with, read once for the whole sheet."""

    classes: Mapping[str, AssetClass]
    by_name: dict[str, AssetClass] = field(default_factory=dict)
    places: dict[str, Place | None] = field(default_factory=dict)
    people: dict[str, list[Person]] = field(default_factory=dict)
    departments: dict[str, Department] = field(default_factory=dict)
    school_classes: dict[str, SchoolClass] = field(default_factory=dict)
    found_classes: dict[str, AssetClass | None] = field(default_factory=dict)

    @classmethod
    def of(cls, classes: Mapping[str, AssetClass]) -> Known:
        """Everything a property book may name."""
        known = cls(classes)
        for one in classes.values():
            known.by_name.setdefault(one.name, one)
        for person in adults():
            known.people.setdefault(person.name, []).append(person)
        known.departments = {one.name: one for one in Department.objects.all()}
        known.school_classes = {one.name: one for one in SchoolClass.objects.filter(is_open=True)}
        return known

    def place(self, text: str) -> Place | None:
        """The place of that name, looked for once."""
        if text not in self.places:
            self.places[text] = place_by_name(text)
        return self.places[text]

    def asset_class(self, text: str) -> AssetClass | None:
        """The class a cell means: a code of 2022 or 2010 (also before its name), or a name."""
        if text not in self.found_classes:
            code = re.match(r"[A-Za-z]?\d{3,8}", text)
            found = self.classes.get(class_code_of(code[0])) if code else None
            words = re.sub(r"^[A-Za-z]?\d*[\s\-—:：]*", "", text)
            self.found_classes[text] = found or self.by_name.get(words)
        return self.found_classes[text]


class Reader:
    """Reads rows; what cannot be read is told to the outcome by row, column and value."""

    def __init__(self, table: Table, outcome: Outcome, known: Known, today: date) -> None:
        self.table, self.outcome, self.known, self.today = table, outcome, known, today
        self.unplaced: dict[str, int] = {}
        self.unowned: dict[str, int] = {}
        self.by_default: dict[str, int] = {}
        self.not_known: dict[str, int] = {}
        self.mapped = 0
        self.by_month = 0

    def read(self, row: SheetRow) -> dict[str, Any] | None:
        """The values of one card; None when a cell was refused."""
        before = len(self.outcome.problems)
        texts = {name: self._text(row, name) for name in LIMITS if name in self.table.columns}
        values: dict[str, Any] = {name: text for name, text in texts.items() if text}
        if not values.get("name"):
            self._refuse(row, "name", _("缺少资产名称"))
        qty = self._cell(row, "qty", as_quantity)
        values["qty"] = self._pieces(row, qty.value if qty else Decimal(1))
        values["value"] = self._value(row, values["qty"])
        values["acquired_on"] = self._cell(row, "acquired_on", self._came)
        self._days(row, values["acquired_on"])
        if until := self._cell(row, "warranty_until", lambda cell: as_date(cell, year=self.table.year)):
            values["warranty_until"] = until
        self._class(row, values)
        if months := self._life(row):
            values["life_months"] = months
        self._owners(row, values)
        self._words(row, values)
        return values if len(self.outcome.problems) == before else None

    def _cell(self, row: SheetRow, name: str, read: Callable[[Any], T]) -> T | None:
        cell = self.table.value(row, name)
        try:
            return read(cell)
        except CellError as problem:
            self._refuse(row, name, problem.reason, cell)
            return None

    def _came(self, cell: Any) -> date | None:
        """A day; a bare month, as many books have it, is its first day (the month alone counts for depreciation)."""
        month = MONTH.fullmatch(cell) if isinstance(cell, str) else None
        if month and 1 <= int(month[2]) <= 12:
            self.by_month += 1
            return date(int(month[1]), int(month[2]), 1)
        return as_date(cell, year=self.table.year)

    def _text(self, row: SheetRow, name: str) -> str:
        text = self._cell(row, name, as_text) or ""
        if len(text) > LIMITS.get(name, 100):
            self._refuse(row, name, _("太长了，最多 %(n)s 个字") % {"n": LIMITS.get(name, 100)}, text)
        return text

    def _refuse(self, row: SheetRow, name: str, reason: str, cell: object = None) -> None:
        self.outcome.refuse(row.number, self.table.label(name), cell, [reason])

    def _pieces(self, row: SheetRow, qty: Decimal) -> int:
        if qty != int(qty) or not 0 < qty <= LARGEST_QTY:
            self._refuse(row, "qty", _("数量要是大于零的整数"), qty)
            return 1
        return int(qty)

    def _value(self, row: SheetRow, qty: int) -> Decimal:
        before = len(self.outcome.problems)
        value = self._cell(row, "value", as_money)
        if value is None:
            price = self._cell(row, "unit_price", as_money)
            value = price * qty if price is not None else None
        if value is None and len(self.outcome.problems) == before:
            self._refuse(row, "value" if "value" in self.table.columns else "unit_price", _("缺少价值"))
        return value or Decimal(0)

    def _days(self, row: SheetRow, day: date | None) -> None:
        if day is None:
            if self.table.value(row, "acquired_on") in (None, ""):
                self._refuse(row, "acquired_on", _("缺少取得日期"))
        elif day > self.today:
            self._refuse(row, "acquired_on", _("取得日期在将来"), day)

    def _class(self, row: SheetRow, values: dict[str, Any]) -> None:
        text = self._cell(row, "asset_class", as_text) or ""
        found = self.known.asset_class(text) if text else None
        is_old = bool(text and re.match(r"\d", text))
        if found is not None:
            self.mapped += is_old
        elif (found := self.known.by_name.get(values.get("name", ""))) is not None:
            told, word = (self.not_known, f"{text}→{found.name}") if text else (self.by_default, found.name)
            told[word] = told.get(word, 0) + 1
        if found is None:
            self._refuse(row, "asset_class", _("没有找到这个资产分类，请写国标代码（A加八位，或2010版七位）"), text)
        else:
            values["asset_class"] = found
        if is_old:
            values["old_class"] = text[: LIMITS["old_class"]]

    def _life(self, row: SheetRow) -> int | None:
        """Months: a number is years; "6年1个月" is what it says."""
        text = (self._cell(row, "life", as_text) or "").replace(" ", "")
        if not text:
            return None
        if re.fullmatch(r"\d+(\.\d+)?", text):
            text = f"{text}年"
        match = AGE.fullmatch(text)
        months = int(Decimal(match[1] or 0) * 12) + int(match[2] or 0) if match else 0
        if not 0 < months <= 1200:
            self._refuse(row, "life", _("看不懂年限，请写“6”或“6年1个月”"), text)
            return None
        return months

    def _owners(self, row: SheetRow, values: dict[str, Any]) -> None:
        if text := self._cell(row, "place", as_text):
            self._found(values, "place", text, self.known.place(text), self.unplaced)
        for name in ("keeper", "user"):
            if text := self._cell(row, name, as_text):
                found = self.known.people.get(text, [])
                self._found(values, name, text, found[0] if len(found) == 1 else None, self.unowned)
        if text := self._cell(row, "department", as_text):
            plain = re.sub(r"^\d+[-—]", "", text)
            self._found(values, "department", text, self.known.departments.get(plain), self.unowned)
        if text := self._cell(row, "school_class", as_text):
            self._found(values, "school_class", text, self.known.school_classes.get(text), self.unowned)

    def _found(self, values: dict[str, Any], name: str, text: str, found: Any, missing: dict[str, int]) -> None:
        """What a name means; a name that means nothing here is kept in the note, and counted."""
        values[name] = found
        if found is None:
            missing[text] = missing.get(text, 0) + 1
            said = f"{self.table.label(name)} {text}"
            values["note"] = "；".join(word for word in (values.get("note", ""), said) if word)[: LIMITS["note"]]

    def _words(self, row: SheetRow, values: dict[str, Any]) -> None:
        for name, words in (("status", STATES), ("source", WAYS)):
            text = self._cell(row, name, as_text) or ""
            if text and text not in words:
                choices = "、".join(words)
                self._refuse(row, name, _("只能写%(words)s") % {"words": choices}, text)
            elif text:
                values[name] = words[text]


def names(counts: Mapping[str, int], most: int = 12) -> str:
    """The commonest of them, in words."""
    return "、".join(sorted(counts, key=lambda text: -counts[text])[:most])


def without_empty(rows: Iterable[dict[str, Any] | None]) -> list[dict[str, Any]]:
    """The rows that could be read."""
    return [row for row in rows if row is not None]
