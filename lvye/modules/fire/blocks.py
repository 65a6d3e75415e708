"""What 今日 shows of fire: the round and what lapses, drills owed, what I am to put right; the menu."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, MenuLink, menu_link, workbench
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import current

from .checking import glance
from .models import Device, DeviceStatus, Drill, DrillStatus, Finding, FindingStatus

ROWS = 5
CHECK, OFFICE = "fire.check_device", "fire.view_upkeep"


def drills_of(today: date) -> dict[str, Any] | None:
    """The term that runs: drills wanted, held, and the one that comes next; None outside a term."""
    term = current(today)
    if term is None or today > term.ends_on:
        return None
    held = Drill.objects.filter(
        status__in=(DrillStatus.HELD, DrillStatus.CLOSED), held_on__gte=term.begins_on, held_on__lte=term.ends_on
    )
    coming = Drill.objects.filter(status=DrillStatus.PLANNED).order_by("planned_on").first()
    waiting = Drill.objects.filter(status=DrillStatus.HELD).order_by("held_on").first()
    wanted = int(rules.value("fire.drills_term", today))
    return {"term": term.name, "wanted": wanted, "held": held.count(), "coming": coming, "waiting": waiting}


def round_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The round that is going on, and what has lapsed."""
    today = timezone.localdate(now)
    here = Device.objects.exclude(status=DeviceStatus.SCRAPPED)
    if not here.exists():
        return None
    past = here.filter(scrap_due_on__lt=today).count()
    service = here.filter(service_due_on__lt=today).count()
    bad = here.filter(is_bad=True).count()
    url = reverse("fire:board")
    return {"glance": glance(now), "past": past, "service": service, "bad": bad, "url": url,
            "kind": "late" if past or bad else ""}  # fmt: skip


def drill_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Drills of the term: how many of how many, the next one, the one that waits for its words."""
    found = drills_of(timezone.localdate(now))
    if found is None or (found["held"] >= found["wanted"] and not found["coming"] and not found["waiting"]):
        return None
    return found | {"url": reverse("fire.drill:list"), "may": user.has_perm("fire.add_drill")}


def mine_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """What drills showed and I answer for."""
    person = person_of(user)
    rows = Finding.objects.filter(responsible=person, status=FindingStatus.OPEN) if person else Finding.objects.none()
    found = list(rows.select_related("drill", "place").order_by("due_on", "pk")[:ROWS])
    return {"rows": found, "count": rows.count(), "today": timezone.localdate(now)} if found else None


for name, title, template, context, right, order in (
    ("fire-round", _("消防器材"), "fire/blocks/round.html", round_block, CHECK, 22),
    ("fire-drills", _("应急演练"), "fire/blocks/drills.html", drill_block, OFFICE, 23),
    ("fire-mine", _("演练改进，我负责的"), "fire/blocks/mine.html", mine_block, "fire.view_finding", 13),
):
    workbench(Block(name=name, title=title, template=template, context=context, right=right, order=order))
for label, url_name, icon, right, order in (
    (_("消防台"), "fire:board", "grid", "fire.view_device", 12),
    (_("安排演练"), "fire:drill-new", "exit", "fire.add_drill", 13),
):
    menu_link(MenuLink(group="safety", label=label, url_name=url_name, icon=icon, right=right, order=order))
