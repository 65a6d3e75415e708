"""Accepted or not: confirmation, return for repair, ratings, return visits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import add_workdays, refuse_closed
from lvye.kit.events import tell
from lvye.modules.repairs.events import JobClosed
from lvye.modules.repairs.models import Job, Rating, Visit

from . import telling
from .reporting import due_times

BAD = 2  # a score the director hears of at once
WINDOW, FRESH = 30, 7  # days the share holds over; days after which a visit is no use


def job_confirm(job: Job, *, how: str = Job.How.REPORTER, now: datetime, actor: User) -> Job:
    """Accept the work. how says who did; the one who repaired it may not (`How.TIMEOUT` is the program's word)."""
    if job.worker is not None and how != Job.How.TIMEOUT and _is_worker(job, actor):
        raise ValidationError(_("修的人不能自己验收，请报修人或总务处确认。"), code="own_work")
    with records.deed():
        verb = {"reason": str(Job.How.TIMEOUT.label)} if how == Job.How.TIMEOUT else {}
        closed = records.take(job, "confirm", actor=actor, closed_at=now, confirmed_how=how, **verb)
        tell(JobClosed(closed.pk, closed.place_id, how))
    return closed


def job_reopen(
    job: Job, *, words: str, photos: Sequence[File[Any] | files.Received] = (), now: datetime, actor: User
) -> Job:
    """Not repaired after all: back to the one who did it, with new deadlines; counted for ever.

    Raises ValidationError without words, after the rule's days, or when the day it was done lies in a closed term.
    """
    if not words.strip():
        raise ValidationError({"why": _("请写明哪里没修好。")})
    if job.done_on is not None:
        refuse_closed(job.done_on)
    days = int(rules.value("repairs.reopen_days"))
    if job.closed_at is not None and now > job.closed_at + timedelta(days=days):
        raise ValidationError(_("办结已经超过 %(n)s 天，请重新报修。") % {"n": days}, code="too_late")
    received = [one if isinstance(one, files.Received) else files.receive(one) for one in photos]
    respond_by, finish_by = due_times(job.urgency, now)
    fresh: dict[str, Any] = {
        "finished_at": None, "closed_at": None, "done_on": None, "confirmed_how": "", "started_at": None,
        "assigned_at": now, "respond_by": respond_by, "finish_by": finish_by, "escalated_level": 0,
        "reopened_count": job.reopened_count + 1, "why": words.strip()[:200],
    }  # fmt: skip
    with records.deed():
        taken = records.take(job, "reopen", actor=actor, **fresh)
        if received:
            files.attach_all(taken, received, actor=actor, now=now)
        title = _("返修 %(number)s：%(words)s") % {"number": job.number, "words": words.strip()}
        person = taken.worker.person if taken.worker else None
        telling.tell_person(person, taken, title[:120], kind=telling.ASSIGNED, urgent=True, now=now)
        telling.tell_posts(["desk"], taken, title[:120], kind=telling.REPORTED, urgent=True, now=now)
    return taken


def jobs_time_out(*, now: datetime, actor: User) -> int:
    """Close what nobody confirmed or sent back within the rule's workdays. It stays 未评价, which is not good."""
    days = int(rules.value("repairs.confirm_days"))
    last = add_workdays(timezone.localdate(now), -days)
    rows = Job.objects.filter(status=Job.Status.FINISHED, done_on__lt=last).select_related("worker")
    waiting = list(rows.order_by("pk"))
    for job in waiting:
        job_confirm(job, how=Job.How.TIMEOUT, now=now, actor=actor)
    return len(waiting)


def job_rate(
    job: Job,
    *,
    score: int,
    tags: Sequence[str] = (),
    words: str = "",
    rater: Person | None = None,
    now: datetime,
    actor: User,
) -> Rating:
    """The reporter's word on a job that is done, once; rating what waits to be accepted accepts it, unless it is bad.

    Nobody rates himself: not the worker, under whatever name. Raises ValidationError saying why not.
    """
    if job.status not in {Job.Status.FINISHED, Job.Status.CLOSED}:
        raise ValidationError(_("修好以后才能评价；现在是“%(now)s”。") % {"now": job.get_status_display()})
    if job.confirmed_how == Job.How.IMPORTED:
        raise ValidationError(_("导入的历史记录不能评价。"))
    if _is_worker(job, actor, rater):
        raise ValidationError(_("不能评价自己修的活。"), code="own_work")
    with records.deed():
        values = {"score": score, "tags": "、".join(tags), "words": words.strip(), "rated_by": rater}
        made = _rated(job, values, now=now, actor=actor)
        if job.status == Job.Status.FINISHED and score > BAD:
            job_confirm(job, how=Job.How.REPORTER, now=now, actor=actor)
        if score <= BAD:
            title = _("差评 %(number)s：%(score)s 分") % {"number": job.number, "score": score}
            telling.tell_posts(["director"], job, title, words, kind=telling.LATE, urgent=True, now=now)
    return made


def _rated(job: Job, values: dict[str, Any], *, now: datetime, actor: User) -> Rating:
    """A rating is given once; after a second repair it may be given again, in the place of the first."""
    values |= {"rated_at": now, "rated_on": timezone.localdate(now)}
    before = Rating.objects.filter(job=job).first()
    if before is None:
        return records.create(Rating, actor=actor, job=job, **values)
    if job.finished_at is None or job.finished_at <= before.rated_at:
        raise ValidationError(_("这张报修单已经评价过了。"), code="rated")
    return records.amend(before, actor=actor, verb="rate", **values)


def _is_worker(job: Job, actor: User, rater: Person | None = None) -> bool:
    if job.worker is None:
        return False
    mine = job.worker.person
    return (mine.user_id is not None and mine.user_id == actor.pk) or (rater is not None and rater.pk == mine.pk)


# --- return visits -----------------------------------------------------------------------------------------------


def visit_add(job: Job, *, due_on: date, actor: User, is_drawn: bool = False) -> Visit:
    """Plan a return visit; several may be made while a job is on its way."""
    return records.create(Visit, actor=actor, job=job, due_on=due_on, is_drawn=is_drawn)


def visit_record(visit: Visit, *, outcome: str, words: str = "", now: datetime, actor: User) -> Visit:
    """What the visited person said. Content closes what waits for acceptance; discontent reaches the director."""
    job = visit.job
    if outcome not in Visit.Outcome.values:
        raise ValidationError({"outcome": _("请选择回访结果。")})
    if _is_worker(job, actor):
        raise ValidationError(_("修的人不能回访自己修的活，请换一位。"), code="own_work")
    if outcome == Visit.Outcome.NOT and not words.strip():
        raise ValidationError({"words": _("不满意的，请写下对方怎么说。")})
    with records.deed():
        day = timezone.localdate(now)
        values: dict[str, Any] = {"outcome": outcome, "words": words.strip(), "done_on": day, "by": person_of(actor)}
        made = records.take(visit, "record", actor=actor, **values)
        if outcome == Visit.Outcome.SATISFIED and job.status == Job.Status.FINISHED:
            job_confirm(job, how=Job.How.VISIT, now=now, actor=actor)
        if outcome == Visit.Outcome.NOT:
            title = _("回访不满意 %(number)s") % {"number": job.number}
            telling.tell_posts(["director", "desk"], job, title, words, kind=telling.LATE, urgent=True, now=now)
    return made


def visits_draw(*, now: datetime, actor: User) -> int:
    """Draw the rule's share of the closed jobs for a visit; returns how many were drawn.

    The share holds over the last thirty days, rounded up; drawn are jobs closed within the last week before today.
    A keyed digest of the number decides: nobody can foresee it, and a second run the same day draws nothing more.
    """
    today = timezone.localdate(now)
    midnight = timezone.make_aware(datetime.combine(today, datetime.min.time()))
    rows = Job.objects.filter(
        status=Job.Status.CLOSED, closed_at__gte=midnight - timedelta(days=WINDOW), closed_at__lt=midnight
    )
    closed = list(rows.exclude(confirmed_how=Job.How.IMPORTED).order_by("pk"))
    have = set(Visit.objects.filter(job__in=[job.pk for job in closed], is_drawn=True).values_list("job", flat=True))
    wanted = -(-len(closed) * int(rules.value("repairs.visit_share")) // 100) - len(have)
    first = midnight - timedelta(days=FRESH)
    fresh = [job for job in closed if job.pk not in have and job.closed_at and job.closed_at >= first]
    drawn = sorted(fresh, key=lambda job: salted_hmac("repairs.visit", job.number).hexdigest())[: max(wanted, 0)]
    due_on = add_workdays(today, int(rules.value("repairs.visit_days")))
    with records.deed():
        records.create_many(Visit, [{"job": job, "due_on": due_on, "is_drawn": True} for job in drawn], actor=actor)
    return len(drawn)
