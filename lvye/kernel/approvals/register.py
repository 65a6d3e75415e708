"""Declarations: chains, askings, turns; what waits, on the 今日 page, in the menu and on every record's page."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.notices.api import Kind
from lvye.kernel.notices.api import declare as declare_notices
from lvye.kernel.registers.api import Column, Register, View, register

from . import queries
from .declare import approvables
from .models import ApprovalChain, Asking, Turn
from .services import moving

OFFICE = ("director", "deputy_director", "vice_principal", "principal")
STAFF = (
    "finance", "cashier", "keeper", "buyer", "receiver", "desk", "repairer", "teacher", "canteen", "guard", "cleaner",
    "gardener",
)  # fmt: skip
READING = dict.fromkeys((*OFFICE, "admin"), "view export") | dict.fromkeys(STAFF, "view")
CHAIN_RIGHTS = {"director": "view add change export", "admin": "view add change export"} | dict.fromkeys(
    ("deputy_director", "vice_principal", "principal", "finance"), "view"
)


def kind_label(row: Any) -> str:
    """What is asked, in words; the code of what no module declares any more."""
    found = approvables.get(row.kind)
    return str(found.label) if found else str(row.kind)


def _seen_turns(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    return queries.seen_by(rows, user, "asking__")


declare_notices(
    Kind(moving.WAITING, _("请我审批"), usual="now"),
    Kind(moving.OUTCOME, _("我的申请批了没有"), usual="now"),
)
chains = register(
    Register(
        model=ApprovalChain,
        menu="system",
        icon="swap",
        columns=("name", Column("kind", _("审批什么"), kind_label), "sort", "note", "is_open"),
        filters=("is_open",),
        sorts=("sort",),
        rights=CHAIN_RIGHTS,
        empty=_("还没有审批流程。装上会用到审批的台账，就有可以改的例子。"),
        can_add=False,
    )
)
askings = register(
    Register(
        model=Asking,
        menu="school",
        icon="check",
        columns=(
            Column("kind", _("审批什么"), kind_label), "title", "amount", "requester", "asked_at", "status",
        ),
        filters=("status",),
        views=(
            View("asked", _("审批中"), {"status": Asking.Status.ASKED}),
            View("returned", _("退回修改"), {"status": Asking.Status.RETURNED}),
        ),
        scope=queries.seen_by,
        rights=READING | dict.fromkeys((*OFFICE, "admin"), "view export all"),
        empty=_("还没有审批。在一张申请单上点“提交”，就会送到要审批的人那里。"),
        can_add=False,
    )
)  # fmt: skip
turns = register(
    Register(
        model=Turn,
        menu="more",
        columns=("asking", "name", "decided_by", "decided_at", "opinion", "status"),
        filters=("status", "kind"),
        scope=_seen_turns,
        rights=READING,
        empty=_("还没有审批环节。提交一件要审批的事，每一步由谁批就列在这里。"),
        can_add=False,
    )
)
