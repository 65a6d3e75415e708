"""The registers of who comes and who goes."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register, rights
from lvye.modules.security import services
from lvye.modules.security.models import Outing, OutingStatus, Visit, VisitStatus
from lvye.modules.security.sight import outings, visits

from .posts import ADMIN, DESK, GUARDS, HEADS, LEADERS, STAFF


def _visit(*, actor: User, **values: Any) -> Visit:
    return services.visit_write(now=timezone.now(), actor=actor, **values)


def _enter(visit: Visit, *, actor: User) -> Visit:
    return services.visit_enter(visit, now=timezone.now(), actor=actor)


def _refuse(visit: Visit, *, actor: User, refusal: str = "") -> Visit:
    return services.visit_refuse(visit, refusal=refusal, now=timezone.now(), actor=actor)


def _leave(visit: Visit, *, actor: User) -> Visit:
    return services.visit_leave(visit, now=timezone.now(), actor=actor)


GATE = "view add enter refuse leave all"
register(
    Register(
        model=Visit,
        menu="safety",
        icon="people",
        columns=("came_at", "kind", "name", "phone", "people", "host", "why", "plate", "meets", "status", "left_at"),
        fields=("kind", "name", "phone", "host", "why", "people", "plate"),
        more=("company", "paper", "paper_tail", "badge", "goods_seen"),
        filters=("status", "kind", "host", "on", "meets"),
        views=(
            View("asked", _("等确认"), {"status": VisitStatus.ASKED}),
            View("inside", _("在校"), {"status": VisitStatus.INSIDE}),
        ),
        create=_visit,
        actions={"enter": _enter, "refuse": _refuse, "leave": _leave},
        scope=visits,
        rights=rights(
            (HEADS, f"{GATE} export closed"),
            (DESK, f"{GATE} export"),
            (LEADERS, f"{GATE} export closed"),
            (GUARDS, GATE),
            (STAFF, "view"),
            (ADMIN, "view"),
        ),
        empty=_("谁来、找谁、什么事、什么时候走。被访人确认以后才放行；在“门卫台”上登记最快。"),
    )
)


def _outing(*, actor: User, **values: Any) -> Outing:
    return services.outing_write(now=timezone.now(), actor=actor, **values)


def _agree(outing: Outing, *, actor: User) -> Outing:
    return services.outing_agree(outing, now=timezone.now(), actor=actor)


def _no(outing: Outing, *, actor: User, refusal: str = "") -> Outing:
    return services.outing_refuse(outing, refusal=refusal, now=timezone.now(), actor=actor)


def _go(outing: Outing, *, actor: User) -> Outing:
    return services.outing_go(outing, now=timezone.now(), actor=actor)


def _come(outing: Outing, *, actor: User) -> Outing:
    return services.outing_come(outing, now=timezone.now(), actor=actor)


def _drop(outing: Outing, *, actor: User) -> Outing:
    return services.outing_drop(outing, actor=actor)


OWN = "view add drop agree refuse"
register(
    Register(
        model=Outing,
        menu="safety",
        icon="go",
        columns=("on", "person", "school_class", "why", "leaves_at", "taker", "status", "out_at", "returned_at"),
        fields=("person", "why", "leaves_at", "back_at", "taker", "relation", "taker_phone"),
        more=("words",),
        filters=("status", "why", "on", "school_class"),
        views=(View("out", _("出门还没回"), {"status": OutingStatus.OUT}),),
        create=_outing,
        actions={"agree": _agree, "refuse": _no, "go": _go, "come": _come, "drop": _drop},
        scope=outings,
        rights=rights(
            ((*STAFF, *DESK), OWN),
            (HEADS, OWN),
            (LEADERS, f"{OWN} all stand export"),
            (GUARDS, "view add drop go come"),
            (ADMIN, "view"),
        ),
        empty=_("学生外出由班主任同意、有人接，门卫看单放行；教职工外出自己登记。"),
    )
)
