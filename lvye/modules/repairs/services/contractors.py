"""An outside master works through a link to one job: no account, one job, and it lapses."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.files import api as files
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.repairs.models import OPEN, Contractor, ContractorLink, Job

from .dispatch import job_assign
from .work import Line, job_finish, job_hold, job_resume, job_start


def contractor_link_make(job: Job, *, contractor: Contractor, now: datetime, actor: User) -> ContractorLink:
    """Give the job to a contractor (if it is not his yet) and make the link; links given before stop working."""
    with records.deed():
        if job.contractor_id != contractor.pk:
            job = job_assign(job, contractor=contractor, now=now, actor=actor)
        for old in ContractorLink.objects.filter(job=job, status=ContractorLink.Status.LIVE):
            contractor_link_revoke(old, now=now, actor=actor)
        expires_on = timezone.localdate(now) + timedelta(days=int(rules.value("repairs.link_days")))
        return records.create(ContractorLink, actor=actor, job=job, contractor=contractor, expires_on=expires_on)


def contractor_link_revoke(link: ContractorLink, *, now: datetime, actor: User) -> ContractorLink:
    """Withdraw a link. Raises WrongStatusError when it was withdrawn before."""
    return records.take(link, "revoke", actor=actor, revoked_at=now)


def contractor_link_resolve(token: str, *, now: datetime) -> ContractorLink:
    """The link with its job. Raises ValidationError saying why it does not work (any more)."""
    rows = ContractorLink.objects.select_related("job__place", "job__category", "contractor")
    link = rows.filter(token=token).first() if token else None
    if link is None:
        raise ValidationError(_("这个链接不对，请向总务处要新的。"), code="link_unknown")
    if link.status == ContractorLink.Status.REVOKED or link.job.contractor_id != link.contractor_id:
        raise ValidationError(_("这个链接已经收回，请联系总务处。"), code="link_revoked")
    if link.expires_on < timezone.localdate(now):
        raise ValidationError(_("这个链接已经过期，请向总务处要新的。"), code="link_lapsed")
    return link


def contractor_start(token: str, *, now: datetime) -> Job:
    """The outside master begins."""
    return job_start(_open_job(token, now), now=now, actor=system_user("contractor"))


def contractor_hold(token: str, *, reason: str, note: str = "", expected_on: date | None = None, now: datetime) -> Job:
    """The outside master waits, for a reason the reporter can read."""
    job = _open_job(token, now)
    actor = system_user("contractor")
    return job_hold(job, reason=reason, note=note, expected_on=expected_on, now=now, actor=actor)


def contractor_finish(
    token: str,
    *,
    lines: Sequence[Line] = (),
    minutes: int | None = None,
    cost: Decimal | None = None,
    photos: Sequence[File[Any] | files.Received] = (),
    note: str = "",
    now: datetime,
) -> Job:
    """The outside master is done. cost: what he will ask, in yuan. Completion needs a word, a line or a photo."""
    job = _open_job(token, now)
    if not (lines or note.strip() or photos):
        raise ValidationError({"note": _("请写一句做了什么，或者拍一张修好的照片。")})
    actor = system_user("contractor")
    with records.deed():
        if job.status == Job.Status.HELD:
            job = job_resume(job, now=now, actor=actor)
        return job_finish(
            job, lines=lines, minutes=minutes, material_cost=cost, photos=photos, note=note, now=now, actor=actor
        )


def _open_job(token: str, now: datetime) -> Job:
    job = contractor_link_resolve(token, now=now).job
    if job.status not in OPEN:
        raise ValidationError(_("这张报修单已经是“%(now)s”，不用再填。") % {"now": job.get_status_display()})
    return job
