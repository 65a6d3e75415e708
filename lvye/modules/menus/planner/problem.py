"""What is asked of the planner, and what comes of it. All whole numbers: cents, tenths of kcal and of grams."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Slot:
    """One meal of one day. day: its number in the week; needs: course → how many dishes of it."""

    key: int
    day: int
    meal: str
    needs: Mapping[str, int]


@dataclass(frozen=True)
class Dish:
    """A dish for one head. cents: what it costs; energy and protein in tenths (kcal, g); kinds: foods that count.

    fixed: may stand on every day. lately: days since it was eaten, 0 for not lately. saves: cents of stock near its
    date that it uses.
    """

    key: int
    course: str
    meals: frozenset[str]
    cents: int
    energy: int
    protein: int
    kinds: frozenset[int] = frozenset()
    fixed: bool = False
    lately: int = 0
    saves: int = 0


@dataclass(frozen=True)
class Rules:
    """What must hold. energy, protein: least and most on the mean of the days, in tenths; shares: meal → percent of
    the energy, least and most; budget: cents a day on the mean, None for none; gap: free days between two of a dish.
    """

    energy: tuple[int, int]
    protein: tuple[int, int]
    shares: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    kinds_day: int = 0
    kinds_week: int = 0
    budget: int | None = None
    gap: int = 2
    lately: int = 14


@dataclass(frozen=True)
class Problem:
    """The meals to fill and the dishes there are. given: (slot, dish) that stand already and stay."""

    slots: Sequence[Slot]
    dishes: Sequence[Dish]
    rules: Rules
    given: frozenset[tuple[int, int]] = frozenset()

    @property
    def days(self) -> list[int]:
        """The numbers of its days."""
        return sorted({slot.day for slot in self.slots})


@dataclass(frozen=True)
class Outcome:
    """state: best (proved), good (gap stated), none (proved that there is none), unknown (nothing in the time).

    value and bound: of what was made small, in cents; no menu is better than the bound.
    """

    state: str
    chosen: frozenset[tuple[int, int]] = frozenset()
    value: int = 0
    bound: int = 0
    seconds: float = 0.0
    slack: Mapping[str, int] = field(default_factory=dict)

    @property
    def found(self) -> bool:
        """Whether there is a menu."""
        return self.state in ("best", "good")

    @property
    def gap(self) -> float:
        """How far from the best it is at most: 0.02 is 2%."""
        return max(0.0, (self.value - self.bound) / abs(self.value)) if self.value else 0.0

    def told(self) -> dict[str, Any]:
        """As a plan keeps it."""
        return {
            "state": self.state, "value": self.value, "bound": self.bound, "gap": round(self.gap, 5),
            "seconds": round(self.seconds, 1),
        }  # fmt: skip
