"""What fire tells to whoever cares, in the same transaction. Plain values only."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Serviced:
    """Devices came back from a firm. cost: yuan as text, "" where none was said."""

    upkeep_id: int
    device_ids: tuple[int, ...]
    cost: str


@dataclass(frozen=True)
class Drilled:
    """A drill was held."""

    drill_id: int
    people: int
    slowest: int
