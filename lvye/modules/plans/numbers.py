"""Values of figures for many targets at once: one grouped query for each figure, set of splits and period."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from django.core.exceptions import ValidationError

from lvye.kernel.figures import api as figures
from lvye.kernel.terms.api import Period

Key = tuple[str, tuple[str, ...], str]


class Numbers:
    """Figures as the records say now; asked once each, however many targets look at them."""

    def __init__(self) -> None:
        self._tables: dict[Key, dict[tuple[str, ...], figures.Value]] = {}

    def value(self, name: str, only: Mapping[str, object], period: Period) -> figures.Value | None:
        """The figure over a period (a standing one: now); None for a figure or split that is not declared any more."""
        figure = figures.figures.get(name)
        if figure is None or any(split not in figure.by for split in only):
            return None
        by = tuple(sorted(only))
        key = (name, by, f"{period.begins_on}{period.ends_on}")
        if key not in self._tables:
            try:
                found = figures.compute(name, period, by=by)
            except ValidationError:
                return None
            self._tables[key] = {tuple(word(one.keys[split]) for split in by): one for one in found}
        wanted = tuple(word(only[split]) for split in by)
        return self._tables[key].get(wanted) or figures.Value(figure, dict(only), Decimal(0), 0)


def word(key: object) -> str:
    """A split's key as targets keep it."""
    return "~" if key is None else str(key)
