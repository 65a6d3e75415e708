"""One row of a repair register, as a clerk meant it."""

# house: the words in which clerks write what was done

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from lvye.kernel.exchange.api import Outcome, Table
from lvye.kernel.places.api import Place, place_by_name
from lvye.kit.sheets import CellError, as_choice, as_date, as_money, as_quantity, as_text
from lvye.kit.sheets import Row as SheetRow
from lvye.modules.repairs.models import Category, Job, JobLine

from .seed import SOURCES, SPOKEN, UNKNOWN_KIND, WORK_ITEMS

T = TypeVar("T")
MASKED = re.compile(r"(?=.*[0-9])[0-9]*[XxＸｘ×*＊?？□○_]+[0-9]*[^\W\d_]{0,2}|[XxＸｘ×*＊?？□○]{2,}[^\W\d_]{0,2}")
ACTIONS = sorted(
    {action for action, *_rest in WORK_ITEMS} | {"修理", "修复", "修", "换", "加装", "拆除", "修剪", "紧固", "拆装"},
    key=len,
    reverse=True,
)
DONE = re.compile(
    rf"(?P<action>{'|'.join(ACTIONS)})了?(?P<object>[^\d]{{1,20}}?)(?P<qty>\d+(?:\.\d+)?余?多?)(?P<unit>[^\W\d_]{{1,4}})"
)
PARTED = re.compile("[，,；;、。]+")
LARGEST = Decimal("99999999.99")
LIMITS = {"old_number": 30, "what": 200, "reporter_name": 40, "action": 20, "object": 40, "unit": 10, "done_note": 200,
          "note": 200, "place": 80, "worker": 40, "category": 40}  # fmt: skip


@dataclass(frozen=True)
class SheetLine:
    """A line of work as the sheet has it. sense: 余, 近, 约, or unknown with qty 0 and what was written."""

    action: str
    object: str
    unit: str
    qty: Decimal
    sense: str
    qty_text: str
    category: Category

    @property
    def words(self) -> tuple[str, str, str]:
        """What makes it one kind of work."""
        return self.action, self.object, self.unit


@dataclass
class Row:
    """A row that was read. is_tally: it stands for case_count jobs, not for one."""

    number: int
    done_on: date
    reported_on: date
    category: Category
    old_number: str = ""
    place: Place | None = None
    place_text: str = ""
    what: str = ""
    source: str = Job.Source.IMPORTED
    reporter_name: str = ""
    worker_name: str = ""
    done_note: str = ""
    note: str = ""
    minutes: int | None = None
    material_cost: Decimal | None = None
    saved_amount: Decimal | None = None
    category_text: str = ""
    category_found: bool = False
    is_tally: bool = False
    is_approx: bool = False
    case_count: int = 1
    lines: list[SheetLine] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Amount:
    """A quantity, with the unit written beside it."""

    value: Decimal
    sense: str
    unit: str
    text: str


