"""One new row, said to the database in words made once for its table.

Every deed writes a few single rows (itself, its audit entries, the key of its form); putting the words together anew
for each costs more processor time than writing the row.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection, transaction
from django.db.models import AutoField, Field, GeneratedField, Model


@dataclass(frozen=True)
class _Words:
    """What is said for one table: its columns but the number, which the database gives and returns."""

    into: str
    number: str
    fields: tuple[Field[Any, Any], ...]


def insert(row: Model) -> None:
    """Write a new row, as `row.save(force_insert=True)` would without its signals; the row knows its number afterwards.

    A row with a number given beforehand, or with columns the database computes, goes Django's own way. Its values are
    values, no expressions. Raises django.db.IntegrityError as `save` does.
    """
    words = _words(type(row))
    if words is None or row.pk is not None:
        row.save(force_insert=True)  # house: whoever calls this is the one who may write the row
    else:
        _write(row, words, "")


def insert_unless(row: Model, known_by: str) -> bool:
    """`insert`, unless a row with the same value in the unique column `known_by` stands already: then False.

    Where another transaction is about to write that value, waits for its end.
    """
    words = _words(type(row))
    if words is None:
        raise TypeError(f"{type(row).__name__} has columns the database computes")
    return _write(row, words, f" ON CONFLICT ({_quoted(known_by)}) DO NOTHING")


@cache
def _words(model: type[Model]) -> _Words | None:
    """None for a table whose rows the database completes by more than their number."""
    meta = model._meta
    fields = tuple(field for field in meta.concrete_fields if field is not meta.pk)
    own_number = isinstance(meta.pk, AutoField) and not meta.parents
    if not own_number or any(isinstance(one, GeneratedField) for one in fields):
        return None
    columns = ", ".join(_quoted(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    words = f"INSERT INTO {_quoted(meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608 - a model's own names
    return _Words(words, _quoted(str(meta.pk.column)), fields)


def _write(row: Model, words: _Words, but: str) -> bool:
    given = [field.pre_save(row, True) for field in words.fields]  # house: a field's own method, no signal
    values = [field.get_db_prep_save(value, connection) for field, value in zip(words.fields, given, strict=True)]
    with transaction.mark_for_rollback_on_error(), connection.cursor() as cursor:
        cursor.execute(f"{words.into}{but} RETURNING {words.number}", values)
        found = cursor.fetchone()
    if found is None:
        return False
    row.pk = found[0]
    row._state.adding, row._state.db = False, connection.alias
    return True


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
