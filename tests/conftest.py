"""Installations for the tests of the command line, made once and copied."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.installation import Installation


@pytest.fixture(scope="session")
def fresh_installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """Migrated and empty."""
    made = Installation.at(tmp_path_factory.mktemp("fresh") / "home")
    done = made.run("migrate")
    assert done.returncode == 0, done.stderr
    yield made
    made.gone()


@pytest.fixture(scope="session")
def demo_installation(
    fresh_installation: Installation, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Installation]:
    """With the small demo school, and a file on one of its places."""
    made = Installation.at(tmp_path_factory.mktemp("demo") / "home", like=fresh_installation)
    done = made.run("demo", "--small")
    assert done.returncode == 0, done.stderr
    made.inside(ATTACH)
    yield made
    made.gone()


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


@pytest.fixture
def numbers() -> dict[str, int]:
    """A record of every register: key → number."""
    from tests.addresses import one_of_each

    return one_of_each()


@pytest.fixture
def may_all(client: Any, clerk: Any, allow: Any) -> Any:
    """A browser of somebody with every right."""
    from tests.addresses import every_right

    allow(*every_right())
    client.force_login(clerk)
    return client
