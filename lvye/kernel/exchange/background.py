"""Large sheets at their own pace: tried or brought in beside the pages, watched and stopped on one, done once.

What is to be done and how far it is stands in a small file beside the kept sheet, not in the database: what a trial
writes there it takes back, and nobody else sees it before. Whoever works at a sheet holds a lock of the operating
system on it; when his program ends, however it ends, the lock is free and the next one begins anew. An import is one
transaction, so an ended program leaves nothing of it, or all of it.
"""

from __future__ import annotations

import fcntl
import json
import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.registers.api import registers
from lvye.kit import memo, say

from .exporting import problems_xlsx
from .keeping import Kept, drop, folder, open_kept
from .models import BatchStatus, ImportBatch
from .outcome import Outcome, summary
from .running import bring_in, dry_run
from .watching import Stage

__all__ = ["LARGE", "Doing", "Work", "begin", "problems_of", "run_waiting", "stop", "unfinished", "work_of"]

LARGE = 256 * 1024  # bytes of a sheet that takes longer than a person waits for a page: some five thousand rows
MOST_TRIES = 3  # a sheet that ends the program again and again is not begun for ever
TOLD_SECONDS = 0.3
ALL = "all"  # the key whose lock lets one program at a time work at sheets
State = Literal["waiting", "running", "done", "broken", "stopped"]
Doing = Literal["try", "import"]
log = logging.getLogger("lvye.exchange")


@dataclass
class Work:
    """One sheet to be tried or brought in, and how far it is. seen: what the page shows of its outcome."""

    key: str
    ticket: str
    register: str
    user: int
    doing: Doing
    language: str
    filename: str
    asked_at: str
    state: State = "waiting"
    tries: int = 0
    stage: Stage = "read"
    done: int = 0
    total: int = 0
    seen: dict[str, Any] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """How much of this stage is done."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.state in {"done", "broken", "stopped"}

    @property
    def address(self) -> str:
        """Where it is watched."""
        return f"{reverse(f'{self.register}:import')}?work={self.key}"


class _StoppedError(Exception):
    """A person wants it to end."""


def begin(ticket: str, register: str, user: User, doing: Doing, filename: str) -> Work:
    """Ask for a kept sheet to be tried or brought in. Asked twice, it is the same work: it is done once."""
    key = sha256(f"{doing}:{ticket}".encode()).hexdigest()[:32]
    if (known := _read(key)) is not None:
        return known
    asked = timezone.now().isoformat()  # house: the real time, told to whoever waits
    work = Work(key, ticket, register, user.pk, doing, translation.get_language() or "", filename, asked)
    _write(work)
    _soon()
    return work


def work_of(key: str, register: str, user: User) -> Work | None:
    """The work of that key, when it is this person's in this register. What was left lying is taken up again."""
    work = _read(key) if key.isalnum() else None
    if work is None or (work.register, work.user) != (register, user.pk):
        return None
    if not work.is_over:
        with _held(key) as is_free:
            pass
        if is_free:
            _soon()
    return work


def unfinished(register: str, user: User) -> Work | None:
    """What this person has asked for in this register and is not over yet: he may have closed its page."""
    works = (_read(path.stem) for path in folder().glob("*.work"))
    mine = [work for work in works if work and (work.register, work.user) == (register, user.pk) and not work.is_over]
    return max(mine, key=lambda work: work.asked_at, default=None)


def stop(work: Work) -> None:
    """Have it end without a trace; what is written already stays (it is undone as a whole, from its own page)."""
    _path(work.key, "stop").touch()
    with _held(work.key) as is_free:
        if is_free and (now := _read(work.key)) is not None and not now.is_over:
            _over(now, "stopped")


def problems_of(work: Work) -> bytes | None:
    """The sheet of what must be mended, None when nothing must be."""
    path = _path(work.key, "xlsx")
    return path.read_bytes() if path.is_file() else None


def run_waiting() -> int:
    """Do what waits or was left lying, one after the other; returns how many were ended here.

    While another program is at it nothing is done here: two imports would only wait for each other.
    """
    count = 0
    with _held(ALL) as is_mine:
        while is_mine and (work := _next()) is not None:
            with _held(work.key) as is_free:
                if is_free:
                    _run(work)
            count += 1
    return count


def _next() -> Work | None:
    """The oldest that is not over and that nobody is just ending."""
    works = (_read(path.stem) for path in folder().glob("*.work"))
    waiting = [work for work in works if work and not work.is_over]
    return min(waiting, key=lambda work: work.asked_at, default=None)


def _soon() -> None:
    """In a thread beside the request: nobody waits for the worker's next round. It ends with the program."""
    transaction.on_commit(lambda: threading.Thread(target=_at_once, name="lvye-sheet", daemon=True).start())


def _at_once() -> None:
    try:
        run_waiting()
    finally:
        connections.close_all()


