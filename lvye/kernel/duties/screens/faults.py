"""A fault that waits is handed over later: to a repair, a hazard, a note."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.duties import services
from lvye.kernel.duties.models import Fault
from lvye.kernel.offers.api import offers_for
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, needs, registers

HAND = "duties.hand_fault"


@needs(HAND)
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Choose where it goes; then the record it became."""
    rows = registers["duties.fault"].rows(request.user).select_related("result__instance__spot", "duty", "place")
    fault = get_object_or_404(rows, pk=pk)
    why = ""
    if request.method == "POST":
        try:
            with records.attempt():
                made = services.fault_hand(fault, request.POST.get("to", ""), actor=request.user)
        except ValidationError as problem:
            why = "；".join(problem.messages)
        else:
            messages.success(request, _("转出去了：%(what)s") % {"what": made})
            return redirect("duties.fault:detail", fault.pk)
    context = {
        "fault": fault,
        "offers": offers_for(request.user, has_place=fault.place is not None),
        "why": why,
        "open": fault.status == Fault.Status.OPEN,
    }
    return render(request, "duties/hand.html", context, status=400 if why else 200)
