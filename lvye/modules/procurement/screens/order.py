"""The page of one order: what has come, what is owed; receiving and asking for the payment begin here."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs
from lvye.kit.days import read_day
from lvye.modules.finance import api as finance
from lvye.modules.procurement import papers, services
from lvye.modules.procurement.models import COMING, Acceptance, Order

from . import whereto
from .common import number_of, seen

RELATED = ("partner", "request__place", "category", "budget_line", "buyer", "quote", "contract")
MOST_PHOTOS = 6
SORTED = tuple(
    f"line__{name}"
    for name in ("item", "store", "asset_class", "place", "keeper", "request__place", "request__category")
)


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The order; ?as=print is the paper for the supplier."""
    record: Order = seen(request, reg.key, pk, *RELATED)
    today, user = timezone.localdate(), request.user
    if request.GET.get("as") == "print":
        return answer(papers.order_form(record, today=today), f"{record.number}.pdf")
    context = detail_context(reg, record, user)
    waiting = services.open_count(record)
    context |= {
        "panels": [one for one in context["panels"] if not one["empty"]],
        "lines": record.lines.select_related("line").order_by("pk"), "is_late": _is_late(record),
        "waiting": waiting, "value": services.received_value(record), "owed": services.payable(record),
        "payments": finance.payments_about(record),
        "may_receive": record.status in COMING and waiting is None and user.has_perm("procurement.add_acceptance"),
        "may_pay": user.has_perm("procurement.buy_request"),
    }  # fmt: skip
    return render(request, "procurement/order.html", context)


def _is_late(record: Order) -> bool:
    return record.status in COMING and record.due_on < timezone.localdate()


@needs("procurement.add_acceptance")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def receive(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """收货: the first counts what has come, with photos; the second confirms on his own phone."""
    record: Order = seen(request, "procurement.order", pk, *RELATED)
    problem = _may_not(request, record)
    if request.method == "POST" and not problem:
        try:
            with transaction.atomic():
                made = _counted(request, record)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("数记下了，请另一位验收员确认。%(number)s") % {"number": made.number})
            return redirect("procurement.acceptance:detail", pk=made.pk)
    rows: list[dict[str, Any]] = [
        {
            "line": line, "good": request.POST.get(f"good-{line.pk}", f"{line.missing.normalize():f}"),
            "bad": request.POST.get(f"bad-{line.pk}", ""), "why": request.POST.get(f"why-{line.pk}", ""),
        }
        for line in record.lines.select_related(*SORTED).order_by("pk")
        if line.missing
    ]  # fmt: skip
    lines = [one["line"].line for one in rows]
    for row, where in zip(rows, whereto.rows(lines, request.POST, timezone.localdate()), strict=True):
        row["where"] = where
    context = {
        "order": record, "rows": rows, "problem": problem, "most": MOST_PHOTOS, "note": request.POST.get("note", ""),
        **whereto.choices(lines, request.user),
    }  # fmt: skip
    return render(request, "procurement/receive.html", context, status=400 if request.method == "POST" else 200)


def _may_not(request: AuthedRequest, record: Order) -> str:
    """Why this user may not receive it now; empty when he may."""
    try:
        services.refuse_receiver(record, request.user, on=timezone.localdate())
    except ValidationError as refused:
        return " ".join(refused.messages)
    if services.open_count(record) is not None:
        return _("有一批到货还等第二人确认，先处理它。")
    return ""


def _counted(request: AuthedRequest, record: Order) -> Acceptance:
    found = {}
    for line in record.lines.select_related(*SORTED).order_by("pk"):
        good = number_of(request.POST.get(f"good-{line.pk}")) or 0
        bad = number_of(request.POST.get(f"bad-{line.pk}")) or 0
        if good or bad:
            why = request.POST.get(f"why-{line.pk}", "")[:120]
            found[line.pk] = services.Counted(accepted=Decimal(good), refused=Decimal(bad), why=why)
            whereto.keep(line.line, request.POST, request.user)
    photos = files.uploads_of(request, "photos", MOST_PHOTOS)
    now = timezone.now()
    return services.receive_count(
        record, found, note=request.POST.get("note", "")[:200], photos=photos, now=now,
        today=timezone.localdate(now), actor=request.user,
    )  # fmt: skip


@needs("procurement.buy_request")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def pay(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The invoice, and with it the payment request."""
    record: Order = seen(request, "procurement.order", pk, *RELATED)
    owed, today, problem = services.payable(record), timezone.localdate(), ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                made = _asked(request, record)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("付款申请 %(number)s 送审了，批了由出纳付。") % {"number": made.number})
            return redirect("procurement.order:detail", pk=record.pk)
    context = {
        "order": record, "owed": owed, "problem": problem, "typed": request.POST,
        "amount": request.POST.get("amount") or str(owed), "issued_on": request.POST.get("issued_on") or str(today),
        "left": finance.left(record.budget_line),
    }  # fmt: skip
    return render(request, "procurement/pay.html", context, status=400 if problem else 200)


def _asked(request: AuthedRequest, record: Order) -> finance.Payment:
    amount, issued = number_of(request.POST.get("amount")), read_day(request.POST.get("issued_on"))
    if amount is None or issued is None:
        raise ValidationError(_("请填付多少和开票日期。"))
    total = number_of(request.POST.get("invoice_amount")) or amount
    bill = services.Bill(
        number=request.POST.get("number", "")[:30], code=request.POST.get("code", "")[:20], amount=total,
        issued_on=issued,
    )  # fmt: skip
    return services.order_pay(record, amount=amount, bills=[bill], today=timezone.localdate(), actor=request.user)
