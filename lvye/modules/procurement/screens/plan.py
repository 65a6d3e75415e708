"""The page of a year's plan: what it comes to by department, and how much of it was asked for."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context
from lvye.modules.procurement import services
from lvye.modules.procurement.models import Plan

from .common import seen


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """Departments with what they need and what was asked for so far."""
    record: Plan = seen(request, reg.key, pk, "author")
    asked = services.plan_asked(record)
    groups: dict[str, dict[str, Any]] = {}
    for line in record.lines.filter(status="wanted").select_related("department").order_by("department", "pk"):
        one = groups.setdefault(line.department.name, {"n": 0, "sum": Decimal(0), "asked": Decimal(0)})
        one["n"] += 1
        one["sum"] += line.sum
        one["asked"] += asked[line.pk]
    context = detail_context(reg, record, request.user)
    context |= {
        "groups": groups.items(),
        "total": services.plan_total(record),
        "asked": sum(asked.values(), Decimal(0)),
    }
    return render(request, "procurement/plan.html", context)
