"""How much of an item a term will use: from what past terms used by the head, with an interval and a reason.

Pure arithmetic over plain numbers. The library is loaded by whoever asks for a forecast, not at start.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

ENOUGH = 5  # terms from which the library smooths; before that the mean of the terms is all that can be said
CHANCE = 0.8  # the interval holds the use of four terms in five
LONE = 0.5  # of a single term nobody knows how much terms differ: half as much either way
ONE = Decimal(1)
LIKE, SEASON, APART = 3, 0.5, 0.1  # so many of the same half, with half the spread of all, a tenth off their mean
TENTH = Decimal("0.1")
SURE, HALF_SURE = 0.25, 0.6  # half the interval beside what is expected


@dataclass(frozen=True)
class Use:
    """What one term used (in the item's unit), how many pupils there were; which term ("2025-1", "" for any).

    share: how much of the term it was reckoned from; less than 1 while it runs.
    """

    qty: Decimal
    heads: int
    code: str = ""
    share: Decimal = ONE

    @property
    def rate(self) -> float:
        """By the head; a term with nobody counted is taken as it is."""
        return float(self.qty) / max(self.heads, 1)  # house: chances, not money


@dataclass(frozen=True)
class Estimate:
    """What is expected, and between which bounds with four chances in five. spread: half their distance over it."""

    expected: Decimal
    low: Decimal
    high: Decimal
    terms: int
    is_smoothed: bool
    used: tuple[Use, ...] = ()
    is_seasonal: bool = False

    @property
    def spread(self) -> float:
        """How wide the interval is; 1 where nothing is expected."""
        return float((self.high - self.low) / 2 / self.expected) if self.expected else 1.0  # house: chances, not money

    @property
    def sureness(self) -> str:
        """high, middle or low."""
        if self.terms < 2 or self.spread > HALF_SURE:
            return "low"
        return "high" if self.spread <= SURE and self.terms > 2 else "middle"


def expect(past: Sequence[Use], heads: int, *, half: str = "") -> Estimate:
    """The use of the next term, of `past` terms (the earliest first, at least one) and the next term's pupils.

    half: "1" or "2", which half of a year it is; where autumns differ from springs, only its like are reckoned from.
    From five terms on: simple exponential smoothing (ETS with additive errors) of the use by the head; with fewer their
    mean, with Student's interval for one more term. A term with nobody counted is taken as it is. Never below zero.
    """
    if not past:
        raise ValueError("a forecast needs at least one term")
    alike = _alike(past, half)
    rates = [use.rate for use in alike]
    smoothed = len(rates) >= ENOUGH and len(set(rates)) > 1
    middle, reach = _smoothed(rates) if smoothed else _mean(rates)
    middle = max(middle, 0.0)
    low, high = max(middle - reach, 0.0), middle + reach
    least, expected, most = (_tenth(rate * max(heads, 1)) for rate in (low, middle, high))
    return Estimate(
        expected, least, most, terms=len(rates), is_smoothed=smoothed, used=tuple(alike),
        is_seasonal=len(alike) < len(past),
    )  # fmt: skip


def _alike(past: Sequence[Use], half: str) -> list[Use]:
    """The terms of the same half, where there are enough, and they lie apart from the others and close together."""
    same = [use for use in past if half and use.code.endswith(f"-{half}")]
    if len(same) < LIKE or len(same) == len(past):
        return list(past)
    own, middle = [use.rate for use in same], statistics.fmean(use.rate for use in past)
    close = statistics.pstdev(own) < SEASON * statistics.pstdev(use.rate for use in past)
    return same if close and abs(statistics.fmean(own) - middle) > APART * middle else list(past)


def _mean(rates: list[float]) -> tuple[float, float]:
    middle = statistics.fmean(rates)
    if len(rates) == 1:
        return middle, middle * LONE
    from scipy.stats import t

    away = float(t.ppf((1 + CHANCE) / 2, len(rates) - 1))  # house: chances, not money
    return middle, away * statistics.stdev(rates) * (1 + 1 / len(rates)) ** 0.5


def _smoothed(rates: list[float]) -> tuple[float, float]:
    import pandas
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    series = pandas.Series(rates, index=pandas.RangeIndex(len(rates)))
    fitted = ETSModel(series, error="add").fit(disp=False)
    told = fitted.get_prediction(start=len(rates), end=len(rates)).summary_frame(alpha=1 - CHANCE)
    middle = float(told["mean"].iloc[0])  # house: chances, not money
    return middle, float(told["pi_upper"].iloc[0]) - middle  # house: chances, not money


def _tenth(number: float) -> Decimal:
    return Decimal(str(number)).quantize(TENTH, ROUND_HALF_UP)