def _run(work: Work) -> None:
    if _path(work.key, "stop").exists():
        _over(work, "stopped")
        return
    if work.tries and (batch := _batch_of(work)) is not None:
        _found_done(work, batch)
        return
    if work.tries >= MOST_TRIES:
        _over(work, "broken", _("试了几次都没有做完，什么也没有写进去。请把表分成几份再传，或者告诉系统管理员。"))
        return
    memo.forget()  # a thread of its own: what a trial before this one made is gone again
    work.state, work.tries, work.stage, work.done = "running", work.tries + 1, "read", 0
    _write(work)
    with translation.override(work.language or None):
        try:
            _do(work)
        except _StoppedError:
            _over(work, "stopped")
        except Exception:
            log.exception("a sheet could not be read into %s", work.register)
            _over(work, "broken", _("没有做完，什么也没有写进去。请再看一遍；还是这样，请把这份表交给系统管理员。"))


def _do(work: Work) -> None:
    user = User.objects.get(pk=work.user)
    kept = open_kept(work.ticket, work.register, work.user)
    if kept is None:
        _over(work, "broken", _("这个文件放得太久了，请再选一次。"))
        return
    with kept.file:
        outcome = _looked_through(work, kept, user)
        work.seen = summary(outcome, work.filename) | {"token": work.ticket}
    if outcome.problems:
        _path(work.key, "xlsx").write_bytes(problems_xlsx(outcome))
    elif work.doing == "import":
        drop(work.ticket)
        work.seen["done"] = True
    _over(work, "done")
    notify([user], _told_at_the_end(work, outcome), url=work.address)


def _looked_through(work: Work, kept: Kept, user: User) -> Outcome:
    last = 0.0

    def told(stage: Stage, done: int, total: int) -> None:
        nonlocal last
        if _path(work.key, "stop").exists():
            raise _StoppedError
        now = time.monotonic()  # house: how often a file is written, not a day of the school
        if now - last > TOLD_SECONDS:
            last, work.stage, work.done, work.total = now, stage, done, total
            _write(work)

    act, around = (dry_run, _apart()) if work.doing == "try" else (bring_in, nullcontext())
    reg = registers[work.register]
    with around:
        return act(reg, kept.file, kept.filename, actor=user, year=kept.year, sheet=kept.sheet, progress=told)


@contextmanager
def _apart() -> Iterator[None]:
    """Let a trial write into a copy of an SQLite database: the one writer it can have stays free for the school."""
    own: Any = connections[DEFAULT_DB_ALIAS]
    if own.vendor != "sqlite" or own.in_atomic_block or own.is_in_memory_db():
        yield
        return
    path = folder() / f"{secrets.token_hex(8)}.trial"
    own.ensure_connection()
    with closing(own.Database.connect(str(path))) as copied:
        own.connection.backup(copied)
    apart = own.copy()
    apart.settings_dict["NAME"] = str(path)
    connections[DEFAULT_DB_ALIAS] = apart
    try:
        yield
    finally:
        connections[DEFAULT_DB_ALIAS] = own
        apart.close()
        for rest in path.parent.glob(f"{path.name}*"):
            rest.unlink(missing_ok=True)


def _told_at_the_end(work: Work, outcome: Outcome) -> str:
    words = {"file": work.filename, "rows": say.number(outcome.rows), "n": say.number(len(outcome.problems))}
    if outcome.problems:
        return _("“%(file)s”看完了：有 %(n)s 处要改，一行也没有导入") % words
    if work.doing == "try":
        return _("“%(file)s”看完了：%(rows)s 行可以导入") % words
    return _("“%(file)s”导入好了：%(rows)s 行") % words


def _batch_of(work: Work) -> ImportBatch | None:
    """The batch a program that was ended had finished with."""
    if work.doing != "import" or (kept := open_kept(work.ticket, work.register, work.user)) is None:
        return None
    kept.file.close()
    since = datetime.fromisoformat(work.asked_at)
    made = ImportBatch.objects.filter(register=work.register, by=work.user, sha256=kept.sha256, at__gte=since)
    return made.filter(status=BatchStatus.DONE).order_by("-pk").first()


def _found_done(work: Work, batch: ImportBatch) -> None:
    drop(work.ticket)
    outcome = Outcome(work.register, rows=batch.row_count, made=batch.made_count, batch=batch)
    work.seen = summary(outcome, work.filename) | {"done": True}
    _over(work, "done")


def _over(work: Work, state: State, why: str = "") -> None:
    work.state = state
    if why:
        work.seen = {"reason": why}
    _write(work)
    _path(work.key, "stop").unlink(missing_ok=True)


@contextmanager
def _held(key: str) -> Iterator[bool]:
    """Hold the work of that key; False when somebody else does. The operating system frees it when a program ends."""
    with _path(key, "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
            return
        try:
            yield True
        finally:
            fcntl.flock(lock, fcntl.LOCK_UN)


def _path(key: str, kind: str) -> Path:
    return folder() / f"{key}.{kind}"


def _read(key: str) -> Work | None:
    with suppress(FileNotFoundError):
        return Work(**json.loads(_path(key, "work").read_text()))
    return None


def _write(work: Work) -> None:
    new = _path(work.key, "new")
    new.write_text(json.dumps(asdict(work)))
    new.replace(_path(work.key, "work"))
