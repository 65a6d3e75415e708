"""What every test may ask for, and what no test may do."""

from __future__ import annotations

import datetime as dt
import gc
import ipaddress
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import count
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone, translation

from lints import schema_for_tests
from lvye.kit import memo

LOCAL_NAMES = {"localhost", "", None}
HOMES = count()


def pytest_configure() -> None:
    """Settings that only tests want: quick passwords, static files as they lie, mail in memory."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test marked `postgres` speaks of what SQLite does not have; one marked `engineless` of no database at all."""
    if settings.DATABASES["default"]["ENGINE"].endswith("postgresql"):
        mark, skip = "engineless", pytest.mark.skip(reason="the same on every engine: make test runs it on SQLite")
    else:
        mark, skip = "postgres", pytest.mark.skip(reason="needs PostgreSQL: make test runs it there")
    for item in items:
        if "lvye/kit/" in item.nodeid and not item.get_closest_marker("django_db"):
            item.add_marker("engineless")  # the kit has no models
        if item.get_closest_marker(mark):
            item.add_marker(skip)
    _registers_together(items)


def pytest_collection_finish() -> None:
    """Ten thousand tests and the whole program stay to the end: they are not searched for rubbish again and again."""
    gc.freeze()
    gc.set_threshold(50_000, 10, 20)  # a page makes thousands of small things and lets nearly all go by itself


def _registers_together(items: list[pytest.Item]) -> None:
    """Tests that look at the same register's standing records follow each other: those are made once for all."""
    places = [at for at, item in enumerate(items) if {"reg", "rows"} <= set(getattr(item, "fixturenames", ()))]
    files = list(dict.fromkeys(items[at].path for at in places))
    ordered = sorted(
        (items[at] for at in places), key=lambda item: (files.index(item.path), item.callspec.params["reg"].key)
    )
    for at, item in zip(places, ordered, strict=True):
        items[at] = item


# --- the database ------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, django_db_blocker: Any
) -> Iterator[None]:
    """On SQLite the empty database of an earlier run is there when pytest-django goes to make one."""
    if connection.vendor != "sqlite":
        yield
        return
    with django_db_blocker.unblock(), schema_for_tests.taken(connection):
        yield


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """What pytest-django made, kept for the next run."""
    if connection.vendor == "sqlite":
        with django_db_blocker.unblock():
            schema_for_tests.keep(connection)


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
    """What `memo.once` keeps for one request must not reach the next test, nor the counts or the language of one."""
    from lvye.kernel.registers import waiting

    memo.forget()
    waiting.forget()
    yield
    memo.forget()
    translation.deactivate()


@pytest.fixture(autouse=True)
def the_first_run_is_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests play where a school stands, also those that make none; the tests of the first run say otherwise."""
    from lvye.kernel.setup.standing import known

    monkeypatch.setattr(known, "set_up", True)
    monkeypatch.setattr(known, "whole", True)


@pytest.fixture(autouse=True)
def own_files(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, settings: Any) -> None:
    """Uploads and written mail of one test lie in a folder of its own; those of records that stand, in the run's."""
    if "held" in request.fixturenames:  # their files were laid there before
        return
    settings.LVYE_HOME = home = tmp_path_factory.getbasetemp() / f"home{next(HOMES)}"
    home.mkdir()
    settings.MEDIA_ROOT = home / "files"
    settings.EMAIL_FILE_PATH = home / "mail"


@pytest.fixture(autouse=True, scope="session")
def flush_past_the_trail() -> Iterator[None]:
    """After a test with real transactions Django empties all tables; the append-only ones let it, then shut again."""
    from django.db.backends.base.operations import BaseDatabaseOperations

    flush = BaseDatabaseOperations.execute_sql_flush

    def unlocked(self: Any, sql_list: Any) -> None:
        with self.connection.cursor() as cursor:
            if self.connection.vendor == "postgresql":
                cursor.execute("SELECT DISTINCT tgrelid::regclass FROM pg_trigger WHERE tgname LIKE '%_no_truncate'")
                tables = [table for (table,) in cursor.fetchall()]
                off = [f"ALTER TABLE {table} DISABLE TRIGGER USER" for table in tables]
                on = [f"ALTER TABLE {table} ENABLE TRIGGER USER" for table in tables]
            else:
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND name LIKE '%_no_delete'")
                triggers = cursor.fetchall()
                off, on = [f"DROP TRIGGER {name}" for name, _sql in triggers], [sql for _name, sql in triggers]
        flush(self, [*off, *sql_list, *on])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unlocked)
        yield


