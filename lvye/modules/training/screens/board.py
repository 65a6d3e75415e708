"""培训和持证: what this term owes, what each post asks for and who lacks it; the kitchen's certificates beside it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.terms.api import Term, current, latest_closed
from lvye.modules.training import queries
from lvye.modules.training.models import SessionStatus
from lvye.modules.training.sight import ALL_LICENCES


@needs(ALL_LICENCES)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """One term (`?term=2026-1`), the running one unless asked."""
    today = timezone.localdate()
    asked = request.GET.get("term")
    term = Term.objects.filter(code=asked).first() if asked else current(today) or latest_closed()
    if asked and term is None:
        raise Http404
    sessions = list(queries.sessions_of(term)) if term else []
    stands = queries.stands(today)
    context: dict[str, Any] = {
        "term": term, "terms": list(Term.objects.order_by("-begins_on")[:4]), "today": today,
        "coming": [one for one in sessions if one.status != SessionStatus.HELD],
        "held": [one for one in sessions if one.status == SessionStatus.HELD],
        "late": sum(1 for one in sessions if one.status != SessionStatus.HELD and one.due_on < today),
        "stands": stands, "short": sum(one.short for one in stands), "kitchen": queries.kitchen(today),
        "lapsing": sum(len(one.lapsing) for one in stands),
    }  # fmt: skip
    return render(request, "training/board.html", context)
