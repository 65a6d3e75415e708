"""Registers of evaluations and bans."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.partners import services
from lvye.modules.partners.models import Ban, BanStatus, Evaluation, EvaluationStatus, Verdict
from lvye.modules.partners.screens import details

from .posts import ADMIN, BUYER, HEADS, LEADERS


def _make(*, actor: User, **values: Any) -> Evaluation:
    return services.evaluation_make(today=timezone.localdate(), actor=actor, **values)


def _change(evaluation: Evaluation, *, actor: User, **values: Any) -> Evaluation:
    return services.evaluation_change(evaluation, today=timezone.localdate(), actor=actor, **values)


def _decide(evaluation: Evaluation, *, actor: User, verdict: str = "", words: str = "") -> Evaluation:
    today = timezone.localdate()
    return services.evaluation_decide(evaluation, verdict=verdict, words=words, today=today, actor=actor)


register(
    Register(
        model=Evaluation,
        menu="more",
        icon="star",
        columns=("partner", "year", "price", "quality", "delivery", "service", "score", "verdict", "status"),
        fields=("partner", "year", "price", "quality", "delivery", "service", "words", "members"),
        filters=("status", "year", "verdict", "partner"),
        sorts=("-id", "-year", "-score"),
        views=(
            View("draft", _("待定"), {"status": EvaluationStatus.DRAFT}),
            View("exit", _("退出"), {"verdict": Verdict.EXIT}),
        ),
        create=_make,
        amend=_change,
        screens={"detail": details.evaluation},
        actions={"decide": _decide},
        rights=rights(
            (HEADS, "view add change export"), (("director",), "decide"), (LEADERS, "view export decide"),
            (BUYER, "view add change"), (("finance",), "view"), (ADMIN, "view"),
        ),
        empty=_("每年把供应商和服务单位评一遍：价格、质量、及时、服务各 100 分。分数高的留，低的退出。"),
    )
)  # fmt: skip


def _lift(ban: Ban, *, actor: User, why: str = "") -> Ban:
    return services.ban_lift(ban, why=why, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Ban,
        menu="more",
        icon="lock",
        columns=("partner", "kind", "words", "document", "begins_on", "ends_on", "status"),
        fields=("partner", "kind", "words", "begins_on", "ends_on", "document"),
        filters=("status", "kind", "partner"),
        views=(View("force", _("禁止交易"), {"status": BanStatus.IN_FORCE}),),
        create=services.ban_add,
        amend=services.ban_change,
        actions={"lift": _lift},
        rights=rights(
            (("director",), "view add change export lift"), (("deputy_director",), "view export"),
            (LEADERS, "view add export lift"), (BUYER, "view"), (("finance",), "view"), (ADMIN, "view"),
        ),
        empty=_("弄虚作假、以次充好、行贿的单位列进来，写明原因和期限：名单上的单位系统不许下单。"),
    )
)  # fmt: skip
