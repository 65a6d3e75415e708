"""事项库: what rules ask of a school, by area; what is in use here, what is not, and the way to change each."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lvye.kernel.duties import services
from lvye.kernel.duties.models import Area, Duty
from lvye.kernel.duties.words import cadence_words
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit.days import read_day

VIEW, SWITCH = "duties.view_duty", "duties.switch_on_duty"


@needs(VIEW)
@require_safe
def library(request: AuthedRequest) -> HttpResponse:
    """All duties by area, those in use first."""
    return page(request)


def page(request: AuthedRequest, *, refused: Duty | None = None, why: str = "") -> HttpResponse:
    """The library; where a switch was refused, with the sentence at its row."""
    duties = list(registers["duties.duty"].rows(request.user).select_related("post", "person").order_by("name"))
    show = request.GET.get("show", "")
    shown = [one for one in duties if not show or one.status == show]
    groups = [(word, _rows(one for one in shown if one.area == key)) for key, word in Area.choices]
    context = {
        "groups": [(word, rows) for word, rows in groups if rows],
        "all": len(duties),
        "on": sum(one.is_on for one in duties),
        "show": show,
        "may": request.user.has_perm(SWITCH),
        "may_add": request.user.has_perm("duties.add_duty"),
        "today": timezone.localdate().isoformat(),
        "refused": refused.pk if refused else 0,
        "why": why,
    }
    return render(request, "duties/library.html", context, status=400 if refused else 200)


def _rows(duties: Iterable[Duty]) -> list[dict[str, Any]]:
    return [
        {
            "duty": one,
            "cadence": cadence_words(one.cadence),
            "who": str(one.person or one.post or (_("按值班表") if one.roster else "")),
            "law": one.evidence == Duty.Evidence.LAW,
        }
        for one in duties
    ]


@needs(SWITCH)
@require_POST
def switch(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """On from a day, or off."""
    duty = get_object_or_404(registers["duties.duty"].rows(request.user), pk=pk)
    now = timezone.now()
    try:
        if request.POST.get("to") == "off":
            services.switch_off(duty, now=now, actor=request.user, reason=request.POST.get("reason", "")[:200])
            messages.success(request, _("停用了：%(duty)s。已经开始的还可以做完。") % {"duty": duty.name})
        else:
            services.switch_on(duty, starts_on=read_day(request.POST.get("starts_on", "")), now=now, actor=request.user)
            messages.success(request, _("启用了：%(duty)s。任务已经排出来。") % {"duty": duty.name})
    except ValidationError as problem:
        return page(request, refused=duty, why="；".join(problem.messages))
    return redirect("duties:library")
