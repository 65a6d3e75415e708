"""What people cannot do, would rather do, and their calendars."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register
from lvye.kernel.rosters import queries, services
from lvye.kernel.rosters.models import Absence, AbsenceStatus, CalendarLink, Wish

from .posts import office_rights


def _add(*, actor: User, **values: Any) -> Absence:
    return services.absence_add(today=timezone.localdate(), now=timezone.now(), actor=actor, **values)


def _agree(absence: Absence, *, actor: User) -> Absence:
    return services.absence_agree(absence, today=timezone.localdate(), now=timezone.now(), actor=actor)


def _refuse(absence: Absence, *, answer: str = "", actor: User) -> Absence:
    return services.absence_refuse(absence, answer=answer, now=timezone.now(), actor=actor)


register(
    Register(
        model=Absence,
        menu="day",
        icon="calendar",
        columns=("person", "begins_on", "ends_on", "why", "kind", "note", "status"),
        fields=("person", "begins_on", "ends_on", "why", "kind", "note"),
        filters=("status", "why", "person"),
        views=(View("asked", _("待同意"), {"status": AbsenceStatus.ASKED}),),
        create=_add,
        actions={"agree": _agree, "refuse": _refuse, "withdraw": services.absence_withdraw},
        scope=queries.own_or_all,
        rights=office_rights("view add change export agree refuse withdraw", leaders="view", staff="view withdraw"),
        empty=_("还没有人请假或不能值班。有人请假先登记在这里，排班就会避开。"),
    )
)
register(
    Register(
        model=Wish,
        menu="more",
        icon="star",
        columns=("person", "kind", "liking", "weekday", "on", "is_open"),
        fields=("person", "kind", "liking", "weekday", "on", "is_open"),
        filters=("kind", "person", "is_open"),
        create=services.wish_add,
        scope=queries.own_or_all,
        rights=office_rights("view add change export", leaders="view", staff="view"),
        empty=_("还没有意愿。各人在“我的班”里写最好排、最好不排的日子，排班时尽量照顾。"),
    )
)
register(
    Register(
        model=CalendarLink,
        menu="more",
        icon="calendar",
        columns=("person", "made_at", "revoked_at"),
        filters=("person",),
        scope=queries.own_or_all,
        rights=office_rights("view", leaders="view", staff="view", admin="view"),
        empty=_("还没有人订阅。各人在“我的班”里生成自己的日历地址。"),
        can_add=False,
    )
)
