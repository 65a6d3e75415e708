"""The program as it is run at a school: its own home, its own process; and what a test may read past its pages."""

from __future__ import annotations

import fcntl
import http.client
import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

LVYE = Path(sys.executable).parent / "lvye"
READY_WITHIN = 60  # seconds; a cold start takes two
WITH_DJANGO = "import django; django.setup(); "


def surroundings(home: Path) -> dict[str, str]:
    """The environment of a program that lives in `home`: nothing of this test run's own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LVYE_", "PYTEST_", "DJANGO_"))}
    return kept | {"LVYE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "lvye.config.settings"}


def lvye(home: Path, *words: str) -> str:
    """Run one command of the program to its end; what it printed."""
    ended = subprocess.run([str(LVYE), *words], env=surroundings(home), capture_output=True, text=True, check=False)
    assert ended.returncode == 0, f"lvye {' '.join(words)}\n{ended.stdout}{ended.stderr}"
    return ended.stdout


@contextmanager
def only_one(folder: Path) -> Iterator[None]:
    """The workers of one run make what they share once."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def demo_home(shared: Path) -> Path:
    """The home with the small demo school, made by whichever worker comes first."""
    home, empty = shared / "demo", empty_home(shared)
    with only_one(shared):
        if not (home / "made").exists():
            shutil.rmtree(home, ignore_errors=True)
            shutil.copytree(empty, home)
            (home / "made").unlink()
            lvye(home, "demo", "--small")
            (home / "made").touch()
    return home


def empty_home(shared: Path) -> Path:
    """A home with a database and nobody in it."""
    home = shared / "empty"
    with only_one(shared):
        if not (home / "made").exists():
            shutil.rmtree(home, ignore_errors=True)
            lvye(home, "migrate")
            (home / "made").touch()
    return home


@dataclass
class Program:
    """A served copy of a home."""

    home: Path
    address: str

    def rows(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """What the database holds, read past the program."""
        with sqlite3.connect(f"file:{self.home / 'lvye.sqlite3'}?mode=ro", uri=True) as database:
            return database.execute(sql, values).fetchall()

    def one(self, sql: str, *values: Any) -> Any:
        """The one value asked for."""
        found = self.rows(sql, *values)
        assert len(found) == 1, f"{sql} {values}: {len(found)} rows"
        return found[0][0]

    def command(self, *words: str) -> str:
        """A command of the program in this home."""
        return lvye(self.home, *words)

    def python(self, code: str, *words: str) -> str:
        """A deed no page has (an hour that comes later, a rule of the office), by the program's own services."""
        command = [sys.executable, "-c", WITH_DJANGO + code, *words]
        ended = subprocess.run(command, env=surroundings(self.home), capture_output=True, text=True, check=False)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def jobs_run(self, name: str, now: datetime) -> int:
        """Run one background job as if it were `now`; how many rows it wrote."""
        code = (
            "import sys; from datetime import datetime; from lvye.modules.repairs import jobs;"
            "print(getattr(jobs, sys.argv[1])(datetime.fromisoformat(sys.argv[2])))"
        )
        return int(self.python(code, name, now.isoformat()))

    def code_of(self, place: str) -> str:
        """The code on the door of a place."""
        sql = (
            "SELECT c.code FROM places_placecode c JOIN places_place p ON p.id = c.place_id"
            " WHERE p.full_name = ? AND c.revoked_at IS NULL"
        )
        return str(self.one(sql, place))

    def period(self, today: date) -> str:
        """The term that runs today, else (in the holidays) this month: where a job that is done now is counted."""
        found = self.rows("SELECT code FROM terms_term WHERE begins_on <= ? AND ends_on >= ?", today, today)
        return str(found[0][0]) if found else f"{today:%Y-%m}"


@contextmanager
def served(home: Path) -> Iterator[Program]:
    """Serve a home on a free port until the block ends. Background jobs run when a test asks for them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    command = [str(LVYE), "serve", "--port", str(port), "--no-worker"]
    with (home / "serve.log").open("w") as log:
        process = subprocess.Popen(
            command, env=surroundings(home) | {"LVYE_BASE_URL": address}, stdout=log, stderr=subprocess.STDOUT
        )
        try:
            _wait_until_ready(process, port, home)
            yield Program(home, address)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_ready(process: subprocess.Popen[bytes], port: int, home: Path) -> None:
    until = time.monotonic() + READY_WITHIN
    while time.monotonic() < until:
        assert process.poll() is None, (home / "serve.log").read_text()
        asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            asked.request("GET", "/manifest.webmanifest")
            asked.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            asked.close()
    raise AssertionError(f"not ready: {(home / 'serve.log').read_text()}")
