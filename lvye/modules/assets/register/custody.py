"""The registers of custody sheets and of the marks of classes."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.assets import services
from lvye.modules.assets.models import ClassMark, CustodyLine, CustodySheet, SheetStatus
from lvye.modules.assets.screens.custody import sheet
from lvye.modules.assets.sight import through

from .posts import EVERYBODY, HEADS, KEEPERS, LEADERS, LOOKERS, MONEY


def _mark(*, actor: User, **values: Any) -> ClassMark:
    return services.classmark_add(today=timezone.localdate(), actor=actor, **values)


def _lines(rows: QuerySet[Any], user: User) -> QuerySet[Any]:
    """Lines with what their sheet is called by."""
    return through("sheet__keeper")(rows, user).select_related("sheet__place", "sheet__keeper")


register(
    Register(
        model=CustodySheet,
        menu="more",
        icon="doc",
        columns=("place", "keeper", "term", "phase", "count", "problems", "made_on", "signed_at", "status"),
        filters=("term", "phase", "keeper", "place", "status"),
        views=(
            View("open", _("还没签字的"), {"status": SheetStatus.OPEN}),
            View("signed", _("已签字"), {"status": SheetStatus.SIGNED}),
        ),
        actions={"drop": services.custody_drop},
        screens={"detail": sheet},
        scope=through("keeper"),
        rights=rights(
            (HEADS, "view add export sign for drop"), (KEEPERS, "view add export sign for drop"),
            ((*LEADERS, *MONEY), "view export sign"), ((*EVERYBODY, *LOOKERS), "view sign"),
        ),
        can_add=False,
        empty=_("学期初给每间房、每位保管人发一张责任书，逐件看过签字；谁没签一目了然。"),
    )
)  # fmt: skip
register(
    Register(
        model=CustodyLine,
        menu="more",
        icon="list",
        columns=(
            "sheet",
            "asset",
            "qty",
            "value",
            "state",
            "note",
        ),
        filters=("state",),
        views=(
            View("missing", _("不在的"), {"state": "missing"}),
            View("damaged", _("有损坏的"), {"state": "damaged"}),
        ),
        scope=_lines,
        rights=rights(((*HEADS, *KEEPERS, *LEADERS, *MONEY), "view export"), ((*EVERYBODY, *LOOKERS), "view")),
        can_add=False,
        empty=_("责任书签字时逐件记下完好、有损坏还是不在。"),
    )
)
register(
    Register(
        model=ClassMark,
        menu="more",
        icon="star",
        columns=("checked_on", "school_class", "item", "points", "why", "checker"),
        fields=("school_class", "checked_on", "item", "points", "why"),
        filters=("school_class", "item", "checked_on"),
        sorts=("-id", "-checked_on"),
        create=_mark,
        rights=rights(
            ((*HEADS, *KEEPERS, "desk"), "view add change export"), (LEADERS, "view add export"),
            (("teacher",), "view"),
        ),
        empty=_("班级财产按项检查：课桌椅、门窗、墙面……损坏扣分，爱护加分，每月排名。"),
    )
)  # fmt: skip
panel_on("assets.custodysheet", Panel(_("签字时的明细"), register="assets.custodyline", by="sheet"))
panel_on("assets.asset", Panel(_("责任书记录"), register="assets.custodyline", by="asset"))
panel_on("people.schoolclass", Panel(_("财产考核"), register="assets.classmark", by="school_class"))
