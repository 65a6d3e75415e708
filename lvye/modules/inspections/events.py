"""What the inspections tell to whoever cares, in the same transaction. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class HazardFound:
    """A hazard was entered and has its number."""

    hazard_id: int
    place_id: int
    kind_id: int


@dataclass(frozen=True)
class HazardClosed:
    """A hazard is gone (销号)."""

    hazard_id: int
    place_id: int
