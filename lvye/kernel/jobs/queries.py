"""How the jobs are doing: for `lvye doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kit import say

from .models import Run, Turn
from .schedule import Job, jobs


@dataclass(frozen=True)
class Complaint:
    """What is wrong with a job, in a sentence. late: it should have run and has not; else its last run failed."""

    job: str
    late: bool
    sentence: str

    def __str__(self) -> str:
        return self.sentence


def health(now: datetime) -> list[Complaint]:
    """Jobs that should have run and have not, and jobs whose last run failed. Empty when all is well.

    Where no job ever ran, one complaint says so: the advice is the same for each.
    """
    done = dict(Turn.objects.values_list("job", "done_for"))
    newest = Run.objects.filter(ended_at__isnull=False).values("job").annotate(last=Max("id")).values("last")
    last = {run.job: run for run in Run.objects.filter(pk__in=newest)}
    found = [] if done or not len(jobs) else [_none_ran()]
    for job in jobs:
        if done and (complaint := _late(job, done.get(job.name), now)) is not None:
            found.append(complaint)
        elif (run := last.get(job.name)) is not None and run.error:
            reason = run.error.strip().splitlines()[-1]
            words = {"job": job.label, "when": say.moment(run.began_at), "why": reason}
            found.append(Complaint(job.name, late=False, sentence=_("“%(job)s”上次（%(when)s）出错：%(why)s") % words))
    return found


def _none_ran() -> Complaint:
    text = _("后台任务还没有运行过：请确认后台任务在运行（lvye serve 或 lvye worker）。")
    return Complaint("", late=True, sentence=text)


def _late(job: Job, done_for: datetime | None, now: datetime) -> Complaint | None:
    """The last time that lies further back than the grace must have been done."""
    due_at = job.due_at(now - job.grace)
    if done_for is not None and done_for >= due_at:
        return None
    if done_for is None:
        text = _("“%(job)s”还没有运行过：请确认后台任务在运行（lvye serve 或 lvye worker）。")
        return Complaint(job.name, late=True, sentence=text % {"job": job.label})
    text = _("“%(job)s”应在%(due)s运行而没有运行，上次是%(last)s：请确认后台任务在运行（lvye serve 或 lvye worker）。")
    words = {"job": job.label, "due": say.moment(due_at), "last": say.moment(timezone.localtime(done_for))}
    return Complaint(job.name, late=True, sentence=text % words)


def last_runs(count: int = 20) -> list[Run]:
    """The runs that began last, newest first."""
    return list(Run.objects.order_by("-id")[:count])
