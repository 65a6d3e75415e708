"""Columns that a sheet calls otherwise: matched once by a person, remembered for the register and that header."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from hashlib import sha256

from lvye.kernel.accounts.api import User
from lvye.kit.sheets import Chooser, plain

from .models import ColumnChoice

__all__ = ["chooser", "remember"]


def chooser(register: str) -> Chooser:
    """What people said of a header like this one, for `read_table`."""
    return partial(_chosen, register)


def remember(register: str, labels: Sequence[str], chosen: Mapping[str, str], *, by: User) -> None:
    """Keep which field stands in which column ("" for none); the latest word counts for everybody."""
    ColumnChoice.objects.update_or_create(  # house: a habit of reading, no record of the school
        register=register, header=_mark(labels), defaults={"columns": dict(chosen), "by": by}
    )


def _chosen(register: str, labels: Sequence[str]) -> Mapping[str, str]:
    known = ColumnChoice.objects.filter(register=register, header=_mark(labels)).first()
    return known.columns if known else {}


def _mark(labels: Sequence[str]) -> str:
    """A header's labels in whatever order and spacing."""
    words = sorted({plain(label) for label in labels} - {""})
    return sha256("\n".join(words).encode()).hexdigest()
