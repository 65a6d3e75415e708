"""Surveys by side with their rate, complaints with their day, waste by the head."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from lvye.kernel.accounts.api import system_user
from lvye.modules.meals import services
from lvye.modules.meals.models import Complaint, Survey
from lvye.modules.meals.tests import make

TODAY, DAY = make.TODAY, make.DAY
pytestmark = pytest.mark.django_db


def test_each_side_is_asked_once_a_term_and_answers_come_with_their_rate() -> None:
    survey = make.survey(month=None, side="parent", asked=3)
    with make.refused("已经问过"):
        make.survey(month=None, side="parent")
    for quality in (5, 2):
        make.answer(survey=survey, marks={"quality": quality})
    found = services.result(survey)
    assert (found["given"], found["asked"], found["rate"], found["is_few"]) == (2, 3, "66.7%", False)
    assert (found["rows"][0]["mean"], found["rows"][0]["share"]) == ("3.5", "50%")
    assert Survey.objects.get(pk=survey.pk).answered == 2  # type: ignore[attr-defined]
    with make.refused("不能比收回的答卷少"):
        services.survey_change(survey, asked=1, actor=system_user())
    make.answer(survey=survey)
    with make.refused("一样多"):
        make.answer(survey=survey)


def test_a_survey_closes_by_itself_and_is_answered_to() -> None:
    survey = make.survey()
    with make.refused("点一个表情"):
        make.answer(survey=survey, marks={"price": 0})
    assert services.surveys_close(today=survey.closes_on, actor=system_user()) == 0
    assert services.surveys_close(today=survey.closes_on + DAY, actor=system_user()) == 1
    survey.refresh_from_db()
    with make.refused("截止"):
        make.answer(survey=survey)
    with make.refused("准备怎么改"):
        services.survey_reply(survey, reply=" ", today=TODAY, actor=system_user())
    assert services.survey_reply(survey, reply="加一个素菜", today=TODAY, actor=system_user()).replied_on == TODAY


def test_a_complaint_has_its_day_and_one_about_safety_is_answered_today() -> None:
    assert make.complaint().due_on == TODAY + 3 * DAY
    safety = make.complaint(about=Complaint.About.SAFETY, words="吃了肚子疼")
    assert safety.due_on == TODAY
    with make.refused("怎么答复"):
        services.complaint_answer(safety, answer="", by=None, today=TODAY, actor=system_user())
    done = services.complaint_answer(safety, answer="查过留样，没有问题", by=None, today=TODAY, actor=system_user())
    again = services.complaint_again(done, actor=system_user())
    assert (again.status, again.due_on) == (Complaint.Status.NEW, TODAY)


def test_the_committee_meets_with_pupils_or_parents() -> None:
    with make.refused("学生或家长代表"):
        make.meeting(pupils=0, parents=0)


def test_waste_in_jin_is_kept_in_kilograms_and_needs_diners() -> None:
    given: dict[str, Any] = {"day": TODAY, "meal": "lunch", "kind": "plate", "today": TODAY, "actor": system_user()}
    with make.refused("先报人数"):
        services.waste_weigh(kilos=Decimal(10), **given)
    make.serving(due=100, eaten=100)
    made = services.waste_weigh(kilos=Decimal(10), unit="jin", **given)
    assert (made.kilos, made.heads) == (Decimal(5), 100)
