"""Registers of requests, and what is asked of whom for them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.approvals import api as approvals
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.kit import say
from lvye.modules.stores import services, sight
from lvye.modules.stores.models import Need, NeedLine, NeedStatus
from lvye.modules.stores.queries import on_hand

from .posts import ADMIN, BOOKS, EVERYBODY, HEADS, KEEPERS, LEADERS

register(
    Register(
        model=Need,
        menu="things",
        icon="todo",
        columns=("what", "person", "department", "to_class", "asked_on", "wanted_on", "status"),
        filters=("status", "department", "asked_on"),
        sorts=("-id", "-asked_on"),
        views=(
            View("agreed", _("待发放"), {"status": NeedStatus.AGREED}),
            View("asked", _("待批准"), {"status": NeedStatus.ASKED}),
        ),
        scope=sight.needs_seen,
        rights=rights(
            (EVERYBODY, "view own ask"), (HEADS + ADMIN + KEEPERS, "export hand_out withdraw"),
            (BOOKS + LEADERS, "export"),
        ),
        can_add=False,
        empty=_("老师在手机上说要领什么，保管员备好发放；超过定额的先批后发。"),
    )
)  # fmt: skip
register(
    Register(
        model=NeedLine,
        menu="more",
        icon="list",
        columns=("item", "unit_qty", "unit", "qty", "need"),
        filters=("item", "need"),
        scope=sight.need_lines_seen,
        rights=rights((EVERYBODY, "view"), (HEADS + ADMIN + KEEPERS + BOOKS + LEADERS, "export")),
        can_add=False,
        empty=_("领用申请里要的每一样物资。"),
    )
)


def _facts(need: Need, user: User) -> list[tuple[Any, ...]]:
    """What is needed to decide: what is wanted, what is there, and why it has to be decided at all."""
    found: list[tuple[Any, ...]] = [(_("要领"), need.what), (_("用途"), need.why or "—")]
    for line in need.lines.select_related("item"):
        there = on_hand(line.item)
        words = _("%(qty)s %(unit)s") % {"qty": say.qty(there), "unit": line.item.unit}
        found.append((_("库存：%(item)s") % {"item": line.item}, words, "late" if there < line.qty else "done"))
    found.append((_("为什么要批"), need.over, "soon"))
    return found


def _amount(need: Need) -> Decimal:
    return services.need_amount(need)


approvals.approvable(
    approvals.Approvable(
        register="stores.need",
        label=_("领用申请"),
        requester=lambda need: need.person.user,
        agreed=services.need_agreed,
        refused=services.need_refused,
        withdrawn=lambda need, *, actor, **_more: services.need_taken_back(need, actor=actor),
        amount=_amount,
        facts=_facts,
        parts={"stores.needline": "need"},
    )
)
approvals.ship(
    approvals.Chain(
        code="stores-need",
        name=_("领用审批"),
        register="stores.need",
        steps=(approvals.StepSpec("director"),),
        note=_("超过定额、或目录里写明先审批的物资才要批；定额以内的直接找保管员领。"),
    )
)
