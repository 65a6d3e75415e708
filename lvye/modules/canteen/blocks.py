"""What 今日 shows of the canteen, and the menu."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, MenuLink, menu_link, registers, workbench
from lvye.kernel.rosters.api import slots_of

from . import due, services
from .models import Accompany, Control, Finding, FindingStatus
from .words import meal_now

ROWS = 5


def kitchen_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What is due in the kitchen: the first few things, what is wrong before what comes."""
    found = due.kitchen(now, meal_now(now))
    rows = [*found.first, *found.due]
    return {"rows": rows[:ROWS], "count": len(rows) or None, "url": reverse("canteen:kitchen"),
            "kind": "late" if found.first else "going"} if rows else None  # fmt: skip


def control_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """For those who answer for the food: what was found and is not put right, days without their record."""
    today = timezone.localdate(now)
    findings = registers["canteen.finding"].rows(user).filter(status=FindingStatus.OPEN).select_related("responsible")
    missing = services.days_without(today - timedelta(days=7), today - timedelta(days=1))
    weekly = user.has_perm("canteen.weekly_control") and today.weekday() >= 4
    monday = today - timedelta(days=today.weekday())
    due_week = weekly and not Control.objects.filter(kind=Control.Kind.WEEKLY, begins_on=monday).exists()
    count = findings.count()
    if not count and not missing and not due_week:
        return None
    shown: list[Finding] = list(findings.order_by("due_on", "pk")[:ROWS])
    return {
        "findings": shown, "missing": missing, "due_week": due_week, "today": today, "count": count or None,
        "url": reverse("canteen.finding:list"), "kind": "soon",
    }  # fmt: skip


def meal_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Who is to eat with the pupils today and has not written it down yet."""
    person, today = person_of(user), timezone.localdate(now)
    if person is None:
        return None
    mine = [
        slot for slot in slots_of("meal", today, today)
        if any(one.person_id == person.pk for one in slot.assignments.all())
    ]  # fmt: skip
    done = Accompany.objects.filter(day=today, person=person).exists()
    return {"slots": mine, "url": reverse("canteen:accompany"), "kind": "soon"} if mine and not done else None


for name, title, template, context, right, order in (
    ("canteen-kitchen", _("灶台现在该做"), "canteen/blocks/kitchen.html", kitchen_block, "canteen.kitchen_worker", 8),
    ("canteen-meal", _("今天您陪餐"), "canteen/blocks/meal.html", meal_block, "canteen.add_accompany", 9),
    ("canteen-control", _("食品安全"), "canteen/blocks/control.html", control_block, "canteen.add_control", 16),
):
    workbench(Block(name=name, title=title, template=template, context=context, right=right, order=order))

for label, url_name, icon, right, order in (
    (_("灶台"), "canteen:kitchen", "bowl", "canteen.kitchen_worker", 1),
    (_("收货"), "canteen:receive", "truck", "canteen.add_delivery", 2),
    (_("订食材"), "canteen:order", "sheet", "canteen.add_order", 3),
    (_("陪餐"), "canteen:accompany", "chair", "canteen.add_accompany", 4),
    (_("日管控"), "canteen:daily", "check", "canteen.add_control", 5),
    (_("周排查"), "canteen:weekly", "list", "canteen.weekly_control", 6),
    (_("月调度"), "canteen:monthly", "calendar", "canteen.monthly_control", 7),
    (_("追溯"), "canteen:search", "search", "canteen.view_batch", 8),
    (_("检查资料夹"), "canteen:folder", "file", "canteen.view_control", 9),
    (_("食堂应急"), "canteen:emergencies", "warn", "canteen.view_incident", 10),
):
    menu_link(MenuLink(group="food", label=label, url_name=url_name, icon=icon, right=right, order=order))
