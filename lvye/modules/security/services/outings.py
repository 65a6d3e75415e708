"""Going out in the day: a pupil with his head teacher's word and somebody to fetch him; staff put themselves down."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_for
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import refuse_closed
from lvye.modules.security.models import Outing

from .telling import OUTING, tell_person

STAND = "security.stand_outing"  # the right to give the word in a head teacher's place


def outing_write(*, person: Person, leaves_at: datetime, now: datetime, actor: User, **values: Any) -> Outing:
    """A slip. A head teacher's own pupil goes with that: filling it in is his word. Staff need nobody's.

    Raises ValidationError: a pupil without somebody to fetch him, of no class or of one without head teacher, a member
    of staff other than oneself, somebody who has left, a slip for him that is still open, a closed term.
    """
    asker = person_for(actor)
    day = timezone.localdate(leaves_at)
    refuse_closed(day)
    if person.status != PersonStatus.HERE:
        raise ValidationError({"person": _("这个人已经离校。")})
    is_pupil = person.kind == PersonKind.STUDENT
    if is_pupil:
        _refuse_pupil(person, values)
    elif person.pk != asker.pk:
        raise ValidationError({"person": _("教职工外出由本人登记。")})
    if Outing.objects.filter(person=person, on=day, status__in=("asked", "agreed", "out")).exists():
        raise ValidationError({"person": _("今天已经有一张外出单还没有了结。")})
    school_class = person.school_class if is_pupil else None
    with records.deed():
        made = records.create(
            Outing, actor=actor, person=person, school_class=school_class, leaves_at=leaves_at, on=day, asked_by=asker,
            **values,
        )  # fmt: skip
        if school_class is None or school_class.head_id == asker.pk:
            return records.take(made, "agree", actor=actor, agreed_by=asker, agreed_at=now)
        title = _("%(class)s有学生要外出，等您同意") % {"class": school_class.name}
        url = reverse("security:slip", args=[made.pk])
        tell_person(school_class.head, title, url=url, about=made, kind=OUTING, urgent=True, now=now)
    return made


def _refuse_pupil(person: Person, values: dict[str, Any]) -> None:
    if person.school_class is None or person.school_class.head_id is None:
        raise ValidationError({"person": _("这名学生没有班级，或者班级没有班主任，不能开外出单。")})
    if rules.value("security.taker_wanted"):
        for name, text in (("taker", _("谁来接？学生不能自己出校。")), ("taker_phone", _("请留接的人的电话。"))):
            if not str(values.get(name, "")).strip():
                raise ValidationError({name: text})


def may_answer(outing: Outing, user: User) -> bool:
    """Whether his word lets this pupil go: the head teacher, or who stands in for him."""
    head = outing.school_class.head if outing.school_class else None
    own = head is not None and head.user_id is not None and head.user_id == user.pk
    return own or user.has_perm(STAND)


def outing_agree(outing: Outing, *, now: datetime, actor: User) -> Outing:
    """The head teacher's word. Raises ValidationError for anybody else."""
    _refuse_other(outing, actor)
    return records.take(outing, "agree", actor=actor, agreed_by=person_for(actor), agreed_at=now)


def outing_refuse(outing: Outing, *, refusal: str, now: datetime, actor: User) -> Outing:
    """The head teacher says no, and why; who asked is told."""
    _refuse_other(outing, actor)
    if not refusal.strip():
        raise ValidationError({"refusal": _("请写为什么不同意。")})
    with records.deed():
        done = records.take(outing, "refuse", actor=actor, refusal=refusal.strip()[:100])
        url = reverse("security:slip", args=[outing.pk])
        title = _("外出单没有同意，请看原因")
        tell_person(outing.asked_by, title, url=url, about=done, kind=OUTING, now=now)
    return done


def _refuse_other(outing: Outing, actor: User) -> None:
    if not may_answer(outing, actor):
        raise ValidationError(_("只有班主任可以同意学生外出。"), code="not_yours")


def outing_go(outing: Outing, *, now: datetime, actor: User) -> Outing:
    """Out of the gate. Raises ValidationError for a slip of another day."""
    if outing.on != timezone.localdate(now):
        raise ValidationError(_("这张外出单不是今天的，请班主任重新开。"), code="other_day")
    return records.take(outing, "go", actor=actor, out_at=now)


def outing_come(outing: Outing, *, now: datetime, actor: User) -> Outing:
    """Back at the gate."""
    return records.take(outing, "come", actor=actor, returned_at=now)


def outing_drop(outing: Outing, *, actor: User) -> Outing:
    """He stays after all: by who asked, the head teacher, or the office."""
    own = person_for(actor).pk in (outing.asked_by_id, outing.person_id)
    if not own and not may_answer(outing, actor):
        raise ValidationError(_("只有填单的人和班主任可以撤回。"), code="not_yours")
    return records.take(outing, "drop", actor=actor)
