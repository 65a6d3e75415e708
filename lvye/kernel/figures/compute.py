"""Computing figures: one grouped query each, over dates as they are stored."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import registers
from lvye.kernel.terms.api import Period

from .declare import Count, Figure, Mean, Measure, Ratio, Share, Sum, Value, figures
from .words import unit_of

Only = Mapping[str, object]
NOTHING: Only = {}
NONE = "~"  # how an address writes "has no value" for a split


def rows(name: str, period: Period | None, only: Only = NOTHING, user: User | None = None) -> QuerySet[Any]:
    """The records behind a figure, newest first; without a user all of them (for the program itself).

    Raises ValidationError for a split the figure does not have.
    """
    figure = figures[name]
    reg = registers[figure.register]
    found = reg.model._default_manager.order_by("-pk") if user is None else reg.rows(user)
    found = found.filter(figure.where)
    if figure.date and period is not None:
        found = found.filter(**within(found.model, figure.date, period))
    for split, key in only.items():
        if split not in figure.by:
            raise ValidationError(_("“%(figure)s”不能按“%(split)s”来分。") % {"figure": figure.label, "split": split})
        lookup = figure.by[split].lookup
        found = found.filter(**({f"{lookup}__isnull": True} if key in (None, NONE) else {lookup: key}))
    return found


def within(model: type[models.Model], field: str, period: Period) -> dict[str, Any]:
    """The filter that keeps what lies in the period, both days included; moments by the school's clock."""
    if isinstance(_field(model, field), models.DateTimeField):
        zone = timezone.get_current_timezone()
        begin = datetime.datetime.combine(period.begins_on, datetime.time.min, zone)
        end = datetime.datetime.combine(period.ends_on + datetime.timedelta(days=1), datetime.time.min, zone)
        return {f"{field}__gte": begin, f"{field}__lt": end}
    return {f"{field}__gte": period.begins_on, f"{field}__lte": period.ends_on}


def _field(model: type[models.Model], path: str) -> Any:
    found: Any = None
    for part in path.split("__"):
        found = model._meta.get_field(part)
        model = found.related_model or model
    return found


def compute(
    name: str, period: Period | None, *, by: Sequence[str] = (), only: Only = NOTHING, user: User | None = None
) -> list[Value]:
    """The figure in a period, split by `by` (most first); without a split one value, also when it is nothing."""
    figure = figures[name]
    found = rows(name, period, only, user).order_by()
    grouped = _grouped(figure, found, [figure.by[split].lookup for split in by])
    values = []
    for row in grouped:
        keys = {split: row[figure.by[split].lookup] for split in by}
        number = measured(figure.value, row)
        values.append(Value(figure, keys, number, row["n_rows"], bool(row.get("n_approx")), whole(figure.value, row)))
    return sorted(values, key=lambda v: (-v.value, v.words))


def one(name: str, period: Period | None, only: Only = NOTHING, user: User | None = None) -> Value:
    """The figure as one number."""
    value = compute(name, period, only=only, user=user)[0]
    return Value(value.figure, dict(only), value.value, value.rows, value.approx, value.of)


def totals(period: Period | None) -> Iterator[Value]:
    """Every figure as one number; one for each unit where units stand apart, and there are any."""
    for figure in figures:
        by_unit = compute(figure.name, period, by=(figure.apart,)) if figure.apart else []
        yield from by_unit or [one(figure.name, period)]


def key_of(model: type[models.Model], lookup: str) -> str:
    """What is grouped by: the number of a related record instead of its name, which needs no join and sorts faster."""
    head, _dots, tail = lookup.partition("__")
    related = tail and "__" not in tail and isinstance(model._meta.get_field(head), models.ForeignKey)
    return head if related else lookup


def put_names(table: list[dict[str, Any]], model: type[models.Model], lookup: str, key: str) -> None:
    """Put the names back where numbers were grouped by."""
    if key == lookup:
        return
    target = model._meta.get_field(key).related_model
    assert isinstance(target, type)  # noqa: S101 - a foreign key has one
    seen = {row[key] for row in table}
    names = dict(target._default_manager.filter(pk__in=seen).values_list("pk", lookup.partition("__")[2]))
    for row in table:
        row[lookup] = names.get(row[key])


def _grouped(figure: Figure, found: QuerySet[Any], lookups: list[str]) -> list[dict[str, Any]]:
    """A row of parts for each combination of what it is split by; records of one name count together."""
    keys = {lookup: key_of(found.model, lookup) for lookup in lookups}
    table = _aggregate(figure, found, list(keys.values()))
    if not keys:
        return table
    for lookup, key in keys.items():
        put_names(table, found.model, lookup, key)
    merged: dict[tuple[Any, ...], dict[str, Any]] = {}
    for row in table:
        kept = merged.setdefault(tuple(row[lookup] for lookup in keys), {lookup: row[lookup] for lookup in keys})
        for part, number in row.items():
            if part.startswith("n_"):
                kept[part] = (kept.get(part) or 0) + (number or 0)
    return list(merged.values())


