"""Columns that a sheet calls otherwise: matched once by a person, remembered for the register and the next sheets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from lvye.kernel.accounts.api import User
from lvye.kit.sheets import letter, plain

from .models import ColumnChoice

__all__ = ["Remembered", "remember"]

LEARNED_FROM = 50  # the latest choices of a register that a header nobody has matched yet is read by


class Remembered:
    """What people said of this register's columns, for `read_table`.

    A header that was matched before is read exactly so. In another one, labels a person has named before stand for
    their field where nothing else does. `used`: field → column, what was read otherwise than its words tell.
    """

    def __init__(self, register: str, fields: Collection[str]) -> None:
        self._register, self._fields = register, fields
        self.used: dict[str, str] = {}

    def __call__(self, names: Sequence[str], found: Mapping[str, str]) -> Mapping[str, str]:
        """Which field is which column, "" where the sheet does not have it."""
        known = ColumnChoice.objects.filter(register=self._register, header=_mark(names)).first()
        said = known.columns if known else self._learned(names, found)
        said = {name: label for name, label in said.items() if name in self._fields}
        other = {label: name for name, label in said.items() if label and found.get(name) != label}
        self.used = {other[label]: label for label in names if label in other}  # in the order of the sheet
        return said

    def _learned(self, names: Sequence[str], found: Mapping[str, str]) -> dict[str, str]:
        free = {plain(name): name for at, name in enumerate(names) if name != letter(at) and name not in found.values()}
        learned: dict[str, str] = {}
        for choice in ColumnChoice.objects.filter(register=self._register).order_by("-said_at", "-pk")[:LEARNED_FROM]:
            for name, label in choice.columns.items():
                if name not in found and name not in learned and (here := free.pop(plain(label), None)):
                    learned[name] = here
        return learned


def remember(register: str, names: Sequence[str], chosen: Mapping[str, str], *, by: User) -> None:
    """Keep which field stands in which column ("" for none); the latest word counts for everybody."""
    ColumnChoice.objects.update_or_create(  # house: a habit of reading, no record of the school
        register=register, header=_mark(names), defaults={"columns": dict(chosen), "by": by}
    )


def _mark(names: Sequence[str]) -> str:
    """A header by its columns' names in their order, whatever the spacing."""
    return sha256("\n".join(plain(name) for name in names).encode()).hexdigest()
