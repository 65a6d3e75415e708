"""What 今日 shows of the term's opening: how many have theirs, and what is short."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, MenuLink, menu_link, workbench

from .models import Handout, HandoutStatus, PackStatus
from .queries import needs_of
from .sight import HAND


def open_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The distribution that is under way."""
    handout = Handout.objects.filter(status=HandoutStatus.OPEN).select_related("store").order_by("due_on").first()
    if handout is None:
        return None
    all_packs = handout.packs.exclude(status=PackStatus.DROPPED).count()
    return {
        "handout": handout, "all": all_packs, "done": handout.packs.filter(status=PackStatus.HANDED).count(),
        "short": sum(1 for one in needs_of(handout) if one.short), "url": reverse("openings:board", args=[handout.pk]),
    }  # fmt: skip


workbench(
    Block(
        name="openings-open", title=_("开学发放"), template="openings/blocks/open.html", context=open_block, right=HAND,
        order=16,
    )
)  # fmt: skip
menu_link(
    MenuLink(
        group="things", label=_("开学准备"), url_name="openings:ready", icon="flag", right="openings.view_needslist",
        order=19,
    )
)  # fmt: skip
