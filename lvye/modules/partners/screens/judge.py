"""年度评价: who is judged this year, who not yet, in one list."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.partners.models import Evaluation, Partner, PartnerStatus
from lvye.modules.partners.services import suggested

YEARS = 4
TONES = {"keep": "done", "mend": "soon", "exit": "late"}


@needs("partners.view_evaluation")
@require_safe
def judge(request: AuthedRequest) -> HttpResponse:
    """The partners of a year, those that are not judged yet first, then by score."""
    today = timezone.localdate()
    asked = request.GET.get("year", "")
    years = list(range(today.year, today.year - YEARS, -1))
    year = int(asked) if asked.isdecimal() and int(asked) in years else today.year
    rows = registers["partners.evaluation"].rows(request.user).filter(year=year).select_related("partner")
    done = {one.partner_id: one for one in rows}
    partners = Partner.objects.exclude(kind=Partner.Kind.TENANT).filter(status=PartnerStatus.ACTIVE)
    context: dict[str, Any] = {
        "year": year, "years": years, "waiting": [one for one in partners.order_by("name") if one.pk not in done],
        "rows": [_row(one, today) for one in sorted(done.values(), key=lambda one: -one.score)],
        "may_add": request.user.has_perm("partners.add_evaluation"),
    }  # fmt: skip
    return render(request, "partners/judge.html", context)


def _row(one: Evaluation, today: Any) -> dict[str, Any]:
    verdict = one.verdict or suggested(one.score, on=today)
    return {"one": one, "tone": TONES[verdict] if one.verdict else "idle"}
