"""The registers of subjects, trainings and who came."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register, rights
from lvye.modules.training import services
from lvye.modules.training.models import Audience, Course, Session, SessionStatus, Sitter, SitterStatus
from lvye.modules.training.sight import sitters

from .posts import ADMIN, CANTEEN, DESK, HEADS, LEADERS, STAFF


def _create(*, actor: User, **values: Any) -> Session:
    return services.session_create(now=timezone.now(), actor=actor, **values)


def _arrange(session: Session, *, actor: User, reason: str = "", **values: Any) -> Session:
    return services.session_arrange(session, now=timezone.now(), actor=actor, reason=reason, **values)


def _open(session: Session, *, actor: User) -> Session:
    return services.session_open(session, now=timezone.now(), actor=actor)


def _finish(session: Session, *, actor: User, told: str = "", heads: int | None = None, on: date | None = None) -> Any:
    return services.session_finish(session, told=told, heads=heads, on=on, now=timezone.now(), actor=actor)


def _drop(session: Session, *, actor: User, why: str = "") -> Session:
    return services.session_drop(session, why=why, actor=actor)


def _come(sitter: Sitter, *, actor: User) -> Sitter:
    return services.sitter_sign(sitter.session, sitter.person, now=timezone.now(), actor=actor)


def _excuse(sitter: Sitter, *, actor: User, note: str = "") -> Sitter:
    return services.sitter_excuse(sitter, note=note, actor=actor)


STEPS = "open finish drop"
register(
    Register(
        model=Course,
        menu="more",
        icon="chat",
        columns=("name", "kind", "audience", "post", "every", "workday", "with_test", "basis", "is_open"),
        fields=("code", "name", "kind", "audience", "post", "every", "workday"),
        more=("content", "with_test", "basis", "is_open"),
        filters=("kind", "audience", "every", "is_open"),
        rights=rights(
            ((*HEADS, *DESK), "view add change export"), (LEADERS, "view export"), ((*CANTEEN, *STAFF, *ADMIN), "view")
        ),
        empty=_("每学期要培训什么、谁参加、开学后第几个工作日前办。到了日子自己排出来。"),
    )
)
register(
    Register(
        model=Session,
        menu="people",
        icon="chat",
        columns=(
            "theme", "kind", "audience", "on", "due_on", Column("whose", _("主讲"), lambda one: one.whose,
                                                               reads=("teacher",)), "place", "heads", "status",
        ),
        fields=("course", "theme", "kind", "audience", "post", "due_on", "on", "place", "teacher"),
        more=("teacher_from", "before_on", "content", "with_test", "classes"),
        filters=("status", "kind", "audience", "on", "due_on"),
        sorts=("-id", "due_on"),
        views=(
            View("planned", _("待办"), {"status": SessionStatus.PLANNED}),
            View("held", _("已办"), {"status": SessionStatus.HELD}),
            View("pupils", _("学生"), {"audience": Audience.PUPILS}),
        ),
        create=_create,
        amend=_arrange,
        actions={"open": _open, "finish": _finish, "drop": _drop},
        offered={"open": lambda one: one.is_signed, "finish": lambda one: not one.is_signed},
        rights=rights(
            ((*HEADS, *DESK), f"view add change export {STEPS}"), (LEADERS, f"view add export {STEPS}"),
            (CANTEEN, "view add change export open finish"), ((*STAFF, *ADMIN), "view"),
        ),
        empty=_("培训一次一条：讲什么、谁来、谁主讲，手机点到或扫码签到，拍一张现场归档。"),
    )
)  # fmt: skip
register(
    Register(
        model=Sitter,
        menu="more",
        icon="people",
        columns=("person", "session", "status", "sign", "signed_at", "score", "passed", "note"),
        filters=("status", "sign", "passed", "person"),
        views=(
            View("away", _("没签到"), {"status": SitterStatus.ASKED}),
            View("failed", _("不合格"), {"passed": "False"}),
        ),
        can_add=False,
        scope=sitters,
        actions={"come": _come, "excuse": _excuse},
        rights=rights(
            ((*HEADS, *DESK, *CANTEEN), "view export come excuse all"), (LEADERS, "view export come excuse all"),
            (STAFF, "view"), (ADMIN, "view all"),
        ),
        empty=_("谁到了、怎么签的、考核多少分，一人一条。"),
    )
)  # fmt: skip
panel_on("training.session", Panel(_("参训人员"), register="training.sitter", by="session"))
panel_on("training.course", Panel(_("办过的培训"), register="training.session", by="course"))
panel_on("people.person", Panel(_("参加的培训"), register="training.sitter", by="person"))
