"""From the judgement to the mending: level, measure, person, day; repair, extension, what the school cannot mend."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_for, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.inspections.models import Hazard, Level, MajorItem, Trace, Way
from lvye.modules.inspections.sight import EXTEND, HANDLE, JUDGE
from lvye.modules.repairs.api import OPEN as JOB_OPEN
from lvye.modules.repairs.api import Category, Job, job_report

from . import telling
from .letters import letter_about
from .tracing import Photos, received, trace


def hazard_assign(
    hazard: Hazard,
    *,
    level: str = Level.GENERAL,
    major_item: MajorItem | None = None,
    measure: str,
    way: str = Way.DATED,
    responsible: Person | None,
    due_on: date | None = None,
    funds: Decimal | None = None,
    interim: str = "",
    category: Category | None = None,
    now: datetime,
    actor: User,
) -> Hazard:
    """Judge it and give it to somebody: level, measure, person, day. category: a repair job is opened with it.

    Raises ValidationError while a needed warning does not stand; for a 重大 one without the condition it meets, the
    money, and how it is kept in check meanwhile; for a day that has passed or a person who cannot answer for it.
    """
    is_major = level == Level.MAJOR
    _refuse_unwarned(hazard, is_major=is_major)
    _refuse_unfit(measure, responsible)
    _refuse_half_major(is_major, major_item, funds, interim, actor)
    due = _due(level, way, due_on, timezone.localdate(now))
    with records.deed():
        given = records.take(
            hazard, "assign", actor=actor, level=level, major_item=major_item if is_major else None,
            measure=measure.strip(), way=way, responsible=responsible, due_on=due, first_due_on=due, funds=funds,
            interim=interim.strip(), needs_warning=hazard.needs_warning or is_major, assigned_at=now,
            assigned_by=person_of(actor), escalated_level=0,
        )  # fmt: skip
        _told_assigned(given, now=now, actor=actor)
        if is_major:
            _major(given, now=now, actor=actor)
        if category is not None:
            given = hazard_to_job(given, category=category, now=now, actor=actor)
    return given


def _due(level: str, way: str, due_on: date | None, today: date) -> date:
    """Until when: today where it is mended at once, as given, or by the rule of its level."""
    usual = today + timedelta(days=int(rules.value(f"inspections.due_days.{level}")))
    due = today if way == Way.NOW else due_on or usual
    if due < today:
        raise ValidationError({"due_on": _("整改时限不能早于今天。")})
    return due


def _told_assigned(hazard: Hazard, *, now: datetime, actor: User) -> None:
    words = _("%(level)s隐患，%(who)s负责，%(day)s前整改：%(measure)s") % {
        "level": hazard.get_level_display(), "who": hazard.responsible,
        "day": say.date(hazard.due_on) if hazard.due_on else "", "measure": hazard.measure,
    }  # fmt: skip
    trace(hazard, Trace.Kind.ASSIGN, words=words, now=now, actor=actor)
    title = _("请您整改 %(what)s") % {"what": telling.words_of(hazard)}
    urgent = hazard.level == Level.MAJOR or hazard.way == Way.NOW
    telling.tell_person(hazard.responsible, hazard, title, kind=telling.MINE, urgent=urgent, now=now)


def _major(hazard: Hazard, *, now: datetime, actor: User) -> None:
    """The leaders hear of it at once, and its report to the authority is drafted."""
    title = _("重大隐患 %(what)s") % {"what": telling.words_of(hazard)}
    telling.tell_posts((*telling.HEADS, *telling.TOP), hazard, title, kind=telling.DANGER, urgent=True, now=now)
    letter_about(hazard, kind="major", now=now, actor=actor)


def hazard_reassign(
    hazard: Hazard, *, responsible: Person | None, measure: str = "", words: str = "", now: datetime, actor: User
) -> Hazard:
    """Another person answers for it; the day stays. Raises ValidationError for a person who cannot."""
    _refuse_unfit(measure or hazard.measure, responsible)
    with records.deed():
        given = records.take(
            hazard, "reassign", actor=actor, responsible=responsible, measure=(measure or hazard.measure).strip()
        )
        said = _("改由%(who)s负责。%(words)s") % {"who": responsible, "words": words.strip()}
        trace(given, Trace.Kind.ASSIGN, words=said, now=now, actor=actor)
        title = _("请您整改 %(what)s") % {"what": telling.words_of(given)}
        telling.tell_person(responsible, given, title, kind=telling.MINE, now=now)
    return given


def hazard_start(hazard: Hazard, *, now: datetime, actor: User) -> Hazard:
    """Work on it has begun. Raises ValidationError for somebody whose it is not."""
    _refuse_stranger(hazard, actor)
    with records.deed():
        begun = records.take(hazard, "start", actor=actor)
        trace(begun, Trace.Kind.START, now=now, actor=actor)
    return begun


def hazard_extend(hazard: Hazard, *, due_on: date | None, words: str, now: datetime, actor: User) -> Hazard:
    """A later day, with the reason; the first one stays for the figures.

    Raises ValidationError without a reason, for a day that is not later, or when who answers for it asks himself.
    """
    if hazard.status not in {Hazard.Status.ASSIGNED, Hazard.Status.DOING, Hazard.Status.REFERRED}:
        raise ValidationError(_("现在不能延期：还没有派整改，或者已经整改好了。"), code="not_now")
    if not words.strip():
        raise ValidationError({"words": _("请写明为什么要延期。")})
    if due_on is None or hazard.due_on is None or due_on <= hazard.due_on or due_on < timezone.localdate(now):
        raise ValidationError({"due_on": _("新的时限要晚于现在的时限和今天。")})
    if person_for(actor) == hazard.responsible or not actor.has_perm(EXTEND):
        raise ValidationError(_("责任人不能给自己延期，请主任或校领导办。"), code="own_day")
    with records.deed():
        later = records.amend(
            hazard, actor=actor, verb="extend", reason=words.strip()[:200], due_on=due_on,
            extended_count=hazard.extended_count + 1, escalated_level=0,
        )  # fmt: skip
        said = _("延到%(day)s：%(why)s") % {"day": say.date(due_on), "why": words.strip()}
        trace(later, Trace.Kind.EXTEND, words=said, now=now, actor=actor)
        telling.tell_person(
            later.responsible, later, _("整改时限改了 %(what)s") % {"what": telling.words_of(later)},
            kind=telling.MINE, now=now,
        )  # fmt: skip
    return later


def hazard_to_job(hazard: Hazard, *, category: Category, now: datetime, actor: User) -> Hazard:
    """Open a repair for it; when the job is finished, the hazard waits for its re-check.

    Raises ValidationError while another repair for it is going on.
    """
    if hazard.status not in {Hazard.Status.ASSIGNED, Hazard.Status.DOING}:
        raise ValidationError(_("先定级派整改，再转报修。"), code="not_now")
    if hazard.job is not None and hazard.job.status in {*JOB_OPEN, Job.Status.FINISHED}:
        text = _("已经开过报修单 %(number)s，还没有办完。") % {"number": hazard.job.number}
        raise ValidationError(text, code="job_there")
    urgency = Job.Urgency.URGENT if hazard.level == Level.MAJOR or hazard.way == Way.NOW else ""
    with records.deed():
        job = job_report(
            place=hazard.place, category=category, what=f"{hazard.number} {hazard.what}"[:200],
            source=Job.Source.PATROL, urgency=urgency, reporter=hazard.responsible, now=now, actor=actor,
        )  # fmt: skip
        if hazard.status == Hazard.Status.ASSIGNED:
            hazard = records.take(hazard, "start", actor=actor, job=job)
        else:
            hazard = records.amend(hazard, actor=actor, verb="job", job=job)
        said = _("开了报修单 %(number)s") % {"number": job.number}
        trace(hazard, Trace.Kind.JOB, words=said, now=now, actor=actor)
    return hazard


def hazard_refer(
    hazard: Hazard, *, interim: str, to_whom: str = "", text: str = "", now: datetime, actor: User
) -> Hazard:
    """The school cannot mend it: it goes up in writing; a letter is drafted, to be printed, sent and answered.

    Raises ValidationError without a word on how it is kept in check meanwhile.
    """
    if not interim.strip():
        raise ValidationError({"interim": _("请写明解决以前怎样管住：围起来、停用、派人看着。")})
    with records.deed():
        up = records.take(hazard, "refer", actor=actor, interim=interim.strip())
        letter = letter_about(up, kind="hazard", to_whom=to_whom, text=text, now=now, actor=actor)
        said = _("报%(whom)s解决；解决以前：%(interim)s") % {"whom": letter.to_whom, "interim": up.interim}
        trace(up, Trace.Kind.REFER, words=said, now=now, actor=actor)
    return up


def hazard_mend(
    hazard: Hazard,
    *,
    note: str,
    photos: Photos = (),
    by: Person | None = None,
    now: datetime,
    actor: User,
) -> Hazard:
    """Mended, with words and a photo; somebody else looks at it then. by: who did it, when the office writes it down.

    Raises ValidationError without words or a photo, or for somebody whose it is not.
    """
    _refuse_stranger(hazard, actor)
    person = by or (hazard.responsible if actor.has_perm(HANDLE) and person_of(actor) is None else person_for(actor))
    if not note.strip():
        raise ValidationError({"done_note": _("请写一句怎样整改的。")})
    pictures = received(photos)
    if not pictures:
        raise ValidationError({"photos": _("请拍一张整改以后的照片。")}, code="no_photo")
    return mended(hazard, note=note, pictures=pictures, by=person, now=now, actor=actor)


def mended(hazard: Hazard, *, note: str, pictures: Any = (), by: Person | None, now: datetime, actor: User) -> Hazard:
    """The step itself: also taken when the repair that mends it is finished."""
    with records.deed():
        done = records.take(
            hazard, "mend", actor=actor, done_note=note.strip()[:300], mended_by=by, mended_on=timezone.localdate(now)
        )
        trace(done, Trace.Kind.MEND, words=note.strip(), photos=pictures, by=by, now=now, actor=actor)
        title = _("等复查 %(what)s") % {"what": telling.words_of(done)}
        telling.tell_posts(telling.OFFICE, done, title, kind=telling.FOUND, urgent=False, now=now)
    return done


def _refuse_unwarned(hazard: Hazard, *, is_major: bool) -> None:
    if hazard.warned_at is None and (hazard.needs_warning or is_major):
        text = _("先立警示：会伤到人的隐患和重大隐患，警示立好、拍了照片，才能派整改。")
        raise ValidationError(text, code="unwarned")


def _refuse_unfit(measure: str, responsible: Person | None) -> None:
    if not measure.strip():
        raise ValidationError({"measure": _("请写明整改措施。")})
    if responsible is None:
        raise ValidationError({"responsible": _("请选责任人。")})
    if responsible.status != PersonStatus.HERE or responsible.kind == PersonKind.STUDENT:
        text = _("“%(name)s”不能当责任人，请选在校的教职工。") % {"name": responsible.name}
        raise ValidationError({"responsible": text})


def _refuse_half_major(
    is_major: bool, item: MajorItem | None, funds: Decimal | None, interim: str, actor: User
) -> None:
    """五落实: who, what, money, until when, and how it is kept in check (安监总局令第16号第十五条)."""
    if not is_major:
        return
    if not actor.has_perm(JUDGE):
        raise ValidationError(_("重大隐患由总务主任或校领导判定，请报告主任。"), code="may_not_judge")
    problems: dict[str, Any] = {}
    if item is None:
        problems["major_item"] = _("请选依据哪一条判定为重大。")
    if funds is None:
        problems["funds"] = _("重大隐患要落实资金；不花钱的写 0。")
    if not interim.strip():
        problems["interim"] = _("重大隐患要写明整改以前怎样管住。")
    if problems:
        raise ValidationError(problems)


def _refuse_stranger(hazard: Hazard, actor: User) -> None:
    """Only who answers for it, or the office, goes on with it."""
    person = person_of(actor)
    if not actor.has_perm(HANDLE) and (person is None or person != hazard.responsible):
        text = _("这处隐患由%(who)s负责，请他来办。") % {"who": hazard.responsible or "—"}
        raise ValidationError(text, code="not_yours")
