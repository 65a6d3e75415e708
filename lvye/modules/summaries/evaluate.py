"""The figures of one summary, computed together: one grouped query for each figure and set of splits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from lvye.kernel.figures import api as figures
from lvye.kernel.terms.api import Period, before
from lvye.kit import say
from lvye.modules.history import api as history

Only = Mapping[str, object]
Key = tuple[str, tuple[str, ...], str]
MANY = {"place"}  # splits with so many keys that one is asked for alone


@dataclass(frozen=True)
class Slot:
    """A place in the text where a figure stands.

    form: text (number and unit), number, hours, against (比上期…), or history (比2016年…, by what old papers state).
    """

    figure: str
    only: dict[str, str] = field(default_factory=dict)
    form: str = "text"
    unit: str = ""

    def as_json(self) -> dict[str, object]:
        """As the body keeps it."""
        return {"figure": self.figure, "only": self.only, "form": self.form, "unit": self.unit}

    @classmethod
    def of(cls, kept: Mapping[str, object]) -> Slot:
        """Back from the body."""
        only = kept["only"]
        assert isinstance(only, dict)  # noqa: S101 - we wrote it
        return cls(str(kept["figure"]), dict(only), str(kept["form"]), str(kept.get("unit", "")))


class Evaluator:
    """Values of figures over one period, and over the one before it for comparison."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.earlier = before(period)
        self._tables: dict[Key, dict[tuple[str, ...], figures.Value]] = {}
        self._pasts: dict[tuple[str, tuple[tuple[str, str], ...]], history.Past | None] = {}

    def value(self, name: str, only: Only | None = None) -> figures.Value:
        """The figure now."""
        return self._value(name, only or {}, self.period)

    def value_before(self, name: str, only: Only | None = None) -> figures.Value | None:
        """The figure in the period before; None where there is no such period."""
        return self._value(name, only or {}, self.earlier) if self.earlier else None

    def past(self, name: str, only: Only | None = None) -> history.Past | None:
        """What old papers state of a like stretch of an earlier year, the latest; None where they state nothing."""
        if not self._has_history:
            return None
        key = (name, tuple(sorted((split, _word(value)) for split, value in (only or {}).items())))
        if key not in self._pasts:
            found = history.past(name, only or {}, self.period)
            self._pasts[key] = next((one for one in found if one.comparable), None)
        return self._pasts[key]

    @cached_property
    def _has_history(self) -> bool:
        return history.HistoryFact.objects.exists()

    def split(self, name: str, *by: str, only: Only | None = None) -> list[figures.Value]:
        """The figure in parts, the largest first."""
        return figures.compute(name, self.period, by=by, only=only or {})

    def text(self, slot: Slot) -> str:
        """A slot in words; empty where a comparison has nothing to compare with."""
        now = self.value(slot.figure, slot.only)
        if slot.form == "against":
            earlier = self.value_before(slot.figure, slot.only)
            return figures.against(now, earlier, slot.unit) if earlier else ""
        if slot.form == "history":
            then = self.past(slot.figure, slot.only)
            return history.against(now.value, then) if then else ""
        if slot.form == "hours":  # a figure in minutes, as people say it
            return say.minutes(int(now.value))
        return figures.number(now) if slot.form == "number" else figures.text(now, slot.unit)

    def _value(self, name: str, only: Only, period: Period) -> figures.Value:
        by = tuple(sorted(only))
        narrow = {split: only[split] for split in by if split in MANY}
        key = (name, by, f"{period.code} {narrow}")
        if key not in self._tables:
            found = figures.compute(name, period, by=by, only=narrow)
            self._tables[key] = {tuple(_word(v.keys[split]) for split in by): v for v in found}
        wanted = tuple(_word(only[split]) for split in by)
        none = figures.Value(figures.figures[name], dict(only), Decimal(0), 0)
        return self._tables[key].get(wanted, none)


def _word(key: object) -> str:
    return "~" if key is None else str(key)
