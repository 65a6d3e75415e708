"""Deeds on what the diners say."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import notify
from lvye.kernel.people.api import Person, users_with
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Term, add_workdays, refuse_closed
from lvye.kit import say
from lvye.modules.meals.models import ASPECTS, Answer, Complaint, Meal, Meeting, Side, Survey, SurveyStatus, Waste
from lvye.modules.meals.queries import heads

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 8
NEW = "meals.complaint"
JIN = "jin"


def survey_open(
    *, term: Term, side: str, asked: int, opens_on: date, closes_on: date, month: date | None = None,
    shared: bool = False, actor: User,
) -> Survey:  # fmt: skip
    """Ask one side. Its code opens a page without account; it closes by itself on the evening of its last day."""
    refuse_closed(opens_on)
    if asked <= 0:
        raise ValidationError({"asked": _("请写问了多少人：回收率要用它做分母。")})
    code = "".join(secrets.choice(LETTERS) for _n in range(CODE_LENGTH))
    first = month.replace(day=1) if month else None
    return records.create(
        Survey, actor=actor, term=term, side=side, asked=asked, opens_on=opens_on, closes_on=closes_on, month=first,
        shared=shared, code=code,
    )  # fmt: skip


def survey_of(code: str, *, today: date) -> Survey:
    """The survey a code opens. Raises ValidationError (unknown, closed, early) in words for whoever stands there."""
    found = Survey.objects.select_related("term").filter(code=code.strip().upper()).first()
    if found is None:
        raise ValidationError(_("没有这张问卷，请核对二维码下面的字。"), code="unknown")
    if found.status != SurveyStatus.OPEN or today > found.closes_on:
        raise ValidationError(_("这张问卷已经截止了，谢谢您。"), code="closed")
    if today < found.opens_on:
        raise ValidationError(_("%(day)s才开始填。") % {"day": say.date(found.opens_on)}, code="early")
    return found


def answer_give(survey: Survey, *, marks: dict[str, Any], words: str = "", today: date, actor: User) -> Answer:
    """One answer. Raises ValidationError when one is not marked, or when more would answer than were asked."""
    survey_of(survey.code, today=today)
    for name in ASPECTS:
        if marks.get(name) not in range(1, 6):
            raise ValidationError({name: _("请点一个表情。")})
    with records.deed():
        locked = Survey.objects.select_for_update().get(pk=survey.pk)
        if locked.answers.count() >= locked.asked:
            raise ValidationError(_("答卷已经和问的人数一样多了，不能再交；人数写少了的请告诉总务处。"), code="full")
        return records.create(Answer, actor=actor, survey=locked, words=words.strip(), day=today, **marks)


def survey_change(survey: Survey, *, actor: User, **values: Any) -> Survey:
    """Put right the days and how many were asked: not fewer than have answered."""
    if values.get("asked", survey.asked) < survey.answers.count():
        raise ValidationError({"asked": _("问的人数不能比收回的答卷少。")})
    if {"side", "term"} & values.keys() and survey.answers.exists():
        raise ValidationError(_("已经有人填了，不能改问谁、哪个学期。"))
    refuse_closed(survey.opens_on)
    return records.amend(survey, actor=actor, **values)


def survey_end(survey: Survey, *, actor: User) -> Survey:
    """No more answers are taken, before its last day."""
    return records.take(survey, "close", actor=actor)


def survey_reply(survey: Survey, *, reply: str, today: date, actor: User) -> Survey:
    """Say to those who were asked what came out and what is done about it."""
    if not reply.strip():
        raise ValidationError({"reply": _("请写结果怎么样、准备怎么改。")})
    return records.take(survey, "reply", actor=actor, reply=reply.strip(), replied_on=today)


def surveys_close(*, today: date, actor: User) -> int:
    """Close what is past its last day; returns how many."""
    late = Survey.objects.filter(status=SurveyStatus.OPEN, closes_on__lt=today)
    for survey in late:
        records.take(survey, "close", actor=actor)
    return len(late)


def result(survey: Survey) -> dict[str, Any]:
    """What came out: how many answered of how many asked, and of each aspect the mean and the share of 4 and 5."""
    answers = list(survey.answers.values_list(*ASPECTS))
    rows = []
    for n, name in enumerate(ASPECTS):
        marks = [one[n] for one in answers]
        good = sum(1 for mark in marks if mark >= 4)
        mean = f"{sum(marks) / len(marks):.1f}" if marks else ""
        label = Answer._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        rows.append({"label": label, "mean": mean, "good": good, "share": say.share(good, len(marks)) if marks else ""})
    given = len(answers)
    is_few = given * 100 < survey.asked * int(rules.value("meals.survey_rate", survey.closes_on))
    return {
        "rows": rows,
        "given": given,
        "asked": survey.asked,
        "rate": say.share(given, survey.asked),
        "is_few": is_few,
    }


def meeting_record(*, held_on: date, today: date, actor: User, **values: Any) -> Meeting:
    """A meeting of the food committee. Raises ValidationError for a day to come, or without pupils and parents."""
    if held_on > today:
        raise ValidationError({"held_on": _("会还没有开。")})
    refuse_closed(held_on)
    if not values.get("pupils") and not values.get("parents"):
        raise ValidationError({"pupils": _("食管委的会要有学生或家长代表到会。")})
    return records.create(Meeting, actor=actor, held_on=held_on, **values)


def complaint_take(
    *, received_on: date, source: str, about: str, words: str, meeting: Meeting | None = None, today: date, actor: User
) -> Complaint:
    """Somebody has something to say. It is answered by the rule's day; about safety on the same day."""
    if received_on > today:
        raise ValidationError({"received_on": _("日期不能在将来。")})
    refuse_closed(received_on)
    safety = about == Complaint.About.SAFETY
    days = int(rules.value("meals.safety_answer_days" if safety else "meals.answer_days", received_on))
    with records.deed():
        number = f"YJ{received_on:%y%m}-{rules.next_number(f'meals.complaint:{received_on:%y%m}', 2)}"
        made = records.create(
            Complaint, actor=actor, number=number, received_on=received_on, source=source, about=about,
            words=words.strip(), meeting=meeting, due_on=add_workdays(received_on, days),
        )  # fmt: skip
        notify(
            users_with("meals.answer_complaint", today), _("伙食意见：%(words)s") % {"words": made.words[:40]},
            _("%(day)s前答复。") % {"day": say.date(made.due_on)}, reverse("meals.complaint:detail", args=[made.pk]),
            urgent=safety, about=made, kind=NEW,
        )  # fmt: skip
    return made


