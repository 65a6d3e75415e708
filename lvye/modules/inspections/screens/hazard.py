"""The page of one hazard."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context
from lvye.modules.inspections.models import Hazard


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The page."""
    hazard: Hazard = get_object_or_404(reg.rows(request.user), pk=pk)
    return render(request, "registers/detail.html", detail_context(reg, hazard, request.user))