class Reader:
    """Reads the rows of one table; what is wrong goes to the outcome, with row, column, value and reason."""

    def __init__(self, table: Table, outcome: Outcome, *, fallback: date | None) -> None:
        self.table, self.outcome, self.fallback = table, outcome, fallback
        categories = list(Category.objects.select_related("parent", "trade").order_by("parent", "sort", "pk"))
        self.by_code = {one.code: one for one in categories}
        self.by_name = {one.name: one for one in reversed(categories)}
        self.places: dict[str, Place | None] = {}

    def read(self, row: SheetRow) -> Row | None:
        """The row, or None when something in it is refused."""
        before = len(self.outcome.problems)
        texts = {name: self._text(row, name) for name in LIMITS}
        amount = self._cell(row, "qty", _amount)
        done_on, reported_on = self._days(row)
        source = self._cell(row, "source", _source)
        cost, saved = (self._cell(row, name, as_money) for name in ("material_cost", "saved_amount"))
        minutes = self._cell(row, "minutes", as_quantity)
        if len(self.outcome.problems) > before or done_on is None or reported_on is None:
            return None
        found, category = self._category(texts)
        made = Row(
            row.number, done_on, reported_on, category, source=source or Job.Source.IMPORTED,
            old_number=texts["old_number"], what=texts["what"], reporter_name=texts["reporter_name"],
            worker_name=texts["worker"], done_note=texts["done_note"], note=texts["note"],
            place=self._place(texts["place"]), place_text=texts["place"], category_text=texts["category"],
            category_found=found, minutes=int(minutes.value) if minutes else None, material_cost=cost,
            saved_amount=saved,
        )  # fmt: skip
        self._work(row, made, texts, amount)
        return made if len(self.outcome.problems) == before else None

    # --- cells ---------------------------------------------------------------------------------------------------

    def _cell(self, row: SheetRow, name: str, parse: Callable[[Any], T]) -> T | None:
        cell = self.table.value(row, name)
        try:
            return parse(cell)
        except CellError as problem:
            self.outcome.refuse(row.number, self.table.label(name), cell, [problem.reason])
            return None

    def _text(self, row: SheetRow, name: str) -> str:
        text = self._cell(row, name, as_text) or ""
        if len(text) > LIMITS[name]:
            why = _("文字太长：%(n)s 个字，最多 %(limit)s 个") % {"n": len(text), "limit": LIMITS[name]}
            self.outcome.refuse(row.number, self.table.label(name), text[:20] + "…", [why])
        return text

    def _days(self, row: SheetRow) -> tuple[date | None, date | None]:
        """(done, reported). One day stands for both where the sheet has one column."""
        before = len(self.outcome.problems)

        def day(cell: Any) -> date | None:
            return as_date(cell, year=self.table.year)

        done, reported = self._cell(row, "done_on", day), self._cell(row, "reported_on", day)
        done, reported = done or reported or self.fallback, reported or done or self.fallback
        if done is None and len(self.outcome.problems) == before:
            self._refuse(row, "done_on" if "done_on" in self.table.columns else "reported_on", _("缺少日期"))
        if done and reported and reported > done:
            self._refuse(row, "done_on", _("完成日期早于报修日期"))
        return done, reported

    def _refuse(self, row: SheetRow, name: str, why: str) -> None:
        self.outcome.refuse(row.number, self.table.label(name), self.table.value(row, name), [why])

    def _place(self, text: str) -> Place | None:
        if text not in self.places:
            self.places[text] = place_by_name(text) if text else None
        return self.places[text]

    def _category(self, texts: dict[str, str]) -> tuple[bool, Category]:
        """(was it named, which): by its name, else by the words of the row."""
        if texts["category"] in self.by_name:
            return True, self.by_name[texts["category"]]
        return False, self._guess(
            texts["object"], texts["what"], texts["category"], texts["done_note"], texts["action"]
        )

    def _guess(self, *texts: str) -> Category:
        for text in texts:
            for word, code in SPOKEN:
                if word in text and code in self.by_code:
                    return self.by_code[code]
        return self.by_code[UNKNOWN_KIND]

    # --- what was done -------------------------------------------------------------------------------------------

    def _work(self, row: SheetRow, made: Row, texts: dict[str, str], amount: Amount | None) -> None:
        """Lines from the columns; a bare number beside a source is a tally of jobs; else lines from the words."""
        action, thing, before = texts["action"], texts["object"], len(self.outcome.problems)
        if thing:
            self._line(row, made, texts, amount)
        elif amount is not None and not action:
            made.is_tally, made.is_approx = True, bool(amount.sense)
            made.case_count = int(amount.value)
            self._keep_unread(made, amount)
            if amount.value != made.case_count:
                self._refuse(row, "qty", _("没有物件的行按件数登记，要整数"))
        elif action:
            self._refuse(row, "object", _("写了动作，缺少物件，例如“更换 灯管”"))
        else:
            made.lines = list(self._spoken(made.done_note or made.what))
        empty = not (made.what or made.lines or made.is_tally or made.done_note)
        if empty and len(self.outcome.problems) == before:
            self.outcome.refuse(row.number, "", None, [_("这一行没有写修了什么")])
        if not made.what and made.lines:
            made.what = "、".join(f"{line.action}{line.object}" for line in made.lines)[:200]

    def _line(self, row: SheetRow, made: Row, texts: dict[str, str], amount: Amount | None) -> None:
        if amount is None:
            if "qty" in self.table.columns:
                self._refuse(row, "qty", _("写了物件，缺少数量"))
            made.what = made.what or f"{texts['action']}{texts['object']}"
            return
        unit = texts["unit"] or amount.unit
        if not unit:
            self._refuse(row, "unit", _("缺少单位，例如 个、张、次"))
            return
        self._keep_unread(made, amount)
        made.lines = [
            SheetLine(
                texts["action"] or _("维修"), texts["object"], unit, amount.value, amount.sense, amount.text,
                made.category,
            )
        ]  # fmt: skip

    def _keep_unread(self, made: Row, amount: Amount) -> None:
        if amount.sense == JobLine.Sense.UNKNOWN:
            made.unread.append(amount.text)

    def _spoken(self, text: str) -> list[SheetLine]:
        """ "更换灯管3根，修理门锁1把" as lines; what is not written so stays words."""
        lines = []
        for part in PARTED.split(text):
            match = DONE.fullmatch(part.strip())
            if match is None:
                continue
            amount = _amount(match["qty"])
            if amount is not None and amount.value > 0:
                lines.append(
                    SheetLine(
                        match["action"], match["object"].strip(), match["unit"], amount.value, amount.sense, "",
                        self._guess(match["object"], part),
                    )
                )  # fmt: skip
        return lines


def _amount(cell: Any) -> Amount | None:
    """The quantity of a cell; one with hidden digits (20XX) is unknown. Raises CellError."""
    if isinstance(cell, str) and MASKED.fullmatch(cell.strip()):
        return Amount(Decimal(0), JobLine.Sense.UNKNOWN, "", cell.strip()[:20])
    found = as_quantity(cell)
    if found is None:
        return None
    if found.value == 0:
        raise CellError(_("数量要大于零"))
    if found.value > LARGEST or found.value != found.value.quantize(Decimal("0.01")):
        raise CellError(_("数量最多八位整数、两位小数"))
    return Amount(found.value, found.sense, found.unit[:10], str(cell).strip()[:20] if found.sense else "")


def _source(cell: Any) -> str | None:
    return as_choice(cell, Job.Source.choices, SOURCES)
