"""Who sees which jobs: the office all, a repairer those of his crafts and his own, others what they reported."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kit.memo import once

from .models import Category, Job, PlannedWork, Worker

ALL = "repairs.all_job"


@dataclass(frozen=True)
class Sight:
    """What one person stands for in the repairs: numbers, so that lists need no joins."""

    person: int | None
    worker: int | None
    categories: tuple[int, ...]

    @property
    def condition(self) -> Q:
        """The jobs he sees."""
        if self.person is None:
            return Q(pk__in=[])
        seen = Q(reporter=self.person) | Q(first_asked=self.person)
        if self.worker is not None:
            seen |= Q(worker=self.worker) | Q(is_open=True, category__in=self.categories)
        return seen


@once
def _sight(user_pk: int) -> Sight:
    person = Person.objects.filter(user=user_pk).values_list("pk", flat=True).first()
    worker = Worker.objects.filter(person=person, is_active=True).first() if person else None
    if worker is None:
        return Sight(person, None, ())
    kinds = Category.objects.filter(trade__in=worker.trades.all()).values_list("pk", flat=True)
    return Sight(person, worker.pk, tuple(kinds))


def jobs_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow jobs to those the user may see."""
    return rows if user.has_perm(ALL) else rows.filter(_sight(user.pk).condition)


def through_job(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow what hangs on jobs to the jobs the user may see."""
    if user.has_perm(ALL):
        return rows
    return rows.filter(job__in=Job.objects.filter(_sight(user.pk).condition).order_by().values("pk"))


def planned_seen(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office sees all lists; others the works they answer for or supervise."""
    if user.has_perm(ALL):
        return rows
    person = person_of(user)
    return rows.filter(Q(responsible=person) | Q(supervisor=person)) if person else rows.none()


def through_work(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Narrow what hangs on planned works to the works the user may see."""
    if user.has_perm(ALL):
        return rows
    works = planned_seen(PlannedWork.objects.all(), user)
    return rows.filter(work__in=works.order_by().values("pk"))
