"""What is left of each batch, and the way of a batch through the kitchen, both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from lvye.kernel.rules import api as rules
from lvye.modules.stores.api import Item, Move, MoveKind, lot_moves

from .models import Batch, Discard, Meal, Sample, Serving, Use

ZERO = Decimal(0)


@dataclass
class Left:
    """So much of a batch may still be used."""

    batch: Batch
    qty: Decimal


def in_store(*, items: Iterable[Item] | None = None) -> QuerySet[Batch]:
    """Batches of which something lies in the canteen's store, as `left`, first expiry first; without a day, by arrival.

    The store's own book is read: what a count found, what was moved to another store, is in it by itself.
    """
    store = str(rules.value("canteen.store"))
    rows = Batch.objects.filter(lot__holdings__store__code=store, lot__holdings__qty__gt=0)
    if items is not None:
        rows = rows.filter(item__in=[one.pk for one in items])
    some = rows.annotate(left=F("lot__holdings__qty"))
    return some.order_by(F("expires_on").asc(nulls_last=True), "arrived_on", "pk")


def usable(items: Iterable[Item], *, on: date) -> list[Left]:
    """What may go into a meal of a day: not past its day, first expiry first."""
    rows = in_store(items=items).filter(Q(expires_on=None) | Q(expires_on__gte=on)).select_related("item", "lot")
    return [Left(one, one.left) for one in rows]  # type: ignore[attr-defined]


def spoiling(*, on: date, days: int) -> QuerySet[Batch]:
    """What is in store and past its day, or soon will be."""
    return in_store().filter(expires_on__lte=on + timedelta(days=days)).select_related("item", "supplier")


@dataclass(frozen=True)
class Eaten:
    """A meal a batch went into: its dishes (all of them, where it went into the whole meal), and how much."""

    meal: Meal
    dishes: list[Serving]
    qty: Decimal


@dataclass(frozen=True)
class Trace:
    """Where a batch went. samples: those of its dishes that are still there; counted: what a count of the store, a
    return or a transfer changed of it; left: what lies in the canteen's store."""

    batch: Batch
    eaten: list[Eaten]
    discards: list[Discard]
    samples: list[Sample]
    counted: list[Move]
    left: Decimal


def left_of(batch: Batch) -> Decimal:
    """What lies in the canteen's store of a batch; 0 before the second has signed."""
    found = in_store().filter(pk=batch.pk).first()
    return found.left if found else ZERO  # type: ignore[attr-defined]  # `in_store` counts it


def trace(batch: Batch) -> Trace:
    """The way of a batch: into which dishes of which meals, what was thrown away, what is left, what samples exist."""
    uses = list(Use.objects.filter(batch=batch).select_related("meal", "serving").order_by("-meal__day", "pk"))
    meals: dict[int, list[Use]] = {}
    for use in uses:
        meals.setdefault(use.meal_id, []).append(use)
    of_whole = _dishes({one.meal_id for one in uses if one.serving_id is None})
    eaten = [
        Eaten(
            rows[0].meal,
            of_whole[pk] if pk in of_whole else list(dict.fromkeys(one.serving for one in rows if one.serving)),
            sum((one.qty for one in rows), ZERO),
        )
        for pk, rows in meals.items()
    ]
    served = [dish.pk for one in eaten for dish in one.dishes]
    samples = Sample.objects.filter(serving__in=served, status__in=["kept", "sealed"]).select_related("serving")
    discards = list(Discard.objects.filter(batch=batch).order_by("pk"))
    return Trace(batch, eaten, discards, list(samples.order_by("pk")), _counted(batch), left_of(batch))


def _dishes(meals: Iterable[int]) -> dict[int, list[Serving]]:
    found: dict[int, list[Serving]] = {pk: [] for pk in meals}
    for one in Serving.objects.filter(meal__in=found).order_by("pk"):
        found[one.meal_id].append(one)
    return found


def _counted(batch: Batch) -> list[Move]:
    """What changed a batch in the books beside coming in, being cooked and being thrown away."""
    if batch.lot is None:
        return []
    return [one for one in lot_moves(batch.lot) if one.kind not in (MoveKind.RECEIPT, MoveKind.ISSUE)]


def traced(dish: str, day: date, meal: str) -> list[Use]:
    """The batches in a dish of a meal, with what went into the whole meal; supplier and delivery read along."""
    rows = Use.objects.filter(Q(serving__name=dish) | Q(serving=None), meal__day=day, meal__kind=meal)
    known = "batch__item", "batch__supplier", "batch__delivery__first", "batch__delivery__second", "serving"
    return list(rows.select_related(*known).order_by("batch__item__name", "pk"))
