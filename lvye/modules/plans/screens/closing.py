"""Reckoning up a plan: what is not finished is asked why."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.plans import services
from lvye.modules.plans.models import PlanStatus, State
from lvye.modules.plans.standing import plan_standings

from .common import plan_of
from .plan import tally


@needs("plans.close_plan")
def close(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """All that would stay unfinished, each with a line for why; sent together."""
    plan, today = plan_of(request, pk), timezone.localdate()
    here = reverse("plans.plan:detail", args=[pk])
    if plan.status == PlanStatus.CLOSED:
        return redirect(here)
    found = plan_standings(plan, today=today, settled=True)
    left = [one for one in found if not one.is_over]
    given = {one.item.pk: request.POST.get(f"why{one.item.pk}", one.item.why)[:200] for one in left}
    problem = ""
    if request.method == "POST":
        try:
            with transaction.atomic():
                services.plan_close(plan, today=today, actor=request.user, reasons=given)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return redirect(here)
    rows = [(one, given[one.item.pk]) for one in left]
    context = {"plan": plan, "rows": rows, "problem": problem, "here": here, **tally(found)}
    context["undone"] = sum(one.state != State.DONE for one in left)
    return render(request, "plans/close.html", context, status=400 if problem else 200)
