"""The page of one acceptance: what the first counted, for the second to confirm; ?as=print is 验收单."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers
from lvye.modules.procurement import papers, services
from lvye.modules.procurement.models import Acceptance, AcceptanceStatus

from .common import seen
from .whereto import words_of

RELATED = ("order__partner", "order__request", "order__budget_line", "first", "second", "place")
LINES = tuple(f"line__line__{name}" for name in ("item", "store", "asset_class", "place", "keeper"))


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """What has come; the second person's two buttons."""
    record: Acceptance = seen(request, reg.key, pk, *RELATED)
    today = timezone.localdate()
    if request.GET.get("as") == "print":
        return answer(papers.acceptance_form(record, today=today), f"{record.number}.pdf")
    context: dict[str, Any] = detail_context(reg, record, request.user)
    rows = record.lines.select_related(*LINES).order_by("pk")
    lines = [{"one": one, "where": words_of(one.line.line)} for one in rows]
    context |= {"lines": lines, "may_confirm": False, "why": "", **_became(request, record)}
    if record.status == AcceptanceStatus.COUNTED and request.user.has_perm("procurement.confirm_acceptance"):
        context["why"] = _why_not(request, record)
        context["may_confirm"] = not context["why"]
    return render(request, "procurement/acceptance.html", context)


def _became(request: AuthedRequest, record: Acceptance) -> dict[str, Any]:
    """The receipts and cards that were made of it, as far as this user may see them."""

    def shown(key: str, **narrowed: Any) -> Any:
        reg = registers[key]
        may = request.user.has_perm(reg.permission("view"))
        return reg.rows(request.user).filter(**narrowed).order_by("pk") if may else reg.model._default_manager.none()

    name = record._meta.label_lower
    return {
        "receipts": shown("stores.receipt", about=name, about_id=record.pk).select_related("store"),
        "cards": shown("assets.asset", about_kind=name, about_id=record.pk),
    }


def _why_not(request: AuthedRequest, record: Acceptance) -> str:
    if record.first_id == request.user.pk:
        return _("您点的数，要请另一位验收员确认。")
    try:
        services.refuse_receiver(record.order, request.user, on=timezone.localdate())
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


@needs("procurement.confirm_acceptance")
@require_POST
def confirm(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The second agrees to the count."""
    record: Acceptance = seen(request, "procurement.acceptance", pk, *RELATED)
    now = timezone.now()
    try:
        with transaction.atomic():
            services.receive_confirm(record, now=now, today=timezone.localdate(now), actor=request.user)
    except ValidationError as refused:
        messages.warning(request, " ".join(refused.messages))
    else:
        messages.success(request, _("验收完了：%(number)s。采购员可以办付款了。") % {"number": record.number})
    return redirect("procurement.acceptance:detail", pk=pk)
