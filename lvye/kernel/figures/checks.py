"""Every declared figure is held to account when the program starts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import FieldError

from lvye.kernel.registers.api import registers

from .declare import Figure, Mean, Ratio, Sum, figures


@register()
def check_figures(**_: Any) -> list[CheckMessage]:
    """Registers, dates and splits exist; breakdowns name splits."""
    return [problem for figure in figures for problem in _problems(figure)]


def _problems(figure: Figure) -> Iterator[Error]:
    if figure.register not in registers:
        yield Error(f"figure {figure.name}: no register {figure.register!r}", id="figures.E001")
        return
    rows = registers[figure.register].model._default_manager.all()
    lookups = [dim.lookup for dim in figure.by.values()] + ([figure.date] if figure.date else [])
    lookups += [figure.approx] if figure.approx else []
    lookups += [figure.value.field] if isinstance(figure.value, (Sum, Mean)) else []
    lookups += [figure.value.part, figure.value.whole] if isinstance(figure.value, Ratio) else []
    for lookup in lookups:
        try:
            rows.values(lookup)
        except FieldError:
            yield Error(f"figure {figure.name}: cannot read {lookup!r}", id="figures.E002")
    for name in {name for names in figure.stated_breakdowns for name in names} - figure.by.keys():
        yield Error(f"figure {figure.name}: no split {name!r}", id="figures.E003")
    if figure.apart and not (figure.apart in figure.by and all(figure.apart in by for by in figure.stated_breakdowns)):
        yield Error(
            f"figure {figure.name}: units stand apart, each breakdown names {figure.apart!r}", id="figures.E004"
        )
