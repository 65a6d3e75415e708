"""What came of reading a sheet into a register."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kit import say
from lvye.kit.sheets import Guess, Table, TotalsLine

if TYPE_CHECKING:
    from .models import ImportBatch

__all__ = ["Outcome", "Prepared", "Problem", "summary"]


@dataclass(frozen=True)
class Problem:
    """Why one cell or row cannot be brought in. row: as in the sheet, 0 where it concerns the whole file."""

    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        words = {"row": self.row, "column": self.column, "value": self.value, "reason": self.reason}
        if not self.row:
            return self.reason
        if not self.column:
            return _("第 %(row)s 行：%(reason)s") % words
        if not self.value or self.value in self.reason:
            return _("第 %(row)s 行“%(column)s”：%(reason)s") % words
        return _("第 %(row)s 行“%(column)s”（%(value)s）：%(reason)s") % words

    def beside_its_row(self) -> str:
        """The sentence where the row itself is seen."""
        return (
            _("“%(column)s”：%(reason)s") % {"column": self.column, "reason": self.reason}
            if self.column
            else self.reason
        )


@dataclass
class Outcome:
    """What a dry run or an import found.

    rows: rows read. made: records written (0 unless all went well and it was no dry run). problems: why nothing was
    written. notes: what the person should know. totals: what totals rows state and what the rows add up to.
    guess: the file's columns and as what they are read. sheets: those it has.
    """

    register: str = ""
    rows: int = 0
    made: int = 0
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    totals: list[TotalsLine] = field(default_factory=list)
    guess: Guess = field(default_factory=Guess)
    sheets: list[str] = field(default_factory=list)
    table: Table | None = None
    batch: ImportBatch | None = None

    @property
    def sound(self) -> bool:
        """Nothing stands in the way."""
        return not self.problems

    def see(self, guess: Guess, sheets: Sequence[str]) -> None:
        """What stands in the file, for a person who matches its columns."""
        self.guess, self.sheets = guess, list(sheets)

    def refuse(self, row: int, column: str, value: object, reasons: Iterable[str]) -> None:
        """Add a problem for each reason."""
        if isinstance(value, float) and value.is_integer():
            value = int(value)  # sheets keep -4 as -4.0: show what the person sees there
        shown = "" if value is None else str(value)[:60]
        self.problems.extend(Problem(row, column, shown, reason) for reason in reasons)

    def refuse_deed(self, row: int, problem: ValidationError, labels: dict[str, str]) -> None:
        """A service's refusal: beside the column it speaks of, or for the row."""
        if not hasattr(problem, "error_dict"):
            self.refuse(row, "", None, problem.messages)
            return
        for name, reasons in problem.message_dict.items():
            self.refuse(row, labels.get(name, ""), None, reasons)

    def all_notes(self) -> list[str]:
        """Notes, and the totals that do not add up, in sentences."""
        return [*self.notes, *(_difference(line, self.column_of(line)) for line in self.totals if not line.holds)]

    def column_of(self, line: TotalsLine) -> str:
        """What the sheet calls the column a totals row speaks of."""
        return self.table.label(line.name) if self.table is not None else line.name


def _difference(found: TotalsLine, column: str) -> str:
    words = {
        "row": found.number,
        "label": found.label,
        "name": column,
        "stated": say.qty(found.stated),
        "counted": say.qty(found.counted),
    }
    text = _("第 %(row)s 行%(label)s的“%(name)s”写的是 %(stated)s，各行加起来是 %(counted)s。按各行导入，这里不改。")
    return text % words


SHOWN = 100  # problems a page lists; all are in the sheet one takes along


@dataclass(frozen=True)
class Prepared:
    """A sheet an importer has read and judged without writing; `write` brings it in, all or nothing.

    What it raises as ValidationError is told; a sentence "第 5 行：…" at its row.
    """

    outcome: Outcome
    write: Callable[[], object]


def summary(outcome: Outcome, filename: str) -> dict[str, Any]:
    """What a page shows of an outcome, in plain values."""
    bad = {problem.row for problem in outcome.problems}
    lines = [
        {
            "column": outcome.column_of(line),
            "sheet": say.qty(line.stated),
            "computed": say.qty(line.counted),
            "ok": line.holds,
        }
        for line in outcome.totals
    ]
    return {
        "filename": filename,
        "rows": outcome.rows,
        "made": 0 if 0 in bad else max(outcome.rows - len(bad), 0),
        "unclear": 0 in bad,
        "refused": len(outcome.problems),
        "problems": [asdict(problem) for problem in outcome.problems[:SHOWN]],
        "totals": lines,
        "notes": outcome.notes,
        "names": list(outcome.guess.names),
        "samples": [list(some) for some in outcome.guess.samples],
        "sheets": outcome.sheets,
        "sheet": outcome.table.sheet if outcome.table is not None else "",
        "read": dict(outcome.guess.found),
        "batch": outcome.batch.pk if outcome.batch is not None else None,
    }
