"""Starting the program, in whatever process it runs."""

from __future__ import annotations

import gc
import sys

import django
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

SWITCH = 0.0005  # seconds
YOUNG = 50_000  # objects
LOG = 4000  # pages: 16 MB


def serve_many() -> None:
    """For a process whose threads answer people.

    A thread gives way ten times as soon as Python's default: who holds the database (or has just been let in) must not
    wait five thousandths of a second for another thread after every statement. And rubbish is looked for far less
    often: nearly all of it goes with its last reference.
    """
    sys.setswitchinterval(SWITCH)
    gc.set_threshold(YOUNG, 10, 10)
    connection_created.connect(_with_a_longer_log)


def _with_a_longer_log(connection: BaseDatabaseWrapper, **_kwargs: object) -> None:
    """Who writes much writes the same pages over and over: SQLite carries its log over into the file less often.

    Only while the program serves: a command leaves all it wrote in the file, and so does the server when it ends.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA wal_autocheckpoint={LOG}")


def set_up() -> None:
    """Load every module.

    All of it stays for the life of the process, so it is not searched for rubbish while it is loaded (a third of the
    time a start took), nor ever after.
    """
    gc.disable()
    try:
        django.setup()
    finally:
        gc.enable()
    gc.freeze()
