"""What every test may ask for, and what no test may do."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings

from lvye.kit import memo

LOCAL_NAMES = {"localhost", "", None}


def pytest_configure() -> None:
    """Settings that only tests want: quick passwords, static files as they lie, mail in memory."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test marked `postgres` speaks of locks and triggers that SQLite does not have."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        return
    skip = pytest.mark.skip(reason="needs PostgreSQL: make test runs it there")
    for item in items:
        if item.get_closest_marker("postgres"):
            item.add_marker(skip)


# --- no test leaves the machine, its own home, or something remembered -------------------------------------------


def is_local(address: object) -> bool:
    """Whether a socket address stays on this machine: a unix socket, or a loopback host."""
    if not isinstance(address, tuple):
        return True
    host = address[0]
    if host in LOCAL_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Any connection that would leave the machine fails the test that asked for it."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, _guarded(getattr(socket.socket, name)))
        yield


def _guarded(connect: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(self: socket.socket, address: object) -> Any:
        if not is_local(address):
            pytest.fail(f"a test tried to reach {address!r}: tests stay on this machine")
        return connect(self, address)

    return guarded


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """What `memo.once` keeps for one request must not reach the next test."""
    memo.forget()
    yield
    memo.forget()


@pytest.fixture(autouse=True)
def own_files(tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """Uploads and written mail of one test lie in a folder of its own."""
    settings.LVYE_HOME = home = tmp_path_factory.mktemp("home", numbered=True)
    settings.MEDIA_ROOT = home / "files"
    settings.EMAIL_FILE_PATH = home / "mail"


# --- who acts, and where -----------------------------------------------------------------------------------------


@pytest.fixture
def clerk(db: None) -> Any:
    """A person who may sign in and has no right at all."""
    from lvye.kernel.accounts.api import User

    return User.objects.create_user("clerk", name="王晓")
