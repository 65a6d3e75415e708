"""The budget a school drew up in a sheet: its lines, into the year's budget that is still a draft."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.people.api import Department
from lvye.kernel.records import api as records
from lvye.kit.sheets import CellError, Raw, Row, as_choice, as_money, as_quantity, as_text, plain

from .models import Budget, BudgetStatus, Fund, Item, Rank
from .services import line_add

T = TypeVar("T")
# What a sheet calls its columns, beside the names the fields have here.
COLUMNS: dict[str, tuple[str, ...]] = {
    "project": ("项目", "项目名称", "预算项目", "支出项目"),
    "item": (
        "支出科目", "经济科目", "经济分类", "部门经济分类", "支出经济分类", "经济分类科目", "科目编码", "科目名称",
        "科目",
    ),
    "fund": ("资金来源", "资金性质", "经费来源", "资金渠道", "经费性质"),
    "amount": ("预算数", "预算金额", "年初预算", "金额", "本年预算", "预算", "申报数", "批复数"),
    "department": ("归口部门", "责任部门", "部门", "申报部门", "使用部门", "科室"),
    "rank": ("轻重缓急", "优先级", "排序"),
    "note": ("测算依据", "测算说明", "编制依据", "备注", "说明", "用途"),
    "year": ("年度", "财政年度", "预算年度", "年份"),
    "book": ("账套", "账簿"),
}  # fmt: skip
FUNDS = {
    "公用": Fund.PUBLIC, "生均公用经费": Fund.PUBLIC, "日常公用": Fund.PUBLIC, "财政拨款": Fund.PUBLIC,
    "人员": Fund.STAFF, "工资福利": Fund.STAFF, "专项": Fund.SPECIAL, "专款": Fund.SPECIAL, "项目经费": Fund.SPECIAL,
    "自有": Fund.OWN, "自筹": Fund.OWN, "自有资金": Fund.OWN, "其他": Fund.OWN, "工会": Fund.UNION,
    "食堂": Fund.CANTEEN, "伙食": Fund.CANTEEN,
}  # fmt: skip
RANKS = {
    "保": Rank.TEACHING, "教学": Rank.TEACHING, "急": Rank.URGENT, "重要": Rank.URGENT, "普通": Rank.NORMAL,
    "缓": Rank.LATER, "机动": Rank.RESERVE, "预备": Rank.RESERVE, "预备费": Rank.RESERVE,
}  # fmt: skip
CODE = re.compile(r"^\d{3,10}")
WAN = {"万元", "万"}


@dataclass
class Reader:
    """Reads the cells of one row after the other; what cannot be read is kept as a problem of the outcome."""

    table: Table
    outcome: Outcome
    items: Mapping[str, Item]
    departments: Mapping[str, Department]
    budgets: list[Budget]
    project: str = ""

    def cell(self, row: Row, name: str, parse: Callable[[Raw], T]) -> T | None:
        """The parsed cell; None, and a problem, when it makes no sense."""
        value = self.table.value(row, name)
        try:
            return parse(value)
        except CellError as problem:
            self.outcome.refuse(row.number, self.table.label(name), value, [problem.reason])
            return None

    def read(self, row: Row) -> dict[str, Any] | None:
        """The values of a line; None when something is wrong with them."""
        before = len(self.outcome.problems)
        self.project = self.cell(row, "project", as_text) or self.project  # a name stands once, for all rows below it
        said = {
            "project": self.project, "item": self.cell(row, "item", self._item),
            "amount": self.cell(row, "amount", self._amount), "budget": self._budget(row),
            "fund": self.cell(row, "fund", lambda cell: as_choice(cell, Fund.choices, FUNDS)) or Fund.PUBLIC,
            "rank": self.cell(row, "rank", lambda cell: as_choice(cell, Rank.choices, RANKS)) or Rank.NORMAL,
            "department": self.cell(row, "department", self._department),
            "note": (self.cell(row, "note", as_text) or "")[:200],
        }  # fmt: skip
        if not self.project:
            self.outcome.refuse(row.number, self.table.label("project"), None, [_("这里还没填。")])
        return said if len(self.outcome.problems) == before else None

    def _item(self, cell: Raw) -> Item:
        text = as_text(cell)
        if not text:
            raise CellError(_("这里还没填。"))
        code = CODE.match(plain(text))
        name = plain(re.sub(r"^[\d\s.、\-—]+", "", text))
        found = self.items.get(name) or (self.items.get(code.group()) if code else None)
        if found is None:
            raise CellError(_("支出科目里没有“%(text)s”，先到“支出科目”里添上。") % {"text": text[:30]})
        return found

    def _amount(self, cell: Raw) -> Decimal:
        if self.table.units.get("amount") in WAN:
            found = as_quantity(cell)
            amount = (found.value * 10000).quantize(Decimal("0.01")) if found else None
        else:
            amount = as_money(cell)
        if amount is None:
            raise CellError(_("这里还没填。"))
        return amount

    def _department(self, cell: Raw) -> Department | None:
        text = as_text(cell)
        if not text:
            return None
        if (found := self.departments.get(plain(text))) is None:
            raise CellError(_("没有找到部门“%(text)s”") % {"text": text[:30]})
        return found

    def _budget(self, row: Row) -> Budget | None:
        """The draft the row's year and books name; where the sheet names none, the only draft there is."""
        book = plain(self.cell(row, "book", as_text) or "")
        written = re.search(r"20\d\d", self.cell(row, "year", as_text) or "")
        year = int(written.group()) if written else self.table.year
        fits = [one for one in self.budgets if year in (None, one.year) and book in ("", plain(one.book.name))]
        if len(fits) == 1:
            return fits[0]
        text = _("没有编制中的%(year)s年度预算，先在“年度预算”里建一份。")
        if fits:
            text = _("编制中的%(year)s年度预算不止一份，请在表里加“年度”和“账套”两列。")
        self.outcome.refuse(row.number, "", None, [text % {"year": year or ""}])
        return None


def lines_import(table: Table, *, actor: User) -> Outcome:
    """Enter the lines of a sheet into the draft budget. All or nothing; a line listed twice is refused."""
    outcome = Outcome(rows=len(table.rows))
    items = Item.objects.filter(is_active=True)
    drafts = Budget.objects.filter(status=BudgetStatus.DRAFT).select_related("book").order_by("pk")
    reader = Reader(
        table, outcome, {plain(one.name): one for one in items} | {one.code: one for one in items},
        {plain(one.name): one for one in Department.objects.all()}, list(drafts),
    )  # fmt: skip
    labels = {name: table.label(name) for name in COLUMNS}
    total = Decimal()
    with records.attempt():
        for row in table.rows:
            if (said := reader.read(row)) is None:
                continue
            try:
                total += line_add(actor=actor, **said).amount
                outcome.made += 1
            except ValidationError as problem:
                outcome.refuse_deed(row.number, problem, labels)
    if outcome.made:
        outcome.notes.append(_("读到 %(n)s 项，合计 %(total)s 元。") % {"n": outcome.made, "total": f"{total:,.2f}"})
    return outcome
