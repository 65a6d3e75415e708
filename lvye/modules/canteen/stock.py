"""What is left of each batch, and the way of a batch through the kitchen, both ways."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from lvye.modules.stores.api import Item

from .models import Batch, Discard, Meal, Sample, Serving, Use

ZERO = Decimal(0)
QTY: DecimalField[Decimal, Decimal] = DecimalField(max_digits=14, decimal_places=3)


@dataclass
class Left:
    """So much of a batch may still be used."""

    batch: Batch
    qty: Decimal


def with_left(rows: QuerySet[Batch]) -> QuerySet[Batch]:
    """Batches with what is left of each as `left`: taken in, less what was used and thrown away."""
    used = Use.objects.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(sum=Sum("qty")).values("sum")
    gone = Discard.objects.filter(batch=OuterRef("pk")).order_by().values("batch").annotate(sum=Sum("qty"))
    return rows.annotate(
        left=F("qty")
        - Coalesce(Subquery(used, output_field=QTY), ZERO, output_field=QTY)
        - Coalesce(Subquery(gone.values("sum"), output_field=QTY), ZERO, output_field=QTY)
    )


def in_store(*, items: Iterable[Item] | None = None) -> QuerySet[Batch]:
    """Batches of which something is left, first expiry first; those without a day by their arrival."""
    rows = Batch.objects.filter(lot__isnull=False, delivery__status="done")
    if items is not None:
        rows = rows.filter(item__in=[one.pk for one in items])
    some = with_left(rows).filter(left__gt=0)  # type: ignore[misc]
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
    """Where a batch went. samples: those of its dishes that are still there."""

    batch: Batch
    eaten: list[Eaten]
    discards: list[Discard]
    samples: list[Sample]
    left: Decimal


def trace(batch: Batch) -> Trace:
    """The way of a batch: into which dishes of which meals, what was thrown away, what is left, what samples exist."""
    uses = list(Use.objects.filter(batch=batch).select_related("meal", "serving").order_by("-meal__day", "pk"))
    whole = {one.meal_id for one in uses if one.serving_id is None}
    of_whole: dict[int, list[Serving]] = {}
    for one in Serving.objects.filter(meal__in=whole).order_by("pk"):
        of_whole.setdefault(one.meal_id, []).append(one)
    meals: dict[int, list[Use]] = {}
    for use in uses:
        meals.setdefault(use.meal_id, []).append(use)
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
    gone = sum((one.qty for one in uses), ZERO) + sum((one.qty for one in discards), ZERO)
    left = batch.qty - gone if batch.lot_id else ZERO
    return Trace(batch, eaten, discards, list(samples.order_by("pk")), left)


def traced(dish: str, day: date, meal: str) -> list[Use]:
    """The batches in a dish of a meal, with what went into the whole meal; supplier and delivery read along."""
    rows = Use.objects.filter(Q(serving__name=dish) | Q(serving=None), meal__day=day, meal__kind=meal)
    known = "batch__item", "batch__supplier", "batch__delivery__first", "batch__delivery__second", "serving"
    return list(rows.select_related(*known).order_by("batch__item__name", "pk"))


def meal_cost(day: date, meal: str) -> Decimal | None:
    """What went into a meal, in yuan at the store's average price; None where nothing was taken out for it."""
    rows = Use.objects.filter(meal__day=day, meal__kind=meal)
    found: Decimal | None = rows.aggregate(sum=Sum("line__value"))["sum"]
    return found
