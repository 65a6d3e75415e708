"""The migrated but empty database of a test run, kept beside earlier runs and taken from there: SQLite alone.

Making it takes a dozen seconds, and every worker, every run of one file and every command of a recipe needs it. What is
kept is named by the migrations it was made of; where some have come since, they are applied to it, as at a school.
That a database is made of nothing is proved by the tests of the command line.
"""

from __future__ import annotations

import hashlib
import inspect
import json
import os
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from django.db.migrations.loader import MigrationLoader

ROOT = Path(__file__).resolve().parents[1]
KEPT = 6  # of the newest
# Migrations draw with these, and write what they say.
DRAWN_WITH = ("lvye/kernel/records", "lvye/kernel/audit")


def kept_in() -> Path:
    """Where they lie: the user's own cache."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "lvye-tests"


def made_of() -> dict[str, str]:
    """What a database made now would be made of: migration, or whatever else counts → a hash of its text."""
    found = {}
    for (app, name), migration in (MigrationLoader(None).disk_migrations or {}).items():
        found[f"{app}.{name}"] = _digest(Path(inspect.getfile(type(migration))))
    drawn = [path for folder in DRAWN_WITH for path in sorted((ROOT / folder).glob("*.py"))]
    found["drawn with"] = _digest(*drawn, ROOT / "requirements.txt")
    return found


@contextmanager
def taken(connection: Any) -> Iterator[None]:
    """Inside, the database that is about to be made is there already, as far as an earlier run got."""
    uri, wanted = connection.creation._get_test_db_name(), made_of()
    with closing(connection.Database.connect(uri, uri=True)) as ours:  # while it is open, the memory stays
        for _size, path in sorted(_fitting(wanted), reverse=True)[:1]:
            with closing(connection.Database.connect(path)) as earlier:
                earlier.backup(ours)
        yield


def keep(connection: Any) -> None:
    """Keep the database as it stands for the runs to come."""
    wanted, folder = made_of(), kept_in()
    name = hashlib.sha256(json.dumps(wanted, sort_keys=True).encode()).hexdigest()[:16]
    if (folder / f"{name}.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder) as place:
        with closing(connection.Database.connect(Path(place) / "db")) as file:
            connection.connection.backup(file)
        (Path(place) / "of").write_text(json.dumps(wanted))
        (Path(place) / "db").rename(folder / f"{name}.sqlite3")
        (Path(place) / "of").rename(folder / f"{name}.json")  # last: who finds it finds the database
    for old in sorted(folder.glob("*.json"), key=lambda path: path.stat().st_mtime, reverse=True)[KEPT:]:
        for path in (old, old.with_suffix(".sqlite3")):
            path.unlink(missing_ok=True)


def _fitting(wanted: dict[str, str]) -> Iterator[tuple[int, Path]]:
    """Those made of nothing but what is wanted, with how much of it they hold."""
    for path in kept_in().glob("*.json"):
        with suppress(OSError, ValueError):  # another run may be clearing away
            parts = json.loads(path.read_text())
            if parts.items() <= wanted.items() and path.with_suffix(".sqlite3").exists():
                yield len(parts), path.with_suffix(".sqlite3")


def _digest(*paths: Path) -> str:
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in paths)).hexdigest()[:16]
