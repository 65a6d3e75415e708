"""Pieces that were split off go back onto the card of their lot."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.assets import services


@needs("assets.join_asset")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: AuthedRequest, pk: int) -> HttpResponse:
    """Both cards, what the lot will be, and one button; a card that came of no other leads back to its page."""
    rows = registers["assets.asset"].rows(request.user)
    part = get_object_or_404(rows.select_related("place", "keeper"), pk=pk)
    lot = services.whole_of(part)
    if lot is None:
        messages.warning(request, _("这张卡片不是拆出来的，不用并。"))
        return redirect("assets.asset:detail", pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                services.asset_join(part, actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("并回去了，%(number)s 的标签撕掉即可。") % {"number": part.number})
            return redirect("assets.asset:detail", pk=lot.pk)
    context = {
        "part": part, "lot": lot, "cards": (part, lot), "qty": part.qty + lot.qty, "value": part.value + lot.value,
        "problem": problem,
    }  # fmt: skip
    return render(request, "assets/join.html", context, status=400 if problem else 200)
