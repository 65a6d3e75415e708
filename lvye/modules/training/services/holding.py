"""Trainings are planned by the school calendar, arranged, opened, finished."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.files import api as files
from lvye.kernel.notices.api import notify
from lvye.kernel.places.api import fresh_codes
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Half, Term, TermStatus, add_workdays, refuse_closed, term_on
from lvye.modules.training.models import Audience, Course, Every, Kind, Session, SessionStatus, Sitter, SitterStatus
from lvye.modules.training.models.training import CODE_LENGTH

from .acting import TRAINING, asked

MOST_PHOTOS = 9
OPEN = (SessionStatus.PLANNED, SessionStatus.OPEN)


def codes(count: int) -> list[str]:
    """So many codes no training has."""
    return fresh_codes(count, _taken, CODE_LENGTH)


def _taken(drawn: Iterable[str]) -> Iterable[str]:
    return Session.objects.filter(code__in=list(drawn)).values_list("code", flat=True)


def term_plan(term: Term, *, actor: User) -> list[Session]:
    """The trainings a term owes, by the subjects: once for each; those of the year in its first term."""
    if term.status == TermStatus.CLOSED:
        return []
    known = set(
        Session.objects.filter(term=term).exclude(status=SessionStatus.DROPPED).values_list("course", flat=True)
    )
    often = [Every.TERM, Every.YEAR] if term.half == Half.FIRST else [Every.TERM]
    wanted = [
        one
        for one in Course.objects.filter(is_open=True, every__in=often).select_related("post").order_by("pk")
        if one.pk not in known
    ]
    fresh = codes(len(wanted))
    rows = [_owed(course, term, code) for course, code in zip(wanted, fresh, strict=True)]
    return records.create_many(Session, rows, actor=actor) if rows else []


def _owed(course: Course, term: Term, code: str) -> dict[str, Any]:
    due = min(add_workdays(term.begins_on - timedelta(days=1), course.workday), term.ends_on)
    return {
        "course": course, "term": term, "theme": course.name, "kind": course.kind, "audience": course.audience,
        "post": course.post, "content": course.content, "with_test": course.with_test, "due_on": due, "code": code,
    }  # fmt: skip


def session_create(*, now: datetime, actor: User, **values: Any) -> Session:
    """A training beside those the term owes; with a day its people are asked at once.

    Raises ValidationError: in a closed term; for a new system without the day it goes live, or after that day.
    """
    course = values.get("course")
    if course is not None:
        values["content"] = values.get("content") or course.content
    _refuse_late(values)
    refuse_closed(values["due_on"])
    with records.deed():
        made = records.create(Session, actor=actor, code=codes(1)[0], term=None, **values)
        return _ask(made, now=now, actor=actor)


def session_arrange(session: Session, *, now: datetime, actor: User, reason: str = "", **values: Any) -> Session:
    """Change a training that has not been held; once it has a day its people are asked, with time and place."""
    if session.status not in OPEN:
        raise ValidationError(_("已经归档的培训不能再改。"), code="filed")
    merged = {name: values.get(name, getattr(session, name)) for name in ("kind", "before_on", "due_on", "on")}
    _refuse_late(merged)
    with records.deed():
        changed = records.amend(session, actor=actor, reason=reason, **values)
        return _ask(changed, now=now, actor=actor)


def _refuse_late(values: dict[str, Any]) -> None:
    before, last = values.get("before_on"), values.get("on") or values.get("due_on")
    if values.get("kind") == Kind.SYSTEM and before is None:
        raise ValidationError({"before_on": _("新系统、新流程的培训要写哪天启用：培训要在那天以前办。")})
    if before is not None and last is not None and last >= before:
        field = "on" if values.get("on") else "due_on"
        raise ValidationError({field: _("培训要在启用那天以前办。")})


def _ask(session: Session, *, now: datetime, actor: User) -> Session:
    """Those who are to come and are not on the list yet."""
    if session.on is None or not session.is_signed:
        return session
    known = set(session.sitters.values_list("person", flat=True))
    people = [one for one in asked(session, max(session.on, timezone.localdate(now))) if one.pk not in known]
    if people:
        records.create_many(Sitter, [{"session": session, "person": one} for one in people], actor=actor)
        words = {"theme": session.theme, "day": session.on.strftime("%m-%d")}
        where = session.place.full_name if session.place else ""
        title = _("%(day)s培训：%(theme)s，请参加") % words
        notify(people, title, where, reverse("training:mine"), about=session, kind=TRAINING, now=now)
    return session


def session_open(session: Session, *, now: datetime, actor: User) -> Session:
    """Signing begins: today is its day. Raises ValidationError for pupils, who are counted and do not sign."""
    if not session.is_signed:
        raise ValidationError(_("学生的培训不用签到，办完写人数。"), code="pupils")
    today = timezone.localdate(now)
    refuse_closed(today)
    with records.deed():
        opened = records.take(session, "open", actor=actor, on=today)
        return _ask(opened, now=now, actor=actor)


def session_finish(
    session: Session,
    *,
    told: str = "",
    heads: int | None = None,
    on: date | None = None,
    teacher_from: str = "",
    photos: Sequence[files.Received] = (),
    now: datetime,
    actor: User,
) -> Session:
    """It is over and filed, with the photo of the meeting.

    Raises ValidationError: nobody signed, no head count of pupils, nobody who taught, no photo where the rule asks for
    one, a day that has not come or lies in a closed term.
    """
    day = on or session.on or timezone.localdate(now)
    if day > timezone.localdate(now):
        raise ValidationError({"on": _("这一天还没有到。")})
    refuse_closed(day)
    _refuse_lacking(session, heads, teacher_from, len(photos))
    files.refuse_too_many(len(photos), MOST_PHOTOS, "photos")
    count = heads if session.audience == Audience.PUPILS else None
    outside = {"teacher_from": teacher_from.strip()} if teacher_from.strip() else {}
    owed: dict[str, Any] = {}
    if session.term is None and session.course is not None and _free(session, day):
        owed = {"term": term_on(day)}
    with records.deed():
        done = records.take(
            session, "finish", actor=actor, on=day, told=told.strip()[:400], heads=count, **outside, **owed
        )
        if photos:
            files.attach_all(done, photos, actor=actor, now=now)
    return done


def _free(session: Session, day: date) -> bool:
    """Nothing else of this subject stands for the term of a day."""
    others = Session.objects.filter(course=session.course, term=term_on(day)).exclude(status=SessionStatus.DROPPED)
    return not others.exists()


def _refuse_lacking(session: Session, heads: int | None, teacher_from: str, photos: int) -> None:
    if session.teacher_id is None and not (session.teacher_from or teacher_from.strip()):
        raise ValidationError({"teacher_from": _("请写谁主讲的。")})
    if session.is_signed and not session.sitters.filter(status=SitterStatus.CAME).exists():
        raise ValidationError(_("还没有一个人签到，不能归档。"), code="nobody")
    if not session.is_signed and not heads:
        raise ValidationError({"heads": _("请写多少学生参加。")})
    wants = rules.value("training.photo_wanted") and not any(one.is_picture for one in files.of(session))
    if wants and not photos:
        raise ValidationError({"photos": _("请拍一张现场的照片。")})


def session_drop(session: Session, *, why: str, actor: User) -> Session:
    """It is not held. Raises ValidationError without a reason."""
    if not why.strip():
        raise ValidationError({"why": _("请写为什么不办。")})
    return records.take(session, "drop", actor=actor, why=why.strip())
