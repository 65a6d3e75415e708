"""The registers of acceptances and of the opinions of those who look."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.works import services
from lvye.modules.works.models import Acceptance, AcceptanceStatus, Opinion, OpinionStatus

from .posts import ADMIN, BUYER, DESK, HEADS, LEADERS, MONEY, STAFF

OFFICE = (*HEADS, *DESK, *LEADERS, *MONEY, *BUYER, *ADMIN)
ALL = "works.view_project"  # the office and the leaders; others see what they are asked about


def _asked(path: str) -> Any:
    """The office sees all, who is asked to look his own."""

    def rows(found: QuerySet[Any], user: User) -> QuerySet[Any]:
        if user.has_perm(ALL):
            return found
        return found.filter(Q(**{path: person_of(user)}) & Q(**{f"{path}__isnull": False})).distinct()

    return rows


def _pass(acceptance: Acceptance, *, actor: User, words: str = "") -> Acceptance:
    return services.acceptance_pass(acceptance, words=words, today=timezone.localdate(), actor=actor)


def _fail(acceptance: Acceptance, *, actor: User, words: str = "") -> Acceptance:
    return services.acceptance_fail(acceptance, words=words, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Acceptance,
        menu="more",
        icon="check",
        columns=("project", "kind", "on", "outsiders", "words", "decided_on", "status"),
        filters=("project", "kind", "status", "on"),
        sorts=("-id", "-on"),
        views=(View("open", _("验收中"), {"status": AcceptanceStatus.OPEN}),),
        can_add=False,
        scope=_asked("opinions__person"),
        actions={"pass": _pass, "fail": _fail},
        rights=rights(
            (HEADS, "view add export pass fail"), (DESK, "view add export"), (LEADERS, "view export pass fail"),
            ((*MONEY, *BUYER, *STAFF, *ADMIN), "view"),
        ),
        empty=_("完工以后组织验收：使用的、管物的、管钱的几个人各签各的意见，提出的问题改好、复查，才算合格。"),
    )
)  # fmt: skip


def _give(opinion: Opinion, *, actor: User, verdict: str = "", words: str = "") -> Opinion:
    now = timezone.now()
    return services.opinion_give(
        opinion, verdict=verdict, words=words, now=now, today=timezone.localdate(now), actor=actor
    )


register(
    Register(
        model=Opinion,
        menu="more",
        icon="edit",
        columns=("acceptance", "person", "verdict", "words", "given_at", "status"),
        filters=("acceptance", "person", "verdict", "status"),
        views=(View("asked", _("待签意见"), {"status": OpinionStatus.ASKED}),),
        can_add=False,
        scope=_asked("person"),
        actions={"give": _give},
        rights=rights(
            ((*HEADS, *DESK, *LEADERS), "view export give"), ((*MONEY, *STAFF), "view give"),
            ((*BUYER, *ADMIN), "view"),
        ),
        empty=_("请谁来验收，就给谁列一条意见；本人签了才算。"),
    )
)  # fmt: skip
