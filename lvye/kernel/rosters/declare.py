"""Kinds of duty a school begins with: data, made once and then the school's own."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.functional import Promise

from lvye.kit.registry import Registry

Text = str | Promise


@dataclass(frozen=True)
class SeatSpec:
    """So many holders of these posts."""

    name: Text
    posts: tuple[str, ...]
    count: int = 1


@dataclass(frozen=True, kw_only=True)
class ShiftSpec:
    """A shift: from, to ("07:00"), on which days (`models.On`), for a day or a week."""

    name: Text
    begins: str
    ends: str
    seats: tuple[SeatSpec, ...]
    on: str = "school"
    weekdays: tuple[int, ...] = ()
    span: str = "day"
    weight: Decimal = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class KindSpec:
    """A kind of duty as it is shipped."""

    code: str
    name: Text
    shifts: tuple[ShiftSpec, ...]
    note: Text = ""
    source: Text = ""
    rest_hours: int = 0
    gap_days: int = 1
    week_most: int = 0
    order: int = field(default=100)


shipped: Registry[KindSpec] = Registry("kind of duty")


def ship(spec: KindSpec) -> KindSpec:
    """Declare a kind of duty a school begins with, in a module's `register.py`; raises if it is declared twice."""
    return shipped.add(spec.code, spec)
