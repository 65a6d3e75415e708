"""A sentence added to a job (补一句) by the reporter, the office, the repairer or the outside firm."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.repairs.models import OPEN, Job, Remark

from . import telling
from .contractors import contractor_link_resolve
from .dispatch import worker_of
from .work import DISPATCH

HOUR = timedelta(hours=1)
Side = Remark.Side


def side_of(job: Job, user: User) -> str:
    """For whom this account speaks on this job; empty for somebody it does not concern."""
    worker = worker_of(user)
    if worker is not None and worker.pk == job.worker_id:
        return Side.WORKER
    person = person_of(user)
    asked = person is not None and person.pk == job.first_asked_id
    if asked or user.has_perm(DISPATCH):
        return Side.OFFICE
    return Side.REPORTER if person is not None and person.pk == job.reporter_id else ""


def may_remark(job: Job, now: datetime) -> bool:
    """Whether a sentence may still be added: while it is on its way, and the rule's days after it was closed."""
    if job.status in {*OPEN, Job.Status.FINISHED}:
        return True
    days = timedelta(days=int(rules.value("repairs.remark_days")))
    return job.status == Job.Status.CLOSED and job.closed_at is not None and now <= job.closed_at + days


def job_remark(
    job: Job,
    *,
    words: str = "",
    photos: Sequence[File[Any] | files.Received] = (),
    side: str,
    by_name: str = "",
    now: datetime,
    actor: User,
) -> Remark:
    """Add a sentence, a photo, or both; the other sides hear of it.

    side: for whom he speaks (`side_of`, or the reporter's through the secret of the status page). Raises
    ValidationError for nothing said, a job that is past it, and a visitor who says too much in an hour.
    """
    if not words.strip() and not photos:
        raise ValidationError({"words": _("请写一句，或者拍一张照片。")})
    if not may_remark(job, now):
        raise ValidationError(_refusal(job), code="too_late")
    person = None if actor.is_system else person_of(actor)
    if person is None:
        _brake(job, now)
    received = [one if isinstance(one, files.Received) else files.receive(one) for one in photos]
    with records.deed():
        made = records.create(
            Remark, actor=actor, job=job, side=side, by=person, by_name=person.name if person else by_name,
            at=now, words=words.strip(),
        )  # fmt: skip
        if received:
            files.attach_all(job, received, caption=_("补充的照片"), actor=actor, now=now)
        _tell(job, made, actor=actor, now=now)
    return made


def contractor_remark(
    token: str, *, words: str = "", photos: Sequence[File[Any] | files.Received] = (), now: datetime
) -> Remark:
    """The outside master says something through his link."""
    link = contractor_link_resolve(token, now=now)
    return job_remark(
        link.job,
        words=words,
        photos=photos,
        side=Side.FIRM,
        by_name=link.contractor.name,
        now=now,
        actor=system_user("contractor"),
    )


def _refusal(job: Job) -> str:
    if job.status == Job.Status.CLOSED:
        days = int(rules.value("repairs.remark_days"))
        return _("办结已经超过 %(n)s 天，不能再补充；还有毛病请重新报修。") % {"n": days}
    return _("这张报修单已经是“%(now)s”，不能再补充；还有毛病请重新报修。") % {"now": job.get_status_display()}


def _brake(job: Job, now: datetime) -> None:
    """Raises ValidationError when those without account said enough on this job within the last hour."""
    said = Remark.objects.filter(job=job, by=None, at__gt=now - HOUR).count()
    if said >= int(rules.value("repairs.remarks_per_hour")):
        raise ValidationError(_("刚刚已经补充过好几次了，请过一会儿再写；急事请直接打电话。"), code="too_often")


def _tell(job: Job, remark: Remark, *, actor: User, now: datetime) -> None:
    """The other sides hear of it; nobody hears of his own words."""
    title = _("补充 %(number)s：%(where)s") % {"number": job.number, "where": job.place.full_name}
    urgent = remark.side == Side.REPORTER and job.is_open and job.urgency in telling.HASTY
    told: list[tuple[str, Person | None, str]] = [
        (Side.WORKER, job.worker.person if job.worker else None, telling.ASSIGNED),
        (Side.OFFICE, job.first_asked, telling.REPORTED),
        (Side.REPORTER, job.reporter, telling.PROGRESS),
    ]
    if remark.side != Side.OFFICE:
        telling.tell_posts(["desk"], job, title, remark.words, kind=telling.REPORTED, urgent=urgent, now=now)
    for side, person, kind in told:
        if side != remark.side and (person is None or person.user_id != actor.pk):
            telling.tell_person(person, job, title, remark.words, kind=kind, urgent=urgent, now=now)
