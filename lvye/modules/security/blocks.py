"""What 今日 shows of security: who waits for my word, what I have to sign, what is wrong at the gate; and the menu."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, MenuLink, TabLink, menu_link, tab_link, workbench

from . import queries
from .models import GapStatus, Incident, IncidentStatus, Outing, OutingStatus, Pledge, PledgeStatus, Visit, VisitStatus
from .services import shift_at
from .sight import ALL_PLEDGES, GATE, JUDGE, REPORT, SIGN, SLIP

ROWS = 5


def word_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """A visitor at the gate, a pupil who is to go out: they wait for my word."""
    person = person_of(user)
    if person is None:
        return None
    today = timezone.localdate(now)
    visits = list(Visit.objects.filter(host=person, status=VisitStatus.ASKED, on=today).order_by("came_at"))
    slips = Outing.objects.filter(school_class__head=person, status=OutingStatus.ASKED, on__gte=today)
    asked = list(slips.select_related("person", "school_class").order_by("leaves_at"))
    if not visits and not asked:
        return None
    return {"visits": visits, "slips": asked, "count": len(visits) + len(asked), "kind": "late"}


def sign_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The letters I have not signed."""
    person = person_of(user)
    if person is None:
        return None
    rows = Pledge.objects.filter(person=person, status=PledgeStatus.DUE).select_related("wording", "place", "term")
    mine = list(rows.order_by("due_on", "pk"))
    today = timezone.localdate(now)
    if not mine:
        return None
    late = any(one.due_on < today for one in mine)
    return {"pledges": mine[:ROWS], "count": len(mine), "url": reverse("security:mine"), "today": today,
            "kind": "late" if late else "soon"}  # fmt: skip


def gate_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The director's first look at the gate: who is there, which hours nobody was, who is still inside."""
    gaps = list(queries.gaps_today(now)[:ROWS])
    open_gaps = [one for one in gaps if one.status == GapStatus.OPEN]
    open_incidents = list(
        Incident.objects.filter(status=IncidentStatus.OPEN).select_related("place").order_by("-at")[:3]
    )
    shift, people = shift_at(now)
    inside = Visit.objects.filter(status=VisitStatus.INSIDE).count()
    return {
        "gaps": gaps, "incidents": open_incidents, "shift": shift, "people": people, "inside": inside,
        "count": len(open_gaps) + len(open_incidents), "url": reverse("security:board"),
        "kind": "late" if open_gaps else "",
    }  # fmt: skip


BLOCKS = "security/blocks"
workbench(
    Block(name="security-word", title=_("等我一句话"), template=f"{BLOCKS}/word.html", context=word_block,
          right="security.view_visit", order=4)
)  # fmt: skip
workbench(
    Block(name="security-sign", title=_("请签安全责任书"), template=f"{BLOCKS}/sign.html", context=sign_block,
          right=SIGN, order=16)
)  # fmt: skip
workbench(
    Block(name="security-gate", title=_("校门"), template=f"{BLOCKS}/gate.html", context=gate_block, right=JUDGE,
          order=9)
)  # fmt: skip
for label, url_name, icon, right, order in (
    (_("门卫台"), "security:guard", "shield", GATE, 1),
    (_("安保情况"), "security:board", "grid", JUDGE, 6),
    (_("责任书签订"), "security:pledges", "doc", ALL_PLEDGES, 7),
    (_("我的责任书"), "security:mine", "doc", SIGN, 8),
    (_("开外出单"), "security:slip-new", "go", SLIP, 9),
    (_("记安全事件"), "security:incident", "bell", REPORT, 9),
):
    menu_link(MenuLink(group="safety", label=label, url_name=url_name, icon=icon, right=right, order=order))
tab_link(TabLink(slot="report", label=_("门卫"), url_name="security:guard", icon="shield", right="security.go_outing",
                 order=5))  # fmt: skip
