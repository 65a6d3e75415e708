"""开学准备: everything that must be ready before the school opens, each with what is wrong and where it is done."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.openings.readiness import opening_term, readiness


@needs("openings.view_needslist")
@require_safe
def ready(request: AuthedRequest) -> HttpResponse:
    """The page; without a term to open it says so."""
    today = timezone.localdate()
    term = opening_term(today)
    items = readiness(term, today=today) if term else []
    done = sum(1 for one in items if one.kind == "done")
    context = {"term": term, "items": items, "done": done, "days": (term.begins_on - today).days if term else 0}
    return render(request, "openings/ready.html", context)
