"""The book beside the kitchen: what was paid for and counted, and what was taken out of the batches for meals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from lvye.kernel.rules import api as rules
from lvye.modules.canteen.api import Spent, canteen_spent

from .models import Serving
from .queries import Numbers, next_month, numbers

ZERO, WHOLE = Decimal(0), 100


@dataclass(frozen=True)
class Match:
    """One month on both sides, in yuan. served: meals somebody ate; covered: those food was taken out for by batch.

    is_whole: so many are covered that the kitchen's figure is the food's cost. limit: percent of it the two sides may
    differ by without a word.
    """

    book: Numbers
    kitchen: Spent
    served: int
    covered: int
    is_whole: bool
    limit: Decimal

    @property
    def used(self) -> Decimal:
        """What the book has used: bought, less what the store grew by."""
        return self.book.bought - self.book.stock_change

    @property
    def gap(self) -> Decimal:
        """What the book has used beyond what was cooked."""
        return self.used - self.kitchen.cooked

    @property
    def bought_gap(self) -> Decimal:
        """What was booked as bought beyond what came into the store."""
        return self.book.bought - self.kitchen.came

    @property
    def unexplained(self) -> Decimal:
        """What of it was neither thrown away nor found missing by a count."""
        return self.gap - self.kitchen.thrown + self.kitchen.counted

    @property
    def is_beyond(self) -> bool:
        """Whether it wants a word."""
        return self.is_whole and abs(self.unexplained) * WHOLE > self.limit * self.kitchen.cooked


def match(month: date) -> Match | None:
    """The two sides of a month; None where the canteen has no store, or nobody ate."""
    end = next_month(month)
    kitchen = canteen_spent(month, end - timedelta(days=1))
    eaten = Serving.objects.filter(day__gte=month, day__lt=end, eaten__gt=0).order_by()
    served = set(eaten.values_list("day", "meal").distinct())
    if kitchen is None or not served:
        return None
    covered = len(served & kitchen.meals)
    least = int(rules.value("meals.cooked_percent", end - timedelta(days=1)))
    return Match(
        book=numbers(month, month), kitchen=kitchen, served=len(served), covered=covered,
        is_whole=covered * WHOLE >= least * len(served), limit=Decimal(rules.value("meals.gap_percent", end)),
    )  # fmt: skip


def stock_at(day: date) -> Decimal | None:
    """What the canteen's store holds at the end of a day; None where it keeps none."""
    found = canteen_spent(day, day)
    return found.left if found else None
