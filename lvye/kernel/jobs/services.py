"""Running what is due: each job once, whoever asks, and one that fails stops no other."""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lvye.kit import memo

from .models import Run, Turn
from .schedule import Job, jobs

# A worker that dies leaves its job held; after this long another may take it. No job may take longer.
HOLD = timedelta(minutes=15)
KEEP_IDLE, KEEP_ALL = timedelta(days=7), timedelta(days=400)
ERROR_LENGTH = 4000
log = logging.getLogger("lvye.jobs")


class LostTurnError(Exception):
    """The job took so long that another worker was given its turn; what this one did is undone."""


def run_due(now: datetime) -> list[Run]:
    """Run every job whose time has come since it last ran, in the order of declaration; gives the runs made here.

    Times missed (the machine was off) are made up for once, not one by one. An error is kept in the run; the job's
    next turn is its next time.
    """
    done = dict(Turn.objects.values_list("job", "done_for"))
    runs = []
    for job in jobs:
        due_at, last = job.due_at(now), done.get(job.name)
        if last is None or last < due_at:
            run = run_one(job, due_at, now=now)
            if run is not None:
                runs.append(run)
    return runs


def run_one(job: Job, due_at: datetime, *, now: datetime) -> Run | None:
    """Run a job for one of its times; None when another worker has it or has done it."""
    holder = uuid4().hex
    memo.forget()
    run = _claim(job, due_at, holder)
    if run is None:
        return None
    in_one: Callable[[], AbstractContextManager[None]] = transaction.atomic if job.one_transaction else nullcontext
    try:
        with in_one():
            run.wrote = job.work(now)
            if not _finish(job, due_at, holder):
                raise LostTurnError(f"{job.name} took longer than {HOLD}")
    except Exception as problem:  # whatever goes wrong in one job must not stop the others
        log.exception("job %s failed", job.name)
        run.wrote = 0
        run.error = "".join(traceback.format_exception(problem))[-ERROR_LENGTH:]
        _finish(job, due_at, holder)
    run.ended_at = timezone.now()  # house: a diary tells the real time
    run.save(update_fields=["wrote", "error", "ended_at"])  # house: the program's diary, no record
    memo.forget()
    return run


def _claim(job: Job, due_at: datetime, holder: str) -> Run | None:
    """Take the turn by one conditional update: of two workers the database lets one through."""
    clock = timezone.now()  # house: a hold is about real time, whatever `now` the caller works for
    free = Q(held_until__isnull=True) | Q(held_until__lt=clock)
    waiting = Q(done_for__isnull=True) | Q(done_for__lt=due_at)
    Turn.objects.bulk_create([Turn(job=job.name)], ignore_conflicts=True)  # house: the program's diary, no record
    with transaction.atomic():
        mine = Turn.objects.filter(free & waiting, job=job.name)
        if not mine.update(holder=holder, held_until=clock + HOLD):  # house: the program's diary, no record
            return None
        run = Run(job=job.name, due_at=due_at, began_at=clock)
        run.save(force_insert=True)  # house: the program's diary, no record
    return run


def _finish(job: Job, due_at: datetime, holder: str) -> bool:
    """Give the turn back as done; False when it is no longer ours."""
    mine = Turn.objects.filter(job=job.name, holder=holder)
    return bool(mine.update(done_for=due_at, holder="", held_until=None))  # house: the program's diary, no record


def prune(now: datetime) -> int:
    """Forget runs that did nothing after a week, and all others after 400 days; returns how many."""
    idle = Q(began_at__lt=now - KEEP_IDLE, wrote=0, error="", ended_at__isnull=False)
    old = Run.objects.filter(idle | Q(began_at__lt=now - KEEP_ALL))
    return old.delete()[0]  # house: the program's diary, no record
