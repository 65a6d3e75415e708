"""The form “修好了” as it was typed: lines of work, parts, minutes, money. Given back with its faults."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext as _

from lvye.modules.repairs.models import Leftover, WorkItem
from lvye.modules.repairs.services import Line, Part, Unmended

from .numbers import number
from .supplying import Supply
from .supplying import read as read_supply

FREE_LINES = 2  # empty lines offered without JavaScript
PART_LINES = 2
MOST_MONEY = Decimal(9_999_999)
MOST_MINUTES = 60 * 24 * 30


@dataclass
class Row:
    """One line of the form: an item he often does, or one he typed. qty as typed; error: what is wrong with it."""

    action: str = ""
    object: str = ""
    unit: str = ""
    qty: str = ""
    pk: int | None = None
    error: str = ""


@dataclass
class PartRow:
    """One part used up, as typed."""

    name: str = ""
    qty: str = ""
    unit: str = ""
    price: str = ""
    error: str = ""


@dataclass
class LeftRow:
    """One thing beyond repair, as typed; fate is chosen, where is said in words."""

    object: str = ""
    qty: str = ""
    unit: str = ""
    fate: str = ""
    where: str = ""
    error: str = ""


@dataclass
class Finish:
    """The whole form. `lines`, `parts`, `unmended`, `minutes`, `quote` are what it means, once `errors` is empty."""

    items: list[Row] = field(default_factory=list)
    free: list[Row] = field(default_factory=list)
    part_rows: list[PartRow] = field(default_factory=list)
    left_rows: list[LeftRow] = field(default_factory=list)
    minutes_text: str = ""
    quote_text: str = ""
    cost_text: str = ""
    note: str = ""
    errors: dict[str, str] = field(default_factory=dict)
    lines: list[Line] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    unmended: list[Unmended] = field(default_factory=list)
    minutes: int | None = None
    quote: Decimal | None = None
    cost: Decimal | None = None
    supply: Supply = field(default_factory=Supply)

    @property
    def opened(self) -> bool:
        """Whether something behind 更多 was filled in or is wrong."""
        filled = any(row.name or row.error for row in self.part_rows)
        return bool(filled or self.supply.opened or self.quote_text or "quote" in self.errors)

    @property
    def has_left(self) -> bool:
        """Whether something beyond repair was filled in."""
        return any(row.object or row.error for row in self.left_rows)


def blank(items: Iterable[WorkItem], *, minutes: int | None = None, supply: Supply | None = None) -> Finish:
    """The form as it is first shown."""
    rows = [Row(one.action, one.object, one.unit, "", one.pk) for one in items]
    text = "" if minutes is None else str(minutes)
    free, parts = [Row() for _n in range(FREE_LINES)], [PartRow() for _n in range(PART_LINES)]
    return Finish(rows, free, parts, [LeftRow()], text, supply=supply or Supply())


def read(data: QueryDict, items: Iterable[WorkItem], *, supply: Supply | None = None) -> Finish:
    """The form as it was sent. An item's quantity comes as "qty-<number>", lines he typed as lists of words."""
    form = blank(items, supply=supply)
    read_supply(form.supply, data)
    for row in form.items:
        row.qty = data.get(f"qty-{row.pk}", "").strip()
        _line(form, row)
    form.free = [Row(a, thing, unit, qty) for a, thing, unit, qty in _columns(data, "action", "object", "unit", "qty")]
    for row in form.free:
        _free_line(form, row)
    form.part_rows = [PartRow(*words) for words in _columns(data, "part_name", "part_qty", "part_unit", "part_price")]
    for part in form.part_rows:
        _part(form, part)
    left = _columns(data, "left_object", "left_qty", "left_unit", "left_where", "left_fate", asked=4)
    form.left_rows = [LeftRow(thing, qty, unit, fate, where) for thing, qty, unit, where, fate in left]
    for one in form.left_rows:
        _left(form, one)
    form.note = data.get("note", "").strip()
    _amounts(form, data)
    form.free += [Row() for _n in range(FREE_LINES - len(form.free))]
    form.part_rows += [PartRow() for _n in range(PART_LINES - len(form.part_rows))]
    form.left_rows = form.left_rows or [LeftRow()]
    _sum_up(form)
    return form


