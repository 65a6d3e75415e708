"""The registers of plots: what grows there, what was planted and died, the work that was done."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Register, View, register
from lvye.modules.grounds import services
from lvye.modules.grounds.models import Loss, Planting, PlantingStatus, Plot, Work, WorkKind

from .posts import DESK, HEADS, KEEP, LOOK, WORKERS


def _work(*, actor: User, **values: Any) -> Work:
    return services.work_record(today=timezone.localdate(), actor=actor, **values)


def _plant(*, actor: User, **values: Any) -> Planting:
    return services.planting_create(today=timezone.localdate(), actor=actor, **values)


def _count(planting: Planting, *, actor: User, lived: int | None = None) -> Planting:
    return services.planting_count(planting, lived=lived, today=timezone.localdate(), actor=actor)


def _loss(*, actor: User, **values: Any) -> Loss:
    return services.loss_record(today=timezone.localdate(), actor=actor, **values)


register(
    Register(
        model=Plot,
        menu="ground",
        icon="leaf",
        columns=("name", "kind", "place", "area", "plants", "keeper", "is_open"),
        fields=("name", "kind", "place", "area", "plants", "keeper"),
        more=("water", "weed", "prune", "feed", "pest", "is_open"),
        imports=("name", "kind", "place", "area", "plants", "keeper"),
        filters=("kind", "keeper", "is_open"),
        sorts=("-id", "name"),
        rights=LOOK | dict.fromkeys((*HEADS, *DESK), KEEP),
        empty=_("花园、花坛、草坪、绿篱一块一条：多大、种了什么、谁专管、要做哪些养护。养护日子到了自己出来。"),
    )
)
register(
    Register(
        model=Planting,
        menu="ground",
        icon="leaf",
        columns=("plot", "species", "count", "measure", "planted_on", "why", "part", "lived", "counted_on", "status"),
        fields=("plot", "species", "count", "measure", "planted_on"),
        more=("cost", "why", "part"),
        filters=("plot", "status", "planted_on"),
        sorts=("-id", "-planted_on"),
        views=(View("planted", _("待清点"), {"status": PlantingStatus.PLANTED}),),
        create=_plant,
        actions={"count": _count},
        rights=LOOK | dict.fromkeys((*HEADS, *DESK), "view add export count") | {"gardener": "view add count"},
        empty=_("种了什么、多少，过些日子清点活了多少；池塘放的鱼也记在这里。"),
    )
)
register(
    Register(
        model=Work,
        menu="ground",
        icon="brush",
        columns=("on", "kind", "place", "plot", "qty", "unit", "person", "hired", "agent", "safe_at", "note"),
        fields=("on", "kind", "place", "plot", "qty", "unit"),
        more=("person", "hired", "pest", "agent", "safe_at", "cost", "part", "note"),
        filters=("kind", "on", "plot", "person"),
        sorts=("-id", "-on"),
        views=(
            View("clear", _("清枯枝落叶"), {"kind": WorkKind.CLEAR}),
            View("pest", _("病虫害"), {"kind": WorkKind.PEST}),
        ),
        create=_work,
        rights=LOOK | dict.fromkeys((*HEADS, *DESK), "view add export") | dict.fromkeys(WORKERS, "view add"),
        empty=_("做了什么、做了多少：浇水、除草、修剪、补种、清枯枝落叶几袋、消毒灭蚊灭鼠。养护检查做完会自己记一条。"),
    )
)  # fmt: skip
register(
    Register(
        model=Loss,
        menu="more",
        icon="leaf",
        columns=("on", "planting", "count", "cause", "by"),
        fields=("planting", "on", "count", "cause"),
        filters=("on", "planting"),
        sorts=("-id", "-on"),
        create=_loss,
        rights=LOOK | dict.fromkeys((*HEADS, *DESK), "view add export") | dict.fromkeys(WORKERS, "view add"),
        empty=_("池塘里的鱼、新栽的苗，死了几条几株、为什么，一次一条。池塘的在“池塘”那一页点一下就记好。"),
    )
)
