"""What a reading of prose yields: facts with their exact place in the text, and totals beside their parts."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

# The kinds, in the words of the labelled facts: work done, a standing number, a rate of repetition, money, a norm.
DONE, STATE, CADENCE, MONEY, RULE = "done", "state", "cadence", "money", "rule"

# What may be said about a fact beside its kind.
UNREADABLE, IMPLAUSIBLE = "unreadable", "implausible"
TOTAL, PART, REPEATED = "total", "part", "repeated"
BEFORE, AFTER, PLANNED = "before", "after", "planned"


@dataclass(frozen=True, slots=True)
class Words:
    """A school's own words: hints that keep its names whole. Neither is needed; both may hold any text."""

    objects: frozenset[str] = field(default_factory=frozenset)
    places: frozenset[str] = field(default_factory=frozenset)


@dataclass(frozen=True, slots=True)
class Fact:
    """One quantified statement.

    `start`/`end` and `figure` are offsets into the text as it was given to `read`. `qty` is None only where the number
    is unreadable; 万 and 千 are expanded, but money keeps the unit it was printed with ("5 万元" is 5 万元) and has its
    yuan in `amount_yuan`. `group` joins a total with its parts, before with after, the first print with its repeats.
    """

    sentence: str
    start: int
    end: int
    figure: tuple[int, int]
    action: str
    deed: str
    object: str
    qty: Decimal | None
    qty_max: Decimal | None
    unit: str
    approx: bool
    approx_word: str
    approx_sense: str
    amount_yuan: Decimal | None
    place: str
    period: str
    kind: str
    flags: frozenset[str]
    group: int | None

    @property
    def counts(self) -> bool:
        """Whether the fact is work that was done and may be added up with others: read once, not planned, no total."""
        return self.kind == DONE and not self.flags & {REPEATED, PLANNED, UNREADABLE, IMPLAUSIBLE, TOTAL}


@dataclass(frozen=True, slots=True)
class Tally:
    """A printed total beside its printed parts, as indexes into the facts of the reading."""

    total: int
    parts: tuple[int, ...]
    stated: Decimal
    summed: Decimal

    @property
    def difference(self) -> Decimal:
        """What the printed total has more (or less, negative) than its readable parts."""
        return self.stated - self.summed


@dataclass(frozen=True, slots=True)
class Reading:
    """All facts of a text in the order they are printed, its totals, and the year it speaks of when it says so."""

    text: str
    facts: tuple[Fact, ...]
    tallies: tuple[Tally, ...]
    year: int | None
