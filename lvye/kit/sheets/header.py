"""Finding the header among title rows, in one row or several, with the columns in any order."""

# house: the words sheets use: read, not shown

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .grid import Formula, Grid, Merge, Raw

__all__ = ["Header", "find_header", "guess_header", "plain", "spread_down", "unit_of"]

SEARCH_ROWS = 40
MAX_DEPTH = 3
LONGEST_LABEL = 20
PARENTHESES = re.compile(r"[(\[【〔〈].*?[)\]】〕〉]")
GROUP_WORDS = re.compile("(情况|信息|内容|记录|登记|部分)$")
Path = tuple[str, ...]


@dataclass(frozen=True)
class Header:
    """Where the header lies (rows from 0), each column's labels from above to below, and the columns understood."""

    top: int
    depth: int
    paths: Sequence[Path]
    columns: Mapping[str, int]

    @property
    def body(self) -> int:
        """The first row below it."""
        return self.top + self.depth

    def labels(self) -> list[str]:
        """One text for each column: "完成情况/日期"."""
        return ["/".join(path) for path in self.paths]


def plain(label: object) -> str:
    """A label without what people vary: width, spaces, colons, stars that mark required columns."""
    text = unicodedata.normalize("NFKC", str(label))
    return re.sub(r"\s+", "", text).strip("*:·。.").lower()


def unit_of(label: str) -> str:
    """What stands in parentheses behind a label: 数量(个) → 个."""
    text = unicodedata.normalize("NFKC", label)
    found = PARENTHESES.findall(text)
    return found[-1][1:-1].removeprefix("单位:").strip() if found else ""


def find_header(grid: Grid, expected: Mapping[str, Sequence[str]]) -> Header | None:
    """The rows that name most of the expected columns; None when no row names enough to be sure.

    `expected` gives for each field the labels it may have, the most exact first.
    """
    wanted = {name: _synonyms(labels) for name, labels in expected.items()}
    best: Header | None = None
    for top in range(min(SEARCH_ROWS, len(grid.rows))):
        shortest = _least_depth(grid, top)
        for depth in range(shortest, MAX_DEPTH + 1):
            if top + depth > len(grid.rows):
                break
            paths = _paths(grid, top, depth)
            header = Header(top, depth, paths, _match(paths, wanted))
            if best is None or _rank(header) > _rank(best):
                best = header
    return best if best is not None and _is_sure(best) else None


def guess_header(grid: Grid, expected: Mapping[str, Sequence[str]]) -> Header | None:
    """What looks like a header, though too few of its words were expected: the first row that has most short words."""
    best, most = None, 1
    for top in range(min(SEARCH_ROWS, len(grid.rows))):
        words = [_label(cell) for cell in grid.rows[top] if isinstance(cell, str) and cell.strip()]
        count = sum(len(word) <= LONGEST_LABEL and not word[:1].isdigit() for word in words)
        if count > most and len(set(words)) > 1:
            best, most = top, count
    if best is None:
        return None
    paths = _paths(grid, best, 1)
    return Header(best, 1, paths, _match(paths, {name: _synonyms(labels) for name, labels in expected.items()}))


def _is_sure(header: Header) -> bool:
    """Two columns understood; or one, where the header has hardly more."""
    return len(header.columns) >= 2 or (bool(header.columns) and len(list(filter(None, header.paths))) <= 2)


def _rank(header: Header) -> tuple[int, int, int]:
    return (len(header.columns), -header.depth, -header.top)


def _synonyms(labels: Sequence[str]) -> dict[str, int]:
    """Each way to write a label → how exact it is (0 best)."""
    found: dict[str, int] = {}
    for rank, label in enumerate(labels):
        for form in (plain(label), _bare(label)):
            found.setdefault(form, rank)
    found.pop("", None)
    return found


def _bare(label: object) -> str:
    return plain(PARENTHESES.sub("", unicodedata.normalize("NFKC", str(label))))


def _least_depth(grid: Grid, top: int) -> int:
    """A header whose cells are merged downwards, or stand over several columns with labels of their own, is deeper."""
    depth = 1
    for merge in grid.merges:
        if merge.top != top or merge.left >= _width(grid, top):
            continue
        if merge.bottom > top:
            depth = max(depth, merge.bottom - top + 1)
        elif merge.width > 1 and merge.width < _width(grid, top) and _labels_below(grid, merge) > 1:
            depth = max(depth, 2)
    return min(depth, MAX_DEPTH)


