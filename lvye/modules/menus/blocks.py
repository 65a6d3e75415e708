"""What 今日 shows of menus: what is eaten today, what the class has to announce, what the canteen has to make."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import SchoolClass, person_of
from lvye.kernel.registers.api import Block, MenuLink, menu_link, workbench
from lvye.kernel.terms.api import is_school_day

from . import nutrition, queries
from .models import HeadCount, WeekStatus
from .screens.heads import next_days
from .sight import COUNT, DISH_EDIT, DISHES, EDIT, OFFICE, VIEW
from .words import Meal


def today_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Today's meals; None without school or without menu."""
    today = timezone.localdate(now)
    meals = [(Meal(meal).label, queries.dishes_of(today, meal)) for meal in nutrition.served()]
    meals = [(word, dishes) for word, dishes in meals if dishes]
    return {"meals": meals, "url": reverse("menus:now")} if meals else None


def class_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The class teacher's: the next day his class has not announced for."""
    person = person_of(user)
    if person is None:
        return None
    mine = SchoolClass.objects.filter(is_open=True, head=person).order_by("sort", "pk").first()
    days = next_days(now, office=False)
    if mine is None or not days:
        return None
    said = HeadCount.objects.filter(date=days[0], school_class=mine).exists()
    return {"mine": mine, "day": days[0], "said": said, "url": reverse("menus:heads"), "count": int(not said)}


def canteen_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The canteen's: next week's menu, and the classes that have not spoken for the next day."""
    today = timezone.localdate(now)
    following = today + timedelta(days=7 - today.weekday())
    school = any(is_school_day(following + timedelta(days=n)) for n in range(7))
    week = queries.week_of(following)
    days = [day for day in next_days(now, office=True) if day > today]
    silent = _silent(days[0]) if days else []
    if not school and not silent:
        return None
    return {
        "following": following if school else None, "week": week,
        "published": week is not None and week.status == WeekStatus.PUBLISHED, "silent": silent,
        "day": days[0] if days else None, "url": reverse("menus:week", args=[following]),
    }  # fmt: skip


def _silent(day: Any) -> list[str]:
    spoken = set(HeadCount.objects.filter(date=day).values_list("school_class", flat=True))
    rows = (
        SchoolClass.objects.filter(is_open=True).exclude(pk__in={one for one in spoken if one}).order_by("sort", "pk")
    )
    return [str(one) for one in rows]


for name, title, template, context, right, order in (
    ("menus-class", _("明天谁吃饭"), "menus/blocks/class.html", class_block, COUNT, 9),
    ("menus-canteen", _("食谱和报餐"), "menus/blocks/canteen.html", canteen_block, EDIT, 10),
    ("menus-today", _("今天吃什么"), "menus/blocks/today.html", today_block, VIEW, 60),
):
    workbench(Block(name=name, title=title, template=template, context=context, right=right, order=order))

for label, url_name, icon, right, order in (
    (_("食谱"), "menus:now", "calendar", VIEW, 1),
    (_("报餐"), "menus:heads", "people", COUNT, 2),
    (_("报餐情况"), "menus:heads-board", "grid", OFFICE, 3),
    (_("加一道菜"), "menus:dish-new", "plus", DISH_EDIT, 4),
    (_("生熟互换"), "menus:exchange", "swap", DISHES, 5),
    (_("活动食谱"), "menus:event-new", "flag", EDIT, 6),
):
    menu_link(MenuLink(group="food", label=label, url_name=url_name, icon=icon, right=right, order=order))
