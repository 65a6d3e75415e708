"""The register of announced heads."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, panel_on, register, rights
from lvye.modules.menus import services
from lvye.modules.menus.models import HeadCount
from lvye.modules.menus.sight import counts

from .posts import ADMIN, BUYING, HEADS, KITCHEN, LEADERS


def _say(*, actor: User, school_class: Any = None, **values: Any) -> HeadCount:
    return services.heads_say(school_class=school_class, now=timezone.now(), actor=actor, **values)


def _change(found: HeadCount, *, actor: User, **values: Any) -> HeadCount:
    return services.heads_say(
        date=found.date, meal=found.meal, school_class=found.school_class, count=values.get("count", found.count),
        note=values.get("note", found.note), now=timezone.now(), actor=actor,
    )  # fmt: skip


register(
    Register(
        model=HeadCount,
        menu="food",
        icon="people",
        columns=("date", "meal", "school_class", "count", "note", "said_by", "said_at", "is_late"),
        fields=("date", "meal", "school_class", "count", "note"),
        filters=("date", "meal", "school_class", "is_late"),
        sorts=("-date", "date", "-id"),
        create=_say,
        amend=_change,
        scope=counts,
        rights=rights(
            (KITCHEN + HEADS, "view add change export office"), (("desk",), "view add change export office"),
            (("teacher",), "view add change"), (LEADERS + BUYING, "view export office"), (ADMIN, "view office"),
        ),
        empty=_("各班报的用餐人数。班主任在手机上报，食堂按它买菜。"),
    )
)  # fmt: skip
panel_on("people.schoolclass", Panel(_("报餐"), register="menus.headcount", by="school_class"))
