"""Installations for the tests of the command line, made once and copied."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from conftest import settle
from tests.installation import IS_POSTGRES, Installation


@contextmanager
def shared(
    factory: pytest.TempPathFactory, name: str, like: Installation | None, fill: Callable[[Installation], None]
) -> Iterator[Installation]:
    """An installation all workers of one run copy from: the first to want it makes it, the last to leave drops it.

    Nobody writes into it afterwards. A server copies no database somebody else reads: there each worker reads a copy.
    """
    is_shared = "PYTEST_XDIST_WORKER" in os.environ
    folder = factory.getbasetemp().parent if is_shared else factory.getbasetemp()
    home, users = folder / name, folder / f"{name}.users"

    def count(change: int) -> int:
        number = int(users.read_text() or 0) + change
        users.write_text(str(number))
        return number

    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        users.touch()
        if not home.exists():
            made = Installation.at(home, like=like)
            fill(made)
            (folder / f"{name}.name").write_text(made.name)
        made = Installation(home, (folder / f"{name}.name").read_text())
        own = Installation.at(factory.getbasetemp() / name, like=made) if is_shared and IS_POSTGRES else made
        count(1)
        fcntl.flock(lock, fcntl.LOCK_UN)
        yield own
        if own is not made:
            own.gone()
        fcntl.flock(lock, fcntl.LOCK_EX)
        if count(-1) == 0:
            made.gone()
            shutil.rmtree(home)


def migrate(made: Installation) -> None:
    done = made.run("migrate")
    assert done.returncode == 0, done.stderr


def fill_demo(made: Installation) -> None:
    done = made.run("demo", "--small")
    assert done.returncode == 0, done.stderr
    made.inside(ATTACH)


@pytest.fixture(scope="session")
def fresh_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Migrated and empty."""
    with shared(tmp_path_factory, "fresh", None, migrate) as made:
        yield made


@pytest.fixture(scope="session")
def demo_installation(
    fresh_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """With the small demo school, and a file on one of its places."""
    with shared(tmp_path_factory, "demo", fresh_installation, fill_demo) as made:
        yield made


ATTACH = """
from django.core.files.base import ContentFile
from lvye.kernel.accounts.api import system_user
from lvye.kernel.files.api import attach
from lvye.kernel.places.api import Place
attach(Place.objects.get(name="操场"), ContentFile("平面图".encode(), "平面图.txt"), kind="paper", actor=system_user())
"""


@pytest.fixture
def empty(fresh_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A migrated, empty installation of one's own."""
    made = Installation.at(tmp_path / "empty", like=fresh_installation)
    yield made
    made.gone()


@pytest.fixture
def demo(demo_installation: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A demo school of one's own."""
    made = Installation.at(tmp_path / "demo", like=demo_installation)
    yield made
    made.gone()


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[Installation]:
    """A home that does not even exist, and no table anywhere."""
    made = Installation.at(tmp_path / "nothing")
    yield made
    made.gone()


@pytest.fixture(scope="module")
def numbers(held: None) -> dict[str, int]:
    """A record of every register, made once for a file: key → number."""
    from tests.addresses import one_of_each

    made = one_of_each()
    settle()
    return made


@pytest.fixture
def may_all(client: Any, clerk: Any, allow: Any) -> Any:
    """A browser of somebody with every right."""
    from tests.addresses import every_right

    allow(*every_right())
    client.force_login(clerk)
    return client
