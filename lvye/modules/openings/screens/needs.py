"""下学期用品清单 as the director reads it: what, how much, how sure, why; his own figure with his reason."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, explain, registers
from lvye.kernel.registers.api import needs as right
from lvye.modules.openings import services
from lvye.modules.openings.models import NeedsLine, NeedsList, NeedsStatus
from lvye.modules.openings.sight import ADJUST

from .buying import BUY, BuyForm, offered, prices_typed


@right("openings.view_needslist")
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: AuthedRequest, pk: int) -> HttpResponse:
    """The list, those to be bought first; a POST adjusts one line."""
    found = get_object_or_404(registers["openings.needslist"].rows(request.user).select_related("term"), pk=pk)
    problem, about = "", 0
    if request.method == "POST":
        try:
            with attempt():
                line = _adjusted(request, found)
            messages.success(request, _("改好了：%(item)s。") % {"item": line.item})
            return redirect(f"{request.path}#l{line.pk}")
        except ValidationError as refused:
            problem = " ".join(refused.messages)
            about = int(request.POST["line"]) if request.POST.get("line", "").isdecimal() else 0
    return _page(request, found, status=400 if problem else 200, problem=problem, about=about)


def _page(request: AuthedRequest, found: NeedsList, *, status: int, **said: Any) -> HttpResponse:
    lines = list(found.lines.select_related("item__kind").order_by("item__kind__sort", "item__name", "pk"))
    cost = sum((one.qty * one.price for one in lines if one.price), Decimal(0))
    context = {
        "cost": cost, "unpriced": sum(1 for one in lines if one.qty and one.price is None),
        "needs": found, "buy": [one for one in lines if one.qty or one.suggested],
        "enough": [one for one in lines if not one.qty and not one.suggested],
        "typed": request.POST, "may": request.user.has_perm(ADJUST) and found.status == NeedsStatus.DRAFT,
        **offered(found, request.user), **said,
    }  # fmt: skip
    return render(request, "openings/needs.html", context, status=status)


@right(BUY)
@require_POST
def buy(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One press: the draft of the request, to be looked at and handed in. A refusal stands on the list's own page."""
    found = get_object_or_404(registers["openings.needslist"].rows(request.user).select_related("term"), pk=pk)
    form = BuyForm(found, request.user, request.POST)
    if form.is_valid():
        try:
            with attempt():
                made = services.needs_buy(
                    found, **form.cleaned_data, prices=prices_typed(request.POST, form.bare),
                    today=timezone.localdate(), actor=request.user,
                )  # fmt: skip
        except ValidationError as refused:
            explain(form, refused)
        else:
            messages.success(request, _("写成采购申请 %(number)s 了，看一遍就可以提交审批。") % {"number": made.number})
            return redirect("procurement.request:detail", pk=made.pk)
    return _page(request, found, status=400, buy_form=form)


def _adjusted(request: AuthedRequest, found: NeedsList) -> NeedsLine:
    if not request.user.has_perm(ADJUST):
        raise PermissionDenied
    text = request.POST.get("line", "")
    line = get_object_or_404(
        found.lines.select_related("item", "needs"), pk=int(text) if text.isdecimal() and len(text) < 18 else 0
    )
    try:
        qty = Decimal(request.POST.get("qty", "").strip())
    except InvalidOperation:
        qty = Decimal("NaN")
    if not qty.is_finite() or qty < 0:
        raise ValidationError(_("采购数量请写不小于零的数。"))
    return services.line_adjust(line, qty=qty, note=request.POST.get("note", ""), actor=request.user)
