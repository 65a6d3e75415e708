"""The registers of menus, their dishes, and what the planner proposed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.chains.api import link_by
from lvye.kernel.deadlines import api as deadlines
from lvye.kernel.registers.api import Column, Offer, Panel, Register, View, offer, panel_on, register, registers, rights
from lvye.kernel.rules import api as rules
from lvye.modules.menus import services
from lvye.modules.menus.models import MenuDish, MenuWeek, Plan, WeekKind, WeekStatus
from lvye.modules.menus.sight import EDIT, VIEW, lines, weeks

from .posts import ADMIN, BUYING, HEADS, KITCHEN, LEADERS, STAFF


def _publish(week: MenuWeek, *, actor: User) -> MenuWeek:
    return services.week_publish(week, now=timezone.now(), actor=actor)


def _recall(week: MenuWeek, *, actor: User, why: str = "") -> MenuWeek:
    return services.week_recall(week, why=why, now=timezone.now(), actor=actor)


register(
    Register(
        model=MenuWeek,
        menu="food",
        icon="calendar",
        columns=("name", "kind", "begins_on", "status", "kinds", "is_within", "cost", "published_at"),
        filters=("kind", "status", "begins_on", "is_within"),
        sorts=("-begins_on", "begins_on"),
        views=(
            View("draft", _("在编"), {"status": WeekStatus.DRAFT}),
            View("event", _("活动食谱"), {"kind": WeekKind.EVENT}),
        ),
        fields=("budget", "made_with", "note"),
        amend=services.week_change,
        actions={"publish": _publish, "recall": _recall, "drop": services.week_drop},
        scope=weeks,
        rights=rights(
            (KITCHEN + HEADS, "view add change export publish recall drop shop"), (LEADERS, "view export shop"),
            (BUYING, "view export shop"), (STAFF, "view"), (ADMIN, "view"),
        ),
        can_add=False,
        empty=_("一周一份食谱，公示前在“编食谱”里排；营养够不够、花多少钱，边排边看。"),
    )
)  # fmt: skip
register(
    Register(
        model=MenuDish,
        menu="more",
        icon="list",
        columns=("date", "meal", "dish", "instead_of", "why", "week"),
        filters=("week", "date", "meal", "dish"),
        sorts=("-date", "date"),
        scope=lines,
        rights=rights((KITCHEN + HEADS + LEADERS + BUYING, "view export"), (STAFF + ADMIN, "view")),
        can_add=False,
        empty=_("每天每餐吃什么，可以按菜查哪天吃过。"),
    )
)
register(
    Register(
        model=Plan,
        menu="more",
        icon="star",
        columns=(
            "asked_on", "week", "age", "budget", "status", "cost", "gap",
            Column("why", _("说明"), lambda plan: " ".join(plan.why[:2])), "used_on",
        ),
        filters=("week", "status"),
        rights=rights((KITCHEN + HEADS, "view export"), (LEADERS, "view"), (ADMIN, "view")),
        can_add=False,
        empty=_("程序排过的方案：用了没用、离最好差多少，都留着。"),
    )
)  # fmt: skip
panel_on("menus.menuweek", Panel(_("每餐的菜"), register="menus.menudish", by="week"))
panel_on("menus.menuweek", Panel(_("排菜方案"), register="menus.plan", by="week"))
panel_on("menus.dish", Panel(_("哪天吃过"), register="menus.menudish", by="dish"))
link_by(MenuDish, "week")
link_by(MenuDish, "dish")
link_by(Plan, "week")


def _page(week: MenuWeek) -> str:
    return reverse("menus:event", args=[week.pk]) if week.is_event else reverse("menus:week", args=[week.begins_on])


offer(
    Offer(name="open", label=_("打开食谱"), icon="calendar", right=VIEW, order=5, url=_page),
    on="menus.menuweek",
)


def _unpublished(user: User) -> QuerySet[Any]:
    today = timezone.localdate()
    ahead = today + timedelta(days=int(rules.value("menus.publish_days")) + 7)
    rows = registers["menus.menuweek"].rows(user).filter(status=WeekStatus.DRAFT, begins_on__range=(today, ahead))
    return rows if user.has_perm(EDIT) else rows.none()


deadlines.declare(
    deadlines.Deadline(
        "menus.menuweek", _("食谱还没公示"), _unpublished, date="begins_on", warn_days=3,
        title=lambda week: week.name, url=_page,
    )
)  # fmt: skip
