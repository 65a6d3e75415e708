"""The rows below the header: which are rows, which are totals, and which only look like something."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .grid import Formula, Grid, Raw, is_blank
from .header import Header, plain, spread_down

__all__ = ["Total", "read_body"]

HINT = re.compile("[计和]|total", re.IGNORECASE)  # a quick look: all the words below hold one of these
WHOLE = re.compile("(总计|合计|共计|累计|总和|全[年校月期]合计|total|grandtotal)")
PART = re.compile("(小计|本[页月周期日年季]合计|本[页月周期日年季]小计|本学期合计|subtotal)")
ENDS_LIKE_TOTAL = re.compile(".{1,10}(合计|小计|共计)")
WITH_NUMBER = re.compile("(总计|合计|共计|小计|累计):?([^:]*?[0-9][^:]*)")
FOOT = re.compile(
    "(备注|附注|注|说明|填表|制表|审核|复核|负责人|单位负责人|经办人|打印|导出时间|填报|联系)(人|时间|日期)?[:：]"
)
OF_THE_SHEET = re.compile("(本|此|上)表.{2,}")  # a sentence about the sheet, alone in its row
NOTED = 8


@dataclass(frozen=True)
class Total:
    """A totals row, kept apart. `is_grand`: it speaks for all rows above, not for those since the last subtotal."""

    number: int
    label: str
    is_grand: bool
    cells: Sequence[Raw]


def read_body(grid: Grid, header: Header) -> tuple[list[tuple[int, Sequence[Raw]]], list[Total], list[str]]:
    """(number in the sheet, cells) of each row, the totals, and notes on what was skipped."""
    down: dict[int, dict[int, Raw]] = {}
    for at, column, value in spread_down(grid, header.body):
        down.setdefault(at, {})[column] = value
    bands = {m.top for m in grid.merges if m.top == m.bottom and m.width >= max(3, len(header.columns))}
    used = sorted(header.columns.values())
    rows: list[tuple[int, Sequence[Raw]]] = []
    totals: list[Total] = []
    skipped: list[str] = []
    for at in range(header.body, len(grid.rows)):
        cells = _filled(grid.rows[at], down.get(at))
        number = at + 1
        if total := _total(number, cells):
            totals.append(total)
        elif _is_empty(cells, used):
            if words := _words(cells):
                skipped.append(_quoted(number, words))
        elif _repeats(cells, header):
            continue
        elif at in bands or _is_foot(cells, used):
            skipped.append(_quoted(number, _words(cells)))
        else:
            rows.append((number, cells))
    return rows, totals, [*_notes(skipped), *_totals_told(totals)]


def _filled(cells: Sequence[Raw], down: dict[int, Raw] | None) -> Sequence[Raw]:
    """The row with what a merge above it says of it too; a row that is empty otherwise stays so."""
    if not down or all(is_blank(cell) for cell in cells):
        return cells
    return [down.get(column, cell) if is_blank(cell) else cell for column, cell in enumerate(cells)]


def _total(number: int, cells: Sequence[Raw]) -> Total | None:
    if not any(type(cell) is str and HINT.search(cell) for cell in cells):
        return None
    first = True
    for cell in cells:
        if is_blank(cell):
            continue
        label = plain(cell) if isinstance(cell, str) else ""
        part = PART.fullmatch(label)
        if part or WHOLE.fullmatch(label):
            return Total(number, label, not part, cells)
        if first and (ENDS_LIKE_TOTAL.fullmatch(label) or WITH_NUMBER.fullmatch(label)):
            return Total(number, label, bool(WITH_NUMBER.fullmatch(label)) and "小计" not in label, cells)
        first = first and not isinstance(cell, str)  # a running number may stand before the word
    return None


def _is_empty(cells: Sequence[Raw], used: Sequence[int]) -> bool:
    """Nothing in the columns that count. Formulas that were drawn down in advance are nothing either."""
    return all(is_blank(cells[at]) or isinstance(cells[at], Formula) for at in used if at < len(cells))


def _words(cells: Sequence[Raw]) -> str:
    """The texts of a row, running numbers left out."""
    texts = [cell.strip() for cell in cells if isinstance(cell, str)]
    return " ".join(text for text in texts if re.search(r"[^\W\d_]", text))


def _repeats(cells: Sequence[Raw], header: Header) -> bool:
    """The header again, as on each page of a print."""
    for at in header.columns.values():
        path = header.paths[at]
        cell = cells[at] if at < len(cells) else None
        if not isinstance(cell, str) or not path or plain(cell) != plain(path[-1]):
            return False
    return True


def _is_foot(cells: Sequence[Raw], used: Sequence[int]) -> bool:
    """备注：…  制表人：… below the table: one or two labelled texts, nothing else; or 本表… alone."""
    texts = [cell for cell in cells if not is_blank(cell)]
    if len(texts) > 4 or not isinstance(texts[0], str):
        return False
    first = re.sub(r"\s", "", texts[0])
    return bool(FOOT.match(first)) or (len(texts) == 1 and bool(OF_THE_SHEET.match(first)))


def _quoted(number: int, words: str) -> str:
    return _("第 %(row)s 行“%(words)s”") % {"row": number, "words": words[:20]}


def _totals_told(totals: Sequence[Total]) -> list[str]:
    """A row whose words make it a totals row may be none: it is never left out in silence."""
    if not totals:
        return []
    more = _("等 %(n)s 行") % {"n": len(totals)} if len(totals) > NOTED else ""
    told = "、".join(_quoted(total.number, total.label) for total in totals[:NOTED])
    return [_("当作合计行的：%(rows)s%(more)s。") % {"rows": told, "more": more}]


def _notes(skipped: Sequence[str]) -> list[str]:
    if not skipped:
        return []
    more = _("等 %(n)s 行") % {"n": len(skipped)} if len(skipped) > NOTED else ""
    return [_("没有当作数据的行：%(rows)s%(more)s。") % {"rows": "、".join(skipped[:NOTED]), "more": more}]
