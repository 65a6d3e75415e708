"""What is done from a hazard's page. A refusal draws the page again, with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Person, PersonStatus
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit.days import read_day
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard
from lvye.modules.inspections.sight import HANDLE, RECHECK, WARN
from lvye.modules.repairs.api import Category

from .hazard import AssignForm, address, hazard_of, page

Deed = Callable[[Hazard, datetime], Hazard]


def _do(request: AuthedRequest, pk: int, doing: str, deed: Deed, said: Callable[[Hazard], str]) -> HttpResponseBase:
    """Run the deed; back to the page with what happens next, or with why not."""
    hazard = hazard_of(request, pk)
    try:
        with attempt():
            done = deed(hazard, timezone.now())
    except ValidationError as problem:
        words = " ".join(problem.messages)
        if request.FILES:
            words = f"{words} {_('照片请再选一次。')}"
        return page(request, hazard_of(request, pk), status=400, doing=doing, problem=words, typed=request.POST)
    messages.success(request, said(done))
    return redirect(address(done))


def _text(request: AuthedRequest, name: str) -> str:
    return request.POST.get(name, "").strip()


@needs(WARN)
@require_POST
@sent_once
def warn(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The warning stands."""

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        return services.hazard_warn(
            hazard, photos=request.FILES.getlist("photos"), words=_text(request, "words"),
            tells_all="tells_all" in request.POST, now=now, actor=request.user,
        )  # fmt: skip

    return _do(request, pk, "warn", deed, lambda one: _("警示立好了，总务处接着派整改。"))


@needs(HANDLE)
@require_POST
def danger(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Whether a warning must stand first, judged anew."""
    wants = request.POST.get("needs") == "yes"

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        return services.hazard_danger(hazard, needs_warning=wants, words=_text(request, "words"), actor=request.user)

    return _do(request, pk, "danger", deed, lambda one: _("记下了。"))


@needs(HANDLE)
@require_POST
def assign(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Level, measure, person, day; with a repair, where one is asked for."""
    hazard = hazard_of(request, pk)
    form = AssignForm(request.POST, hazard=hazard)
    if not form.is_valid():
        return page(request, hazard, status=400, doing="assign", assign=form)
    try:
        with attempt():
            done = services.hazard_assign(hazard, **form.cleaned_data, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        found = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
        for name, words in found.items():
            form.add_error(name if name in form.fields else None, list(words))
        return page(request, hazard_of(request, pk), status=400, doing="assign", assign=form)
    messages.success(request, _("已经通知%(who)s。") % {"who": done.responsible})
    return redirect(address(done))


@needs(HANDLE)
@require_POST
def reassign(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Another person answers for it."""
    chosen = _text(request, "responsible")
    person = Person.objects.filter(pk=int(chosen), status=PersonStatus.HERE).first() if chosen.isdecimal() else None

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        return services.hazard_reassign(
            hazard, responsible=person, words=_text(request, "words"), now=now, actor=request.user
        )

    return _do(request, pk, "reassign", deed, lambda one: _("已经通知%(who)s。") % {"who": one.responsible})


@needs("inspections.start_hazard")
@require_POST
def start(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Work has begun."""
    return _do(
        request, pk, "start", lambda one, now: services.hazard_start(one, now=now, actor=request.user),
        lambda one: _("开始整改了，好了拍一张。"),
    )  # fmt: skip


@needs(HANDLE)
@require_POST
def job(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Open a repair for it."""
    chosen = _text(request, "category")
    category = get_object_or_404(Category, pk=int(chosen) if chosen.isdecimal() else 0)

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        return services.hazard_to_job(hazard, category=category, now=now, actor=request.user)

    return _do(
        request,
        pk,
        "job",
        deed,
        lambda one: _("开了报修单 %(n)s，修好了就等复查。") % {"n": one.job.number if one.job else ""},
    )


@needs("inspections.mend_hazard")
@require_POST
@sent_once
def mend(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Mended, with a photo."""

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        by = hazard.responsible if "by_responsible" in request.POST else None
        return services.hazard_mend(
            hazard, note=_text(request, "note"), photos=request.FILES.getlist("photos"), by=by, now=now,
            actor=request.user,
        )  # fmt: skip

    return _do(request, pk, "mend", deed, lambda one: _("好了，请另一个人来复查。"))


@needs(HANDLE)
@require_POST
def refer(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """It goes up in writing."""

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        return services.hazard_refer(
            hazard, interim=_text(request, "interim"), to_whom=_text(request, "to_whom"), now=now, actor=request.user
        )

    return _do(request, pk, "refer", deed, lambda one: _("报告拟好了：打印、盖章、报送，再登记回执。"))


@needs("inspections.extend_hazard")
@require_POST
def extend(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A later day."""

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        return services.hazard_extend(
            hazard,
            due_on=read_day(request.POST.get("due_on", "")),
            words=_text(request, "words"),
            now=now,
            actor=request.user,
        )

    return _do(request, pk, "extend", deed, lambda one: _("时限改了，最初的时限还记着。"))


@needs(RECHECK)
@require_POST
@sent_once
def recheck(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Looked at again: well, or not."""
    is_well = request.POST.get("result") == "pass"

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        service = services.hazard_recheck if is_well else services.hazard_fail
        return service(
            hazard, note=_text(request, "note"), photos=request.FILES.getlist("photos"), now=now, actor=request.user
        )

    def said(one: Hazard) -> str:
        if not is_well:
            return _("退回去了，请%(who)s再整改。") % {"who": one.responsible}
        return _("销号了。") if one.status == Hazard.Status.CLOSED else _("复查合格，等校领导销号。")

    return _do(request, pk, "recheck", deed, said)


@needs("inspections.close_hazard")
@require_POST
def close(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """销号."""
    return _do(
        request, pk, "close", lambda one, now: services.hazard_close(one, now=now, actor=request.user),
        lambda one: _("销号了。"),
    )  # fmt: skip


@needs("inspections.drop_hazard")
@require_POST
def drop(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """No hazard, or a double."""
    number = _text(request, "same_as")
    rows: Any = registers["inspections.hazard"].rows(request.user)
    same = rows.filter(number=number).first() if number else None

    def deed(hazard: Hazard, now: datetime) -> Hazard:
        return services.hazard_drop(
            hazard, why="same" if number else "none", same_as=same, words=_text(request, "words"), now=now,
            actor=request.user,
        )  # fmt: skip

    return _do(request, pk, "drop", deed, lambda one: _("记为不成立，整改率旁边单独列出。"))
