"""日管控 by taps, 周排查 and 月调度 begun with the numbers of their days; handing something wrong to another desk."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.files import api as files
from lvye.kernel.offers.api import offers_for
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Person
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.kit.days import read_day
from lvye.modules.canteen import services
from lvye.modules.canteen.facts import facts_of, said
from lvye.modules.canteen.machines import repair_of
from lvye.modules.canteen.models import Control, Finding, FindingStatus, Machine
from lvye.modules.canteen.words import DAILY

from .base import moments, refused

ROOM = 4  # findings a form has place for
SHOTS = 6  # photos of a machine out of order


def _found(request: AuthedRequest) -> list[services.Found]:
    """The findings typed beside the marks."""
    rows = []
    for n in range(12):
        what = request.POST.get(f"what-{n}", "").strip()[:200]
        if what:
            who = request.POST.get(f"who-{n}", "")
            person = Person.objects.filter(pk=int(who)).first() if who.isdecimal() else None
            due = read_day(request.POST.get(f"due-{n}", ""))
            rows.append(services.Found(what, request.POST.get(f"measure-{n}", "")[:200], person, due))
    return rows


def _rows(request: AuthedRequest) -> list[dict[str, str]]:
    names = ("what", "measure", "who", "due")
    return [{name: request.POST.get(f"{name}-{n}", "") for name in names} for n in range(ROOM)]


def _people() -> list[Person]:
    rows = Person.objects.filter(status="here", kind__in=["staff", "teacher"], user__isnull=False)
    return list(rows.order_by("name"))


@needs("canteen.add_control")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def daily(request: AuthedRequest) -> HttpResponseBase:
    """每日食品安全检查记录: one tap a point; nothing found is a record too. `?day=`: one that was forgotten."""
    at, now = moments(request)
    today = timezone.localdate(at)
    day = read_day(request.POST.get("day") or request.GET.get("day", "")) or today
    problem = ""
    if request.method == "POST":
        marks = {code: request.POST.get(f"m-{code}", "") for code, _words in DAILY}
        text = request.POST.get("text", "")[:2000]
        problem = refused(
            lambda: services.control_daily(day, marks, _found(request), text=text, now=now, actor=request.user)
        )
        if not problem:
            messages.success(request, _("日管控记好了。"))
            return redirect("canteen:kitchen")
    context = {
        "day": day, "today": today, "problem": problem, "facts": facts_of(day, day), "people": _people(),
        "points": [{"code": code, "words": words, "mark": request.POST.get(f"m-{code}", "")} for code, words in DAILY],
        "found": _rows(request), "posted": request.POST, "due_days": int(rules.value("canteen.finding_days")),
        "there": Control.objects.filter(kind=Control.Kind.DAILY, begins_on=day).first(),
        "missing": services.days_without(today - timedelta(days=14), today - timedelta(days=1)),
    }  # fmt: skip
    return render(request, "canteen/daily.html", context, status=400 if problem else 200)


@needs("canteen.weekly_control")
@require_http_methods(["GET", "HEAD", "POST"])
def weekly(request: AuthedRequest) -> HttpResponse:
    """每周食品安全排查治理报告 of this week, or the one `?day=` lies in."""
    day, now = _asked(request), timezone.now()
    begins = day - timedelta(days=day.weekday())
    ends = begins + timedelta(days=6)
    problem = ""
    if request.method == "POST":
        problem = refused(
            lambda: services.control_weekly(
                day, text=_text(request, "text"), decided=_text(request, "decided"),
                gaps=_text(request, "gaps")[:300], found=_found(request), now=now, actor=request.user,
            )
        )  # fmt: skip
        if not problem:
            messages.success(request, _("周排查报告记好了。"))
            return redirect("canteen.control:list")
    gaps = services.days_without(begins, min(ends, timezone.localdate(now)))
    return _report(request, Control.Kind.WEEKLY, begins, ends, gaps=gaps, problem=problem)


@needs("canteen.monthly_control")
@require_http_methods(["GET", "HEAD", "POST"])
def monthly(request: AuthedRequest) -> HttpResponse:
    """每月食品安全调度会议纪要 of this month, or the one `?day=` lies in."""
    day, now = _asked(request), timezone.now()
    begins = day.replace(day=1)
    ends = (begins + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    problem = ""
    if request.method == "POST":
        problem = refused(
            lambda: services.control_monthly(
                day, text=_text(request, "text"), decided=_text(request, "decided"),
                present=_text(request, "present")[:200], gaps=_text(request, "gaps")[:300], found=_found(request),
                now=now, actor=request.user,
            )
        )  # fmt: skip
        if not problem:
            messages.success(request, _("月调度会议纪要记好了。"))
            return redirect("canteen.control:list")
    gaps = services.weeks_without(begins, min(ends, timezone.localdate(now)))
    return _report(request, Control.Kind.MONTHLY, begins, ends, gaps=gaps, problem=problem)


def _asked(request: AuthedRequest) -> date:
    return read_day(request.POST.get("day") or request.GET.get("day", "")) or timezone.localdate()


def _text(request: AuthedRequest, name: str) -> str:
    return request.POST.get(name, "").strip()[:2000]


def _report(
    request: AuthedRequest, kind: str, begins: date, ends: date, *, gaps: list[date], problem: str
) -> HttpResponse:
    open_now = Finding.objects.filter(status=FindingStatus.OPEN).select_related("responsible").order_by("due_on")
    context = {
        "kind": Control.Kind(kind), "is_month": kind == Control.Kind.MONTHLY, "begins": begins, "ends": ends,
        "gaps": gaps, "problem": problem, "facts": facts_of(begins, ends), "people": _people(),
        "text": request.POST.get("text", said(begins, ends)), "posted": request.POST, "found": _rows(request),
        "open": list(open_now[:20]), "there": Control.objects.filter(kind=kind, begins_on=begins).first(),
        "before": begins - timedelta(days=1),
    }  # fmt: skip
    return render(request, "canteen/report.html", context, status=400 if problem else 200)


@needs("canteen.settle_finding")
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: AuthedRequest, pk: int) -> HttpResponse:
    """Hand something wrong to another desk: a repair, a hazard, a note."""
    rows = registers["canteen.finding"].rows(request.user)
    one = get_object_or_404(rows, pk=pk)
    problem = ""
    made: list[Any] = []
    if request.method == "POST":
        code = request.POST.get("code", "")
        problem = refused(lambda: made.append(services.finding_hand(one, code, actor=request.user)))
        if not problem:
            messages.success(request, _("转出去了：%(what)s") % {"what": made[0]})
            return redirect("canteen.finding:detail", pk)
    place = services.canteen_place()
    context = {"one": one, "offers": offers_for(request.user, has_place=place is not None), "problem": problem}
    return render(request, "canteen/hand.html", context, status=400 if problem else 200)


@needs("canteen.view_machine")
@require_http_methods(["GET", "HEAD", "POST"])
def machine(request: AuthedRequest, pk: int) -> HttpResponse:
    """A machine is out of order: a sentence and a photo, and it is a repair."""
    one = get_object_or_404(registers["canteen.machine"].rows(request.user).select_related("place", "asset"), pk=pk)
    problem = ""
    made: list[Any] = []
    if request.method == "POST":
        words, code = request.POST.get("words", "")[:200], request.POST.get("code", "")
        problem = refused(lambda: made.append(_reported(request, one, words, code)))
        if not problem:
            messages.success(request, _("报上去了：%(what)s") % {"what": made[0]})
            return redirect("canteen:kitchen")
    context = {
        "one": one, "offers": offers_for(request.user), "problem": problem, "words": request.POST.get("words", ""),
        "repair": repair_of(one),
    }  # fmt: skip
    return render(request, "canteen/machine.html", context, status=400 if problem else 200)


def _reported(request: AuthedRequest, one: Machine, words: str, code: str) -> Any:
    shots = [files.receive(shot) for shot in files.uploads_of(request, "photos", SHOTS)]
    return services.machine_report(one, words, code, photos=shots, actor=request.user)
