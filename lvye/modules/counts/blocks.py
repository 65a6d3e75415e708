"""What 今日 shows of the counts: where one is to count, and what waits to be posted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, workbench

from .models import Count, CountStatus, ProposalStatus
from .queries import rate
from .sight import POST, SCAN, mine

MOST = 3


def mine_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The running counts one takes part in, with how far they are."""
    running = list(mine(user).filter(status=CountStatus.RUNNING)[:MOST])
    if not running:
        return None
    return {"counts": [(one, rate(one)) for one in running], "url": reverse("counts:mine"), "count": len(running)}


def open_block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Counts whose differences wait for somebody who did not count."""
    waiting = Count.objects.filter(status=CountStatus.COUNTED).order_by("ended_on")[:MOST]
    told = [(one, one.proposals.filter(status=ProposalStatus.PROPOSED).count()) for one in waiting]
    return {"counts": told, "count": len(told)} if told else None


workbench(
    Block(
        name="counts-mine", title=_("资产盘点"), template="counts/blocks/mine.html", context=mine_block, right=SCAN,
        order=14,
    )
)  # fmt: skip
workbench(
    Block(
        name="counts-open", title=_("盘点差异待入账"), template="counts/blocks/open.html", context=open_block,
        right=POST, order=34,
    )
)  # fmt: skip
