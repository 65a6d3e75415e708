"""On SQLite writers stand in line: nobody is turned away, nobody keeps his place after his deed."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError
from django.db.utils import ConnectionHandler

from lvye.config.env import database

pytestmark = pytest.mark.engineless


def connection(home: Path) -> Any:
    """One to this home's database, with no patience of SQLite's own."""
    settings = database("", home)
    assert isinstance(settings["OPTIONS"], dict)
    made = ConnectionHandler({"default": settings | {"OPTIONS": settings["OPTIONS"] | {"timeout": 0}}})["default"]
    made.inc_thread_sharing()
    return made


def begin(one: Any) -> None:
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)


def end(one: Any, *, how: str = "commit") -> None:
    getattr(one, how)()
    one.set_autocommit(True)


@pytest.fixture
def two(tmp_path: Path, django_db_blocker: Any) -> Any:
    first, second = connection(tmp_path), connection(tmp_path)
    with django_db_blocker.unblock():
        first.cursor().execute("CREATE TABLE deed (who TEXT)")
        yield first, second
        first.close()
        second.close()


def test_who_comes_while_another_writes_waits_as_long_as_it_takes_and_then_writes(two: Any) -> None:
    first, second = two
    begin(first)
    first.cursor().execute("INSERT INTO deed VALUES ('first')")
    came = threading.Event()

    def write() -> None:
        came.set()
        begin(second)
        second.cursor().execute("INSERT INTO deed VALUES ('second')")
        end(second)

    waiting = threading.Thread(target=write)
    waiting.start()
    came.wait()
    waiting.join(0.2)
    assert waiting.is_alive()
    end(first)
    waiting.join(10)
    assert first.cursor().execute("SELECT who FROM deed ORDER BY rowid").fetchall() == [("first",), ("second",)]


@pytest.mark.parametrize("how", ["commit", "rollback"])
def test_the_line_moves_on_after_a_deed_and_after_one_undone(two: Any, how: str) -> None:
    for one in (*two, *two):
        begin(one)
        one.cursor().execute("INSERT INTO deed VALUES ('x')")
        end(one, how=how)
    assert two[0].cursor().execute("SELECT count(*) FROM deed").fetchone() == (4 if how == "commit" else 0,)


def test_who_cannot_begin_and_who_hangs_up_leaves_the_line(two: Any, tmp_path: Path) -> None:
    first, second = two
    first.ensure_connection()
    outside = first.Database.connect(tmp_path / "lvye.sqlite3", isolation_level=None)
    outside.execute("BEGIN IMMEDIATE")  # a writer that is not of this program
    with pytest.raises(OperationalError):
        begin(first)
    outside.execute("ROLLBACK")
    outside.close()
    begin(second)
    second.close()
    first.set_autocommit(True)
    begin(first)
    first.cursor().execute("INSERT INTO deed VALUES ('at last')")
    end(first)
    assert second.cursor().execute("SELECT who FROM deed").fetchall() == [("at last",)]
