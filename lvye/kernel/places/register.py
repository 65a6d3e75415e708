"""The registers of places and codes."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import (
    Column,
    MenuLink,
    Panel,
    Register,
    View,
    choose_with,
    menu_link,
    panel_on,
    register,
)

from . import services
from .models import CodeStatus, Kind, Place, PlaceCode, PlaceStatus, School
from .picker import place_field


def _with_code(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Every signed-in user sees all places; each comes with the code to print."""
    live = PlaceCode.objects.filter(place=OuterRef("pk"), status=CodeStatus.LIVE).order_by("-pk")
    made: QuerySet[Any] = rows.annotate(live_code=Subquery(live.values("code")[:1]))
    return made


def _create(*, actor: User, **values: Any) -> Place:
    return services.place_create(values.pop("name"), actor=actor, **values)


def _issue(*, actor: User, place: Place, reporting: bool = True) -> PlaceCode:
    return services.code_issue(place, actor=actor, reporting=reporting)


def _revoke(code: PlaceCode, *, actor: User) -> PlaceCode:
    return services.code_revoke(code, actor=actor, now=timezone.now())


EVERYBODY = (
    "vice_principal principal repairer desk teacher keeper finance cashier buyer receiver canteen guard cleaner"
    " gardener"
)

choose_with(Place, place_field)

places = register(
    Register(
        model=Place,
        menu="school",
        icon="pin",
        columns=("full_name", "kind", Column("code", _("地点码"), lambda place: place.live_code or ""), "status"),
        fields=("name", "kind", "parent"),
        more=("sort",),
        filters=("kind", "building", "status"),
        sorts=("full_name", "-id"),
        views=(
            View("buildings", _("楼栋"), {"kind": Kind.BUILDING}),
            View("rooms", _("房间"), {"kind": Kind.ROOM, "status": PlaceStatus.OPEN}),
            View("closed", _("停用的"), {"status": PlaceStatus.CLOSED}),
        ),
        imports=("campus", "building", "floor", "room", "kind"),
        importer=services.place_tree_import,
        create=_create,
        amend=services.place_amend,
        actions={"close": services.place_close, "reopen": services.place_reopen},
        scope=_with_code,
        rights={
            "director": "view add change export import close reopen",
            "deputy_director": "view add change export import close reopen",
            "admin": "view add change export import close reopen",
        }
        | dict.fromkeys(EVERYBODY.split(), "view"),
        empty=_("这里是学校的楼、层、房间和场地。先从表格导入，或登记第一栋楼。"),
    )
)

codes = register(
    Register(
        model=PlaceCode,
        menu="more",
        icon="qr",
        columns=("code", "place", "reporting", "status", "revoked_at"),
        fields=("place", "reporting"),
        filters=("status", "reporting"),
        views=(View("revoked", _("作废的"), {"status": CodeStatus.REVOKED}),),
        create=_issue,
        amend=services.code_amend,
        actions={"revoke": _revoke, "reopen": services.code_reopen},
        rights=dict.fromkeys(("director", "deputy_director", "admin"), "view add change export revoke reopen")
        | {"desk": "view"},
        empty=_("每个地点登记时自动得到一个地点码。标签丢了或坏了，可以在这里另发一个。"),
    )
)

school = register(
    Register(
        model=School,
        menu="more",
        icon="leaf",
        columns=("name", "short_name", "code", "phone", "address"),
        fields=("name", "short_name", "phone", "address", "code"),
        create=services.school_set,
        amend=lambda school, **values: services.school_set(**values),
        rights=dict.fromkeys(("director", "admin"), "view add change") | {"deputy_director": "view"},
        empty=_("请先写上学校的名称和总务处电话。"),
    )
)

panel_on("places.place", Panel(_("地点码"), "places.placecode", "place"))
menu_link(MenuLink(group="school", label=_("扫一扫"), url_name="scan", icon="scan", order=90))
