"""Rosters, their days and who serves."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.registers.api import Column, Register, View, register
from lvye.kernel.rosters import queries, services
from lvye.kernel.rosters.models import Assignment, Roster, Slot, Status
from lvye.kernel.rosters.screens import grid
from lvye.kernel.rosters.words import result_words

from .posts import office_rights

PLAN = "view add change export plan ask stop publish recall drop"


def _publish(roster: Roster, *, actor: Any) -> Roster:
    return services.roster_publish(roster, now=timezone.now(), actor=actor)


def _recall(roster: Roster, *, why_recalled: str = "", actor: Any) -> Roster:
    return services.roster_recall(
        roster, why_recalled=why_recalled, today=timezone.localdate(), now=timezone.now(), actor=actor
    )


register(
    Register(
        model=Roster,
        menu="day",
        icon="calendar",
        columns=(
            "kind", "name", "begins_on", "ends_on", "status",
            Column("result", _("排得怎样"), lambda roster: result_words(roster.result)),
        ),
        fields=("kind", "begins_on", "ends_on", "name"),
        filters=("kind", "status"),
        sorts=("-id", "begins_on"),
        views=(
            View("published", _("已发布"), {"status": Status.PUBLISHED}),
            View("ready", _("排好待发布"), {"status": Status.READY}),
        ),
        create=services.roster_create,
        amend=services.roster_amend,
        actions={
            "ask": services.roster_ask, "stop": services.roster_stop, "publish": _publish, "recall": _recall,
            "drop": services.roster_drop,
        },
        offered={"recall": lambda roster: services.recallable(roster, timezone.localdate())},
        screens={"detail": grid.detail},
        scope=queries.rosters_seen,
        rights=office_rights(PLAN, leaders="view export publish", staff="view"),
        empty=_("还没有值班表。登记一张：哪一类、从哪天到哪天，再点“排班”。"),
    )
)  # fmt: skip
register(
    Register(
        model=Slot,
        menu="more",
        icon="calendar",
        columns=("roster", "on", "shift", "starts_at", "ends_at", "weight"),
        filters=("roster", "on"),
        sorts=("on",),
        scope=queries.slots_seen,
        rights=office_rights("view export", staff="view"),
        empty=_("还没有值班日。登记一张值班表，日子按校历自动列出来。"),
        can_add=False,
    )
)
register(
    Register(
        model=Assignment,
        menu="more",
        icon="people",
        columns=(
            Column("on", _("日期"), lambda one: one.slot.on, reads=("slot",)),
            Column("starts_at", _("开始"), lambda one: one.slot.starts_at, reads=("slot",)),
            "seat", "person", "origin", "despite",
        ),
        filters=("person", "origin"),
        scope=queries.assignments_seen,
        rights=office_rights("view export", staff="view"),
        empty=_("还没有排人。在值班表上点“排班”，人就自动排好。"),
        can_add=False,
    )
)  # fmt: skip
