"""折旧和处置入账: what the month's voucher will say, and the button that makes it."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.assets import services
from lvye.modules.finance.api import Account

MAKE = "assets.add_booking"


@needs("assets.view_booking")
@require_http_methods(["GET", "HEAD", "POST"])
def month(request: AuthedRequest) -> HttpResponseBase:
    """One month, by default the one that is to be booked next; `?month=2026-03`."""
    asked = request.POST if request.method == "POST" else request.GET
    chosen = _month(asked.get("month", "")) or services.month_next() or _last_month()
    problem = ""
    if request.method == "POST" and request.user.has_perm(MAKE):
        try:
            with attempt():
                made = services.month_book(chosen.year, chosen.month, today=timezone.localdate(), actor=request.user)
            messages.success(request, _("凭证做好了，请会计审核记账。"))
            return redirect("assets.booking:detail", pk=made.pk)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
    return _page(request, chosen, problem)


def _page(request: AuthedRequest, chosen: date, problem: str) -> HttpResponse:
    found = services.month_reckon(chosen.year, chosen.month)
    names = dict(Account.objects.values_list("code", "name"))
    name = f"{chosen:%Y-%m}"
    before, after = chosen.replace(day=1) - timedelta(days=1), found.period.ends_on + timedelta(days=1)
    is_over = timezone.localdate() > found.period.ends_on
    context = {
        "found": found, "month": name, "lines": [(one, names.get(one.account, "")) for one in found.lines],
        "sums": {key: found.of(key) for key in ("value", "charge", "closing", "left_value", "left_worn")},
        "booking": services.booked().filter(month=name).select_related("voucher").first(), "problem": problem,
        "rest": found.of("left_value") - found.of("left_worn"), "before": f"{before:%Y-%m}",
        "after": f"{after:%Y-%m}" if is_over else "", "is_over": is_over,
        "may": request.user.has_perm(MAKE), "latest": registers["assets.booking"].rows(request.user)[:6],
    }  # fmt: skip
    return render(request, "assets/booking.html", context, status=400 if problem else 200)


def _month(text: str) -> date | None:
    try:
        return parse_date(f"{text[:7]}-01")
    except ValueError:
        return None


def _last_month() -> date:
    return timezone.localdate().replace(day=1) - timedelta(days=1)
