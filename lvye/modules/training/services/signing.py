"""Who came: by a tap on his phone, by the code on the wall, by the hand of who holds the training; and the test."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_for, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.training.models import Session, SessionStatus, Sign, Sitter, SitterStatus

FULL = Decimal(100)


def sign_in(session: Session, *, how: str, now: datetime, actor: User) -> Sitter:
    """I am here. The code on the wall takes who was not asked, too; the same hand twice is one signature.

    Raises ValidationError: signing has not begun or is over, a tap of somebody who was not asked, a tap where only the
    code counts, an account without a person.
    """
    person = person_for(actor)
    if how == Sign.TAP and rules.value("training.code_only"):
        raise ValidationError(_("请扫会场的签到码。"), code="code_only")
    return _came(session, person, how=how, now=now, actor=actor)


def sitter_sign(session: Session, person: Person, *, now: datetime, actor: User) -> Sitter:
    """Somebody without a phone is signed in by who holds the training. Raises ValidationError for oneself."""
    if person_of(actor) == person:
        raise ValidationError(_("自己的请自己在手机上签。"), code="own")
    return _came(session, person, how=Sign.DESK, now=now, actor=actor)


def _came(session: Session, person: Person, *, how: str, now: datetime, actor: User) -> Sitter:
    if session.status != SessionStatus.OPEN:
        words = {SessionStatus.PLANNED: _("还没有开始签到。")}.get(SessionStatus(session.status), _("签到已经结束了。"))
        raise ValidationError(words, code="not_open")
    with records.deed():
        sitter = session.sitters.select_related("person").filter(person=person).first()
        if sitter is None and how == Sign.TAP:
            raise ValidationError(_("这次培训没有请您；到了现场请扫墙上的码。"), code="not_asked")
        if sitter is None:
            sitter = records.create(Sitter, actor=actor, session=session, person=person)
        if sitter.status == SitterStatus.CAME:
            return sitter
        return records.take(sitter, "come", actor=actor, sign=how, signed_at=now)


def sitter_excuse(sitter: Sitter, *, note: str, actor: User) -> Sitter:
    """He cannot come. Raises ValidationError without a reason, and once the training is filed."""
    if not note.strip():
        raise ValidationError({"note": _("请写请假的原因。")})
    if sitter.session.status not in (SessionStatus.PLANNED, SessionStatus.OPEN):
        raise ValidationError(_("培训已经归档，不能再改。"), code="filed")
    return records.take(sitter, "excuse", actor=actor, note=note.strip()[:100])


def scores_give(session: Session, given: Mapping[int, Decimal], *, actor: User) -> list[Sitter]:
    """Results of the test: sitter → points. Raises ValidationError for who did not come, and points beyond 0 to 100."""
    if not session.with_test:
        raise ValidationError(_("这次培训没有考核。"), code="no_test")
    if session.on is not None:
        refuse_closed(session.on)
    least = Decimal(rules.value("training.pass_score", session.on))
    rows = session.sitters.select_related("person").in_bulk(list(given))
    with records.deed():
        return [_scored(rows.get(pk), points, least, actor) for pk, points in given.items()]


def _scored(sitter: Sitter | None, points: Decimal, least: Decimal, actor: User) -> Sitter:
    if sitter is None or sitter.status != SitterStatus.CAME:
        who = sitter.person.name if sitter else ""
        raise ValidationError(_("%(who)s没有到，不能记成绩。") % {"who": who}, code="absent")
    if not 0 <= points <= FULL:
        raise ValidationError(_("%(who)s的成绩要在 0 到 100 之间。") % {"who": sitter.person.name}, code="points")
    if sitter.score == points:
        return sitter
    return records.amend(sitter, actor=actor, verb="score", score=points, passed=points >= least)
