"""What WS/T 554-2017 asks for, as its tables were read; `sure` is False for rows to be compared with the document."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from lvye.modules.menus.words import Meal

DATA = Path(__file__).resolve().parent.parent / "data"
# Percent of the day's energy: 3.3 of the standard (not 30/40/30, which is older and for kindergartens).
SHARES: dict[str, tuple[Decimal, Decimal]] = {
    Meal.BREAKFAST: (Decimal(25), Decimal(30)),
    Meal.LUNCH: (Decimal(35), Decimal(40)),
    Meal.DINNER: (Decimal(30), Decimal(35)),
}


@dataclass(frozen=True)
class Target:
    """What an age needs a day: the mean of boys and girls; least and most differ for shares of energy alone."""

    least: Decimal
    most: Decimal
    boys: Decimal
    girls: Decimal
    sure: bool

    @property
    def mean(self) -> Decimal:
        """The middle."""
        return (self.least + self.most) / 2


@cache
def targets(age: str) -> dict[str, Target]:
    """Nutrient → what is needed a day; also "fat_share" and "carbohydrate_share", percent of the energy (表1)."""
    rows = [row for row in _rows("targets.csv") if row["age"] == age]
    found: dict[str, Target] = {}
    for item in dict.fromkeys(row["item"] for row in rows):
        mine = [row for row in rows if row["item"] == item]
        boys = next(row for row in mine if row["sex"] in ("m", ""))
        girls = next(row for row in mine if row["sex"] in ("f", ""))
        least = (Decimal(boys["least"]) + Decimal(girls["least"])) / 2
        most = (Decimal(boys["most"]) + Decimal(girls["most"])) / 2
        sure = all(row["sure"] == "1" for row in mine)
        found[item] = Target(least, most, Decimal(boys["least"]), Decimal(girls["least"]), sure)
    return found


@cache
def amounts(age: str, meal: str) -> dict[str, tuple[Decimal, Decimal]]:
    """Group → grams for one head at a meal, raw, edible part (表3 breakfast, 表4 lunch or dinner); none for a snack."""
    if meal == Meal.SNACK:
        return {}
    which = "breakfast" if meal == Meal.BREAKFAST else "main"
    rows = [row for row in _rows("amounts.csv") if row["age"] == age and row["meal"] == which]
    return {row["group"]: (Decimal(row["least"]), Decimal(row["most"])) for row in rows}


@cache
def _rows(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
