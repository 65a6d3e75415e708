"""Who is told what. Titles carry no names and no telephone numbers: they also go out by mail."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, holders
from lvye.kit import say
from lvye.modules.repairs.models import Job

REPORTED, ASSIGNED, PROGRESS, LATE, ASKED = (
    "repairs.reported", "repairs.assigned", "repairs.progress", "repairs.late", "repairs.asked",
)  # fmt: skip
HASTY = {Job.Urgency.TEACHING, Job.Urgency.URGENT}


def job_url(job: Job) -> str:
    """Where the job is read."""
    return reverse("repairs.job:detail", args=[job.pk])


def tell_posts(
    posts: Iterable[str], job: Job, title: str, body: str = "", *, kind: str, urgent: bool, now: datetime
) -> None:
    """Tell all who hold one of these posts today."""
    day = timezone.localdate(now)
    found = [person for post in posts for person in holders(post, day)]
    notify(found, title, body, job_url(job), urgent=urgent, about=job, kind=kind, now=now)


def tell_person(
    person: Person | None, job: Job, title: str, body: str = "", *, kind: str, urgent: bool, now: datetime
) -> None:
    """Tell one person, if there is one."""
    if person is not None:
        notify(person, title, body, job_url(job), urgent=urgent, about=job, kind=kind, now=now)


def tell_reported(job: Job, *, now: datetime) -> None:
    """The desk learns of a new report."""
    words = {"number": job.number, "where": job.place.full_name, "what": job.what or job.category.name}
    title = _("新报修 %(number)s：%(where)s %(what)s") % words
    tell_posts(["desk"], job, title, kind=REPORTED, urgent=job.urgency in HASTY, now=now)


def tell_assigned(job: Job, *, now: datetime) -> None:
    """The worker learns that it is his, the reporter who has it."""
    words = {"number": job.number, "where": job.place.full_name, "what": job.what or job.category.name}
    if job.worker is not None:
        title = _("派给您 %(number)s：%(where)s %(what)s") % words
        tell_person(job.worker.person, job, title, kind=ASSIGNED, urgent=job.urgency in HASTY, now=now)
    tell_reporter(job, _("报修 %(number)s 已经有人负责了") % words, now=now)


def tell_reporter(job: Job, title: str, body: str = "", *, now: datetime) -> None:
    """The one who reported learns how it goes, where he has an account; else the status page tells him."""
    tell_person(job.reporter, job, title, body, kind=PROGRESS, urgent=False, now=now)


def tell_first_asked(job: Job, title: str, body: str = "", *, now: datetime) -> None:
    """Who was asked first hears how it ended, where the reporter has no account to be told by: he passes it on."""
    if job.reporter is None or job.reporter.user_id is None:
        tell_person(job.first_asked, job, title, body, kind=PROGRESS, urgent=False, now=now)


def expected(job: Job) -> str:
    """The day he may expect it, in words."""
    if job.promised_on is not None:
        return say.date(job.promised_on)
    return say.date(timezone.localdate(job.finish_by))
