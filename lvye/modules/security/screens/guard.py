"""门卫台: the guard's page at the gate. What is due this hour, who waits, who is inside, who may go out, the log."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.outbox.api import clock_off, device_time, filled_at, sent_once
from lvye.kernel.people.api import Person, holders, person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.security import queries, services
from lvye.modules.security.models import Entry, EntryKind, Found
from lvye.modules.security.sight import GATE, JUDGE, WRITE

LINES = 6


@needs(GATE)
@require_safe
def guard(request: AuthedRequest) -> HttpResponse:
    """The page."""
    return page(request, timezone.now())


def page(request: AuthedRequest, now: datetime, *, problem: str = "", status: int = 200) -> HttpResponse:
    """The page as it stands, with what was refused above it."""
    today = timezone.localdate(now)
    asked, inside = queries.visits_now(request.user)
    ready, out = queries.slips_now(request.user, today)
    shift, people = services.shift_at(now)
    me = person_of(request.user)
    lines = Entry.objects.filter(on=today).select_related("person", "partner").order_by("-at", "-pk")
    context = {
        "now": now, "watches": queries.watches(now), "asked": asked, "inside": inside, "ready": ready, "out": out,
        "rounds": queries.rounds_now(request.user, now), "lines": lines[:LINES], "shift": shift, "people": people,
        "closed": services.is_closed(now), "mates": _mates(me, today), "problem": problem,
    }  # fmt: skip
    return render(request, "security/guard.html", context, status=status)


def _mates(me: Person | None, today: Any) -> list[Person]:
    return [one for one in holders("guard", today) if me is None or one.pk != me.pk]


def done_at_gate(
    request: AuthedRequest, deed: Callable[[datetime], Any], said: str, *, back: str = "security:guard"
) -> HttpResponseBase:
    """A deed of the page: back to it, with what was done or why not."""
    now = timezone.now()
    try:
        with attempt():
            deed(now)
    except ValidationError as problem:
        return page(request, now, problem=" ".join(problem.messages), status=400)
    messages.success(request, said)
    return redirect(back)


@needs("duties.do_instance")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def here(request: AuthedRequest) -> HttpResponseBase:
    """在岗: after the gate's label was scanned, one tap. `?code=`: what the label says."""
    code = (request.POST.get("code") or request.GET.get("code", "")).strip()[:200]
    now = timezone.now()
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                services.gate_here(
                    code, key=_key(request), at=device_time(request), off=clock_off(request, now), now=now,
                    actor=request.user,
                )  # fmt: skip
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("在岗，已经记上。下一个整点再扫。"))
            return redirect("security:guard" if request.user.has_perm(GATE) else "duties:today")
    context = {"code": code, "problem": problem, "watches": queries.watches(now)}
    return render(request, "security/here.html", context, status=400 if problem else 200)


def _key(request: AuthedRequest) -> UUID | None:
    try:
        return UUID(request.POST.get("outbox_key", ""))
    except ValueError:
        return None


@needs(GATE)
@require_POST
@sent_once
def log(request: AuthedRequest) -> HttpResponseBase:
    """One line of the log, from the guard's page: calm, handing over, a note, a check."""
    post = request.POST
    kind = post.get("kind", "")
    partner = post.get("partner", "")
    who = Person.objects.filter(pk=int(partner), status="here").first() if partner.isdecimal() else None

    def deed(now: datetime) -> Entry:
        if kind not in EntryKind.values:
            raise ValidationError(_("请选记什么。"))
        return services.entry_write(
            kind=kind, words=post.get("words", "")[:400], partner=who, found=post.get("found", ""),
            at=filled_at(request, now), now=now, actor=request.user,
        )  # fmt: skip

    back = "security:board" if kind == EntryKind.CHECK and request.user.has_perm(JUDGE) else "security:guard"
    return done_at_gate(request, deed, _("记上了。"), back=back)


@needs(WRITE)
@require_safe
def check(request: AuthedRequest) -> HttpResponse:
    """查岗: whom I found, how, in three taps."""
    today = timezone.localdate()
    shift, people = services.shift_at(timezone.now())
    me = person_of(request.user)
    context = {
        "guards": [one for one in holders("guard", today) if me is None or one.pk != me.pk], "found": Found.choices,
        "shift": shift, "on_duty": [one.pk for one in people],
    }  # fmt: skip
    return render(request, "security/check.html", context)


@needs(GATE)
@require_POST
def go(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A pupil, or one of the staff, goes out of the gate."""
    one = get_object_or_404(registers["security.outing"].rows(request.user), pk=pk)
    if not request.user.has_perm("security.go_outing"):
        return redirect("security:guard")
    return done_at_gate(request, lambda now: services.outing_go(one, now=now, actor=request.user), _("出门，记上了。"))


@needs(GATE)
@require_POST
def come(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """He is back."""
    one = get_object_or_404(registers["security.outing"].rows(request.user), pk=pk)
    if not request.user.has_perm("security.come_outing"):
        return redirect("security:guard")
    return done_at_gate(
        request, lambda now: services.outing_come(one, now=now, actor=request.user), _("回来了，记上了。")
    )
