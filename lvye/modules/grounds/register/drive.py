"""The registers of health campaigns and the areas called upon."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.grounds import services
from lvye.modules.grounds.models import Call, CallStatus, Drive, DriveStatus, Unit

from .posts import DESK, HEADS, LEADERS, STAFF, WORKERS


def _begin(*, actor: User, **values: Any) -> Drive:
    return services.drive_begin(now=timezone.now(), actor=actor, **values)


def _finish(drive: Drive, *, actor: User, closing: str = "") -> Drive:
    return services.drive_finish(drive, closing=closing, now=timezone.now(), actor=actor)


register(
    Register(
        model=Drive,
        menu="ground",
        icon="brush",
        columns=("name", "occasion", "begins_on", "ends_on", "lead", "done_on", "status"),
        fields=("name", "begins_on", "ends_on", "standard", "lead"),
        more=("occasion", "photo_wanted"),
        filters=("status", "lead", "begins_on"),
        sorts=("-id", "-begins_on"),
        views=(View("open", _("进行中"), {"status": DriveStatus.OPEN}),),
        create=_begin,
        actions={"finish": _finish},
        rights=rights(
            ((*HEADS, *DESK), "view add change export finish"), (LEADERS, "view add export finish"),
            ((*WORKERS, *STAFF), "view"),
        ),
        empty=_("爱国卫生月、迎检大扫除：叫到哪些区域，一个区域一个人报；没报的一直列着。"),
    )
)  # fmt: skip


def _mine(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """The office and the leaders see every area of a campaign, others those they answer for."""
    if user.has_perm(services.LEAD):
        return rows
    person = person_of(user)
    return rows.filter(Q(person=person) | Q(drive__lead=person)) if person is not None else rows.none()


def _add(*, actor: User, **values: Any) -> Call:
    return services.call_add(now=timezone.now(), actor=actor, **values)


def _hand_over(call: Call, *, actor: User, person: Person | None = None, **_values: Any) -> Call:
    return services.call_hand_over(call, person=person or call.person, now=timezone.now(), actor=actor)


def _answer(
    call: Call, *, actor: User, people: int | None = None, qty: Decimal | None = None, unit: str = Unit.BAGS,
    words: str = "",
) -> Call:  # fmt: skip
    return services.call_answer(call, people=people, qty=qty, unit=unit, words=words, now=timezone.now(), actor=actor)


def _excuse(call: Call, *, actor: User, words: str = "") -> Call:
    return services.call_excuse(call, words=words, now=timezone.now(), actor=actor)


register(
    Register(
        model=Call,
        menu="more",
        icon="pin",
        columns=("drive", "zone", "person", "status", "people", "qty", "unit", "answered_on", "words"),
        fields=("drive", "zone", "person"),
        filters=("drive", "status", "person"),
        views=(View("due", _("没报"), {"status": CallStatus.DUE}),),
        create=_add,
        amend=_hand_over,
        actions={"answer": _answer, "excuse": _excuse},
        scope=_mine,
        rights=rights(
            ((*HEADS, *DESK, *LEADERS), "view add change export answer excuse"), ((*WORKERS, *STAFF), "view answer"),
        ),
        empty=_("卫生运动叫到的区域，一个区域一条：谁来报、几个人做、清了多少。"),
    )
)  # fmt: skip
