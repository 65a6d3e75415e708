"""The registers of the grounds, and what they show elsewhere."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import (
    Block,
    MenuLink,
    Offer,
    Panel,
    Register,
    View,
    menu_link,
    offer,
    panel_on,
    register,
    registers,
    workbench,
)

from . import figures, rounds, services  # noqa: F401 - figures and recurring work declare themselves
from .blocks import round_block
from .models import Planting, PlantingStatus, Plot, RoomUse, Score, Work, WorkKind, Zone, ZoneKind

HEADS, DESK, LEADERS = ("director", "deputy_director"), ("desk",), ("vice_principal", "principal")
WORKERS = ("gardener", "cleaner")
STAFF = ("teacher", "repairer", "keeper", "buyer", "receiver", "finance", "cashier", "canteen", "guard", "admin")
LOOK = dict.fromkeys((*WORKERS, *STAFF), "view") | dict.fromkeys(LEADERS, "view export")
KEEP = "view add change export import"


def _work(*, actor: User, **values: Any) -> Work:
    return services.work_record(today=timezone.localdate(), actor=actor, **values)


def _plant(*, actor: User, **values: Any) -> Planting:
    return services.planting_create(today=timezone.localdate(), actor=actor, **values)


def _count(planting: Planting, *, actor: User, lived: int | None = None) -> Planting:
    return services.planting_count(planting, lived=lived, today=timezone.localdate(), actor=actor)


def _score(score: Score, *, actor: User, **values: Any) -> Score:
    return services.score_amend(score, today=timezone.localdate(), actor=actor, **values)


def _leave(use: RoomUse, *, actor: User, left_tidy: bool = False, note: str = "") -> RoomUse:
    return services.room_leave(use, left_tidy=left_tidy, note=note, now=timezone.now(), actor=actor)


def _enter(*, actor: User, place: Place, school_class: Any, found_tidy: bool = True, note: str = "") -> RoomUse:
    return services.room_enter(place, school_class, found_tidy=found_tidy, note=note, now=timezone.now(), actor=actor)


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
        columns=("plot", "species", "count", "measure", "planted_on", "why", "lived", "counted_on", "status"),
        fields=("plot", "species", "count", "measure", "planted_on"),
        more=("cost", "why"),
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
        more=("person", "hired", "pest", "agent", "safe_at", "note"),
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
        model=Zone,
        menu="ground",
        icon="pin",
        columns=("name", "kind", "place", "school_class", "cleaner", "women", "men", "is_open"),
        fields=("name", "kind", "place", "school_class", "cleaner", "standard"),
        more=("women", "men", "sort", "is_open"),
        imports=("name", "kind", "place", "school_class", "cleaner", "standard"),
        filters=("kind", "school_class", "cleaner", "is_open"),
        sorts=("-id", "sort"),
        views=(View("toilet", _("卫生间"), {"kind": ZoneKind.TOILET}),),
        rights=LOOK | dict.fromkeys((*HEADS, *DESK), KEEP),
        empty=_("操场、楼道、卫生间分给谁：哪个班、哪位保洁，什么样算干净。"),
    )
)
register(
    Register(
        model=Score,
        menu="ground",
        icon="star",
        columns=(
            "on", "zone", "points", "is_low", "note", "by", "why",
        ),
        fields=("points", "note", "why"),
        filters=("zone", "on", "is_low", "by"),
        sorts=("-id", "-on"),
        views=(View("low", _("不合格"), {"is_low": "True"}),),
        can_add=False,
        amend=_score,
        rights=LOOK
        | dict.fromkeys((*HEADS, *DESK), "view add change export")
        | {"vice_principal": "view add export", "teacher": "view add"},
        empty=_("在“今天评分”里走一圈、点一点，每个区域的分就记在这里。"),
    )
)  # fmt: skip
register(
    Register(
        model=RoomUse,
        menu="ground",
        icon="door",
        columns=(
            "on", "place", "school_class", "teacher", "begun_at", "found_tidy", "left_at", "left_tidy",
            "note", "status",
        ),
        fields=("place", "school_class", "found_tidy", "note"),
        filters=("place", "school_class", "left_tidy", "on", "status"),
        sorts=("-id", "-on"),
        views=(View("in", _("使用中"), {"status": RoomUse.Status.IN}),),
        create=_enter,
        actions={"leave": _leave},
        rights=LOOK
        | dict.fromkeys((*HEADS, *DESK), "view add export leave")
        | {"teacher": "view add leave", "keeper": "view add export leave"},
        empty=_("进功能室登记哪个班，离开时看一眼：卫生、教具整理好了没有。"),
    )
)  # fmt: skip
for target, title, key, by in (
    ("places.place", _("绿地"), "grounds.plot", "place"),
    ("places.place", _("保洁区域"), "grounds.zone", "place"),
    ("places.place", _("功能室使用"), "grounds.roomuse", "place"),
    ("grounds.plot", _("栽种"), "grounds.planting", "plot"),
    ("grounds.plot", _("做过的活"), "grounds.work", "plot"),
    ("grounds.zone", _("得分"), "grounds.score", "zone"),
):
    panel_on(target, Panel(title, register=key, by=by))


def _room(place: Place) -> str:
    """Only rooms can be signed into."""
    return f"{reverse('grounds.roomuse:new')}?place={place.pk}" if place.kind == "room" else ""


offer(
    Offer(name="room", label=_("功能室登记"), icon="door", url=_room, right="grounds.add_roomuse", order=60),
    on="places.place",
)


def _uncounted(user: User) -> QuerySet[Any]:
    return registers["grounds.planting"].rows(user).filter(status=PlantingStatus.PLANTED).select_related("plot")


declare(Deadline("grounds.planting", _("栽种清点成活"), _uncounted, date="count_due_on", warn_days=7))
workbench(
    Block(
        name="grounds-round", title=_("今天的卫生"), template="grounds/blocks/round.html", context=round_block,
        right="grounds.add_score", order=45,
    )
)  # fmt: skip
for label, url_name, icon, right, order in (
    (_("环境台"), "grounds:board", "grid", "grounds.view_zone", 1),
    (_("今天评分"), "grounds:round", "star", "grounds.add_score", 2),
):
    menu_link(MenuLink(group="ground", label=label, url_name=url_name, icon=icon, right=right, order=order))
