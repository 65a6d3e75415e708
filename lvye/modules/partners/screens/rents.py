"""租金: what is late, what comes next, lease by lease, with the button to take it in."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit import say
from lvye.modules.partners.models import LeaseStatus, Rent, RentStatus
from lvye.modules.partners.queries import with_received

AHEAD = 90


def open_rents(user: User) -> list[Any]:
    """The rents still to come in that the user may see, the longest due first, with what came in for each."""
    rows = registers["partners.rent"].rows(user).filter(status=RentStatus.DUE)
    return list(with_received(rows.select_related("lease__partner", "lease__place")).order_by("due_on", "pk")[:200])


def line(rent: Rent, today: date) -> dict[str, Any]:
    """A rent as lists show it: what is open, how late, where it is taken in."""
    open_now: Decimal = rent.amount - rent.waived - rent.received  # type: ignore[attr-defined]
    left = (rent.due_on - today).days
    words = {"n": abs(left)}
    word = _("过期 %(n)s 天") % words if left < 0 else _("今天到期") if not left else _("还有 %(n)s 天") % words
    return {
        "rent": rent, "lease": rent.lease, "open": say.money(open_now), "word": word,
        "tone": "late" if left < 0 else "soon" if left <= 7 else "idle", "left": left,
        "part": rent.received,  # type: ignore[attr-defined]
        "receive_url": f"{reverse('partners.rentreceipt:new')}?{urlencode({'rent': rent.pk, 'amount': open_now})}",
    }  # fmt: skip


@needs("partners.view_rent")
@require_safe
def rents(request: AuthedRequest) -> HttpResponse:
    """All that is late, and all that comes due within three months."""
    today = timezone.localdate()
    found = [line(one, today) for one in open_rents(request.user)]
    late = [one for one in found if one["left"] < 0]
    ahead = [one for one in found if 0 <= one["left"] <= AHEAD]
    leases = registers["partners.lease"].rows(request.user).filter(status=LeaseStatus.LIVE)
    context = {
        "late": late, "ahead": ahead, "leases": leases.count(),
        "may_receive": request.user.has_perm("partners.add_rentreceipt"),
        "late_sum": say.money(_sum(late)) if late else "",
    }  # fmt: skip
    return render(request, "partners/rents.html", context)


def _sum(lines: list[dict[str, Any]]) -> Decimal:
    return sum((one["rent"].amount - one["rent"].waived - one["part"] for one in lines), Decimal(0))
