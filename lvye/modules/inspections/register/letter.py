"""The register of what goes up in writing."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Letter, LetterStatus

from .posts import ADMIN, HEADS, LEADERS


def _send(letter: Letter, *, actor: User, sent_on: date | None = None) -> Letter:
    return services.letter_send(letter, sent_on=sent_on, now=timezone.now(), actor=actor)


def _answer(letter: Letter, *, actor: User, receipt: str = "", **values: Any) -> Letter:
    return services.letter_answer(letter, receipt=receipt, now=timezone.now(), actor=actor, **values)


def _number(letter: Letter) -> str:
    """Its 发文字号, once it is sent."""
    return letter.doc_number


register(
    Register(
        model=Letter,
        menu="safety",
        icon="file",
        columns=(
            "title", "kind", "to_whom", Column("doc_number", _("发文字号"), _number), "status", "due_on", "sent_on",
            "receipt", "answered_on",
        ),
        fields=("title", "to_whom", "text"),
        filters=("kind", "status", "sent_on"),
        sorts=("-id", "due_on"),
        views=(
            View("draft", _("待报送"), {"status": LetterStatus.DRAFT}),
            View("sent", _("等回执"), {"status": LetterStatus.SENT}),
            View("month", _("月报"), {"kind": Letter.Kind.MONTH}),
        ),
        can_add=False,
        amend=services.letter_change,
        actions={"send": _send, "answer": _answer},
        rights=rights(
            (HEADS, "view change export send answer"), (("desk",), "view change export answer"),
            (LEADERS, "view export send"), (ADMIN, "view"),
        ),
        empty=_("学校整改不了的隐患、重大隐患和每月的校舍安全月报都从这里上报：打印、报送、登记回执。月报每月初自动拟好，没有隐患也报。"),
    )
)  # fmt: skip
