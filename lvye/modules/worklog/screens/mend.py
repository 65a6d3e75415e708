"""One kept entry: its words and lines to be mended, taken back, or handed on as a repair."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.files import api as files
from lvye.kernel.registers.api import AuthedRequest, Register, allowed, needs, offers_for, registers
from lvye.modules.worklog import reading, services
from lvye.modules.worklog.models import Entry, Line
from lvye.modules.worklog.models.entry import MOST_WORDS
from lvye.modules.worklog.services.amending import refuse_late
from lvye.modules.worklog.sight import ALL

from .typed import Form, Row, checked, day_of, extras, of_entry, typed

CHANGE, WITHDRAW = "worklog.change_entry", "worklog.withdraw_entry"


def entry_of(request: AuthedRequest, pk: int) -> Entry:
    """An entry this person sees; 404 for others."""
    rows = registers["worklog.entry"].rows(request.user).select_related("person", "kind", "place", "job")
    found: Entry = get_object_or_404(rows, pk=pk)
    return found


@needs(CHANGE)
@require_http_methods(["GET", "HEAD", "POST"])
def mend(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The entry as a form. What became a repair job is told by the job and is not in it."""
    return _mend(request, pk)


@allowed("change")
def edit(request: AuthedRequest, _reg: Register, pk: int) -> HttpResponseBase:
    """The same page at the register's own address: an entry is mended where it was told."""
    return _mend(request, pk)


def _mend(request: AuthedRequest, pk: int) -> HttpResponseBase:
    entry = entry_of(request, pk)
    today = timezone.localdate()
    if request.method != "POST":
        return _page(request, entry, of_entry(entry))
    form = typed(request.POST)
    if request.POST.get("do") == "add":
        form.rows.append(Row(qty="1", error=" "))
        return _page(request, entry, form)
    try:
        works = checked(form, entry.person, today)
        more: dict[str, Any] = {name: value for name, value in extras(form).items() if value or name == "minutes"}
        if not works:
            more["kind"] = next((one for one in reading.kinds() if str(one.pk) == form.kind), entry.kind)
        known = {str(line.pk): line for line in entry.lines.select_related("job")}
        lines = [(known.get(number), work) for number, work in works]
        services.entry_amend(
            entry, lines=lines, today=today, actor=request.user, said=form.said, done_on=day_of(form, today), **more
        )
    except ValidationError as problem:
        form.refuse(problem)
        return _page(request, entry_of(request, pk), form, status=400)
    messages.success(request, _("改好了，改前的样子留在经过里。"))
    return redirect("worklog:mend", pk=pk)


@needs(WITHDRAW)
@require_POST
def withdraw(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Taken back, with the reason that was tapped or written."""
    entry = entry_of(request, pk)
    try:
        services.entry_withdraw(entry, why=request.POST.get("why", ""), today=timezone.localdate(), actor=request.user)
    except ValidationError as problem:
        messages.error(request, " ".join(problem.messages))
        return redirect("worklog:mend", pk=pk)
    messages.success(request, _("撤回了“%(said)s”，不再计数。") % {"said": str(entry)})
    return redirect("worklog:log")


def _page(request: AuthedRequest, entry: Entry, form: Form, *, status: int = 200) -> HttpResponse:
    lines = list(entry.lines.filter(status=Line.Status.KEPT).select_related("job", "place").order_by("pk"))
    context = {
        "entry": entry,
        "form": form,
        "kinds": [(str(kind.pk), kind) for kind in reading.kinds()],
        "origins": Entry.Origin.choices,
        "most": MOST_WORDS,
        "lines": [{"line": line, "offers": [] if line.job_id else _offers(request, line)} for line in lines],
        "offers": [] if lines or entry.job_id else _offers(request, entry),
        "locked": _why_locked(request, entry),
        "mine": entry.person.user_id == request.user.pk,
        "photos": [{"url": files.url(one), "thumb": files.thumb_url(one)} for one in files.of(entry) if one.is_picture],
        "today": timezone.localdate().isoformat(),
        "refused": status != 200,
        "sees_all": request.user.has_perm(ALL),
    }
    return render(request, "worklog/mend.html", context, status=status)


def _offers(request: AuthedRequest, record: Line | Entry) -> list[dict[str, Any]]:
    """What modules may make of it, by what they have declared: a repair, and whatever comes."""
    found = offers_for(record._meta.label_lower, request.user)
    return [{"label": one.label, "icon": one.icon, "url": one.url(record)} for one in found]


def _why_locked(request: AuthedRequest, entry: Entry) -> str:
    """Why this person may not change it now, as a sentence; empty when he may."""
    try:
        refuse_late(entry, today=timezone.localdate(), actor=request.user)
    except ValidationError as problem:
        return " ".join(problem.messages)
    return ""


def job_address(line: Line) -> str:
    """Where a line is made a repair."""
    return reverse("worklog:line-job", args=[line.pk])


def entry_job_address(entry: Entry) -> str:
    """Where a sentence is made a repair."""
    return reverse("worklog:entry-job", args=[entry.pk])
