"""What 今日 shows of hazards: what is dangerous now, what is mine, what waits for the office; and the menu."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, MenuLink, menu_link, registers, workbench

from .models import UNMENDED, Area, AreaStatus, CampaignStatus, Hazard, Level, Status
from .screens.board import card, glance
from .sight import ALL, EXTEND, LEAD, REPORT, WALK

ROWS = 5


def _cards(rows: Any, now: datetime) -> dict[str, Any]:
    today = timezone.localdate(now)
    found = list(rows.select_related("place", "kind", "responsible")[:ROWS])
    return {"cards": [card(one, today) for one in found], "count": rows.count()}


def danger_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What can hurt somebody and has no warning, what is 重大, and what is late: the principal's first question."""
    today = timezone.localdate(now)
    rows = registers["inspections.hazard"].rows(user).filter(is_open=True)
    unwarned = Q(needs_warning=True, warned_at__isnull=True)
    rows = rows.filter(unwarned | Q(level=Level.MAJOR) | Q(status__in=UNMENDED, due_on__lt=today))
    shown = _cards(rows.order_by("due_on", "pk"), now)
    return shown | {"url": reverse("inspections:board"), "kind": "late", "glance": glance(today)}


def mine_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What I answer for, and the areas of campaigns I look at."""
    person = person_of(user)
    if person is None:
        return None
    rows = Hazard.objects.filter(responsible=person, status__in=[Status.ASSIGNED, Status.DOING, Status.REFERRED])
    areas = Area.objects.filter(person=person, status=AreaStatus.DUE, campaign__status=CampaignStatus.OPEN)
    shown = _cards(rows.order_by("due_on", "pk"), now)
    mine = list(areas.select_related("campaign", "place")[:ROWS])
    if not shown["cards"] and not mine:
        return None
    all_mine = f"{reverse('inspections.hazard:list')}?is_open=True&responsible={person.pk}"
    more = {"url": all_mine} if shown["cards"] else {}
    return shown | {"areas": mine, "count": shown["count"] + len(mine)} | more


def office_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What waits for the office: to be judged, to be looked at again."""
    rows = registers["inspections.hazard"].rows(user).filter(status__in=[Status.NEW, Status.MENDED, Status.CHECKED])
    shown = _cards(rows.order_by("pk"), now)
    return shown | {"url": reverse("inspections:board")} if shown["cards"] else None


LIST = "inspections/blocks/rows.html"
for name, title, template, context, right, order in (
    ("inspections-danger", _("校园里有没有危险"), LIST, danger_block, EXTEND, 6),
    ("inspections-mine", _("我要整改和排查的"), LIST, mine_block, REPORT, 12),
    ("inspections-office", _("隐患等我办"), LIST, office_block, ALL, 18),
):
    workbench(Block(name=name, title=title, template=template, context=context, right=right, order=order))

for label, url_name, icon, right, order in (
    (_("随手拍隐患"), "inspections:snap", "camera", REPORT, 1),
    (_("隐患台"), "inspections:board", "grid", ALL, 2),
    (_("走巡查"), "inspections:routes", "pin", WALK, 3),
    (_("安排大排查"), "inspections:campaign-new", "search", LEAD, 4),
    (_("哪里隐患最多"), "inspections:heat", "chart", ALL, 5),
):
    menu_link(MenuLink(group="safety", label=label, url_name=url_name, icon=icon, right=right, order=order))
