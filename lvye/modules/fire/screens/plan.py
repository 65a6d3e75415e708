"""A plan that holds is followed by its next version, or was looked at and still holds."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.fire import services
from lvye.modules.fire.models import PlanStatus


@needs("fire.revise_plan")
@require_http_methods(["GET", "HEAD", "POST"])
def revise(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Begin the next version (POST `next`), or say that it was looked at and still holds (POST `same`)."""
    found = get_object_or_404(registers["fire.plan"].rows(request.user), pk=pk)
    if found.status != PlanStatus.HOLDS:
        return redirect("fire.plan:detail", pk=pk)
    if request.method == "POST" and request.POST.get("deed") == "next":
        draft = services.plan_revise(found, actor=request.user)
        return redirect("fire.plan:edit", pk=draft.pk)
    if request.method == "POST":
        services.plan_review(found, today=timezone.localdate(), actor=request.user)
        messages.success(request, _("记下了：看过，不用改，下次修订的日子往后推了。"))
        return redirect("fire.plan:detail", pk=pk)
    return render(request, "fire/plan_revise.html", {"one": found})
