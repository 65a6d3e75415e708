"""Columns as a person has matched them: over a header that was understood, or one that only looks like a header."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from .grid import Formula, Raw, is_blank, letter
from .header import Header

__all__ = ["Chooser", "column_names", "matched", "samples_of"]

# Given the name of each column and what was understood (field → name), answers field → name, "" for "not in the sheet".
Chooser = Callable[[Sequence[str], Mapping[str, str]], Mapping[str, str]]
LOOKED_AT = 200
SHOWN, LENGTH = 3, 24


def column_names(labels: Sequence[str]) -> list[str]:
    """A name for every column, each once: its label, the second of two alike "日期 (2)", a blank one its letter."""
    seen: Counter[str] = Counter()
    names = []
    for column, label in enumerate(labels):
        name = label or letter(column)
        seen[name] += 1
        names.append(name if seen[name] == 1 else f"{name} ({seen[name]})")
    return names


def matched(header: Header, choose: Chooser) -> Header:
    """The header with its columns as `choose` says; one column is one field, what a person says goes first."""
    names = column_names(header.labels())
    said = choose(names, {name: names[at] for name, at in header.columns.items()})
    places = {name: names.index(label) for name, label in said.items() if label in names}
    kept = {name: at for name, at in header.columns.items() if name not in said and at not in places.values()}
    return replace(header, columns=kept | places)


def samples_of(rows: Iterable[Sequence[Raw]], width: int) -> list[list[str]]:
    """For each column some of the different values that stand in it, as a person sees them."""
    found: list[list[str]] = [[] for _column in range(width)]
    for cells in islice(rows, LOOKED_AT):
        for column, cell in enumerate(cells[:width]):
            if len(found[column]) == SHOWN or is_blank(cell):
                continue
            if (text := _seen(cell)) not in found[column]:
                found[column].append(text)
    return found


def _seen(cell: Raw) -> str:
    value = cell.value if isinstance(cell, Formula) else cell
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, dt.datetime) and value.time() == dt.time():
        value = value.date()
    text = " ".join(str(value).split())
    return text if len(text) <= LENGTH else f"{text[: LENGTH - 1]}…"
