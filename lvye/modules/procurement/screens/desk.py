"""采购台: what the buyer has to do now; and the auditor's list of purchases that look split."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.procurement import services, splitting
from lvye.modules.procurement.models import COMING, LIVE, OrderStatus, RequestStatus

MOST = 60


@needs("procurement.buy_request")
def desk(request: AuthedRequest) -> HttpResponse:
    """To buy, to come (late first), to pay, to report."""
    today, user = timezone.localdate(), request.user
    requests = registers["procurement.request"].rows(user).select_related("department", "requester")
    orders = registers["procurement.order"].rows(user).select_related("partner")
    going = orders.filter(status__in=[OrderStatus.PART, OrderStatus.ARRIVED]).order_by("due_on", "pk")[:MOST]
    context = {
        "today": today,
        "to_buy": requests.filter(status=RequestStatus.AGREED).order_by("-is_emergency", "wanted_on", "pk")[:MOST],
        "coming": orders.filter(status__in=COMING).order_by("due_on", "pk")[:MOST],
        "to_pay": [(one, owed) for one in going if (owed := services.payable(one))],
        "to_report": requests.filter(is_emergency=True, reported_on=None, report_due_on__isnull=False)
        .exclude(status=RequestStatus.CANCELLED).order_by("report_due_on"),
    }  # fmt: skip
    return render(request, "procurement/desk.html", context)


@needs("procurement.watch_request")
def watch(request: AuthedRequest) -> HttpResponse:
    """Purchases of one year, budget project and class that together reach a line nobody kept to; and emergencies."""
    today = timezone.localdate()
    given = request.GET.get("year", "")
    year = int(given) if given.isdigit() and len(given) == 4 else today.year
    rows = registers["procurement.request"].rows(request.user).filter(budget_line__budget__year=year, status__in=LIVE)
    rows = rows.select_related("budget_line__budget", "category", "requester", "department").order_by("asked_on", "pk")
    context = {
        "groups": splitting.groups(rows, on=today), "year": year, "years": [today.year - 1, today.year],
        "urgent": [one for one in rows if one.is_emergency], "today": today,
    }  # fmt: skip
    return render(request, "procurement/watch.html", context)
