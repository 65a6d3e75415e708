"""The registers of the green design and its parts, year by year."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register
from lvye.modules.grounds import services
from lvye.modules.grounds.models import Design, DesignPart, DesignStatus, PartStatus

from .posts import DESK, HEADS, LEADERS, LOOK


def _agree(design: Design, *, actor: User) -> Design:
    return services.design_agree(design, today=timezone.localdate(), actor=actor)


def _finish(design: Design, *, actor: User, closing: str = "") -> Design:
    return services.design_finish(design, closing=closing, today=timezone.localdate(), actor=actor)


def _stop(design: Design, *, actor: User, closing: str = "") -> Design:
    return services.design_stop(design, closing=closing, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Design,
        menu="ground",
        icon="leaf",
        columns=("name", "designer", "first_year", "last_year", "budget", "lead", "agreed_on", "status"),
        fields=("name", "designer", "lead", "first_year", "last_year", "goal"),
        more=("budget",),
        filters=("status",),
        sorts=("-id", "first_year"),
        actions={"agree": _agree, "finish": _finish, "stop": _stop},
        rights=LOOK
        | dict.fromkeys((*HEADS, *DESK), "view add change export finish stop")
        | dict.fromkeys(LEADERS, "view add change export agree stop"),
        empty=_("绿化的长期规划：谁设计的、几年、总目标、总预算，再一年一年写做什么、大约花多少。"),
    )
)


def _add(*, actor: User, **values: Any) -> DesignPart:
    return services.design_part_add(actor=actor, **values)


def _amend(part: DesignPart, *, actor: User, **values: Any) -> DesignPart:
    values.pop("design", None)
    return services.design_part_amend(part, actor=actor, **values)


def _done(part: DesignPart, *, actor: User, spent: Decimal | None = None, became: str = "") -> DesignPart:
    return services.part_finish(part, spent=spent, became=became, today=timezone.localdate(), actor=actor)


def _move(part: DesignPart, *, actor: User, next_on: date | None = None, became: str = "") -> DesignPart:
    return services.part_move(part, next_on=next_on, became=became, today=timezone.localdate(), actor=actor)


def _drop(part: DesignPart, *, actor: User, became: str = "") -> DesignPart:
    return services.part_drop(part, became=became, today=timezone.localdate(), actor=actor)


def _going(part: DesignPart) -> bool:
    return part.design.status == DesignStatus.GOING


register(
    Register(
        model=DesignPart,
        menu="more",
        icon="leaf",
        columns=("design", "year", "what", "kind", "place", "qty", "unit", "due_on", "estimate", "spent", "status"),
        fields=("design", "due_on", "kind", "what", "place", "estimate"),
        more=("plot", "qty", "unit"),
        filters=("design", "status", "kind", "year"),
        sorts=("-id", "due_on"),
        views=(View("planned", _("没做"), {"status": PartStatus.PLANNED}),),
        create=_add,
        amend=_amend,
        actions={"finish": _done, "move": _move, "drop": _drop},
        offered=dict.fromkeys(("finish", "move", "drop"), _going),
        rights=LOOK
        | dict.fromkeys((*HEADS, *DESK), "view add change export finish move drop")
        | dict.fromkeys(LEADERS, "view add change export"),
        empty=_("规划里哪一年做什么、在哪里、大约花多少；做成了、转到以后、不做了，都写在这一条上。"),
    )
)
