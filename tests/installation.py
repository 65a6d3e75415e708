"""An installation of its own, for tests of the command line: a home, a database, and the program run on them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit
from uuid import uuid4

import psycopg

ROOT = Path(__file__).resolve().parents[1]
PREPARE = "import django; django.setup()\n"
ENGINE = os.environ.get("LVYE_DATABASE_URL", "")  # of this run of the tests: the installations use the same
IS_POSTGRES = ENGINE.startswith("postgres")


@dataclass
class Installation:
    """A home, and on PostgreSQL a database of its own."""

    home: Path
    name: str = ""

    @classmethod
    def at(cls, home: Path, like: Installation | None = None) -> Installation:
        """A new one, empty or a copy of another."""
        if like is not None:
            # Who only reads leaves files beside the database that come and go; all that was written is in it.
            shutil.copytree(like.home, home, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
        if not IS_POSTGRES:
            return cls(home)
        made = cls(home, f"lvye_cli_{uuid4().hex}")
        on_server(f"CREATE DATABASE {made.name}" + (f" TEMPLATE {like.name}" if like else ""))
        return made

    def gone(self) -> None:
        """Drop its database; its home is the test's own folder."""
        if self.name:
            on_server(f"DROP DATABASE {self.name} WITH (FORCE)")

    def url(self) -> str:
        """Its database, as LVYE_DATABASE_URL takes it; empty where it lies in the home."""
        return urlunsplit(urlsplit(ENGINE)._replace(path=f"/{self.name}")) if self.name else ""

    def run(self, *words: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
        """One command, in a process of its own, as at a terminal."""
        return self._process("-m", "lvye.config.cli", *map(str, words), env=env)

    def inside(self, code: str, **env: str) -> str:
        """What a piece of Python prints inside this installation."""
        done = self._process("-c", PREPARE + code, env=env)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def environment(self, **env: str) -> dict[str, str]:
        """What the program sees."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("LVYE_")}
        own = {"LVYE_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "lvye.config.settings", "PYTHONUTF8": "1"}
        return kept | own | ({"LVYE_DATABASE_URL": self.url()} if self.name else {}) | env

    def behind_the_program(self, *statements: str) -> None:
        """SQL on its database, as somebody with a key to the server could do it."""
        if self.name:
            with psycopg.connect(self.url(), autocommit=True) as connection:
                for statement in statements:
                    connection.execute(statement.encode())
            return
        database = sqlite3.connect(self.home / "lvye.sqlite3", isolation_level=None)
        for statement in statements:
            database.execute(statement)
        database.close()

    def tables(self) -> int:
        """How many tables its database has, asked without the program."""
        if self.name:
            with psycopg.connect(self.url(), autocommit=True) as connection:
                found = connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone()
        elif not (file := self.home / "lvye.sqlite3").exists():
            return 0
        else:
            with closing(sqlite3.connect(file)) as database:
                found = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
        assert found is not None
        return int(found[0])

    def _process(self, *words: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            cwd=ROOT,
            env=self.environment(**env),
            capture_output=True,
            text=True,
            timeout=180,
            check=False,
        )


def on_server(statement: str) -> None:
    """One statement on the server of this run, outside of any transaction."""
    with psycopg.connect(ENGINE, autocommit=True) as connection:
        connection.execute(statement.encode())


def tampered(installation: Installation) -> None:
    """Entry 17 of the trail is changed by somebody who got past its guard."""
    off = ("ALTER TABLE audit_entry DISABLE TRIGGER USER",) if IS_POSTGRES else ("DROP TRIGGER audit_entry_no_update",)
    on = ("ALTER TABLE audit_entry ENABLE TRIGGER USER",) if IS_POSTGRES else ()
    installation.behind_the_program(*off, "UPDATE audit_entry SET reason = 'x' WHERE id = 17", *on)


def told(done: subprocess.CompletedProcess[str]) -> str:
    """The one sentence a refused command says: no traceback, nothing else on the error stream."""
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    assert "Traceback" not in done.stderr, done.stderr
    assert done.stderr.startswith("lvye: "), done.stderr
    return done.stderr.removeprefix("lvye: ").strip()
