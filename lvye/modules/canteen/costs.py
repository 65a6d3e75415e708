"""What the canteen's food comes to in yuan, by its batches: read by the book of the meals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from lvye.kernel.rules import api as rules
from lvye.modules.stores.api import Move, MoveKind, Store, value_on

from .models import Discard, Use

ZERO = Decimal(0)


@dataclass(frozen=True)
class Spent:
    """Some days of the canteen's store in yuan. counted: what counts found (less than nothing: lost).

    left: what lay there at the end of the last day; meals: those food was taken out for, as (day, kind).
    """

    came: Decimal
    cooked: Decimal
    thrown: Decimal
    counted: Decimal
    left: Decimal
    meals: frozenset[tuple[date, str]]


def canteen_spent(first: date, last: date) -> Spent | None:
    """What came in, was cooked and thrown away from first to last; None before anything came into the store."""
    store = Store.objects.filter(code=str(rules.value("canteen.store"))).first()
    left = value_on(store, last) if store else None
    if store is None or left is None:
        return None
    rows = Move.objects.filter(store=store, moved_on__range=(first, last)).order_by()
    moved = dict(rows.values_list("kind").annotate(sum=Sum("value")))
    uses = Use.objects.filter(meal__day__range=(first, last))
    gone = Discard.objects.filter(day__range=(first, last), line__isnull=False)
    return Spent(
        _cents(moved.get(MoveKind.RECEIPT)), _cents(uses.aggregate(sum=Sum("line__value"))["sum"]),
        _cents(gone.aggregate(sum=Sum("line__value"))["sum"]), _cents(moved.get(MoveKind.STOCKTAKE)), left,
        frozenset(uses.order_by().values_list("meal__day", "meal__kind").distinct()),
    )  # fmt: skip


def _cents(yuan: Decimal | None) -> Decimal:
    """A sum to the cent: SQLite adds in binary."""
    return (yuan or ZERO).quantize(Decimal("0.01"))


def meal_cost(day: date, meal: str) -> Decimal | None:
    """What went into a meal, in yuan at the store's average price; None where nothing was taken out for it."""
    rows = Use.objects.filter(meal__day=day, meal__kind=meal)
    found: Decimal | None = rows.aggregate(sum=Sum("line__value"))["sum"]
    return None if found is None else _cents(found)
