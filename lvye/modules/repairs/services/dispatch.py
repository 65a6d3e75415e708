"""Who gets a job, who chases it, what is promised, what is passed up, and what goes up by itself."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import add_working_minutes, workdays_between, working_minutes
from lvye.kit import say
from lvye.modules.partners.api import refuse_if_barred
from lvye.modules.repairs.models import OPEN, Contractor, Job, Referral, Urging, Worker

from . import telling


def job_assign(
    job: Job, *, worker: Worker | None = None, contractor: Contractor | None = None, now: datetime, actor: User
) -> Job:
    """Give a job to one worker or one contractor; a job somebody has changes hands (改派).

    Raises ValidationError for none or two owners or one who does not work here, WrongStatusError when somebody was
    first or the job is past that.
    """
    if (worker is None) == (contractor is None):
        raise ValidationError({"worker": _("请选一位维修工，或者一个外修单位。")})
    owner = worker or contractor
    if contractor is not None and contractor.partner is not None:
        refuse_if_barred(contractor.partner, on=timezone.localdate(now))
    if owner is None or not owner.is_active:
        raise ValidationError({"worker": _("“%(name)s”已经不在岗，请另选一位。") % {"name": owner}})
    step = "assign" if job.status == Job.Status.NEW else "reassign"
    values: dict[str, Any] = {"worker": worker, "contractor": contractor, "assigned_at": now, "started_at": None}
    with records.deed():
        taken = records.take(job, step, actor=actor, **values, **waited(job, now))
        telling.tell_assigned(taken, now=now)
    return taken


def job_take(job: Job, *, now: datetime, actor: User) -> Job:
    """A repairer takes a new job for himself. Raises ValidationError when he is none, or somebody was first."""
    worker = worker_of(actor)
    if worker is None:
        raise ValidationError(_("只有维修工能接单；请由总务处派工。"))
    with records.deed():
        taken = records.take(job, "assign", actor=actor, worker=worker, contractor=None, assigned_at=now)
        telling.tell_reporter(taken, _("报修 %(number)s 已经有人负责了") % {"number": job.number}, now=now)
    return taken


def waited(job: Job, now: datetime) -> dict[str, Any]:
    """What changes when a waiting ends: the working time waited is added up; the reason stays for the statistics."""
    if job.held_at is None:
        return {}
    return {"held_at": None, "held_minutes": job.held_minutes + max(working_minutes(job.held_at, now), 0)}


def worker_of(user: User) -> Worker | None:
    """The repairer this account belongs to, or None."""
    return Worker.objects.filter(person__user=user.pk, is_active=True).select_related("person").first()


def job_cancel(job: Job, *, reason: str, now: datetime, actor: User) -> Job:
    """Strike a report that is none (a prank, a mistake); the reason is for the reporter, too."""
    if not reason.strip():
        raise ValidationError({"why": _("请写明为什么作废，报修人会看到。")})
    with records.deed():
        taken = records.take(job, "cancel", actor=actor, why=reason.strip())
        title = _("报修 %(number)s 已作废") % {"number": job.number}
        telling.tell_reporter(taken, title, reason.strip(), now=now)
        telling.tell_first_asked(taken, title, reason.strip(), now=now)
    return taken


def job_join(job: Job, other: Job, *, now: datetime, actor: User) -> Job:
    """Two reports, one fault: this one goes on as part of the other. Its reporter follows the other's progress."""
    if job.pk == other.pk:
        raise ValidationError({"joined_to": _("不能并入自己。")})
    with records.deed():
        held = Job.objects.select_for_update().get(pk=other.pk)
        if held.status not in OPEN:
            text = _("%(number)s 已经是“%(now)s”，不能再并进去。")
            raise ValidationError({"joined_to": text % {"number": held.number, "now": held.get_status_display()}})
        taken = records.take(job, "join", actor=actor, joined_to=held)
        records.amend(held, actor=actor, verb="joined", same_count=held.same_count + 1 + job.same_count)
        words = {"number": job.number, "other": held.number}
        telling.tell_reporter(taken, _("报修 %(number)s 和 %(other)s 是同一故障，一起处理") % words, now=now)
    return taken


