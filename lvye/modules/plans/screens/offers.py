"""What a plan in the making is offered, each with its reason, each one tap to take."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.registers.api import AuthedRequest, needs, varied, wants_part
from lvye.modules.plans import services
from lvye.modules.plans.offers import offers
from lvye.modules.plans.services.items import WRITTEN

from .common import plan_of


@needs("plans.add_planitem")
def offered(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """All offers by their source; POST takes those named by `key`."""
    plan, today = plan_of(request, pk), timezone.localdate()
    if plan.status not in WRITTEN:
        return redirect(reverse("plans.plan:detail", args=[pk]))
    problem, status = "", 200
    if request.method == "POST":
        keys = request.POST.getlist("key")[:100]
        try:
            with transaction.atomic():
                made = services.offers_take(plan, keys, today=today, actor=request.user)
        except ValidationError as refused:
            problem, status = " ".join(refused.messages), 400
        else:
            if not wants_part(request):
                if made:
                    messages.success(request, _("列进了 %(n)s 项，可以接着挑。") % {"n": len(made)})
                return redirect(request.path)
    groups = offers(plan, request.user, today=today)
    items = {item.hint: item for item in plan.items.exclude(hint="")}
    rows = [(group, [(one, items.get(one.key)) for one in group.offers]) for group in groups]
    context = {"plan": plan, "groups": rows, "count": plan.items.count(), "problem": problem}
    template = "plans/_offers.html" if wants_part(request) else "plans/offers.html"
    return varied(render(request, template, context, status=status))
