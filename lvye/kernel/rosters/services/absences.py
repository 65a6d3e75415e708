"""Absences and wishes: what one cannot do, and would rather do."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.records import api as records
from lvye.kernel.rosters.models import Absence, AbsenceStatus, Assignment, Kind, Wish
from lvye.kernel.rosters.queries import ALL, published
from lvye.kernel.rules import api as rules

from .telling import tell_absence, tell_absence_answered


def absence_add(
    *, person: Person, begins_on: date, ends_on: date, today: date, now: datetime, actor: User, **values: Any
) -> Absence:
    """Enter an absence. Who makes the rosters enters it as agreed; anybody else asks for himself.

    Duties that are published are not taken away by it: who makes the rosters is told which stand against it.
    """
    own = person.user_id == actor.pk
    plans = actor.has_perm(ALL)
    if not own and not plans:
        raise ValidationError(_("只能登记自己的。"))
    if not plans and ends_on < today:
        raise ValidationError({"ends_on": _("这几天已经过去了。")})
    status = AbsenceStatus.AGREED if plans else AbsenceStatus.ASKED
    with records.deed():
        made = records.create(
            Absence, actor=actor, person=person, begins_on=begins_on, ends_on=ends_on, status=status, **values
        )  # fmt: skip
        struck = struck_by(made)
        if status == AbsenceStatus.ASKED or struck:
            tell_absence(made, struck, today=today, now=now)
    return made


def absence_agree(absence: Absence, *, today: date, now: datetime, actor: User) -> Absence:
    """It holds: rosters made from now on leave him out, and who plans is told of duties that stand against it."""
    with records.deed():
        done = records.take(absence, "agree", actor=actor)
        tell_absence_answered(done, now=now)
        if struck := struck_by(done):
            tell_absence(done, struck, today=today, now=now)
    return done


def absence_refuse(absence: Absence, *, now: datetime, actor: User, answer: str = "") -> Absence:
    """It does not hold, and he is told why."""
    if not answer.strip():
        raise ValidationError({"answer": _("请写下为什么，本人会看到。")})
    with records.deed():
        done = records.take(absence, "refuse", actor=actor, answer=answer.strip())
        tell_absence_answered(done, now=now)
    return done


def absence_withdraw(absence: Absence, *, actor: User) -> Absence:
    """He can serve after all. Only himself, or who makes the rosters."""
    if absence.person.user_id != actor.pk and not actor.has_perm(ALL):
        raise ValidationError(_("只有本人可以撤回。"))
    return records.take(absence, "withdraw", actor=actor)


def struck_by(absence: Absence) -> list[Assignment]:
    """Published duties of his on those days."""
    rows = published(absence.kind).filter(
        person=absence.person_id, slot__on__range=(absence.begins_on, absence.ends_on)
    )
    return list(rows.select_related("slot__shift", "slot__roster__kind").order_by("slot__starts_at"))


def wish_add(*, person: Person, kind: Kind, actor: User, **values: Any) -> Wish:
    """A wish. Raises ValidationError for another's, or more than the school lets one have."""
    if person_of(actor) != person and not actor.has_perm(ALL):
        raise ValidationError(_("只能登记自己的。"))
    most = int(rules.value("rosters.wishes_most"))
    if Wish.objects.filter(person=person, kind=kind, is_open=True).count() >= most:
        raise ValidationError(_("一类值班最多写%(n)s条意愿，先去掉一条再加。") % {"n": most})
    return records.create(Wish, actor=actor, person=person, kind=kind, **values)


def wish_end(wish: Wish, *, actor: User) -> Wish:
    """It is no wish any more."""
    if person_of(actor) != wish.person and not actor.has_perm(ALL):
        raise ValidationError(_("只有本人可以去掉。"))
    return records.amend(wish, actor=actor, is_open=False)