@pytest.fixture
def as_committed(db: None) -> Iterator[None]:
    """What the program takes for a whole transaction ends as one, though it stands in the test's own.

    A refusal undoes it and no more, as where it stands alone; what waits for its commit is done when it is left. For
    screens that catch the refusal of a deed: with real transactions all tables would be emptied after each test.
    """
    atomic, on_commit = transaction.Atomic, BaseDatabaseWrapper.on_commit
    enter, leave = atomic.__enter__, atomic.__exit__

    def is_whole(block: Any, own: Any) -> bool:
        around = own.atomic_blocks
        return not block._from_testcase and bool(around) and around[-1]._from_testcase

    def entered(self: Any) -> None:
        given = self.savepoint
        self.savepoint = given or is_whole(self, transaction.get_connection(self.using))
        enter(self)
        self.savepoint = given

    def left(self: Any, kind: Any, error: Any, trace: Any) -> None:
        leave(self, kind, error, trace)
        own = transaction.get_connection(self.using)
        if kind is None and is_whole(self, own):
            waiting, own.run_on_commit = own.run_on_commit, []
            for _savepoints, wanted, _robust in waiting:
                wanted()

    def waits(self: Any, wanted: Callable[[], Any], robust: bool = False) -> None:
        if self.atomic_blocks[-1]._from_testcase:
            wanted()
        else:
            on_commit(self, wanted, robust)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(atomic, "__enter__", entered)
        patch.setattr(atomic, "__exit__", left)
        patch.setattr(BaseDatabaseWrapper, "on_commit", waits)
        yield


# --- what stands for more than one test ---------------------------------------------------------------------------


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that leaves nothing; those of the tests lie in it."""
    atomic = transaction.atomic()
    atomic._from_testcase = True  # Django's word for: a durable deed inside is still allowed
    with atomic:
        yield
        transaction.set_rollback(True)


def settle() -> None:
    """What was made for a whole file, checked and counted once.

    PostgreSQL would check its links again after every test that lies inside, and plan as if nothing had come.
    """
    if connection.vendor == "postgresql":
        connection.check_constraints()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


@pytest.fixture(scope="module")
def held(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A transaction around the tests of one file: what a fixture of the file writes after asking for it stands for all.

    Each test has its own inside, rolled back at its end; this one is rolled back at the end of the file.
    """
    from lvye.kernel.setup.standing import known

    with django_db_blocker.unblock(), undone(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(known, "set_up", True)
        patch.setattr(known, "whole", True)
        memo.forget()
        yield


@pytest.fixture(scope="module")
def reg(request: pytest.FixtureRequest) -> Any:
    """The register a test of all registers is about: `parametrize("reg", ..., indirect=True)`."""
    return request.param


@pytest.fixture(scope="module")
def rows(reg: Any, held: None) -> Iterator[list[Any]]:
    """Five valid records of the register, by the maker beside its module's tests, the same for all tests of a file."""
    with undone():
        made = [made_record(reg) for _ in range(5)]
        connection.check_constraints()
        yield made


@pytest.fixture
def row(db: None, rows: list[Any]) -> Any:
    """One of them, as it stands in the database."""
    return type(rows[0])._base_manager.get(pk=rows[0].pk)


def made_record(reg: Any) -> Any:
    """A valid record of a register."""
    package = reg.model._meta.app_config.name
    return getattr(import_module(f"{package}.tests.make"), reg.model._meta.model_name)()


# --- who acts, and where -----------------------------------------------------------------------------------------


@pytest.fixture
def clerk(db: None) -> Any:
    """A person who may sign in and has no right at all."""
    from lvye.kernel.accounts.api import account_create

    return account_create("clerk", "王晓", None)


@pytest.fixture
def allow(clerk: Any) -> Callable[..., Any]:
    """`allow("repairs.view_job", …)`: the clerk holds a post with these rights, from now on; a fresh user comes back.

    A fresh one because rights are remembered on the user object. The rows are written past the services: what a test
    counts in the audit trail is its own.
    """
    from lvye.kernel.accounts.api import User
    from lvye.kernel.people.models import Appointment, Person, Post

    def give(*rights: str) -> Any:
        post, _made = Post.objects.get_or_create(code="clerk-of-tests", defaults={"name": "干事"})
        post.rights = sorted({*post.rights, *rights})
        post.save()
        person, _made = Person.objects.get_or_create(user_id=clerk.pk, defaults={"name": clerk.name})
        Appointment.objects.get_or_create(person=person, post=post, defaults={"from_on": dt.date(2000, 1, 1)})
        return User.objects.get(pk=clerk.pk)

    return give


@dataclass(frozen=True)
class SmallSchool:
    """The least a test of a school's work needs."""

    school: Any
    term: Any
    building: Any
    floor: Any
    room: Any
    people: tuple[Any, Any, Any]


@pytest.fixture
def school(db: None) -> SmallSchool:
    """A school in the middle of a term, with one room and three people: a teacher, a repairer, a pupil."""
    from lvye.kernel.accounts.api import system_user
    from lvye.kernel.people.tests import make as people
    from lvye.kernel.places.tests import make as places
    from lvye.kernel.terms.api import term_add

    begins = timezone.localdate() - dt.timedelta(days=60)
    term = term_add(
        school_year=begins.year, half=1, begins_on=begins, ends_on=begins + dt.timedelta(days=140), actor=system_user()
    )
    room = places.room("301教室", building="教学楼", floor="3层")
    names = (("李老师", "teacher"), ("周师傅", "staff"), ("陈同学", "student"))
    return SmallSchool(
        places.school(),
        term,
        room.parent.parent,
        room.parent,
        room,
        tuple(people.person(name=name, kind=kind) for name, kind in names),
    )
