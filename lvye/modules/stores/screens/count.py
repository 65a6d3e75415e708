"""盘点: begin a count, fill in what is found; the steps are on the count's own page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.stores import services
from lvye.modules.stores.models import Item, Kind, Stocktake, StocktakeLine, StocktakeStatus

from .basket import number, stores_for


@needs("stores.add_stocktake")
def start(request: AuthedRequest) -> HttpResponseBase:
    """Begin a count of a store one keeps, or of one kind of goods in it."""
    stores = stores_for(request.user)
    kinds = list(Kind.objects.filter(is_active=True).order_by("sort"))
    if request.method == "POST":
        store = next((one for one in stores if str(one.pk) == request.POST.get("store")), None)
        kind = next((one for one in kinds if str(one.pk) == request.POST.get("kind")), None)
        if store is not None:
            made = services.stocktake_start(store=store, kind=kind, now=timezone.now(), actor=request.user)
            return redirect("stores:count", made.pk)
        messages.error(request, _("请选择盘哪个保管室。"))
    return render(request, "stores/count_start.html", {"stores": stores, "kinds": kinds})


@needs("stores.add_stocktake")
def count(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Fill in what was found; lines left empty stay so. A thing the book does not know is added by its code."""
    found = get_object_or_404(registers["stores.stocktake"].rows(request.user), pk=pk, status=StocktakeStatus.COUNTING)
    lines = list(found.lines.select_related("item", "lot").order_by("item__kind__sort", "item__name", "pk"))
    problem: list[str] = []
    if request.method == "POST":
        try:
            with records.attempt():
                _kept(request, found, lines)
        except ValidationError as refused:
            problem = refused.messages
        else:
            if "propose" not in request.POST:
                messages.success(request, _("已保存。"))
                return redirect("stores:count", found.pk)
            messages.success(request, _("已提交，等另一个人审核过账。"))
            return redirect("stores.stocktake:detail", found.pk)
    rows = [_drawn(request, line) for line in lines]
    left = sum(1 for line in lines if line.counted_qty is None)
    context = {"count": found, "rows": rows, "problem": problem, "left": left, "done": len(lines) - left}
    return render(request, "stores/count.html", context, status=400 if problem else 200)


def _kept(request: AuthedRequest, found: Stocktake, lines: list[StocktakeLine]) -> None:
    for line in lines:
        text = request.POST.get(f"found-{line.pk}", "").strip()
        why = request.POST.get(f"why-{line.pk}", "")[:100]
        if not text:
            continue
        qty = number(text, line.item)
        if qty != line.counted_qty or why != line.why:
            services.stocktake_found(found, item=line.item, lot=line.lot, counted=qty, why=why, actor=request.user)
    code = request.POST.get("new_code", "").strip()
    if code:
        item = Item.objects.filter(code__iexact=code).first() or Item.objects.filter(barcode=code).first()
        if item is None:
            raise ValidationError(_("目录里没有编号或条码“%s”。") % code[:30])
        qty = number(request.POST.get("new_qty", ""), item)
        services.stocktake_found(found, item=item, counted=qty, why=_("账外发现"), actor=request.user)
    if "propose" in request.POST:
        services.stocktake_propose(found, now=timezone.now(), actor=request.user)


def _drawn(request: AuthedRequest, line: StocktakeLine) -> dict[str, Any]:
    kept = "" if line.counted_qty is None else f"{line.counted_qty.normalize():f}"
    return {
        "line": line, "found": request.POST.get(f"found-{line.pk}", kept),
        "why": request.POST.get(f"why-{line.pk}", line.why),
    }  # fmt: skip
