"""What stands: kinds of hazards, conditions of 重大隐患, routes and their stops."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Panel, Register, panel_on, register, rights
from lvye.modules.inspections.models import Kind, MajorItem, Route, Stop

from .posts import ADMIN, GUARDS, HEADS, LEADERS, OFFICE, STAFF

KEEP = rights(
    ((*HEADS, *ADMIN), "view add change export"), (("desk", *LEADERS), "view export"), ((*GUARDS, *STAFF), "view")
)
WAYS = rights((OFFICE, "view add change export"), (LEADERS, "view export"), ((*GUARDS, *STAFF, *ADMIN), "view"))
register(
    Register(
        model=Kind,
        menu="more",
        icon="tag",
        columns=("name", "look_for", "warns", "sort", "is_active"),
        fields=("code", "name", "look_for", "warns", "icon", "sort", "is_active"),
        filters=("warns", "is_active"),
        sorts=("-id", "sort"),
        rights=KEEP,
        empty=_("房屋、楼梯、雨棚、围墙、体育器械……隐患按这些类别登记，常用的已经列好，可以改、可以加。"),
    )
)
register(
    Register(
        model=MajorItem,
        menu="more",
        icon="shield",
        columns=("text", "group", "document", "article", "is_sure", "is_active"),
        fields=("code", "group", "text", "document", "article", "is_sure", "sort", "is_active"),
        filters=("is_sure", "is_active"),
        sorts=("-id", "sort"),
        rights=KEEP,
        empty=_("满足其中一条就直接判定为重大隐患；每条写明依据，请主任与原文核对后勾上“已与原文核对”。"),
    )
)
register(
    Register(
        model=Route,
        menu="more",
        icon="walk",
        columns=("name", "occasion", "note", "is_active"),
        fields=("name", "occasion", "note", "is_active"),
        filters=("occasion", "is_active"),
        rights=WAYS,
        empty=_("巡查路线是一串按次序走的地点：每日巡查、围墙、夜间、周五全面检查、节前检查。先建一条，再加点。"),
    )
)
register(
    Register(
        model=Stop,
        menu="more",
        icon="pin",
        columns=("route", "order", "place", "look_for", "kind", "is_active"),
        fields=("route", "order", "place", "look_for", "kind", "is_active"),
        filters=("route", "is_active"),
        rights=WAYS,
        empty=_("路线上的每一站：哪个地点、看什么。到了扫门上的码，次序就是路线。"),
    )
)
panel_on("inspections.route", Panel(_("路线上的点"), register="inspections.stop", by="route"))
