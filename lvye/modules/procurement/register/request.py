"""Registers of requests and their lines."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.procurement import services
from lvye.modules.procurement.models import Request, RequestLine, RequestStatus
from lvye.modules.procurement.screens import ask, request
from lvye.modules.procurement.sight import request_lines_seen, requests_seen

from .posts import BUYER, HEADS, LEADERS, OFFICE, STAFF


def _ask(record: Request, *, actor: User) -> Request:
    return services.request_send(record, today=timezone.localdate(), actor=actor)


def _cancel(record: Request, *, ended_why: str = "", actor: User) -> Request:
    return services.request_cancel(record, ended_why=ended_why, actor=actor)


register(
    Register(
        model=Request,
        menu="money",
        icon="edit",
        columns=("number", "what", "department", "category", "estimate", "way", "budget_line", "asked_on", "status"),
        fields=("category", "budget_line", "why"),
        more=("place", "wanted_on", "plan_line"),
        filters=("status", "way", "category", "department", "is_emergency", "asked_on"),
        sorts=("-id", "-asked_on"),
        views=(
            View("asked", _("审批中"), {"status": RequestStatus.ASKED}),
            View("agreed", _("待采购"), {"status": RequestStatus.AGREED}),
            View("going", _("正在采购"), {"status": RequestStatus.ORDERED}),
            View("urgent", _("紧急采购"), {"is_emergency": "1"}),
        ),
        screens={"new": ask.new, "edit": ask.edit, "detail": request.detail},
        actions={"ask": _ask, "cancel": _cancel},
        scope=requests_seen,
        rights=rights(
            (OFFICE, "view export all"), ((*STAFF, *HEADS, *LEADERS), "view add change ask cancel"),
            (HEADS, "way watch"), (LEADERS, "watch"), (BUYER, "buy"), (("deputy_director",), "buy"),
            (("finance", "admin"), "watch"), (("desk",), "all"),
        ),
        empty=_("要买东西先写采购申请：买什么、多少、为什么。边写边告诉您学校有没有现成的、预算还剩多少。"),
    )
)  # fmt: skip

register(
    Register(
        model=RequestLine,
        menu="more",
        icon="list",
        columns=("request", "name", "spec", "qty", "unit", "price", "into", "item", "asset_class"),
        filters=("into",),
        scope=request_lines_seen,
        rights=rights((OFFICE, "view export"), (STAFF, "view")),
        can_add=False,
        empty=_("采购申请里的每一样东西。"),
    )
)
