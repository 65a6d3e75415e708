"""来龙去脉: from any record its whole chain as one line, both ways, up to the figures of the summary."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lvye.kernel.figures.api import address
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, tone_of
from lvye.kit import say

from .walk import Chain, Counted, Stage, chain


@allowed("view")
@require_safe
def page(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The chain of one record; what this user may not see is a number, never a name."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    found = chain(record, request.user)
    context = {
        "reg": reg,
        "record": record,
        "list_url": reverse(f"{reg.key}:list"),
        "record_url": reverse(f"{reg.key}:detail", args=[pk]),
        "stages": [_stage(stage, found, (reg.key, pk)) for stage in found.stages],
        "cut": found.cut,
    }
    return render(request, "chains/page.html", context)


def _stage(stage: Stage, found: Chain, here: tuple[str, int]) -> dict[str, Any]:
    key = stage.register.key
    return {
        "title": stage.register.model._meta.verbose_name,
        "icon": stage.register.icon,
        "rows": [_row(stage.register, record, found, here) for record in stage.records],
        "hidden": stage.hidden,
        "here": key == here[0],
        "counted": _counted(stage.counted),
    }


def _row(register: Register, record: Any, found: Chain, here: tuple[str, int]) -> dict[str, Any]:
    status = getattr(record, "status", None)
    display = getattr(record, "get_status_display", None)
    since = found.since.get((register.key, record.pk))
    return {
        "name": str(record),
        "url": reverse(f"{register.key}:detail", args=[record.pk]),
        "here": (register.key, record.pk) == here,
        "when": say.moment(since) if since else "",
        "tone": tone_of(type(record), status) if status else "",
        "word": str(display() if display else status) if status else "",
    }


def _counted(counted: list[Counted]) -> list[dict[str, Any]]:
    """The figures of a stage, those of one term together."""
    groups: dict[str, list[dict[str, str]]] = {}
    for each in counted:
        figure = {"label": str(each.figure.label), "url": address(each.figure.name, each.period)}
        groups.setdefault(each.period.label if each.period else "", []).append(figure)
    return [{"period": period, "figures": found} for period, found in sorted(groups.items(), reverse=True)]
