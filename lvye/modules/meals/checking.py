"""A published sheet of anybody's read from a spreadsheet and added up again: what its own figures say of themselves."""

# house: the words of published sheets are read, not shown

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

PART = re.compile(r"^\s*([一二三四五六七八九十]+)[、.．]\s*(.+?)\s*$")
CHILD = re.compile(r"^\s*(\d+)[.、．]\s*(.+?)\s*$")
COLUMNS = 2
CENT = Decimal("0.01")
Amounts = tuple[Decimal | None, ...]


@dataclass
class Part:
    """A numbered part of the sheet with its printed amounts and the lines below it."""

    label: str
    amounts: Amounts
    lines: list[tuple[str, Amounts]] = field(default_factory=list)


@dataclass(frozen=True)
class Finding:
    """One sum of the sheet: as printed, as it comes out; is_right where they agree, None where nothing is printed."""

    label: str
    column: int
    printed: Decimal | None
    computed: Decimal
    unit: str = ""

    @property
    def difference(self) -> Decimal:
        """Printed less computed."""
        return (self.printed or Decimal(0)) - self.computed

    @property
    def is_right(self) -> bool | None:
        """Whether it adds up."""
        return None if self.printed is None else self.difference == 0


def amount_of(text: object) -> Decimal | None:
    """A printed amount, also as text with commas, brackets for less than nothing, or a percent sign."""
    if text is None or isinstance(text, bool):
        return None
    words = str(text).strip().replace(",", "").replace("，", "").replace("￥", "").removesuffix("元")
    if words.startswith(("(", "（")) and words.endswith((")", "）")):
        words = f"-{words[1:-1]}"
    try:
        found = Decimal(words.removesuffix("%"))
    except InvalidOperation:
        return None
    return found.quantize(CENT) if found.is_finite() else None


def read(rows: Iterable[Sequence[object]]) -> list[Part]:
    """The parts of a sheet whose first column names things and whose next two hold the month and the year so far."""
    parts: list[Part] = []
    for row in rows:
        label = str(row[0] or "").strip() if row else ""
        amounts = tuple(amount_of(row[n]) if len(row) > n else None for n in range(1, COLUMNS + 1))
        if (found := PART.match(label)) is not None:
            parts.append(Part(found[2], amounts))
        elif (line := CHILD.match(label)) is not None and parts:
            parts[-1].lines.append((line[2], amounts))
        elif any(word in label for word in ("营业外", "所得税")):
            parts.append(Part(label, amounts))
    return parts


def check(parts: Sequence[Part]) -> list[Finding]:
    """Every sum the sheet makes, made again. Empty where nothing of a published sheet was recognised."""
    return [finding for n in range(COLUMNS) for finding in _column(parts, n)]


def _column(parts: Sequence[Part], n: int) -> list[Finding]:
    found: list[Finding] = []
    sums: dict[str, Decimal] = {}
    for part in parts:
        given = [amounts[n] for _label, amounts in part.lines]
        if any(one is not None for one in given):
            total = sum((_signed(part.label, label, amounts[n]) for label, amounts in part.lines), Decimal(0))
            found.append(Finding(part.label, n, part.amounts[n], total))
            sums[part.label] = total if part.amounts[n] is None else part.amounts[n] or Decimal(0)
        else:
            sums[part.label] = part.amounts[n] or Decimal(0)
    return [*found, *_results(parts, sums, n)]


def _signed(part: str, label: str, amount: Decimal | None) -> Decimal:
    """Interest received stands among the financial costs and makes them less."""
    value = amount or Decimal(0)
    return -value if "财务" in part and "收入" in label else value


def _results(parts: Sequence[Part], sums: dict[str, Decimal], n: int) -> list[Finding]:
    """Profit, total, net and rate, from the parts above each of them."""
    found: list[Finding] = []
    income = next(
        (sums[part.label] for part in parts if "收入" in part.label and "营业外" not in part.label), Decimal(0)
    )
    running = Decimal(0)
    for part in parts:
        label, printed = part.label, part.amounts[n]
        if label.endswith("率"):
            rate = (_first_result(parts, sums) / income * 100).quantize(CENT) if income else Decimal(0)
            found.append(Finding(label, n, printed, rate, "%"))
        elif any(word in label for word in ("利润", "结余")):
            found.append(Finding(label, n, printed, running))
        else:
            running += sums[label] if "收入" in label else -sums[label]
    return found


def _first_result(parts: Sequence[Part], sums: dict[str, Decimal]) -> Decimal:
    running = Decimal(0)
    for part in parts:
        if any(word in part.label for word in ("利润", "结余")):
            return running
        running += sums[part.label] if "收入" in part.label else -sums[part.label]
    return running


def column_name(n: int) -> str:
    """What a column of amounts is called."""
    return [_("本月"), _("本年累计")][n]
