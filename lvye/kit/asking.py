"""A question that every request asks in the same words: put into SQL once, asked with other values each time.

Django builds the words of a query anew whenever it is asked. For a row found by its number that costs several times
what the database needs for the answer; who is signed in, what he may do and which check he sends is asked by everybody.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Field, QuerySet

T = TypeVar("T")


class Standing(Generic[T]):
    """`Standing(question, *kinds)`: `question` makes the query set from one value for each kind (a model field).

    What the question says besides its values is said once for the life of the process: no today, no user, no language
    may be in it. A value is never None ("is nothing" has other words).
    """

    def __init__(self, question: Callable[..., QuerySet[Any, T]], *kinds: Field[Any, Any]) -> None:
        self.question, self.kinds = question, kinds

    def __call__(self, *values: Any) -> list[T]:
        """The answer, as the query set would give it; no instance is shared with an answer before."""
        rows, compiler, words, blanks = self._words
        connection = connections[DEFAULT_DB_ALIAS]
        given = tuple(one.filled(values, connection) if isinstance(one, _Blank) else one for one in blanks)
        asked, said = rows.all(), copy(compiler)
        said.connection, said.as_sql = connection, lambda *_args, **_kwargs: (words, given)
        asked.query.get_compiler = lambda *_args, **_kwargs: said  # type: ignore[method-assign]  # of this one query
        try:
            return list(asked)
        except OverflowError:  # a number larger than any column: nothing has it
            return []

    def first(self, *values: Any) -> T | None:
        """The first of the answer, None where there is none."""
        return next(iter(self(*values)), None)

    @cached_property
    def _words(self) -> tuple[QuerySet[Any, T], Any, str, tuple[Any, ...]]:
        """Two threads that ask first at once both put it into words, which are the same."""
        rows = self.question(*[_Blank(number, kind) for number, kind in enumerate(self.kinds)])
        compiler = rows.query.get_compiler(DEFAULT_DB_ALIAS)
        words, blanks = compiler.as_sql()
        return rows, compiler, words, blanks


class _Blank(Expression):
    """Where a value will stand."""

    def __init__(self, number: int, kind: Field[Any, Any]) -> None:
        super().__init__(output_field=kind)
        self.number, self.kind = number, kind

    def as_sql(self, _compiler: Any, _connection: Any) -> Any:
        """Itself in the place of the value."""
        return "%s", [self]

    def filled(self, values: tuple[Any, ...], connection: Any) -> Any:
        """The value as the database takes it."""
        return self.kind.get_db_prep_value(values[self.number], connection)