def _labels_below(grid: Grid, merge: Merge) -> int:
    if merge.bottom + 1 >= len(grid.rows):
        return 0
    below = grid.rows[merge.bottom + 1][merge.left : merge.right + 1]
    return len({plain(cell) for cell in below if isinstance(cell, str) and cell.strip()})


def _width(grid: Grid, row: int) -> int:
    return len(grid.rows[row])


def _paths(grid: Grid, top: int, depth: int) -> list[Path]:
    """The labels above each column, with merged ones spread over all the columns they cover."""
    width = max(len(row) for row in grid.rows[top : top + depth])
    lines = [[_label(cell) for cell in row] + [""] * (width - len(row)) for row in grid.rows[top : top + depth]]
    for merge in grid.merges:
        _spread(lines, merge, top, width)
    if not any(merge.top < top + depth and merge.bottom >= top for merge in grid.merges):
        _spread_unmarked(lines)
    paths = []
    for column in range(width):
        path: list[str] = []
        for line in lines:
            if line[column] and (not path or path[-1] != line[column]):
                path.append(line[column])
        paths.append(tuple(path))
    return paths


def _label(cell: Raw) -> str:
    if isinstance(cell, Formula):
        cell = cell.value
    if cell is None or isinstance(cell, bool):
        return ""
    text = f"{cell:g}" if isinstance(cell, float) else str(cell)
    return re.sub(r"\s+", "", text)


def _spread(lines: list[list[str]], merge: Merge, top: int, width: int) -> None:
    if not top <= merge.top < top + len(lines) or merge.left >= width:
        return
    value = lines[merge.top - top][merge.left]
    for row in range(merge.top - top, min(merge.bottom - top + 1, len(lines))):
        for column in range(merge.left, min(merge.right + 1, width)):
            lines[row][column] = value


def _spread_unmarked(lines: list[list[str]]) -> None:
    """Text files know no merges, and many clerks use none: a blank above a label belongs to the group on its left."""
    for upper, lower in pairwise(lines):
        group = ""
        for column, label in enumerate(upper):
            if label:
                group = label if lower[column] else ""
            elif lower[column]:
                upper[column] = group


def _match(paths: Sequence[Path], wanted: Mapping[str, Mapping[str, int]]) -> dict[str, int]:
    """Field → column. The exact label wins over a part of it, the first synonym over the later ones."""
    columns: dict[str, int] = {}
    firsts = {path[0]: column for column, path in reversed(list(enumerate(paths))) if len(path) > 1}
    sizes = {name: sum(1 for path in paths if path[:1] == (name,)) for name in firsts}
    for way in range(5):
        found: list[tuple[int, int, str]] = []
        for column, path in enumerate(paths):
            if column in columns.values() or not path:
                continue
            if way == 4 and (sizes.get(path[0], 0) < 2 or firsts[path[0]] != column):
                continue
            form = _form(path, way)
            hits = ((forms[form], column, name) for name, forms in wanted.items() if form in forms)
            found.extend(hit for hit in hits if hit[2] not in columns)
        for _rank_of, column, name in sorted(found):
            if name not in columns and column not in columns.values():
                columns[name] = column
    return columns


def _form(path: Path, way: int) -> str:
    """A column's label, from the whole of it to its parts."""
    if way == 0:
        return "/".join(map(plain, path))
    if way == 1:
        return "".join(map(_bare, path))
    if way == 2:
        return "".join([*(GROUP_WORDS.sub("", _bare(part)) for part in path[:-1]), _bare(path[-1])])
    return _bare(path[-1] if way == 3 else path[0])


def spread_down(grid: Grid, body: int) -> Iterator[tuple[int, int, Raw]]:
    """(row, column, value) for cells below the first of a merge that runs downwards.

    Only words and days are spread: an amount that stands once for three rows must not be counted three times.
    """
    for merge in grid.merges:
        if merge.top < body or merge.left != merge.right or merge.top >= len(grid.rows):
            continue
        line = grid.rows[merge.top]
        value = line[merge.left] if merge.left < len(line) else None
        if isinstance(value, bool | int | float | Formula) or value in {None, ""}:
            continue
        for row in range(merge.top + 1, min(merge.bottom + 1, len(grid.rows))):
            yield row, merge.left, value