def job_urge(job: Job, *, by_name: str = "", words: str = "", now: datetime, actor: User) -> Job:
    """Somebody asks when it will be done: the holder and the desk hear of it. Once in half an hour is enough."""
    if job.status not in OPEN:
        raise ValidationError(_("这张报修单已经是“%(now)s”，不用再催。") % {"now": job.get_status_display()})
    pause = int(rules.value("repairs.urge_minutes"))
    if job.last_urged_at is not None and (now - job.last_urged_at).total_seconds() < pause * 60:
        raise ValidationError(_("刚刚已经催过，维修人员收到了，请稍等。"), code="urged")
    with records.deed():
        records.create(Urging, actor=actor, job=job, at=now, by_name=by_name.strip(), words=words.strip())
        urged = records.amend(job, actor=actor, verb="urge", urged_count=job.urged_count + 1, last_urged_at=now)
        title = _("催单 %(number)s：%(where)s") % {"number": job.number, "where": job.place.full_name}
        telling.tell_posts(["desk"], urged, title, words, kind=telling.REPORTED, urgent=True, now=now)
        if urged.worker is not None:
            telling.tell_person(urged.worker.person, urged, title, words, kind=telling.ASSIGNED, urgent=True, now=now)
    return urged


def job_promise(job: Job, *, promised_on: date, note: str = "", now: datetime, actor: User) -> Job:
    """Tell the reporter a day. Promised is kept: another day needs the reason, and he is told it at once.

    Raises ValidationError for a day that has passed, a changed promise without a reason, a job that is done.
    """
    if job.status not in OPEN:
        raise ValidationError(_("这张报修单已经是“%(now)s”，不用再答复日期。") % {"now": job.get_status_display()})
    if promised_on < timezone.localdate(now):
        raise ValidationError({"promised_on": _("答应的日子不能是过去的日期。")})
    moved = job.promised_on is not None and job.promised_on != promised_on
    if moved and not note.strip():
        text = _("已经答应过%(day)s，改期要向报修人说明原因。")
        raise ValidationError({"promise_note": text % {"day": say.date(job.promised_on or promised_on)}})
    with records.deed():
        made = records.amend(job, actor=actor, verb="promise", promised_on=promised_on, promise_note=note.strip())
        words = {"number": job.number, "day": say.date(promised_on)}
        title = _("报修 %(number)s 改到%(day)s修好") if moved else _("报修 %(number)s 预计%(day)s修好")
        telling.tell_reporter(made, title % words, note, now=now)
    return made


def referral_ask(job: Job, *, question: str, now: datetime, actor: User) -> Referral:
    """Pass up what the office may not decide; the job waits for the answer where somebody works on it already."""
    if job.status not in OPEN:
        raise ValidationError(_("这张报修单已经是“%(now)s”，不用请示。") % {"now": job.get_status_display()})
    if not question.strip():
        raise ValidationError({"question": _("请写明要请示什么。")})
    with records.deed():
        asked = records.create(
            Referral, actor=actor, job=job, question=question.strip(), asked_at=now, asked_by=person_of(actor)
        )
        if job.status in {Job.Status.ASSIGNED, Job.Status.DOING}:
            hold: dict[str, Any] = {
                "hold_reason": Job.Hold.APPROVAL,
                "hold_note": "",
                "expected_on": None,
                "held_at": now,
            }
            records.take(job, "hold", actor=actor, **hold)
        title = _("请示 %(number)s：%(question)s") % {"number": job.number, "question": question.strip()}
        telling.tell_posts(["vice_principal", "principal"], job, title[:120], kind=telling.ASKED, urgent=True, now=now)
    return asked


