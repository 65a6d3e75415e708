"""Document numbers: no gap, no number twice, whoever asks at the same time."""

from __future__ import annotations

from typing import overload

from django.db import connection
from django.db.transaction import TransactionManagementError

from .models import Counter

# One statement: the row is made or moved on, and stays locked until the caller's transaction ends.
TAKE = (
    "INSERT INTO {table} (series, last) VALUES (%s, %s) "
    "ON CONFLICT (series) DO UPDATE SET last = {table}.last + EXCLUDED.last RETURNING last"
)


@overload
def next_number(series: str) -> int:
    """Without a width: the number itself."""


@overload
def next_number(series: str, width: int) -> str:
    """With a width: a text padded with zeros."""


def next_number(series: str, width: int | None = None) -> int | str:
    """The next number of a series, from 1: an int, or with `width` a text padded with zeros ("07").

    It belongs to the caller's transaction: undone with it, so nothing is lost, and others who want the same series
    wait for it to end; ask for it late in the deed. Outside of a transaction it raises TransactionManagementError.
    A number that outgrows `width` is not cut. Name the period in the series ("repairs.job:2026") to begin anew.
    """
    [number] = next_numbers(series, 1)
    return number if width is None else f"{number:0{width}d}"


def next_numbers(series: str, count: int) -> range:
    """The next `count` numbers of a series at once (at least one), for papers made as a set. Else as `next_number`."""
    if count < 1:
        raise ValueError(f"{count} numbers of {series!r}")
    if not connection.in_atomic_block:
        raise TransactionManagementError("next_number belongs in the transaction of the document that carries it")
    with connection.cursor() as cursor:
        cursor.execute(TAKE.format(table=Counter._meta.db_table), [series, count])
        [(last,)] = cursor.fetchall()
    return range(int(last) - count + 1, int(last) + 1)
