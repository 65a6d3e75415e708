"""A sheet into a register: tried without a trace, or brought in as a whole."""

# house: how the sentences of importers begin: read, not shown

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from inspect import signature
from typing import Any, BinaryIO

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.audit.api import Entry
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import Register
from lvye.kit import say
from lvye.kit.sheets import (
    CellError,
    Guess,
    Row,
    SheetError,
    Table,
    as_quantity,
    as_text,
    read_table,
    totals_against,
)

from .columns import expected_for, field_of
from .matching import Remembered
from .models import BatchStatus, ImportBatch
from .outcome import Outcome, Prepared
from .values import Lookups, field_value
from .watching import Progress, Watched, told_of_writing

__all__ = ["bring_in", "dry_run"]

Values = dict[str, Any]
OF_ROW = re.compile(r"(?:第|Row)\s*(\d+)\s*行?\s*[：:]\s*(.+)", re.DOTALL)  # how importers begin a row's sentence
AT_ONCE = 2000  # rows written in one go: what is held in memory does not grow with the sheet


@dataclass(frozen=True)
class How:
    """How a person wants the sheet read."""

    year: int | None = None
    sheet: str = ""
    progress: Progress | None = None


class _UndoneError(Exception):
    """Rolls back what a dry run, or an import with problems, has written."""


def dry_run(
    reg: Register, file: BinaryIO, filename: str, *, actor: User, year: int | None = None, sheet: str = "",
    progress: Progress | None = None,
) -> Outcome:  # fmt: skip
    """Do everything an import does and take it back: every problem is found, nothing is written.

    year: for days written without one (a year in the sheet's title does as well). sheet: the one to read of several.
    progress: is told how many rows of how many have been read, and written; what it raises ends it without a trace.
    """
    return _run(reg, file, filename, actor=actor, how=How(year, sheet, progress), keep=False)


def bring_in(
    reg: Register, file: BinaryIO, filename: str, *, actor: User, year: int | None = None, sheet: str = "",
    progress: Progress | None = None,
) -> Outcome:  # fmt: skip
    """Bring in all rows, or none: with any problem nothing is written. The outcome holds the batch to undo."""
    return _run(reg, file, filename, actor=actor, how=How(year, sheet, progress), keep=True)


def _run(reg: Register, file: BinaryIO, filename: str, *, actor: User, how: How, keep: bool) -> Outcome:
    outcome = Outcome(reg.key)
    if not reg.imports:
        outcome.refuse(0, "", None, [_("%(title)s不能从表格导入。") % {"title": reg.title}])
        return outcome
    table = _read(reg, file, filename, how, outcome)
    if table is None:
        return outcome
    digest = _digest(file)
    _recognise(reg, digest, outcome)
    write = _ready(reg, table, actor, outcome)  # all that only reads, before anything is locked: others go on writing
    try:
        with transaction.atomic(), told_of_writing(reg.key, outcome.rows, how.progress):
            batch = _begin(reg, filename, digest, actor)
            write()
            if reg.importer is not None:
                outcome.made = _made_since(batch, reg)
            if outcome.problems or not keep:
                raise _UndoneError
            outcome.batch = _end(batch, outcome, actor)
    except _UndoneError:
        outcome.made = 0
    return outcome


