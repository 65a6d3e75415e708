"""A planned work is done: the day, how much, what is left, and line by line what was done and given out within it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, detail_context, needs, registers
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import PlannedWork
from lvye.modules.repairs.services.seed import PLANNED_WORK

from . import finishing
from .mine import day_of
from .numbers import number
from .planned import KEY, steps_of

OFTEN = 12


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """The page of one planned work; its step “完成” leads to the form with lines."""
    work: PlannedWork = get_object_or_404(reg.rows(request.user), pk=pk)
    context = detail_context(reg, work, request.user) | {"steps": steps_of(work, request.user)}
    name = "registers/print_detail.html" if request.GET.get("as") == "print" else "registers/detail.html"
    return render(request, name, context)


@needs("repairs.finish_plannedwork")
@require_http_methods(["GET", "HEAD", "POST"])
def finish(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """When, how much, what was done and given out."""
    work: PlannedWork = get_object_or_404(registers[KEY].rows(request.user), pk=pk)
    if work.flow["finish"] not in work.flow.open_from(work.status):
        messages.warning(request, _("这项计划已经是“%(now)s”，不用再填。") % {"now": work.get_status_display()})
        return redirect(reverse("repairs.plannedwork:detail", args=[pk]))
    usual = PLANNED_WORK.get(work.kind, ())
    items = queries.planned_items(work.kind, usual=usual, now=timezone.now(), count=OFTEN)
    if request.method != "POST":
        return _page(request, work, finishing.blank(items), {"done_on": timezone.localdate().isoformat()})
    form = finishing.read(request.POST, items)
    status = 400
    if not form.errors:
        try:
            _finished(request, work, form)
        except ValidationError as problem:
            status = 409 if isinstance(problem, WrongStatusError) else 400
            form.errors[""] = " ".join(problem.messages)
        else:
            messages.success(request, _("“%(name)s”完成了，数量记进学期的数字里。") % {"name": work.name})
            return redirect("repairs:planned")
    return _page(request, work, form, request.POST, status=status)


def _finished(request: AuthedRequest, work: PlannedWork, form: finishing.Finish) -> None:
    services.planned_finish(
        work,
        done_on=day_of(request.POST.get("done_on", "")),
        done_qty=_qty(request.POST.get("done_qty", "")),
        result=form.note,
        lines=form.lines,
        now=timezone.now(),
        actor=request.user,
    )


def _qty(text: str) -> Decimal | None:
    """The quantity as typed; nothing for an empty box. Raises ValidationError with a sentence."""
    if not text.strip():
        return None
    try:
        return number(text)
    except ValueError as problem:
        raise ValidationError({"done_qty": str(problem)}) from None


def _page(
    request: AuthedRequest, work: PlannedWork, form: finishing.Finish, typed: Any, *, status: int = 200
) -> HttpResponse:
    context = {
        "work": work,
        "form": form,
        "typed": typed,
        "words": finishing.suggestions(),
        "often_words": _("这类计划常做的，点一下就加上"),
        "today": timezone.localdate(),
        "refused": request.method == "POST",
    }
    return render(request, "repairs/planned_finish.html", context, status=status)