def _aggregate(figure: Figure, found: QuerySet[Any], lookups: list[str]) -> list[dict[str, Any]]:
    wanted: dict[str, Any] = {"n_rows": models.Count("pk")}
    measure = figure.value
    if isinstance(measure, Sum):
        wanted["n_value"] = models.Sum(measure.field)
    elif isinstance(measure, Mean):
        wanted |= {"n_value": models.Sum(measure.field), "n_of": models.Count(measure.field)}
    elif isinstance(measure, Share):
        wanted["n_value"] = models.Count("pk", filter=measure.part)
    elif isinstance(measure, Ratio):
        wanted |= {"n_value": models.Sum(measure.part), "n_of": models.Sum(measure.whole)}
    if figure.approx:
        wanted["n_approx"] = models.Count("pk", filter=models.Q(**{figure.approx: True}))
    if lookups:
        return list(found.values(*lookups).annotate(**wanted))
    return [found.aggregate(**wanted)]


def measured(measure: Measure, row: Mapping[str, Any]) -> Decimal:
    """The number of a row of parts: n_rows, n_value, and n_of (how many a mean is over, what a ratio is of)."""
    value = Decimal(str(row.get("n_value") or 0))
    if isinstance(measure, Count):
        return Decimal(row["n_rows"])
    if isinstance(measure, Mean):
        return _rounded(value, row["n_of"], "0.01")
    if isinstance(measure, Share):
        return _rounded(value * 100, row["n_rows"], "0.1")
    if isinstance(measure, Ratio):
        return _rounded(value * 100, whole(measure, row) or 0, "0.1")
    return value


def whole(measure: Measure, row: Mapping[str, Any]) -> Decimal | None:
    """What a ratio is of, in the unit of its field; None for other measures."""
    return Decimal(str(row.get("n_of") or 0)) if isinstance(measure, Ratio) else None


def _rounded(value: Decimal, of: Decimal | int, places: str) -> Decimal:
    return (value / of).quantize(Decimal(places), ROUND_HALF_UP) if of else Decimal(0)


def recount(name: str, period: Period | None, only: Only = NOTHING) -> tuple[Decimal, int]:
    """The same number by a second way: row after row in Python. Slow; for tests and for proof."""
    figure = figures[name]
    found = list(rows(name, period, only))
    measure = figure.value
    if isinstance(measure, Count):
        return Decimal(len(found)), len(found)
    if isinstance(measure, Share):
        part = set(rows(name, period, only).filter(measure.part).values_list("pk", flat=True))
        return _rounded(Decimal(100 * len(part)), len(found), "0.1"), len(found)
    if isinstance(measure, Ratio):
        of = sum(_numbers(found, measure.whole), Decimal(0))
        return _rounded(sum(_numbers(found, measure.part), Decimal(0)) * 100, of, "0.1"), len(found)
    numbers = _numbers(found, measure.field)
    total = sum(numbers, Decimal(0))
    return (_rounded(total, len(numbers), "0.01") if isinstance(measure, Mean) else total), len(found)


def _numbers(found: Sequence[Any], path: str) -> list[Decimal]:
    return [Decimal(str(n)) for row in found if (n := _reach(row, path)) is not None]


def _reach(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part, None)
    return row


def by_day(name: str, period: Period, only: Only = NOTHING, user: User | None = None) -> dict[datetime.date, Decimal]:
    """A count or total for each day that has one: for lines over time, months being added up by the caller."""
    figure = figures[name]
    found = rows(name, period, only, user).order_by()
    counted = _aggregate(figure, found, [figure.date])
    days: dict[datetime.date, Decimal] = {}
    for row in counted:
        moment = row[figure.date]
        day = timezone.localtime(moment).date() if isinstance(moment, datetime.datetime) else moment
        days[day] = days.get(day, Decimal(0)) + measured(figure.value, row)
    return days


def as_object(value: Value) -> dict[str, Any]:
    """One value as plain data: figure, name, by, value, unit, rows, definition (and approx where it is 余)."""
    figure = value.figure
    number = int(value.value) if value.value == value.value.to_integral_value() else str(value.value)
    found = {
        "figure": figure.name,
        "name": str(figure.label),
        "by": {split: figure.by[split].word(key) for split, key in value.keys.items()},
        "value": number,
        "unit": unit_of(value),
        "rows": value.rows,
        "definition": str(figure.definition),
    }
    return found | ({"approx": True} if value.approx else {})
