"""A register's records into a sheet, the problems of an import, and the empty sheet to fill in."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO, Literal

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from lvye.kernel.registers.api import Column, Register, named_by, registers, related_names
from lvye.kit.sheets import Formula, Raw, Table, plain

from .columns import expected_for, field_of
from .outcome import Outcome
from .writing import write_csv, write_xlsx

__all__ = ["export_rows", "problems_xlsx", "template_xlsx"]

FETCH = 2000
TEMPLATE_ROWS = 2000
LIST_TEXT = 250  # a drop-down's choices stand in one short text
Getter = Callable[[Any], Any]


def export_rows(
    reg: Register,
    rows: QuerySet[Any],
    stream: BinaryIO,
    kind: Literal["xlsx", "csv"] = "xlsx",
    *,
    progress: Callable[[Iterable[Any]], Iterable[Any]] = lambda found: found,
) -> int:
    """Write these records with the columns of the register's list; returns how many. Memory stays constant.

    rows: already narrowed to what the user may see. progress: wraps the iteration (a progress bar).
    """
    found = _sharing(reg, rows)
    header = [_label(reg, column) for column in reg.columns]
    getters = [_getter(reg, column) for column in reg.columns]
    lines = ([get(record) for get in getters] for record in progress(found))
    if kind == "csv":
        return write_csv(stream, header, lines)
    return write_xlsx(stream, header, lines, title=reg.title)


def _sharing(reg: Register, rows: QuerySet[Any]) -> Iterator[Any]:
    """The records one after another, each related one read once: a hundred thousand jobs have six hundred places."""
    model = rows.model
    joined = [model._meta.get_field(name) for name in related_names(model, reg.columns)]
    own = [name for name in reg.loads if "__" not in name]
    lean = rows.select_related(None)
    lean = lean.only(*own, *(field.name for field in joined)) if reg.loads else lean
    known: dict[Any, dict[Any, Any]] = {field: {None: None} for field in joined}
    stream = lean.iterator(FETCH)
    while batch := list(islice(stream, FETCH)):
        for field in joined:
            kept = known[field]
            missing = {getattr(record, field.attname) for record in batch} - kept.keys()
            others = field.related_model._default_manager.select_related(*named_by(model, field.name))
            kept.update(others.in_bulk(missing) if missing else {})
            for record in batch:
                field.set_cached_value(record, kept[getattr(record, field.attname)])
        yield from batch


def _label(reg: Register, column: str | Column) -> str:
    if isinstance(column, Column):
        return str(column.label)
    found = field_of(reg, column)
    return str(found.verbose_name) if found is not None else column


def _getter(reg: Register, column: str | Column) -> Getter:
    """How one column's value is read from a record; made once, called for every row."""
    if isinstance(column, Column):
        return column.value
    found = field_of(reg, column)
    if found is None:
        return lambda record: called(getattr(record, column))
    if found.choices:
        words = {key: str(word) for key, word in found.flatchoices}
        return lambda record: words.get(getattr(record, column), getattr(record, column))
    return lambda record: getattr(record, column)


def called(value: Any) -> Any:
    """A method's answer, or the value itself."""
    return value() if callable(value) else value


def problems_xlsx(outcome: Outcome) -> bytes:
    """What must be mended, as a sheet: mended there, it is sent again as it is.

    All rows stand in it with the columns they had, those to be mended first, each with its row in the first sheet and
    the reasons. Where the columns themselves could not be read, the reasons alone.
    """
    stream = io.BytesIO()
    if outcome.table is None or not any(problem.row for problem in outcome.problems):
        header = [_("行"), _("列"), _("读到的"), _("为什么不行")]
        told = ([p.row or None, p.column, p.value, p.reason] for p in outcome.problems)
        write_xlsx(stream, header, told, title=_("要改的地方"))
        return stream.getvalue()
    reasons: dict[int, list[str]] = {}
    for problem in outcome.problems:
        reasons.setdefault(problem.row, []).append(problem.beside_its_row())
    header = [_("为什么不行"), _("原来的行"), *_names_read(outcome.table, outcome.register)]
    rows = sorted(outcome.table.rows, key=lambda row: row.number not in reasons)
    lines = ([";\n".join(reasons.get(row.number, ())), row.number, *map(_as_read, row.cells)] for row in rows)
    year = f"{outcome.table.year}年" if outcome.table.year else ""  # house: read again: days written without a year
    write_xlsx(stream, header, lines, title=f"{year}{_('要改的地方')}")
    return stream.getvalue()


def _names_read(table: Table, register: str) -> list[str]:
    """What the columns are called; those that only a head of two rows or a person explained, by the register's name."""
    names = list(table.names)
    reg = registers.get(register)
    for name, labels in expected_for(reg).labels.items() if reg else ():
        if (at := table.columns.get(name)) is None:
            continue
        unit = f"({table.units[name]})" if name in table.units else ""
        if plain(names[at]).removesuffix(plain(unit)) not in {plain(label) for label in labels}:
            names[at] = f"{labels[0]}{unit}"
    return names


def _as_read(cell: Raw) -> Any:
    """A cell as it stood; whole numbers without the fraction sheets keep them with."""
    seen = cell.value if isinstance(cell, Formula) else cell
    return int(seen) if isinstance(seen, float) and seen.is_integer() else seen


def template_xlsx(reg: Register) -> bytes:
    """An empty sheet for this register: required columns starred, drop-downs where there are choices."""
    stream = io.BytesIO()
    book = Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet(reg.title[:25] or "Sheet1")
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    text = book.add_format({"num_format": "@"})
    expected = expected_for(reg)
    for column, (name, labels) in enumerate(expected.labels.items()):
        found = field_of(reg, name)
        star = "*" if name in expected.required else ""
        shape = {models.DateField: day, models.CharField: text}.get(type(found) if found is not None else type(None))
        sheet.set_column(column, column, max(12, len(labels[0]) * 2 + 4), shape)
        sheet.write_string(0, column, f"{labels[0]}{star}", bold)
        if choices := list(_choices(found)):
            _drop_down(book, sheet, column, choices)
    sheet.freeze_panes(1, 0)
    book.close()
    return stream.getvalue()


def _choices(found: models.Field[Any, Any] | None) -> Iterator[str]:
    if found is None:
        return
    if isinstance(found, models.BooleanField):
        yield from (_("是"), _("否"))
    elif found.choices:
        yield from (str(word) for key, word in found.flatchoices if key not in {None, ""})


def _drop_down(book: Any, sheet: Any, column: int, choices: list[str]) -> None:
    """Choices in the cell itself, or on a hidden sheet where they are too long for that."""
    source: Any = choices
    if len(",".join(choices)) > LIST_TEXT or any("," in word for word in choices):
        name = f"_{column + 1}"
        hidden = book.add_worksheet(name)
        hidden.hide()
        hidden.write_column(0, 0, choices)
        source = f"='{name}'!$A$1:$A${len(choices)}"
    rule = {
        "validate": "list",
        "source": source,
        "error_title": _("不在可选的里面"),
        "error_message": _("请从下拉列表里选一个。"),
    }
    sheet.data_validation(1, column, TEMPLATE_ROWS, column, rule)
