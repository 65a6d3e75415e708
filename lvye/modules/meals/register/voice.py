"""Registers of surveys, answers, the food committee and complaints."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register, rights
from lvye.kit import say
from lvye.modules.meals import services
from lvye.modules.meals.models import Answer, Complaint, ComplaintStatus, Meeting, Survey, SurveyStatus
from lvye.modules.meals.screens import survey as screens

from .posts import ADMIN, BOOKS, HEADS, KITCHEN, LEADERS, TEACHERS


def _rate(survey: Survey) -> str:
    """How many answered of how many were asked."""
    answered = getattr(survey, "answered", 0)
    return f"{answered}/{survey.asked}（{say.share(answered, survey.asked)}）"  # house: brackets


def _close(survey: Survey, *, actor: User) -> Survey:
    return services.survey_end(survey, actor=actor)


def _reply(survey: Survey, *, actor: User, reply: str = "") -> Survey:
    return services.survey_reply(survey, reply=reply, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Survey,
        menu="food",
        icon="star",
        columns=("term", "month", "side", Column("rate", _("回收率"), _rate), "opens_on", "closes_on", "status"),
        fields=("term", "side", "asked", "opens_on", "closes_on", "shared"),
        filters=("status", "side", "term"),
        sorts=("-opens_on", "-id"),
        views=(View("open", _("正在填"), {"status": SurveyStatus.OPEN}),),
        create=services.survey_open,
        amend=services.survey_change,
        actions={"close": _close, "reply": _reply},
        screens={"detail": screens.survey},
        rights=rights(
            (HEADS, "view add change export close reply"), (KITCHEN, "view"), (LEADERS, "view export"),
            (("desk",), "view add change export close reply"), (ADMIN, "view"),
        ),
        empty=_("每学期对学生、家长、教职工分别问一次：质量、价格、卫生、服务。打印二维码，手机上点表情，不用账号、不留姓名。"),
    )
)  # fmt: skip
register(
    Register(
        model=Answer,
        menu="more",
        icon="star",
        columns=("survey", "quality", "price", "hygiene", "service", "words", "day"),
        filters=("survey", "day"),
        can_add=False,
        rights=rights((HEADS, "view export"), (LEADERS, "view export"), (("desk",), "view export")),
        empty=_("收回的答卷，没有名字。"),
    )
)
panel_on("meals.survey", Panel(_("收回的答卷"), register="meals.answer", by="survey"))


def _meet(*, actor: User, **values: Any) -> Meeting:
    return services.meeting_record(today=timezone.localdate(), actor=actor, **values)


register(
    Register(
        model=Meeting,
        menu="food",
        icon="people",
        columns=("held_on", "host", "pupils", "parents", "teachers", "topics", "decisions"),
        fields=("held_on", "host", "pupils", "parents", "teachers", "topics", "decisions"),
        filters=("held_on",),
        sorts=("-held_on", "-id"),
        create=_meet,
        rights=rights(
            (HEADS, "view add change export"), (KITCHEN, "view"), (LEADERS, "view export"),
            (("desk",), "view add change export"), (BOOKS, "view"), (ADMIN, "view"),
        ),
        empty=_("食管委（膳食委员会）每月开一次会：听意见、看账、看食谱。记下到会几人、议了什么、定了什么；意见逐条转成限期答复。"),
    )
)  # fmt: skip


def _take(*, actor: User, **values: Any) -> Complaint:
    return services.complaint_take(today=timezone.localdate(), actor=actor, **values)


def _answer(complaint: Complaint, *, actor: User, answer: str = "", measure: str = "") -> Complaint:
    return services.complaint_answer(
        complaint, answer=answer, measure=measure, by=person_of(actor), today=timezone.localdate(), actor=actor
    )


register(
    Register(
        model=Complaint,
        menu="food",
        icon="chat",
        columns=("number", "received_on", "source", "about", "words", "due_on", "answered_on", "status"),
        fields=("received_on", "source", "about", "words"),
        more=("meeting",),
        filters=("status", "about", "source", "received_on"),
        sorts=("-id", "due_on"),
        views=(View("new", _("待答复"), {"status": ComplaintStatus.NEW}),),
        create=_take,
        actions={"answer": _answer, "accept": services.complaint_accept, "again": services.complaint_again},
        rights=rights(
            (HEADS, "view add change export answer accept again"), (KITCHEN, "view add answer"),
            (("desk",), "view add change export answer accept again"), (LEADERS, "view add export"),
            (BOOKS, "view add"), (TEACHERS, "add"), (ADMIN, "view"),
        ),
        empty=_("学生、家长、老师说的每一条都记下来，限期答复。不记是谁说的。"),
    )
)  # fmt: skip
panel_on("meals.meeting", Panel(_("这次会上提的意见"), register="meals.complaint", by="meeting"))
