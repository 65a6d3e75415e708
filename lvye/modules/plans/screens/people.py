"""By person or by post: who answers for what, and how it came out (目标管理)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers.api import answer
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.plans import documents
from lvye.modules.plans.models import Plan, PlanStatus, State
from lvye.modules.plans.standing import Standing

from .plan import seen_standings, tally

RUN = (PlanStatus.AGREED, PlanStatus.CLOSED, PlanStatus.SUBMITTED, PlanStatus.DRAFT)


@dataclass
class Row:
    """One person or post with what it answers for."""

    name: str
    found: list[Standing] = field(default_factory=list)

    @property
    def numbers(self) -> dict[str, Any]:
        """How many stand how."""
        return tally(self.found)

    @property
    def shown(self) -> list[Standing]:
        """Late ones first, finished ones last."""
        return sorted(self.found, key=lambda one: (not one.is_late, one.is_over, one.item.due_on))


def by_name(found: list[Standing], by: str) -> list[Row]:
    """The items by who answers; most late first."""
    rows: dict[str, Row] = {}
    for one in found:
        if one.state == State.DROPPED:
            continue
        item = one.item
        name = (item.post.name if item.post else "") if by == "post" else item.whose
        name = name or _("没有写岗位")
        rows.setdefault(name, Row(name)).found.append(one)
    return sorted(rows.values(), key=lambda row: (-row.numbers["late"], -len(row.found), row.name))


@needs("plans.all_planitem")
def people(request: AuthedRequest) -> HttpResponseBase:
    """One plan by person or post; ?as=pdf the same as a table to sign."""
    plans = list(registers["plans.plan"].rows(request.user).filter(status__in=RUN).order_by("-begins_on", "-pk")[:12])
    asked = request.GET.get("plan", "")
    running = next((one for one in plans if one.status == PlanStatus.AGREED), plans[0] if plans else None)
    plan: Plan | None = next((one for one in plans if str(one.pk) == asked), running)
    by = "post" if request.GET.get("by") == "post" else "person"
    today = timezone.localdate()
    rows = by_name(seen_standings(plan, request.user, today), by) if plan else []
    if request.GET.get("as") == "pdf" and plan is not None:
        content = documents.results_file(plan, [(row.name, row.numbers, row.found) for row in rows], today=today)
        return answer(content, f"{plan.title} {_('完成情况')}.pdf")
    return _page(request, plan, plans, rows, by)


def _page(request: AuthedRequest, plan: Plan | None, plans: list[Plan], rows: list[Row], by: str) -> HttpResponse:
    context = {"plan": plan, "plans": plans, "rows": rows, "by": by}
    return render(request, "plans/people.html", context)
