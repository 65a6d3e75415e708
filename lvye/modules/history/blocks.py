"""What 今日 shows of the history: documents whose facts wait for a look."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, registers, workbench

from .models import DocumentStatus, FactStatus

SHOWN = 4


def waiting(user: User, now: datetime) -> Mapping[str, Any] | None:
    """Documents with facts that nobody judged yet."""
    rows = registers["history.historydocument"].rows(user).filter(status=DocumentStatus.OPEN)
    left = Count("facts", filter=Q(facts__status=FactStatus.PROPOSED))
    found = list(rows.annotate(left=left).filter(left__gt=0)[: SHOWN + 1])
    shown = [
        {
            "title": one.title,
            "small": one.when or _("还不知道是哪一年"),
            "word": _("剩 %(n)s 条") % {"n": one.left},
            "url": reverse("history.historydocument:detail", args=[one.pk]),
        }
        for one in found[:SHOWN]
    ]
    url = f"{reverse('history.historydocument:list')}?status={DocumentStatus.OPEN}"
    return {"rows": shown, "count": len(found), "url": url} if shown else None


workbench(
    Block(
        name="history-waiting", title=gettext_lazy("往年材料待核对"), template="history/_waiting.html",
        context=waiting, right="history.accept_historyfact", order=70,
    )
)  # fmt: skip
