"""How far an import has come: rows read from the sheet, then rows written, as the records themselves tell."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Literal

from lvye.kernel.records import api as records
from lvye.kernel.records.api import Record
from lvye.kit.sheets import Row

__all__ = ["Progress", "Stage", "Watched", "told_of_writing"]

Stage = Literal["read", "write"]
Progress = Callable[[Stage, int, int], None]  # rows done of how many; what it raises stops the import
TOLD_EVERY = 1000


class Watched(Sequence[Row]):
    """Rows that tell how far one has come with them; a second look at a row tells nothing new."""

    def __init__(self, rows: Sequence[Row], progress: Progress) -> None:
        self._rows, self._progress, self._furthest = rows, progress, 0

    def __len__(self) -> int:
        return len(self._rows)

    def __getitem__(self, index: Any) -> Any:
        return self._rows[index]

    def __iter__(self) -> Iterator[Row]:
        for number, row in enumerate(self._rows, start=1):
            yield row
            if number > self._furthest and (number % TOLD_EVERY == 0 or number == len(self._rows)):
                self._furthest = number
                self._progress("read", number, len(self._rows))


@dataclass
class _Writing:
    """The import under way in this thread."""

    register: str
    total: int
    progress: Progress
    done: int = 0
    told: int = 0


_under_way: ContextVar[_Writing | None] = ContextVar("lvye_exchange_writing", default=None)


@contextmanager
def told_of_writing(register: str, total: int, progress: Progress | None) -> Iterator[None]:
    """While inside, records of that register that are written are told to `progress`, whoever writes them."""
    if progress is None:
        yield
        return
    token = _under_way.set(_Writing(register, total, progress))
    try:
        yield
    finally:
        _under_way.reset(token)


@records.watch
def _written(found: Sequence[Record]) -> None:
    writing = _under_way.get()
    if writing is None or found[0]._meta.label_lower != writing.register:
        return
    writing.done = min(writing.done + len(found), writing.total)
    if writing.done - writing.told >= TOLD_EVERY or writing.done == writing.total > writing.told:
        writing.told = writing.done
        writing.progress("write", writing.done, writing.total)
