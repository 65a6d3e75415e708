"""The property in numbers: value at a day, what came and what left, the month's depreciation. All from the cards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, Sum

from .models import Asset, AssetClass, Status, WriteOff
from .queries import classes_by_code
from .worth import charged, charged_months

NIL = Decimal("0.00")


@dataclass
class Line:
    """One class of the property: cards, pieces, value, what was charged of it, yuan. charge: of the month asked."""

    top: AssetClass | None
    cards: int = 0
    qty: int = 0
    value: Decimal = NIL
    charged: Decimal = NIL
    charge: Decimal = NIL

    @property
    def net(self) -> Decimal:
        """What is left in the books."""
        return self.value - self.charged

    def add(self, other: Line) -> None:
        """Add another line's numbers."""
        self.cards += other.cards
        self.qty += other.qty
        self.value += other.value
        self.charged += other.charged
        self.charge += other.charge


@dataclass
class Standing:
    """The property at the end of a day's month, by class; `total` over all."""

    on: date
    lines: list[Line] = field(default_factory=list)

    @property
    def total(self) -> Line:
        """All classes together."""
        whole = Line(None)
        for line in self.lines:
            whole.add(line)
        return whole


def on_books(day: date) -> Q:
    """Cards that were the school's on a day."""
    return Q(acquired_on__lte=day) & (Q(left_on__isnull=True) | Q(left_on__gt=day))


def standing(on: date, *, by: str = "top") -> Standing:
    """The value at a day and the depreciation of its month, by 门类 (or any class field), set-wise.

    Cards alike in class, value, life and month are charged alike, so each kind is computed once, exactly to the cent.
    """
    month_ends = _month_end(on)
    before = on.replace(day=1) - timedelta(days=1)
    lines: dict[int, Line] = {}
    names = {one.pk: one for one in classes_by_code().values()}
    for row in _kinds(on_books(on), by):
        line = lines.setdefault(row[by], Line(names.get(row[by])))
        line.add(_charged(row, month_ends, before))
    return Standing(on, sorted(lines.values(), key=lambda line: line.top.code if line.top else ""))


def _kinds(where: Q, by: str) -> Iterator[dict[str, Any]]:
    keys = (by, "value", "life_months", "acquired_on__year", "acquired_on__month")
    rows = Asset.objects.filter(where).order_by().values(*keys)
    yield from rows.annotate(cards=Count("pk"), pieces=Sum("qty")).iterator(2000)


def _charged(row: Mapping[str, Any], on: date, before: date) -> Line:
    life, value, count = row["life_months"], row["value"], row["cards"]
    came = date(row["acquired_on__year"], row["acquired_on__month"], 1)
    now = charged(value, life, charged_months(came, life, on=on))
    then = charged(value, life, charged_months(came, life, on=before))
    return Line(None, count, row["pieces"], value * count, now * count, (now - then) * count)


def _month_end(day: date) -> date:
    following = day.replace(day=28) + timedelta(days=4)
    return following - timedelta(days=following.day)


@dataclass(frozen=True)
class Change:
    """What came or left in a period in one way: 购置, 报废 …"""

    label: str
    cards: int
    qty: int
    value: Decimal


@dataclass(frozen=True)
class Changes:
    """The property between two days: opening, what came, what left, closing."""

    opening: Change
    came: list[Change]
    left: list[Change]
    closing: Change

    @property
    def holds(self) -> bool:
        """Opening and what came, less what left, is the closing: to the cent."""
        came, left = sum(one.value for one in self.came), sum(one.value for one in self.left)
        return self.opening.value + came - left == self.closing.value


def changes(begins_on: date, ends_on: date) -> Changes:
    """Additions by the way they came and reductions by the reason they left, between two days, both included."""
    came = _grouped(
        Q(acquired_on__range=(begins_on, ends_on)) & ~Q(status=Status.JOINED), "source", dict(Asset.Source.choices)
    )
    left = _grouped(
        Q(left_on__range=(begins_on, ends_on)), "writeoffs__writeoff__ground", dict(WriteOff.Ground.choices),
        also=Q(writeoffs__writeoff__status="done"),
    )  # fmt: skip
    return Changes(
        _whole(on_books(begins_on - timedelta(days=1))), came, left, _whole(on_books(ends_on)),
    )  # fmt: skip


def _grouped(where: Q, by: str, words: Mapping[Any, Any], also: Q | None = None) -> list[Change]:
    rows = Asset.objects.filter(where)
    if also is not None:
        rows = rows.filter(also)
    sums = rows.order_by().values(by).annotate(cards=Count("pk"), pieces=Sum("qty"), worth=Sum("value"))
    found = [Change(str(words.get(row[by], row[by])), row["cards"], row["pieces"], row["worth"]) for row in sums]
    return sorted(found, key=lambda one: -one.value)


def _whole(where: Q) -> Change:
    row = Asset.objects.filter(where).aggregate(cards=Count("pk"), pieces=Sum("qty"), worth=Sum("value"))
    return Change("", row["cards"], row["pieces"] or 0, row["worth"] or NIL)
