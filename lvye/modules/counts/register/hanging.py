"""What the counts hang on the rest of the house: the day a count is to end, and notices."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.deadlines.api import Deadline, declare
from lvye.kernel.registers.api import MenuLink, Offer, menu_link, offer, registers
from lvye.modules.counts.models import Count, CountStatus
from lvye.modules.counts.sight import POST, SCAN


def _running(user: User) -> QuerySet[Any]:
    rows = registers["counts.count"].rows(user)
    return rows.filter(status__in=(CountStatus.PLANNED, CountStatus.RUNNING))


declare(
    Deadline(
        "counts.due", _("盘点期限"), _running, date="due_on", warn_days=7,
        blocks=_("到期没盘完的，年底对账和上报都要等。"),
    )
)  # fmt: skip
menu_link(MenuLink(group="things", label=_("去盘点"), url_name="counts:mine", icon="scan", right=SCAN, order=20))


def _phone(count: Count) -> str:
    return reverse("counts:home", args=[count.pk])


def _watch(count: Count) -> str:
    return reverse("counts:watch", args=[count.pk])


def _decide(count: Count) -> str:
    return reverse("counts:decide", args=[count.pk])


offer(Offer(name="watch", label=_("进度和报告"), icon="chart", url=_watch, right=SCAN, order=10), on="counts.count")
offer(Offer(name="scan", label=_("去盘点"), icon="scan", url=_phone, right=SCAN, order=20), on="counts.count")
offer(Offer(name="decide", label=_("处理差异"), icon="check", url=_decide, right=POST, order=30), on="counts.count")
