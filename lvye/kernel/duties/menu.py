"""Where duties stand in the menu, on 今日, in the phone's bottom bar, and on the page of a fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import Awaited, Place, awaits
from lvye.kernel.registers.api import Block, MenuLink, Offer, TabLink, menu_link, offer, tab_link, workbench
from lvye.kit import say

from . import queries, sight
from .models import Instance, Status
from .words import when

MOST_HERE = 6


def left_today(user: User) -> int:
    """How many checks this user has still to make today, of those that can be made now."""
    now = timezone.now()
    return queries.today_of(user, now).filter(status=Status.DUE, opens_at__lte=now).count()


def block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """今天要查 on 今日: the next ones, and how far one is; nothing for whom nothing is due."""
    rows = [one for one in queries.today_of(user, now) if one.status != Status.EXCUSED]
    if not rows:
        return None
    left = [one for one in rows if one.status == Status.DUE and one.opens_at <= now]
    return {
        "url": reverse("duties:today"), "count": len(left), "rows": left[:4], "more": max(len(left) - 4, 0),
        "done": sum(not one.is_open for one in rows), "total": len(rows),
    }  # fmt: skip


@awaits
def checks_here(user: User, place: Place, code: str) -> list[Awaited]:
    """The checks this user has to make where he has just scanned a label; those he missed where none is due now."""
    if not user.has_perm(sight.DO):
        return []
    now = timezone.now()
    rows = list(queries.here(user, place, now)[:MOST_HERE])
    due = [one for one in rows if one.status == Status.DUE] or rows
    return [_awaited(one, code, now) for one in due]


def _awaited(one: Instance, code: str, now: datetime) -> Awaited:
    """The button that opens one check, with the label scanned already."""
    url = f"{reverse('duties:do', args=[one.pk])}?{urlencode({'at': code})}"
    late = gettext("%(day)s的，补录") % {"day": say.date(one.day)}
    what = str(one.spot or "") if one.spot and one.spot.target_id else ""  # the place itself stands above already
    name = " ".join(part for part in (one.duty.name, one.name, what) if part)
    return Awaited(name, "check", url, when(one, now) if one.status == Status.DUE else late)


workbench(
    Block(
        name="duties", title=_("今天要查"), template="duties/blocks/today.html", context=block, right=sight.DO, order=12
    )
)
menu_link(
    MenuLink(group="day", label=_("今天要查"), url_name="duties:today", icon="check", right=sight.DO, order=20,
             badge=left_today)
)  # fmt: skip
menu_link(
    MenuLink(group="safety", label=_("检查情况"), url_name="duties:board", icon="grid", right=sight.ALL, order=10)
)
menu_link(
    MenuLink(
        group="safety",
        label=_("检查事项库"),
        url_name="duties:library",
        icon="list",
        right="duties.view_duty",
        order=12,
    )
)
tab_link(
    TabLink(
        slot="todo", label=_("要查"), url_name="duties:today", icon="check", right=sight.DO, count=left_today, order=80
    )
)
offer(
    Offer(
        name="hand", label=_("转出去"), icon="go", url=lambda fault: reverse("duties:hand", args=[fault.pk]),
        right="duties.hand_fault",
    ),
    on="duties.fault",
)  # fmt: skip
offer(
    Offer(
        name="do", label=_("去检查"), icon="check", url=lambda one: reverse("duties:do", args=[one.pk]), right=sight.DO,
    ),
    on="duties.instance",
)  # fmt: skip
