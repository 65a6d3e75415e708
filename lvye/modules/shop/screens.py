"""The shops at a glance, and a check on the phone: seven questions, what is wrong, done."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q, Sum
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.people.api import person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.rules import api as rules
from lvye.modules.partners.api import Lease, Rent, standings

from . import services
from .models import QUESTIONS, Check, Finding, FindingStatus, Price

VIEW, ADD = "shop.view_check", "shop.add_check"
LINES = 4  # findings one check can bring


@needs(VIEW)
@require_safe
def shops(request: AuthedRequest) -> HttpResponse:
    """Each shop: its lease and rent, whether it was checked this month, how many strikes it has."""
    today = timezone.localdate()
    leases = list(
        Lease.objects.filter(what=Lease.What.SHOP, status=Lease.Status.LIVE).select_related("partner", "place")
    )
    due = Rent.objects.filter(lease__in=leases, status=Rent.Status.DUE, due_on__lte=today).order_by()
    late = dict(due.values_list("lease").annotate(sum=Sum("amount")))
    paid = Rent.objects.filter(lease__in=leases, status=Rent.Status.PAID).order_by()
    last_paid = dict(paid.values_list("lease").annotate(day=Max("ends_on")))
    checked = dict(Check.objects.filter(lease__in=leases).order_by().values_list("lease").annotate(d=Max("checked_on")))
    serious = Count("pk", filter=Q(is_serious=True) & ~Q(status=FindingStatus.DROPPED))
    waiting = Count("pk", filter=Q(status=FindingStatus.OPEN))
    found: dict[int, Any] = {
        row["lease"]: row
        for row in Finding.objects.filter(lease__in=leases).order_by().values("lease").annotate(n=serious, open=waiting)
    }
    dear = dict(
        Price.objects.filter(lease__in=leases, status=Price.Status.DEAR)
        .order_by()
        .values_list("lease")
        .annotate(n=Count("pk"))
    )
    bars = {one.partner.pk: one for one in standings([lease.partner for lease in leases], on=today)} if leases else {}
    most = int(rules.value("shop.strikes", today))
    rows = [
        {
            "lease": one, "late": late.get(one.pk) or Decimal(0), "paid_to": last_paid.get(one.pk),
            "checked": checked.get(one.pk), "due": _is_due(checked.get(one.pk), today),
            "strikes": found.get(one.pk, {}).get("n", 0), "open": found.get(one.pk, {}).get("open", 0),
            "dear": dear.get(one.pk, 0), "standing": bars[one.partner_id],
        }
        for one in leases
    ]  # fmt: skip
    return render(request, "shop/shops.html", {"rows": rows, "most": most, "may_check": request.user.has_perm(ADD)})


def _is_due(last: Any, today: Any) -> bool:
    return last is None or (last.year, last.month) != (today.year, today.month)


@needs(ADD)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def check(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Go through the shop: all seven are well unless tapped."""
    lease = get_object_or_404(Lease.objects.select_related("partner"), pk=pk, what=Lease.What.SHOP)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = _checked(request, lease)
        except ValidationError as refusal:
            problem = " ".join(refusal.messages)
        else:
            n = services.strikes(lease)
            said = _("检查记好了，%(name)s累计 %(n)s 次严重问题。") if n else _("检查记好了。")
            messages.success(request, said % {"name": lease.partner.name, "n": n})
            return redirect("shop.check:detail", pk=made.pk)
    context = {
        "lease": lease, "problem": problem, "kinds": Finding.Kind.choices, "ways": Check.Kind.choices,
        "questions": [
            (name, Check._meta.get_field(name).verbose_name, not request.POST or name in request.POST)  # type: ignore[union-attr]
            for name in QUESTIONS
        ],
        "lines": [
            (n, request.POST.get(f"kind-{n}", ""), request.POST.get(f"what-{n}", "")) for n in range(LINES)
        ],
        "words": request.POST.get("words", ""),
    }  # fmt: skip
    return render(request, "shop/check.html", context, status=400 if problem else 200)


def _checked(request: AuthedRequest, lease: Lease) -> Check:
    now = timezone.now()
    answers: dict[str, Any] = {name: name in request.POST for name in QUESTIONS}
    given = [(request.POST.get(f"kind-{n}") or "other", request.POST.get(f"what-{n}", "")[:200]) for n in range(LINES)]
    return services.check_make(
        lease=lease, checked_on=timezone.localdate(filled_at(request, now) or now), by=person_of(request.user),
        kind=request.POST.get("way") or Check.Kind.MONTHLY, words=request.POST.get("words", "")[:200], findings=given,
        today=timezone.localdate(now), actor=request.user, **answers,
    )  # fmt: skip
