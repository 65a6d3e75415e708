"""Looked at again by somebody else: passed or not; 销号; and what turned out to be no hazard."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit.events import tell
from lvye.modules.inspections.events import HazardClosed
from lvye.modules.inspections.models import DropWhy, Hazard, Level, Status, Trace
from lvye.modules.inspections.sight import JUDGE
from lvye.modules.repairs.api import Job, job_reopen

from . import telling
from .tracing import Photos, received, trace


def hazard_recheck(hazard: Hazard, *, note: str = "", photos: Photos = (), now: datetime, actor: User) -> Hazard:
    """Another person looked and it is well: a 一般 one is gone with that, a 重大 one waits for its 销号.

    Raises ValidationError when he mended it or answers for it himself, when he found it and the school's rule forbids
    that, when no photo shows it mended, or for a 重大 one looked at by somebody who may not judge such.
    """
    checker = person_for(actor)
    _refuse_own(hazard, checker, actor)
    pictures = received(photos)
    if not pictures and (hazard.level == Level.MAJOR or not _shown_mended(hazard)):
        raise ValidationError({"photos": _("请拍一张复查时的照片：重大的、整改时没照片的都要。")}, code="no_photo")
    today = timezone.localdate(now)
    with records.deed():
        checked = records.take(
            hazard, "recheck", actor=actor, checked_by=checker, checked_on=today, check_note=note.strip()[:300]
        )
        trace(checked, Trace.Kind.PASS, words=note.strip(), photos=pictures, now=now, actor=actor)
        if checked.level == Level.MAJOR:
            title = _("重大隐患等销号 %(what)s") % {"what": telling.words_of(checked)}
            telling.tell_posts(telling.TOP, checked, title, kind=telling.DANGER, urgent=False, now=now)
            return checked
        return _gone(checked, checker, now=now, actor=actor)


def hazard_close(hazard: Hazard, *, now: datetime, actor: User) -> Hazard:
    """销号 of what was found well. Raises ValidationError for who mended it; of a 重大 one, for who re-checked it."""
    person = person_for(actor)
    if person == hazard.mended_by:
        raise ValidationError(_("整改的人不能自己销号，请换一个人。"), code="own_work")
    if hazard.level == Level.MAJOR and person == hazard.checked_by:
        raise ValidationError(_("重大隐患的复查和销号要两个人，请校领导销号。"), code="own_check")
    return _gone(hazard, person, now=now, actor=actor)


def _gone(hazard: Hazard, person: Person, *, now: datetime, actor: User) -> Hazard:
    with records.deed():
        closed = records.take(hazard, "close", actor=actor, closed_by=person, closed_on=timezone.localdate(now))
        trace(closed, Trace.Kind.CLOSE, now=now, actor=actor)
        title = _("已销号 %(what)s") % {"what": telling.words_of(closed)}
        for one in {closed.finder, closed.responsible} - {None, person}:
            telling.tell_person(one, closed, title, kind=telling.MINE, now=now)
        tell(HazardClosed(closed.pk, closed.place_id))
    return closed


def hazard_fail(hazard: Hazard, *, note: str, photos: Photos = (), now: datetime, actor: User) -> Hazard:
    """Not well: back to who answers for it, with the words why; its repair is opened again.

    Raises ValidationError without words, and as `hazard_recheck` for who mended it.
    """
    _refuse_own(hazard, person_for(actor), actor)
    if not note.strip():
        raise ValidationError({"check_note": _("请写明哪里不合格。")})
    pictures = received(photos)
    with records.deed():
        back = records.take(
            hazard, "fail", actor=actor, check_note=note.strip()[:300], failed_count=hazard.failed_count + 1,
            mended_by=None, mended_on=None, checked_by=None, checked_on=None, escalated_level=0,
        )  # fmt: skip
        trace(back, Trace.Kind.FAIL, words=note.strip(), photos=pictures, now=now, actor=actor)
        title = _("复查不合格，请再整改 %(what)s") % {"what": telling.words_of(back)}
        telling.tell_person(back.responsible, back, title, note.strip(), kind=telling.MINE, urgent=True, now=now)
        if back.job is not None and back.job.status in {Job.Status.FINISHED, Job.Status.CLOSED}:
            back = _job_again(back, back.job, note, now=now, actor=actor)
    return back


def _job_again(hazard: Hazard, job: Job, note: str, *, now: datetime, actor: User) -> Hazard:
    """The repair goes back to who did it; one closed too long ago is let go, so that another can be opened."""
    try:
        with records.attempt():
            job_reopen(job, words=_("隐患复查不合格：%(note)s") % {"note": note.strip()}, now=now, actor=actor)
    except ValidationError:
        return records.amend(hazard, actor=actor, verb="job", job=None)
    return hazard


def hazard_drop(
    hazard: Hazard, *, why: str, same_as: Hazard | None = None, words: str, now: datetime, actor: User
) -> Hazard:
    """No hazard, or one entered twice: set aside with the reason, and counted as such beside the rate.

    Raises ValidationError without words, for who answers for it, or for a double of itself or of a closed one.
    """
    person = person_for(actor)
    if not words.strip():
        raise ValidationError({"words": _("请写明怎样核实的。")})
    if person == hazard.responsible:
        raise ValidationError(_("责任人不能把自己的隐患定为不成立，请换一个人核实。"), code="own_work")
    if hazard.level == Level.MAJOR and not actor.has_perm(JUDGE):
        raise ValidationError(_("重大隐患由总务主任或校领导判定，请报告主任。"), code="may_not_judge")
    if why == DropWhy.SAME and (same_as is None or same_as.pk == hazard.pk or same_as.status == Status.DROPPED):
        raise ValidationError({"same_as": _("请选和哪一处重复。")})
    with records.deed():
        gone = records.take(
            hazard, "drop", actor=actor, reason=words.strip()[:200], drop_why=why,
            same_as=same_as if why == DropWhy.SAME else None, dropped_on=timezone.localdate(now),
        )  # fmt: skip
        trace(gone, Trace.Kind.DROP, words=words.strip(), now=now, actor=actor)
        title = _("核实不成立 %(what)s") % {"what": telling.words_of(gone)}
        telling.tell_person(gone.finder, gone, title, words.strip(), kind=telling.MINE, now=now)
    return gone


def may_recheck(hazard: Hazard, person: Person | None, actor: User) -> str:
    """Why this person may not look at it again; empty when he may."""
    if person is None:
        return _("复查要用本人的账号。")
    if person in {hazard.mended_by, hazard.responsible}:
        return _("整改的人和责任人不能自己复查，请换一个人。")
    if person == hazard.finder and not rules.value("inspections.finder_may_recheck"):
        return _("按本校规定，发现的人不能复查，请换一个人。")
    if hazard.level == Level.MAJOR and not actor.has_perm(JUDGE):
        return _("重大隐患由总务主任或校领导复查。")
    return ""


def _refuse_own(hazard: Hazard, checker: Person, actor: User) -> None:
    if why := may_recheck(hazard, checker, actor):
        raise ValidationError(why, code="own_work")


def _shown_mended(hazard: Hazard) -> bool:
    """Whether a photo shows it mended since it was last found wanting: of the mender, or of the repair."""
    last = hazard.traces.filter(kind=Trace.Kind.MEND).order_by("-pk").first()
    if last is not None and files.of(last):
        return True
    if hazard.job is None:
        return False
    return any(one.kind == files.Attachment.Kind.AFTER for one in files.of(hazard.job))
