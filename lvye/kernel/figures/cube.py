"""All figures of a period in a few passes: those over the same rows and dates share one grouped query.

Counts, totals, means and shares are kept as their additive parts for every combination of splits, and rolled up
in Python to each split asked for. A million records then cost one pass instead of fifty.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from lvye.kernel.registers.api import registers
from lvye.kernel.terms.api import Period

from .compute import as_object, compute, key_of, measured, put_names, whole, within
from .declare import Figure, Mean, Ratio, Share, Sum, Value, figures

Parts = tuple[str, ...]
By = tuple[str, ...]
WORTH = 3  # queries saved before a pass of its own pays


@dataclass(frozen=True)
class Pass:
    """Figures over the same register and dates, and the splits they share."""

    figures: tuple[Figure, ...]
    lookups: tuple[str, ...]


def passes(declared: Iterable[Figure]) -> list[Pass]:
    """Figures put together by register and date; one whose splits go beyond the widest figure's stays alone.

    A standing number (without a date) stays alone too: its own condition finds its few rows, a pass would read all.
    """
    groups: dict[tuple[str, str], list[Figure]] = {}
    for figure in (one for one in declared if one.date):
        groups.setdefault((figure.register, figure.date), []).append(figure)
    found = []
    for members in groups.values():
        widest = max((_lookups(figure) for figure in members), key=len)
        joined = [figure for figure in members if _lookups(figure) <= widest]
        if sum(len(figure.stated_splits) for figure in joined) >= WORTH:
            found.append(Pass(tuple(joined), tuple(sorted(widest))))
    return found


def _lookups(figure: Figure) -> set[str]:
    return {figure.by[name].lookup for by in figure.stated_breakdowns for name in by}


def cube(one: Pass, period: Period) -> dict[tuple[str, By], list[Value]]:
    """(figure, splits) → its values, the largest first, for every stated breakdown of the pass's figures."""
    first = one.figures[0]
    rows = registers[first.register].model._default_manager.order_by()
    rows = rows.filter(**within(rows.model, first.date, period))
    keys = {lookup: key_of(rows.model, lookup) for lookup in one.lookups}
    wanted = {key: part for number, figure in enumerate(one.figures) for key, part in _parts(number, figure).items()}
    table = list(rows.values(*keys.values()).annotate(**wanted)) if keys else [rows.aggregate(**wanted)]
    for lookup, key in keys.items():
        put_names(table, rows.model, lookup, key)
    found: dict[tuple[str, By], list[Value]] = {}
    for number, figure in enumerate(one.figures):
        for by in figure.stated_splits:
            found[figure.name, by] = _rolled(figure, number, by, table)
    return found


def _parts(number: int, figure: Figure) -> dict[str, Any]:
    """The additive parts of one figure, each counting only its own rows."""
    where = figure.where or None
    parts: dict[str, Any] = {f"r{number}": models.Count("pk", filter=where)}
    measure = figure.value
    if isinstance(measure, Sum):
        parts[f"v{number}"] = models.Sum(measure.field, filter=where)
    elif isinstance(measure, Mean):
        parts[f"v{number}"] = models.Sum(measure.field, filter=where)
        parts[f"o{number}"] = models.Count(measure.field, filter=where)
    elif isinstance(measure, Share):
        parts[f"v{number}"] = models.Count("pk", filter=(where or Q()) & measure.part)
    elif isinstance(measure, Ratio):
        parts[f"v{number}"] = models.Sum(measure.part, filter=where)
        parts[f"o{number}"] = models.Sum(measure.whole, filter=where)
    if figure.approx:
        parts[f"a{number}"] = models.Count("pk", filter=(where or Q()) & Q(**{figure.approx: True}))
    return parts


def _rolled(figure: Figure, number: int, by: By, table: list[Mapping[str, Any]]) -> list[Value]:
    lookups = [figure.by[name].lookup for name in by]
    names = {"n_rows": f"r{number}", "n_value": f"v{number}", "n_of": f"o{number}", "n_approx": f"a{number}"}
    sums: dict[tuple[Any, ...], dict[str, Any]] = {} if by else {(): dict.fromkeys(names, 0)}
    for row in table:
        if not row[names["n_rows"]]:
            continue
        kept = sums.setdefault(tuple(row[lookup] for lookup in lookups), dict.fromkeys(names, 0))
        for name, part in names.items():
            kept[name] += row.get(part) or 0
    values = [
        Value(
            figure,
            dict(zip(by, key, strict=True)),
            measured(figure.value, kept),
            kept["n_rows"],
            bool(kept["n_approx"]),
            whole(figure.value, kept),
        )
        for key, kept in sums.items()
    ]
    return sorted(values, key=lambda value: (-value.value, value.words))


def all_values(period: Period) -> Iterator[Value]:
    """Every figure with its stated splits, in the order of the declarations."""
    ready: dict[tuple[str, By], list[Value]] = {}
    for one in passes(figures):
        ready |= cube(one, period)
    for figure in figures:
        found = [
            value
            for by in figure.stated_splits
            for value in (ready[figure.name, by] if (figure.name, by) in ready else compute(figure.name, period, by=by))
        ]
        yield from found or compute(figure.name, period)  # units that stand apart, and none there: nothing, said once


def all_lines(period: Period) -> Iterator[str]:
    """The same as one JSON object a line: what `lvye figures --json` prints."""
    return (json.dumps(as_object(value), ensure_ascii=False) for value in all_values(period))
