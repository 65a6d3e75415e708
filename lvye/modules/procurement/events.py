"""What procurement tells the modules above."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Ordered:
    """An order was placed. amount: yuan."""

    order_id: int
    request_id: int
    amount: Decimal
    on: date
    actor_id: int


@dataclass(frozen=True)
class Accepted:
    """A delivery was accepted by two people and posted. amount: yuan, at the order's prices."""

    acceptance_id: int
    order_id: int
    amount: Decimal
    on: date
    actor_id: int
