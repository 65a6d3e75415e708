"""What 今日 shows: who is on duty today, and one's own next duty."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of
from lvye.kernel.registers.api import Block, workbench

from . import queries
from .screens.mine import RIGHT, row_of

NEAR = timedelta(days=7)
MOST = 8


def today_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Today's duties by kind and shift, one's own first."""
    today = timezone.localdate(now)
    person = person_of(user)
    found: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    rows = queries.published().filter(slot__on=today).select_related("person", "slot__shift", "slot__roster__kind")
    for one in rows.order_by("slot__roster__kind__sort", "slot__starts_at", "seat__sort", "pk"):
        shift = one.slot.shift
        found[one.slot.roster.kind.name, shift.name, shift.hours].append(one.person)
    following = queries.assigned(person, today, today + NEAR).first() if person else None
    if not found and following is None:
        return None
    return {
        "rows": list(found.items())[:MOST], "me": person, "next": row_of(following, today) if following else None,
        "url": reverse("rosters:mine"), "count": queries.waiting_count(user) or None,
    }  # fmt: skip


workbench(
    Block(
        name="rosters-today", title=_("今天谁值班"), template="rosters/blocks/today.html", context=today_block,
        right=RIGHT, order=12,
    )
)  # fmt: skip
