"""Short ways to write the duties that come with the program."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal

from lvye.kernel.duties.cadence import Window
from lvye.kernel.duties.items import CHOICE, PHOTO, READING, TEXT, Item


def items(*given: str | Item) -> tuple[Item, ...]:
    """A checklist: words are ticks; each gets its code by its place in the list (i1, i2, …)."""
    made = (Item(code="", label=one) if isinstance(one, str) else one for one in given)
    return tuple(replace(one, code=f"i{number}") for number, one in enumerate(made, 1))


def reading(
    label: str, unit: str = "", low: str = "", high: str = "", *, hint: str = "", required: bool = True
) -> Item:
    """A number with its unit and limits."""
    least, most = (Decimal(limit) if limit else None for limit in (low, high))
    return Item(code="", label=label, kind=READING, unit=unit, low=least, high=most, hint=hint, required=required)


def choice(label: str, *choices: str, bad: tuple[str, ...] = (), hint: str = "") -> Item:
    """One of several words; those in `bad` are faults."""
    return Item(code="", label=label, kind=CHOICE, choices=choices, bad=bad, hint=hint)


def text(label: str, *, required: bool = False, hint: str = "") -> Item:
    """Some words, usually not wanted."""
    return Item(code="", label=label, kind=TEXT, required=required, hint=hint)


def photo(label: str, *, required: bool = True) -> Item:
    """A picture."""
    return Item(code="", label=label, kind=PHOTO, required=required)


def after(item: Item, *, number: int, is_one_of: tuple[str, ...]) -> Item:
    """Asked only where the item of this number was answered so."""
    return replace(item, when={f"i{number}": is_one_of})


def hours(*spans: str) -> tuple[Window, ...]:
    """Windows as people write them: "07:00-08:30 早餐"."""
    found = []
    for span in spans:
        said, _space, name = span.partition(" ")
        opens, closes = said.split("-")
        found.append(Window(time.fromisoformat(opens), time.fromisoformat(closes), name))
    return tuple(found)


OFFICE_HOURS = hours("07:00-18:00")
MEALS = hours("06:00-08:30 早餐", "10:30-13:30 午餐", "16:30-19:00 晚餐")  # house: the names of meals are data