def _read(reg: Register, file: BinaryIO, filename: str, how: How, outcome: Outcome) -> Table | None:
    expected, remembered = expected_for(reg), Remembered(reg.key, reg.imports)
    try:
        table = read_table(
            file, filename, expected.labels,
            required=expected.required, year=how.year, sheet=how.sheet, choose=remembered,
        )  # fmt: skip
    except SheetError as problem:
        outcome.see(problem.guess, problem.sheets)
        outcome.refuse(0, "", None, [problem.reason])
        return None
    if how.progress is not None:
        table = replace(table, rows=Watched(table.rows, how.progress))
    outcome.table, outcome.rows = table, len(table.rows)
    found = {name: table.names[at] for name, at in table.columns.items()}
    outcome.see(Guess(table.names, table.samples, found), table.sheets)
    outcome.notes.extend(table.notes)
    if remembered.used:
        said = "、".join(f"{expected.labels[name][0]}←{label}" for name, label in remembered.used.items())
        outcome.notes.append(_("这些列照以前对好的读：%(columns)s。") % {"columns": said})
    if table.unknown:
        outcome.notes.append(_("没有用到的列：%(names)s。") % {"names": "、".join(table.unknown[:20])})
    for name in table.missing:
        outcome.refuse(0, "", None, [_("缺少“%(name)s”这一列。") % {"name": expected.labels[name][0]}])
    if not table.rows:
        outcome.refuse(0, "", None, [_("表头下面没有数据。")])
    _compare(table, outcome)
    return None if outcome.problems else table


def _compare(table: Table, outcome: Outcome) -> None:
    """Totals rows against their rows: told, never mended."""
    if not table.totals:
        return
    for name in table.columns:
        if any(not _plain_number(table.value(total, name)) for total in table.totals):
            continue
        outcome.totals += totals_against(table, name, lambda cell: q.value if (q := as_quantity(cell)) else None)


def _plain_number(cell: Any) -> bool:
    try:
        as_quantity(cell)
    except CellError:
        return False
    return True


def _digest(file: BinaryIO) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while piece := file.read(1 << 20):
        digest.update(piece)
    file.seek(0)
    return digest.hexdigest()


def _recognise(reg: Register, digest: str, outcome: Outcome) -> None:
    known = ImportBatch.objects.filter(sha256=digest, register=reg.key, status=BatchStatus.DONE).order_by("pk").first()
    if known:
        words = {"day": say.day(known.at.date()), "who": known.by, "rows": known.row_count}
        text = _("这个文件%(who)s在%(day)s已经导入过（%(rows)s 行）。再导入一次会重复。")
        outcome.notes.append(text % words)


def _begin(reg: Register, filename: str, digest: str, actor: User) -> ImportBatch:
    """The batch is written first: from its entry on, until the transaction ends, the trail is ours alone."""
    name = filename[-200:]
    return records.create(ImportBatch, actor=actor, register=reg.key, file_name=name, sha256=digest, by=actor)


def _made_since(batch: ImportBatch, reg: Register) -> int:
    """How many records of the register an importer made, as the trail tells."""
    own = Entry.objects.filter(target=batch._meta.label_lower, target_id=batch.pk).order_by("pk")[0]
    return Entry.objects.filter(pk__gt=own.pk, target=reg.key, verb="create").count()


def _end(batch: ImportBatch, outcome: Outcome, actor: User) -> ImportBatch:
    first = Entry.objects.filter(target=batch._meta.label_lower, target_id=batch.pk).order_by("pk")[0].pk
    last = Entry.objects.order_by("-pk")[0].pk
    span: Values = {"first_entry": first, "last_entry": last}
    counts: Values = {"row_count": outcome.rows, "made_count": outcome.made}
    return records.amend(batch, actor=actor, verb="import", **span, **counts)


def _ready(reg: Register, table: Table, actor: User, outcome: Outcome) -> Callable[[], None]:
    """Read the rows and judge them, writing nothing; what is given back writes them."""
    if reg.importer is None:
        read = list(_values(reg, table, actor, outcome))
        return lambda: _write(reg, table, read, actor, outcome)
    if not reg.prepares:
        return lambda: _by_importer(reg, table, actor, outcome)
    prepared: Prepared = reg.importer(table, actor=actor)
    _told(prepared.outcome, outcome)
    return lambda: None if outcome.problems else _refusing(prepared.write, outcome)


def _refusing(deed: Callable[[], object], outcome: Outcome) -> None:
    """Do it; what it refuses is told row by row, and nothing of it stays."""
    try:
        with transaction.atomic():
            deed()
    except ValidationError as problem:
        for sentence in problem.messages:
            at = OF_ROW.fullmatch(sentence)
            outcome.refuse(int(at[1]) if at else 0, "", None, [at[2] if at else sentence])