def complaint_answer(
    complaint: Complaint, *, answer: str, measure: str = "", by: Person | None, today: date, actor: User
) -> Complaint:
    """What is answered, and what is done about it."""
    if not answer.strip():
        raise ValidationError({"answer": _("请写怎么答复的。")})
    return records.take(
        complaint, "answer", actor=actor, answer=answer.strip(), measure=measure.strip(), answered_on=today,
        answered_by=by,
    )  # fmt: skip


def complaint_accept(complaint: Complaint, *, actor: User) -> Complaint:
    """Whoever said it is content."""
    return records.take(complaint, "accept", actor=actor)


def complaint_again(complaint: Complaint, *, actor: User) -> Complaint:
    """It is not solved: it waits for another answer, its day stays."""
    return records.take(complaint, "again", actor=actor)


def waste_weigh(*, day: date, meal: str, kind: str, kilos: Any, unit: str = "", today: date, actor: User) -> Waste:
    """What was thrown away of a meal. unit "jin": the scale shows 斤, half a kilogram each.

    Raises ValidationError for a day to come and for a meal nobody was counted at.
    """
    if day > today:
        raise ValidationError({"day": _("日期不能在将来。")})
    refuse_closed(day)
    ate = heads(day, meal)
    if not ate:
        words = {"meal": Meal(meal).label}
        raise ValidationError(
            {"meal": _("这一天的%(meal)s还没有报就餐人数，先报人数，才算得出人均。") % words}, code="nobody"
        )
    weight = kilos / 2 if unit == JIN else kilos
    return records.create(Waste, actor=actor, day=day, meal=meal, kind=kind, kilos=weight, heads=ate)


def waste_change(waste: Waste, *, actor: User, **values: Any) -> Waste:
    """Put right what was weighed, as long as the term is open."""
    refuse_closed(waste.day)
    if {"day", "meal"} & values.keys():
        raise ValidationError(_("日期和餐次不能改，请另称一笔。"))
    return records.amend(waste, actor=actor, **values)


def sides_asked(term: Term) -> set[str]:
    """The sides that were asked in a term's great survey; all three are due."""
    return set(Survey.objects.filter(term=term, month__isnull=True).values_list("side", flat=True)) & set(Side.values)
