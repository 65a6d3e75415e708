"""SQLite takes one writer at a time; here the next in line goes on the moment the one before has finished.

SQLite itself lets those who wait sleep, the longer they have waited the longer (up to 100 ms), and whoever wakes at the
right moment is next: under a rush the cores rest and some wait for many turns. So a transaction that will write takes a
lock of the operating system first, in a file beside the database, which wakes the waiters as soon as it is free and is
free when its process dies. Writers outside of this program are held apart by SQLite's own lock, as ever.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import suppress
from typing import Any

from django.db.backends.sqlite3 import base

ENDING = ".queue"


class DatabaseWrapper(base.DatabaseWrapper):
    """One connection; its place in the line lasts as long as its transaction."""

    _line: int | None = None  # the open file of the lock, made at the first transaction

    def _start_transaction_under_autocommit(self) -> None:
        self._step_up()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # Django's own has no types
        except BaseException:
            self._step_aside()
            raise

    def _commit(self) -> Any:
        done = super()._commit()  # type: ignore[misc]
        self._step_aside()  # one that failed is rolled back next, and keeps its place so long
        return done

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]
        finally:
            self._step_aside()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]
        finally:
            if self._line is not None:
                os.close(self._line)
                self._line = None

    def _step_up(self) -> None:
        if self.is_in_memory_db():
            return
        if self._line is None:
            name = f"{self.settings_dict['NAME']}{ENDING}"
            self._line = os.open(name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o640)
        fcntl.flock(self._line, fcntl.LOCK_EX)

    def _step_aside(self) -> None:
        if self._line is not None:
            with suppress(OSError):  # on its way out the file may be gone
                fcntl.flock(self._line, fcntl.LOCK_UN)
