"""The registers of cleaning zones, their scores, and special rooms."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Place
from lvye.kernel.registers.api import Register, View, register
from lvye.modules.grounds import services
from lvye.modules.grounds.models import RoomUse, Score, Zone, ZoneKind

from .posts import DESK, HEADS, KEEP, LOOK


def _score(score: Score, *, actor: User, **values: Any) -> Score:
    return services.score_amend(score, today=timezone.localdate(), actor=actor, **values)


def _leave(use: RoomUse, *, actor: User, left_tidy: bool = False, note: str = "") -> RoomUse:
    return services.room_leave(use, left_tidy=left_tidy, note=note, now=timezone.now(), actor=actor)


def _enter(*, actor: User, place: Place, school_class: Any, found_tidy: bool = True, note: str = "") -> RoomUse:
    return services.room_enter(place, school_class, found_tidy=found_tidy, note=note, now=timezone.now(), actor=actor)


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
