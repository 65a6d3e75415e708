"""The registers of the canteen as a house: licence, machines, meetings, prices at the windows."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.canteen import services
from lvye.modules.canteen.models import Licence, Machine, Meeting, Price

from .posts import ADMIN, BOOKS, HEADS, KITCHEN, LEADERS, STAFF


def _licence(*, actor: User, **values: Any) -> Licence:
    return services.licence_add(actor=actor, today=timezone.localdate(), **values)


def _meeting(*, actor: User, **values: Any) -> Meeting:
    return services.meeting_hold(now=timezone.now(), actor=actor, **values)


register(
    Register(
        model=Licence,
        menu="food",
        icon="shield",
        columns=("kind", "number", "scope", "issued_by", "issued_on", "ends_on", "is_posted"),
        fields=("kind", "number", "issued_on", "ends_on"),
        more=("scope", "issued_by", "is_posted"),
        filters=("kind", "ends_on"),
        sorts=("-id", "ends_on"),
        create=_licence,
        rights=rights((KITCHEN, "view add change export"), (HEADS, "view add change export"), (LEADERS, "view export")),
        empty=_("食堂自己的食品经营许可证登记在这里，原件拍照附上；到期前会提醒，换了新证再登记一张。"),
    )
)
register(
    Register(
        model=Machine,
        menu="food",
        icon="wrench",
        columns=("name", "kind", "place", "asset", "by", "is_active"),
        fields=("name", "kind", "place"),
        more=("asset", "by", "sort", "is_active"),
        filters=("kind", "is_active"),
        rights=rights(
            (KITCHEN, "view add change export"),
            (HEADS, "view add change export"),
            (LEADERS, "view export"),
            (ADMIN, "view add change"),
        ),
        empty=_("灶具、风机、油烟管道、燃气阀门、食梯各登记一条；检查在“例行检查”里启用，坏了在灶台页报修。"),
    )
)
register(
    Register(
        model=Meeting,
        menu="food",
        icon="people",
        columns=("held_on", "kind", "host", "topics", "decided"),
        fields=("kind", "held_on", "host", "present", "topics", "decided"),
        filters=("kind", "held_on"),
        sorts=("-held_on", "-id"),
        views=tuple(View(kind, label, {"kind": kind}) for kind, label in Meeting.Kind.choices),
        create=_meeting,
        rights=rights(
            (KITCHEN, "view add export"),
            (HEADS, "view add change export"),
            (LEADERS, "view add change export"),
        ),
        empty=_("食堂工作会、食品安全专题会、现场办公会开完记一笔；每月一次的月调度另有会议纪要。"),
    )
)
register(
    Register(
        model=Price,
        menu="food",
        icon="money",
        columns=("name", "window", "price", "per", "from_on", "until_on", "why"),
        fields=("name", "price", "from_on"),
        more=("window", "per", "until_on", "why"),
        filters=("window", "from_on"),
        sorts=("name", "-from_on", "-id"),
        imports=("name", "price", "from_on", "window", "per"),
        create=services.price_set,
        amend=services.price_change,
        rights=rights(
            ((*KITCHEN, *HEADS), "view add change export import"), ((*LEADERS, *BOOKS), "view export"),
            (STAFF, "view"),
        ),
        empty=_("窗口卖的菜多少钱一份、从哪天起。调价另记一条，旧价留着；同一个菜学生和教师一个价。"),
    )
)  # fmt: skip
