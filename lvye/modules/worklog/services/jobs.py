"""What was logged becomes a repair job: it is counted there, and no longer here."""

from __future__ import annotations

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place
from lvye.kernel.records import api as records
from lvye.modules.repairs.api import Category, Job, job_report
from lvye.modules.worklog.models import Entry, Line

from .amending import refuse_job, refuse_late


def line_to_job(
    line: Line, *, place: Place, category: Category, what: str = "", today: date, now: datetime, actor: User
) -> Job:
    """Report what a line tells as a repair job, linked; when all lines of an entry are jobs, the entry is one, too.

    what: words for the job (default: those of the line). Raises ValidationError: not his, too late, a job already,
    taken down, or what `job_report` refuses.
    """
    refuse_late(line.entry, today=today, actor=actor)
    _refuse_line(line)
    with records.deed():
        locked = Line.objects.select_for_update().get(pk=line.pk)
        _refuse_line(locked)  # of two who tap at once the second is told
        job = _report(line.entry, what or str(line), place, category, now=now, actor=actor)
        records.amend(locked, actor=actor, verb="became_job", job=job)
        if not line.entry.lines.filter(status=Line.Status.KEPT, job__isnull=True).exists():
            records.amend(line.entry, actor=actor, verb="became_job", job=job)
    return job


def entry_to_job(
    entry: Entry, *, place: Place, category: Category, what: str = "", today: date, now: datetime, actor: User
) -> Job:
    """Report an entry without counted parts as a repair job, linked. Raises ValidationError as `line_to_job`."""
    refuse_late(entry, today=today, actor=actor)
    _refuse_entry(entry)
    with records.deed():
        locked = Entry.objects.select_for_update().get(pk=entry.pk)
        _refuse_entry(locked)
        job = _report(entry, what or entry.said, place, category, now=now, actor=actor)
        records.amend(locked, actor=actor, verb="became_job", job=job)
    return job


def _refuse_line(line: Line) -> None:
    if line.status != Line.Status.KEPT:
        raise ValidationError(_("这一条已经撤下了。"))
    refuse_job(line.job)


def _refuse_entry(entry: Entry) -> None:
    refuse_job(entry.job)
    if entry.lines.filter(status=Line.Status.KEPT).exists():
        raise ValidationError(_("这条里有几样活，请从其中一样转报修。"))


def _report(entry: Entry, what: str, place: Place, category: Category, *, now: datetime, actor: User) -> Job:
    return job_report(
        place=place, category=category, what=what.strip()[:200], source=Job.Source.ADHOC, reporter=entry.person,
        now=now, actor=actor,
    )  # fmt: skip