def _sum_up(form: Finish) -> None:
    """One sentence above the form for each part of it that has a row to change."""
    for name, wrong, said in (
        ("lines", any(row.error for row in (*form.items, *form.free)), _("有一行要改一下。")),
        ("stock", form.supply.wrong, _("库里的材料有一行要改一下。")),
        ("parts", any(part.error for part in form.part_rows), _("材料里有一行要改一下。")),
        ("left", any(one.error for one in form.left_rows), _("修不了的东西里有一行要改一下。")),
    ):
        if wrong:
            form.errors[name] = said


def _columns(data: QueryDict, *names: str, asked: int | None = None) -> list[list[str]]:
    """Lists of words side by side, without the lines nobody touched: those empty in the first `asked` columns."""
    columns = [data.getlist(name) for name in names]
    count = min(max(map(len, columns)), 40)
    rows = [[column[n][:60].strip() if n < len(column) else "" for column in columns] for n in range(count)]
    return [row for row in rows if any(row[:asked])]


def _line(form: Finish, row: Row) -> None:
    if not row.qty:
        return
    try:
        qty = number(row.qty)
    except ValueError as problem:
        row.error = str(problem)
        return
    if qty:
        form.lines.append(Line(row.action, row.object, qty, row.unit))


def _free_line(form: Finish, row: Row) -> None:
    missing = [
        str(label)
        for word, label in ((row.action, _("动作")), (row.object, _("物件")), (row.unit, _("单位")))
        if not word
    ]
    if missing:
        row.error = _("还缺%(what)s，例如“更换 灯管 3 根”。") % {"what": "、".join(missing)}
        return
    row.qty = row.qty or "1"
    _line(form, row)


def _part(form: Finish, row: PartRow) -> None:
    if not row.name:
        row.error = _("请写材料叫什么。")
        return
    try:
        qty = number(row.qty or "1")
        price = number(row.price, most=MOST_MONEY) if row.price else None
    except ValueError as problem:
        row.error = str(problem)
        return
    if not qty:
        row.error = _("数量要大于零。")
        return
    form.parts.append(Part(row.name, qty, row.unit, price))


def _left(form: Finish, row: LeftRow) -> None:
    if not row.object:
        row.error = _("请写什么东西修不了。")
        return
    if row.fate not in Leftover.Fate.values:
        row.error = _("请选“%(what)s”怎么处理：入库留存、报废还是退回。") % {"what": row.object}
        return
    try:
        qty = number(row.qty or "1")
    except ValueError as problem:
        row.error = str(problem)
        return
    if not qty:
        row.error = _("数量要大于零。")
        return
    form.unmended.append(Unmended(row.object, qty, row.unit or _("个"), row.fate, row.where))


def _amounts(form: Finish, data: QueryDict) -> None:
    """Minutes, the outside quote, and what an outside master asks."""
    form.minutes_text, form.quote_text, form.cost_text = (
        data.get(name, "").strip()[:20] for name in ("minutes", "quote", "cost")
    )
    for name, text, most in (
        ("minutes", form.minutes_text, Decimal(MOST_MINUTES)),
        ("quote", form.quote_text, MOST_MONEY),
        ("cost", form.cost_text, MOST_MONEY),
    ):
        if not text:
            continue
        try:
            found = number(text, most=most)
        except ValueError as problem:
            form.errors[name] = str(problem)
            continue
        if name == "minutes":
            form.minutes = int(found)
        elif name == "quote":
            form.quote = found
        else:
            form.cost = found


def suggestions() -> dict[str, list[str]]:
    """Words for the lines he types: actions, objects, units in use, the usual ones first. One query."""
    rows = WorkItem.objects.filter(is_active=True).order_by("pk").values_list("action", "object", "unit")[:600]
    actions, objects, units = (dict.fromkeys(column) for column in zip(*rows, strict=True)) if rows else ({}, {}, {})
    return {"actions": list(actions), "objects": list(objects), "units": list(units)}
