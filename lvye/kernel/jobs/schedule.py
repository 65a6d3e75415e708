"""Declaring jobs, and when each is due."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.core.exceptions import ImproperlyConfigured
from django.utils import timezone
from django.utils.functional import Promise

from lvye.kit.registry import Registry

Work = Callable[[datetime], int]
GRACE_DAILY = timedelta(hours=1)
GRACE_LEAST = timedelta(minutes=10)


@dataclass(frozen=True)
class Job:
    """Work at a rhythm: every so many minutes, or daily at a time of day (the school's time).

    work(now) returns how many rows it wrote; it acts as `system_user()`.
    one_transaction: the whole run is one transaction, counted as done in the same breath; without it the work makes
    its own transactions and must bear being run again after a crash.
    """

    name: str
    label: str | Promise
    work: Work
    minutes: int = 0
    at: time | None = None
    one_transaction: bool = True

    def due_at(self, now: datetime) -> datetime:
        """The latest time at or before `now` at which the job should run; times missed before it are not made up."""
        here = timezone.localtime(now, timezone.get_default_timezone())
        if self.at is None:
            midnight = here.replace(hour=0, minute=0, second=0, microsecond=0)
            passed = int((here - midnight).total_seconds()) // 60
            return midnight + timedelta(minutes=passed - passed % self.minutes)
        today = here.replace(hour=self.at.hour, minute=self.at.minute, second=0, microsecond=0)
        return today if today <= here else today - timedelta(days=1)

    @property
    def grace(self) -> timedelta:
        """How long after its time a job that has not run is a fault of the installation."""
        return GRACE_DAILY if self.at else max(GRACE_LEAST, 2 * timedelta(minutes=self.minutes))


jobs: Registry[Job] = Registry("job")


def every(minutes: int, name: str, label: str | Promise, *, one_transaction: bool = True) -> Callable[[Work], Work]:
    """Run the function every so many minutes of the day (a divisor of 1440, so that the rhythm is the same daily)."""
    if minutes < 1 or 1440 % minutes:
        raise ImproperlyConfigured(f"job {name!r}: {minutes} minutes do not divide a day")

    def declare(work: Work) -> Work:
        jobs.add(name, Job(name, label, work, minutes=minutes, one_transaction=one_transaction))
        return work

    return declare


def daily(at: str, name: str, label: str | Promise, *, one_transaction: bool = True) -> Callable[[Work], Work]:
    """Run the function each day at a time of the school's clock ("06:00")."""
    try:
        clock = time.fromisoformat(at)
    except ValueError:
        raise ImproperlyConfigured(f"job {name!r}: {at!r} is no time of day") from None

    def declare(work: Work) -> Work:
        jobs.add(name, Job(name, label, work, at=clock, one_transaction=one_transaction))
        return work

    return declare
