"""The registers of cars, of what stands before the gate, and of letters to parents."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.registers.api import Offer, Panel, Register, View, offer, panel_on, register, registers, rights
from lvye.modules.security import services
from lvye.modules.security.models import Car, CrossPoint, LetterStatus, ParentLetter, ParentSlip

from .posts import ADMIN, DESK, GUARDS, HEADS, LEADERS

register(
    Register(
        model=Car,
        menu="safety",
        icon="truck",
        columns=("plate", "kind", "owner", "pass_number", "looks", "ends_on", "is_active"),
        fields=("owner", "kind", "looks", "plate", "pass_number", "ends_on", "is_active"),
        imports=("plate", "owner", "pass_number", "looks"),
        filters=("kind", "owner", "is_active"),
        create=services.car_add,
        amend=services.car_change,
        rights=rights(
            ((*HEADS, *DESK), "view add change export import"), (LEADERS, "view export"), ((*GUARDS, *ADMIN), "view")
        ),
        empty=_("教职工的车一辆一条：车牌、车主、通行证。门卫输入车牌就知道认不认识。"),
    )
)
register(
    Register(
        model=CrossPoint,
        menu="safety",
        icon="flag",
        columns=("kind", "place", "spot", "keeper", "outer", "checked_on", "is_bad", "is_active"),
        fields=("kind", "place", "spot", "keeper", "outer", "is_active"),
        filters=("kind", "is_bad", "is_active"),
        views=(View("bad", _("有问题"), {"is_bad": "True"}),),
        rights=rights(
            ((*HEADS, *DESK), "view add change export"), (LEADERS, "view export"), ((*GUARDS, *ADMIN), "view")
        ),
        empty=_("校门口的斑马线、减速带、标志、护栏一处一条，每月看一遍；校外的写明归谁管。"),
    )
)
panel_on("places.place", Panel(_("校门口交通设施"), register="security.crosspoint", by="place"))


def _send(letter: ParentLetter, *, actor: User) -> ParentLetter:
    return services.letter_send(letter, today=timezone.localdate(), actor=actor)


def _close(letter: ParentLetter, *, actor: User, closing: str = "") -> ParentLetter:
    return services.letter_close(letter, closing=closing, actor=actor)


register(
    Register(
        model=ParentLetter,
        menu="safety",
        icon="mail",
        columns=("title", "sent_on", "slip_on", "status", "closing"),
        fields=("title", "text", "slip_on"),
        filters=("status", "sent_on"),
        views=(View("sent", _("在收回执"), {"status": LetterStatus.SENT}),),
        amend=services.letter_amend,
        actions={"send": _send, "close": _close},
        rights=rights(
            ((*HEADS, *DESK), "view add change export send close"), (LEADERS, "view export send close"),
            (("teacher", *ADMIN), "view"),
        ),
        empty=_("封闭管理、防溺水、放假安全……写一封致家长信，打印发下去，回执按班收。"),
    )
)  # fmt: skip
register(
    Register(
        model=ParentSlip,
        menu="more",
        icon="people",
        columns=("letter", "school_class", "wanted", "back", "noted_on"),
        filters=("school_class", "noted_on"),
        can_add=False,
        rights=rights(((*HEADS, *DESK), "view change export"), (LEADERS, "view export"), (("teacher", *ADMIN), "view")),
        empty=_("信发出去，每个班应交几份、交回几份。"),
    )
)
panel_on("security.parentletter", Panel(_("各班回执"), register="security.parentslip", by="letter"))
offer(
    Offer(
        name="slips", label=_("收回执"), icon="check", right="security.change_parentslip", order=5,
        url=lambda one: reverse("security:slips", args=[one.pk]) if one.status == LetterStatus.SENT and one.slip_on
        else "",
    ),
    on="security.parentletter",
)  # fmt: skip
offer(
    Offer(
        name="print", label=_("打印"), icon="print", right="security.view_parentletter", order=20,
        url=lambda one: reverse("security:parents-paper", args=[one.pk]),
    ),
    on="security.parentletter",
)  # fmt: skip


def _letters(user: User) -> QuerySet[Any]:
    return registers["security.parentletter"].rows(user).filter(status=LetterStatus.SENT, slip_on__isnull=False)


def _passes(user: User) -> QuerySet[Any]:
    return registers["security.car"].rows(user).filter(is_active=True, ends_on__isnull=False).select_related("owner")


declare(
    Deadline("security.parentletter", _("家长信回执"), _letters, date="slip_on", warn_days=2,
             blocks=_("没有交回执的家长，不能算告知到了。")),
    Deadline("security.car", _("车辆通行证"), _passes, date="ends_on", warn_days=14,
             title=lambda one: f"{one.plate} {one.owner.name}"),
)  # fmt: skip
