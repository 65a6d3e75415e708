"""What 今日 shows of the meals, and the menu."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, MenuLink, menu_link, registers, workbench
from lvye.kernel.terms.api import is_school_day

from .models import Complaint, ComplaintStatus, FeeStatus, Month, MonthStatus, Serving
from .models import Fee as FeeRecord
from .queries import next_month, numbers
from .services import report_by
from .sight import ALL, BOOK, REPORT, classes_named

ROWS = 4


def today_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The classes of a head teacher that have not told yet who does not eat today."""
    day = timezone.localdate(now)
    if not is_school_day(day):
        return None
    rows = classes_named(user)
    paid = FeeRecord.objects.filter(status=FeeStatus.PAID, term__begins_on__lte=day, term__ends_on__gte=day)
    told = Serving.objects.filter(day=day, school_class__isnull=False)
    silent = rows.filter(pk__in=paid.order_by().values("school_class")).exclude(pk__in=told.values("school_class"))
    found = list(silent[:ROWS])
    if not found:
        return None
    return {
        "classes": found,
        "count": silent.count(),
        "until": report_by(day),
        "url": reverse("meals:today"),
        "kind": "soon",
    }


def book_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The newest month of the book, and months that are over and not public yet."""
    day = timezone.localdate(now)
    newest = Month.objects.filter(is_opening=False).order_by("-first").first()
    if newest is None:
        return None
    waiting = Month.objects.exclude(status=MonthStatus.PUBLISHED).filter(is_opening=False).order_by("first")
    over = [one for one in waiting if next_month(one.first) <= day]
    return {
        "month": newest, "numbers": numbers(newest.first, newest.first), "over": over, "today": day,
        "url": reverse("meals:desk"), "count": len(over),
        "kind": "late" if any(one.due_on < day for one in over) else "soon",
    }  # fmt: skip


def complaints_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What diners have said and nobody has answered."""
    rows = registers["meals.complaint"].rows(user).filter(status=ComplaintStatus.NEW).order_by("due_on", "pk")
    found: list[Complaint] = list(rows[:ROWS])
    if not found:
        return None
    day = timezone.localdate(now)
    late = any(one.due_on < day for one in found)
    return {
        "complaints": found, "count": rows.count(), "today": day, "kind": "late" if late else "soon",
        "url": f"{reverse('meals.complaint:list')}?status={ComplaintStatus.NEW}",
    }  # fmt: skip


for name, title, template, context, right, order in (
    ("meals-today", _("今天谁不吃饭"), "meals/blocks/today.html", today_block, REPORT, 8),
    (
        "meals-complaints",
        _("伙食意见等答复"),
        "meals/blocks/complaints.html",
        complaints_block,
        "meals.answer_complaint",
        16,
    ),
    ("meals-book", _("膳食账"), "meals/blocks/book.html", book_block, "meals.close_month", 20),
):
    workbench(Block(name=name, title=title, template=template, context=context, right=right, order=order))

for label, url_name, icon, right, order in (
    (_("膳食账一览"), "meals:desk", "chart", BOOK, 30),
    (_("今天谁不吃"), "meals:today", "bowl", REPORT, 31),
    (_("按班收退伙食费"), "meals:classes", "money", ALL, 32),
    (_("称剩饭"), "meals:weigh", "trash", "meals.add_waste", 33),
    (_("满意度结果"), "meals:surveys", "star", "meals.view_survey", 34),
    (_("伙食补助月报"), "meals:aid", "heart", "meals.view_entitled", 36),
    (_("核对公示表"), "meals:recheck", "check", BOOK, 35),
):
    menu_link(MenuLink(group="food", label=label, url_name=url_name, icon=icon, right=right, order=order))
