"""What a figure is: which rows, which of their dates, what is counted, by what it may be split."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Q
from django.utils.functional import Promise

from lvye.kit.registry import Registry

Text = str | Promise


@dataclass(frozen=True)
class Count:
    """How many rows."""


@dataclass(frozen=True)
class Sum:
    """The total of a number of the rows (null counts as nothing)."""

    field: str


@dataclass(frozen=True)
class Mean:
    """The mean of a number over the rows that have it, two places."""

    field: str


@dataclass(frozen=True)
class Share:
    """How many of a hundred rows satisfy `part`; one place."""

    part: Q


@dataclass(frozen=True)
class Ratio:
    """What one number of the rows is of another, both added up over all rows, in percent; one place.

    part, whole: fields, or what the model's manager computes beside them (budget lines: spent of what was agreed).
    """

    part: str
    whole: str


Measure = Count | Sum | Mean | Share | Ratio
PERCENT = (Share, Ratio)


@dataclass(frozen=True)
class Dim:
    """A way to split a figure: the lookup whose value is the key, and the words for coded keys."""

    label: Text
    lookup: str
    words: Mapping[str, Text] = field(default_factory=dict)

    def word(self, key: object) -> str:
        """The key as people read it."""
        return str(self.words.get(str(key), key if key not in (None, "", "~") else "—"))


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One number of the school, defined once for screens, summaries, plans, reports and the command line.

    register: whose `rows(user)` it counts; where: which of them; date: the field that puts a row into a period
    ("" for a standing number, which has no period); by: the splits; breakdowns: those stated by `lvye figures`
    beside the total (each single split if not given); approx: a boolean field that marks counts given as 余;
    apart: the split that holds the unit, where rows of several units stand together: no total is stated over them
    (3 metres and 2 lamps are not 5 of anything), only one number for each unit.
    """

    name: str
    label: Text
    unit: Text
    definition: Text
    register: str
    date: str
    where: Q = field(default_factory=Q)
    value: Measure = field(default_factory=Count)
    by: Mapping[str, Dim] = field(default_factory=dict)
    breakdowns: tuple[tuple[str, ...], ...] | None = None
    approx: str = ""
    apart: str = ""
    better: str = ""  # "more" or "less": which way is good, for words of comparison; "" where neither

    @property
    def stated_breakdowns(self) -> tuple[tuple[str, ...], ...]:
        """The splits `lvye figures` prints beside the total (of which there is none where units stand apart)."""
        return tuple((name,) for name in self.by) if self.breakdowns is None else self.breakdowns

    @property
    def stated_splits(self) -> tuple[tuple[str, ...], ...]:
        """Everything `lvye figures` prints: the total first, unless units stand apart."""
        return self.stated_breakdowns if self.apart else ((), *self.stated_breakdowns)

    def mixes(self, keys: Mapping[str, object]) -> bool:
        """Whether a number narrowed to these keys would add up several units."""
        return bool(self.apart) and self.apart not in keys


@dataclass(frozen=True)
class Value:
    """One computed number. keys: split name → key; rows: how many records stand behind it; approx: 余."""

    figure: Figure
    keys: Mapping[str, object]
    value: Decimal
    rows: int
    approx: bool = False
    of: Decimal | None = None  # a ratio's denominator

    @property
    def words(self) -> str:
        """The keys as people read them, joined."""
        return " ".join(self.figure.by[name].word(key) for name, key in self.keys.items())


figures: Registry[Figure] = Registry("figure")


def declare(figure: Figure) -> Figure:
    """Declare a figure; raises ImproperlyConfigured if its name is taken."""
    return figures.add(figure.name, figure)
