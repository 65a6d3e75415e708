"""Large sheets at their own pace: tried or brought in by the worker, watched on a page, once whatever the browser does.

What is to be done and how far it is stands in a small file beside the kept sheet, not in the database: what a trial
writes there it takes back, and while it writes nobody else could see it.
"""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from django.db import connections, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import registers

from .exporting import problems_xlsx
from .keeping import drop, folder, open_kept
from .models import ImportBatch
from .outcome import summary
from .running import bring_in, dry_run

__all__ = ["LARGE", "Doing", "Work", "begin", "problems_of", "run_waiting", "work_of"]

LARGE = 500 * 1024  # bytes of a sheet that takes longer than a person waits for a page: some ten thousand rows
BEAT_SECONDS = 5
SILENT_SECONDS = 60
State = Literal["waiting", "running", "done", "broken"]
Doing = Literal["try", "import"]


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
    done: int = 0
    total: int = 0
    seen: dict[str, Any] = field(default_factory=dict)

    @property
    def percent(self) -> int:
        """How much of the sheet has been looked at."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def is_over(self) -> bool:
        """Nothing more will happen."""
        return self.state in {"done", "broken"}


def begin(ticket: str, register: str, user: User, doing: Doing, filename: str) -> Work:
    """Ask for a kept sheet to be tried or brought in. Asked twice, it is the same work: it is done once."""
    key = sha256(f"{doing}:{ticket}".encode()).hexdigest()[:32]
    if (known := _read(key)) is not None:
        return known
    asked = timezone.now().isoformat()  # house: the real time, told to whoever waits
    work = Work(key, ticket, register, user.pk, doing, translation.get_language() or "", filename, asked)
    _write(work)
    transaction.on_commit(lambda: threading.Thread(target=_at_once, name="lvye-sheet").start())
    return work


def work_of(key: str, register: str, user: User) -> Work | None:
    """The work of that key, when it is this person's in this register. One whose program died is told as broken."""
    work = _read(key) if key.isalnum() else None
    if work is None or (work.register, work.user) != (register, user.pk):
        return None
    if work.state == "running" and _is_silent(key):
        _after_death(work)
    return work


def problems_of(work: Work) -> bytes | None:
    """The sheet of what must be mended, None when nothing must be."""
    path = _path(work.key, "xlsx")
    return path.read_bytes() if path.is_file() else None


def run_waiting() -> int:
    """Do what waits, each work once whoever asks; returns how many were done here."""
    count = 0
    for path in sorted(folder().glob("*.work"), key=lambda path: path.stat().st_mtime):
        work = _read(path.stem)
        if work is not None and work.state == "waiting" and _claim(work.key):
            _run(work)
            count += 1
    return count


def _at_once() -> None:
    """In a thread beside the request: nobody waits for the worker's next round."""
    try:
        run_waiting()
    finally:
        connections.close_all()


def _run(work: Work) -> None:
    work.state = "running"
    _write(work)
    with _beating(work.key), translation.override(work.language or None):
        try:
            _do(work)
        except Exception:
            _break(work, _("没有做完，什么也没有写进去。请再看一遍；还是这样，请把这份表交给系统管理员。"))
            raise
    _write(work)


def _do(work: Work) -> None:
    user = User.objects.get(pk=work.user)
    kept = open_kept(work.ticket, work.register, work.user)
    if kept is None:
        _break(work, _("这个文件放得太久了，请再选一次。"))
        return

    def told(done: int, total: int) -> None:
        work.done, work.total = done, total
        _write(work)

    act = dry_run if work.doing == "try" else bring_in
    with kept.file:
        outcome = act(
            registers[work.register], kept.file, kept.filename,
            actor=user, year=kept.year, sheet=kept.sheet, progress=told,
        )  # fmt: skip
    if outcome.problems:
        _path(work.key, "xlsx").write_bytes(problems_xlsx(outcome))
    elif work.doing == "import":
        drop(work.ticket)
    work.seen = summary(outcome, work.filename) | {"token": work.ticket}
    work.seen["done"] = work.doing == "import" and outcome.sound
    work.state = "done"


def _break(work: Work, sentence: str) -> None:
    work.state, work.seen = "broken", {"reason": sentence}
    _write(work)


def _after_death(work: Work) -> None:
    """Its program was ended: an import is done when its batch stands, else nothing of it is left."""
    since = datetime.fromisoformat(work.asked_at)
    made = ImportBatch.objects.filter(
        register=work.register, by=work.user, at__gte=since, file_name=work.filename[-200:]
    )
    if work.doing == "import" and (batch := made.order_by("-pk").first()) is not None:
        counts = {"rows": batch.row_count, "made": batch.row_count, "refused": 0, "problems": [], "totals": []}
        work.seen = counts | {"filename": work.filename, "notes": [], "done": True}
        work.state = "done"
        _write(work)
        return
    _break(work, _("做到一半程序停了，什么也没有写进去。请把表再选一次。"))


@contextmanager
def _beating(key: str) -> Iterator[None]:
    """While it works the claim is touched; a program that is ended touches nothing any more."""
    stop = threading.Event()

    def beat() -> None:
        while not stop.wait(BEAT_SECONDS):
            with suppress(OSError):
                os.utime(_path(key, "claim"))

    thread = threading.Thread(target=beat, name="lvye-sheet-beat", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _is_silent(key: str) -> bool:
    try:
        touched = _path(key, "claim").stat().st_mtime
    except FileNotFoundError:
        return True
    return time.time() - touched > SILENT_SECONDS  # house: whether a program is alive, not a day of the school


def _claim(key: str) -> bool:
    """Of two that want the same work the file system lets one through."""
    try:
        _path(key, "claim").touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _path(key: str, kind: str) -> Path:
    return folder() / f"{key}.{kind}"


def _read(key: str) -> Work | None:
    try:
        return Work(**json.loads(_path(key, "work").read_text()))
    except FileNotFoundError:
        return None


def _write(work: Work) -> None:
    new = _path(work.key, "new")
    new.write_text(json.dumps(asdict(work)))
    new.replace(_path(work.key, "work"))