def _told(came: Outcome, outcome: Outcome) -> None:
    outcome.problems += came.problems
    outcome.notes += came.notes
    outcome.totals += came.totals


def _write(reg: Register, table: Table, rows: list[tuple[Row, Values | None]], actor: User, outcome: Outcome) -> None:
    if outcome.problems:
        # The services have their say too, so that a person mends the sheet once, not twice.
        rows = [(row, values) for row, values in rows if values is not None]
    if reg.create is None and not outcome.problems and _all_at_once(reg, rows, actor, outcome):
        return
    _one_by_one(reg, table, rows, actor, outcome)


def _by_importer(reg: Register, table: Table, actor: User, outcome: Outcome) -> None:
    """A register's own set-wise importer: `importer(table, *, actor)`, or `importer(rows, *, actor)`.

    `rows` are mappings field → text, with `row` for the number in the sheet. It raises ValidationError with a sentence
    for each row refused ("第 5 行：…"), or returns an Outcome; what it returns else is not looked at.
    """
    assert reg.importer is not None  # noqa: S101 - asked by the caller
    given: Any = table
    if next(iter(signature(reg.importer).parameters)) == "rows":
        given = list(_texts(table, outcome))
        if outcome.problems:
            return
    came: list[Any] = []
    importer = reg.importer
    _refusing(lambda: came.append(importer(given, actor=actor)), outcome)
    if came and isinstance(came[0], Outcome):
        _told(came[0], outcome)


def _texts(table: Table, outcome: Outcome) -> Iterator[dict[str, Any]]:
    """Each row as field → text, and `row`: its number in the sheet."""
    for row, cells in table.values():
        found: dict[str, Any] = {"row": row.number}
        for name, cell in cells.items():
            try:
                found[name] = as_text(cell)
            except CellError as problem:
                outcome.refuse(row.number, table.label(name), cell, [problem.reason])
        yield found


def _values(reg: Register, table: Table, actor: User, outcome: Outcome) -> Iterator[tuple[Row, Values | None]]:
    """Each row's values; None for a row with a cell that was refused."""
    lookups = Lookups(actor)
    fields = {name: found for name in table.columns if (found := field_of(reg, name)) is not None}
    for name, found in fields.items():
        if isinstance(found, models.ForeignKey):
            lookups.learn(found.related_model, _names(table, name))
    for row in table.rows:
        values: Values = {}
        before = len(outcome.problems)
        for name, found in fields.items():
            cell = table.value(row, name)
            try:
                value = field_value(found, cell, table, lookups)
            except CellError as problem:
                outcome.refuse(row.number, table.label(name), cell, [problem.reason])
                continue
            if value is not None:
                values[name] = value
        yield row, values if len(outcome.problems) == before else None


def _names(table: Table, name: str) -> Iterator[str]:
    for row in table.rows:
        try:
            yield as_text(table.value(row, name))
        except CellError:
            continue  # told where the row is read


def _all_at_once(reg: Register, rows: list[tuple[Row, Values | None]], actor: User, outcome: Outcome) -> bool:
    """Write as one set where the register has no rules of its own. False: some row is refused, find out which."""
    try:
        with transaction.atomic():
            for begin in range(0, len(rows), AT_ONCE):
                part = [values or {} for _row, values in rows[begin : begin + AT_ONCE]]
                records.create_many(reg.model, part, actor=actor)
    except ValidationError:
        return False
    outcome.made = len(rows)
    return True


def _one_by_one(
    reg: Register, table: Table, rows: list[tuple[Row, Values | None]], actor: User, outcome: Outcome
) -> None:
    labels = {name: table.label(name) for name in table.columns}
    for row, values in rows:
        try:
            with transaction.atomic():  # one refused row must not hide the next one's problem
                reg.create_service(actor=actor, **(values or {}))
        except ValidationError as problem:
            outcome.refuse_deed(row.number, problem, labels)
        else:
            outcome.made += 1
