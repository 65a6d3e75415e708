"""What 今日 shows of procurement: to the buyer, the receivers, who asked, and who looks over it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, registers, workbench
from lvye.kit import say

from .models import COMING, AcceptanceStatus, RequestStatus

SHOWN = 5
S = RequestStatus
Context = Mapping[str, Any] | None


def _shown(rows: Iterable[dict[str, Any]], count: int, url: str, kind: str) -> Context:
    return {"rows": list(rows), "count": count, "url": url, "kind": kind} if count else None


def _request_row(one: Any) -> dict[str, Any]:
    tones = type(one).tones
    return {
        "title": one.what, "small": f"{one.number} · {say.money(one.estimate)}", "kind": tones[one.status],
        "word": one.get_status_display(), "url": reverse("procurement.request:detail", args=[one.pk]),
    }  # fmt: skip


def buying(user: User, now: datetime) -> Context:
    """要买的: what was agreed to and waits for the buyer, emergencies first."""
    rows = registers["procurement.request"].rows(user).filter(status=S.AGREED).order_by("-is_emergency", "pk")
    found = list(rows[:SHOWN])
    urgent = any(one.is_emergency for one in found)
    return _shown(map(_request_row, found), rows.count(), reverse("procurement:desk"), "late" if urgent else "soon")


def coming(user: User, now: datetime) -> Context:
    """要到的货: late ones first; what waits for a second person stands above."""
    today = timezone.localdate(now)
    counted = registers["procurement.acceptance"].rows(user).filter(status=AcceptanceStatus.COUNTED)
    counted = counted.exclude(first=user).select_related("order__partner").order_by("pk")
    orders = registers["procurement.order"].rows(user).filter(status__in=COMING).select_related("partner")
    rows = [
        {
            "title": one.order.what, "small": f"{one.number} · {one.order.partner}", "kind": "soon",
            "word": one.get_status_display(), "url": reverse("procurement.acceptance:detail", args=[one.pk]),
        }
        for one in counted[:SHOWN]
    ]  # fmt: skip
    late = False
    for one in orders.order_by("due_on", "pk")[:SHOWN]:
        is_late = one.due_on < today
        late = late or is_late
        rows.append(
            {
                "title": one.what, "small": str(one.partner), "kind": "late" if is_late else "going",
                "word": _("%(day)s到货") % {"day": say.date(one.due_on)},
                "url": reverse("procurement.order:detail", args=[one.pk]),
            }
        )  # fmt: skip
    count = counted.count() + orders.count()
    return _shown(rows[:SHOWN], count, reverse("procurement.order:list"), "late" if late else "going")


def mine(user: User, now: datetime) -> Context:
    """我申请的: what one asked for and has not got yet."""
    rows = registers["procurement.request"].rows(user).filter(requester=user)
    rows = rows.filter(status__in=[S.DRAFT, S.ASKED, S.AGREED, S.ORDERED]).order_by("-pk")
    return _shown(map(_request_row, rows[:SHOWN]), rows.count(), reverse("procurement.request:list"), "going")


def looking_over(user: User, now: datetime) -> Context:
    """要过问的采购: emergencies without a report, deliveries that are late."""
    today = timezone.localdate(now)
    silent = Q(is_emergency=True, reported_on=None, report_due_on__lt=today, status=S.ORDERED)
    requests = registers["procurement.request"].rows(user).filter(silent).order_by("report_due_on", "pk")
    orders = registers["procurement.order"].rows(user).filter(status__in=COMING, due_on__lt=today)
    rows = [_request_row(one) | {"kind": "late", "word": _("没补报告")} for one in requests[:SHOWN]]
    rows += [
        {
            "title": one.what, "small": str(one.partner), "kind": "late",
            "word": _("%(day)s该到") % {"day": say.date(one.due_on)},
            "url": reverse("procurement.order:detail", args=[one.pk]),
        }
        for one in orders.select_related("partner").order_by("due_on", "pk")[:SHOWN]
    ]  # fmt: skip
    url = reverse("procurement.order:list")
    return _shown(rows[:SHOWN], requests.count() + orders.count(), url, "late")


for name, title, context, right, order in (
    ("procurement-buying", gettext_lazy("要买的"), buying, "procurement.buy_request", 24),
    ("procurement-coming", gettext_lazy("要到的货"), coming, "procurement.add_acceptance", 25),
    ("procurement-mine", gettext_lazy("我申请的采购"), mine, "procurement.add_request", 45),
    ("procurement-over", gettext_lazy("要过问的采购"), looking_over, "procurement.watch_request", 26),
):
    workbench(
        Block(
            name=name, title=title, template="procurement/blocks/rows.html", context=context, right=right, order=order
        )
    )
