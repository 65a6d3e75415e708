"""Registers of hand-outs at fixed times."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.registers.api import Offer, Panel, Register, View, offer, panel_on, register, registers, rights
from lvye.modules.stores import services
from lvye.modules.stores.models import Supply, SupplyLine, SupplyTurn, TurnStatus
from lvye.modules.stores.sight import COUNTER

from .posts import ADMIN, BOOKS, HEADS, KEEPERS, LEADERS

OFFICE = HEADS + ADMIN
SEEN = ((BOOKS + LEADERS, "view export"),)


def _hand(turn: SupplyTurn, *, actor: User) -> SupplyTurn:
    services.refuse_stranger(turn.supply.store, actor)
    return services.turn_hand(turn, now=timezone.now(), actor=actor)


def _skip(turn: SupplyTurn, *, actor: User, why: str = "") -> SupplyTurn:
    services.refuse_stranger(turn.supply.store, actor)
    return services.turn_skip(turn, why=why, actor=actor)


register(
    Register(
        model=Supply,
        menu="more",
        icon="refresh",
        columns=("name", "department", "per", "day", "taken_by", "store", "is_active"),
        filters=("department", "per", "store", "is_active"),
        rights=rights((OFFICE + KEEPERS, "view add change export"), *SEEN),
        can_add=False,
        empty=_("保洁的垃圾袋、文印的纸、食堂的洗手液：按时按量供应的，写一次，到日子提醒，一点就成领用单。"),
    )
)
register(
    Register(
        model=SupplyLine,
        menu="more",
        icon="list",
        columns=("item", "qty", "supply"),
        filters=("item", "supply"),
        rights=rights((OFFICE + KEEPERS, "view export"), *SEEN),
        can_add=False,
        empty=_("每个部门每次供应的物资和数量。"),
    )
)
register(
    Register(
        model=SupplyTurn,
        menu="more",
        icon="calendar",
        columns=("due_on", "supply", "status", "handed_on", "issue"),
        filters=("status", "supply", "due_on"),
        sorts=("due_on", "-due_on"),
        views=(View("due", _("待发"), {"status": TurnStatus.DUE}),),
        actions={"hand": _hand, "skip": _skip},
        rights=rights((OFFICE + KEEPERS, "view export hand skip"), *SEEN),
        can_add=False,
        empty=_("写好定期供应，要发的日子就排在这里。"),
    )
)
panel_on("stores.supply", Panel(_("每次供应"), register="stores.supplyline", by="supply"))
panel_on("stores.supply", Panel(_("发放记录"), register="stores.supplyturn", by="supply"))
panel_on("people.department", Panel(_("定期供应"), register="stores.supply", by="department"))
link_by(SupplyTurn, "supply")
link_by(SupplyTurn, "issue", leads_to=True)


def _waiting(user: User) -> QuerySet[Any]:
    return registers["stores.supplyturn"].rows(user).filter(status=TurnStatus.DUE).select_related("supply__department")


deadlines.declare(
    deadlines.Deadline(
        "stores.supplyturn", _("定期供应"), _waiting, date="due_on", warn_days=2,
        title=lambda turn: f"{turn.supply.department} {turn.supply}", url=lambda _turn: reverse("stores:supplies"),
    )
)  # fmt: skip


def _change(supply: Supply) -> str:
    return reverse("stores:supply-change", args=[supply.pk])


offer(
    Offer(name="change", label=_("改"), icon="edit", url=_change, right="stores.change_supply", order=10),
    on="stores.supply",
)
offer(
    Offer(
        name="calendar", label=_("去发放"), icon="calendar", right=COUNTER, order=10,
        url=lambda _turn: reverse("stores:supplies"),
    ),
    on="stores.supplyturn",
)  # fmt: skip