def referral_answer(referral: Referral, *, answer: str, now: datetime, actor: User) -> Referral:
    """The answer comes down: to the desk, to the one first asked, and to the one who reported.

    How many working days it took is kept with it: the same day is 0.
    """
    if not answer.strip():
        raise ValidationError({"answer": _("请写明答复。")})
    with records.deed():
        days = workdays_between(timezone.localdate(referral.asked_at) + timedelta(days=1), timezone.localdate(now))
        values: dict[str, Any] = {"answered_at": now, "answered_by": person_of(actor), "answer_days": days}
        given = records.take(referral, "answer", actor=actor, answer=answer.strip(), **values)
        job = given.job
        title = _("报修 %(number)s 的请示有答复了") % {"number": job.number}
        telling.tell_posts(["desk"], job, title, answer, kind=telling.ASKED, urgent=True, now=now)
        telling.tell_person(job.first_asked, job, title, answer, kind=telling.ASKED, urgent=False, now=now)
        telling.tell_reporter(job, title, answer, now=now)
    return given


def job_hand_over(job: Job, *, to: Person | None, now: datetime, actor: User) -> Job:
    """The one first asked (首问责任) gives the job to another, who answers for it from now on and hears of it.

    Raises ValidationError for nobody, the same person, the reporter himself, and somebody without an account.
    """
    if to is None or to.user_id is None:
        raise ValidationError({"to": _("请选一位有账号的老师或职工，不然没人收得到消息。")})
    if to.pk == job.first_asked_id:
        raise ValidationError({"to": _("首问责任人已经是%(name)s。") % {"name": to.name}})
    if to.pk == job.reporter_id:
        raise ValidationError({"to": _("报修人自己不能当首问责任人。")})
    with records.deed():
        given = records.amend(job, actor=actor, verb="hand_over", first_asked=to)
        words = {"number": job.number, "where": job.place.full_name}
        title = _("转给您负责答复 %(number)s：%(where)s") % words
        telling.tell_person(to, given, title, kind=telling.ASKED, urgent=False, now=now)
    return given


# --- what goes up by itself --------------------------------------------------------------------------------------

DESK, DIRECTOR, VICE = 1, 2, 3
POSTS = {DESK: ["desk"], DIRECTOR: ["director"], VICE: ["vice_principal"]}


def jobs_escalate(*, now: datetime, actor: User) -> int:
    """Pass up what is late, one level at a time; returns how many jobs went up.

    Not begun in time: the desk. Not done in time: the director. Still not after a further time (a rule): the
    vice-principal. A job that waits with a day named is late from the next day on.
    """
    today = timezone.localdate(now)
    waits = Q(status=Job.Status.HELD, expected_on__gte=today)
    unbegun = Q(status__in=[Job.Status.NEW, Job.Status.ASSIGNED], respond_by__lt=now, escalated_level__lt=DESK)
    undone = Q(finish_by__lt=now, escalated_level__lt=VICE) & ~waits
    late = Job.objects.filter(is_open=True).filter(unbegun | undone).select_related("place", "category", "worker")
    raised = 0
    for job in late.order_by("finish_by", "pk"):
        level = _level(job, now)
        if level > job.escalated_level:
            _raise(job, level, now=now, actor=actor)
            raised += 1
    return raised


def _level(job: Job, now: datetime) -> int:
    """How far up it should be by now."""
    if job.finish_by < now:
        further = add_working_minutes(job.finish_by, int(rules.value("repairs.escalate_minutes")))
        return VICE if further < now else DIRECTOR
    return DESK


def _raise(job: Job, level: int, *, now: datetime, actor: User) -> None:
    words = {"number": job.number, "where": job.place.full_name, "what": job.what or job.category.name}
    if level == DESK:
        title = _("还没人到场 %(number)s：%(where)s %(what)s") % words
    else:
        title = _("超时没修好 %(number)s：%(where)s %(what)s") % words
    posts = [post for step in range(job.escalated_level + 1, level + 1) for post in POSTS[step]]
    with records.deed():
        records.amend(job, actor=actor, verb="escalate", escalated_level=level)
        telling.tell_posts(posts, job, title, kind=telling.LATE, urgent=True, now=now)
