"""The page of one request: where it stands, what was there already, how it is bought and why; ?as=print its paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs
from lvye.kit import say
from lvye.modules.finance import api as finance
from lvye.modules.procurement import papers, services
from lvye.modules.procurement.models import Order, Request, RequestStatus, Way

from .common import pointer, seen

S = RequestStatus
RELATED = ("category", "budget_line__budget", "department", "person", "place", "plan_line")
ROAD = (
    (S.DRAFT, gettext_lazy("申请")), (S.ASKED, gettext_lazy("审批")), (S.AGREED, gettext_lazy("比价")),
    (S.ORDERED, gettext_lazy("采购")), (S.DONE, gettext_lazy("完成")),
)  # fmt: skip


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The request with its chain of steps."""
    record: Request = seen(request, reg.key, pk, *RELATED)
    if request.GET.get("as") == "print":
        return answer(papers.request_form(record, today=timezone.localdate()), f"{record.number}.pdf")
    user = request.user
    order = Order.objects.filter(request=record).exclude(status="cancelled").select_related("partner").first()
    context = detail_context(reg, record, user)
    context |= {
        "origin": pointer(record.origin, user), "tender": services.running_tender(record),
        "must_tender": record.way == Way.TENDER,
        "lines": record.lines.order_by("pk"), "order": order, "stepper": stepper(record),
        "quotes": len(services.valid_quotes(record)), "left": finance.left(record.budget_line),
        "may_buy": user.has_perm("procurement.buy_request"), "ways": Way.choices,
        "may_way": user.has_perm("procurement.way_request") and record.status in (S.DRAFT, S.AGREED),
        "may_report": _may_report(record, user), "is_live": record.status in (S.AGREED, S.ORDERED, S.DONE),
    }  # fmt: skip
    context["panels"] = [one for one in context["panels"] if not one["empty"]]
    if record.status != S.DRAFT or record.requester_id != user.pk:
        context["edit_url"] = ""
    return render(request, "procurement/request.html", context)


def _may_report(record: Request, user: Any) -> bool:
    asked = record.is_emergency and record.reported_on is None and record.status in (S.AGREED, S.ORDERED)
    return asked and (user.pk == record.requester_id or user.has_perm("procurement.buy_request"))


def stepper(record: Request) -> list[dict[str, Any]]:
    """Where it stands; one that ended early ends there."""
    places = [status for status, _label in ROAD]
    if record.status in (S.REFUSED, S.CANCELLED):
        asked = {"label": _("申请"), "kind": "done", "small": [say.date(record.asked_on)]}
        return [asked, {"label": record.get_status_display(), "kind": "late", "small": []}]
    now = places.index(S(record.status))
    made = []
    for place, (_status, label) in enumerate(ROAD):
        done = place < now or record.status == S.DONE
        kind = "done" if done else "going" if place == now else "idle"
        small = [say.date(record.asked_on)] if place == 0 else []
        made.append({"label": str(label), "kind": kind, "small": small})
    return made


@needs("procurement.way_request")
@require_POST
def way(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Another way of buying, with the reason."""
    record: Request = seen(request, "procurement.request", pk)
    return _told(
        request, record, _("采购方式改了，理由记下了。"),
        lambda: services.way_change(
            record, request.POST.get("way", ""), why=request.POST.get("why", "")[:200], actor=request.user
        ),
    )  # fmt: skip


@needs("procurement.view_request")
@require_POST
def report(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The report after an emergency."""
    record: Request = seen(request, "procurement.request", pk)
    if not _may_report(record, request.user):
        messages.warning(request, _("补报告由申请人或采购员来写。"))
        return redirect("procurement.request:detail", pk=pk)
    words = request.POST.get("report", "")[:500]
    today = timezone.localdate()
    return _told(
        request, record, _("报告记下了。"),
        lambda: services.request_report(record, report=words, today=today, actor=request.user),
    )  # fmt: skip


def _told(request: AuthedRequest, record: Request, said: str, deed: Any) -> HttpResponseBase:
    try:
        with transaction.atomic():
            deed()
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return redirect("procurement.request:detail", pk=record.pk)
