"""Drills: arranged at the desk, timed on the phone, talked over afterwards."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.files import api as files
from lvye.kernel.offers.api import offers_for
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_of
from lvye.kernel.places.api import Kind as PlaceKind
from lvye.kernel.places.api import Place, PlaceStatus
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit.days import read_day
from lvye.modules.fire import services
from lvye.modules.fire.models import Drill, DrillStatus, Plan, PlanKind, PlanStatus

MOST_PHOTOS = 6
STAFF = (PersonKind.STAFF, PersonKind.TEACHER)


def _staff() -> Any:
    return Person.objects.filter(kind__in=STAFF, status=PersonStatus.HERE).order_by("pinyin", "pk")


def _number(said: str) -> int:
    return int(said) if said.isdecimal() and len(said) < 8 else 0


@needs("fire.add_drill")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AuthedRequest) -> HttpResponseBase:
    """Which plan, which buildings, when, who leads, who stands where."""
    post = request.POST
    today = timezone.localdate()
    plans = Plan.objects.filter(status=PlanStatus.HOLDS).exclude(kind=PlanKind.RULES).order_by("kind", "pk")
    buildings = Place.objects.filter(kind=PlaceKind.BUILDING, status=PlaceStatus.OPEN).order_by("sort", "name")
    picked = [int(one) for one in post.getlist("building") if one.isdecimal()]
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = _planned(request, plans, list(buildings.filter(pk__in=picked)), today)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("%(drill)s 安排好了。当天打开“计时”，警报一响就点开始。") % {"drill": made})
            return redirect("fire.drill:detail", pk=made.pk)
    me = person_of(request.user)
    context = {
        "plans": plans,
        "buildings": buildings,
        "picked": picked,
        "staff": _staff(),
        "problem": problem,
        "today": today,
        "lead": post.get("lead") or (str(me.pk) if me else ""),
        "said": post,
    }
    return render(request, "fire/drill_new.html", context, status=400 if problem else 200)


def _planned(request: AuthedRequest, plans: Any, buildings: list[Place], today: date) -> Drill:
    post = request.POST
    plan = plans.filter(pk=_number(post.get("plan", ""))).first()
    lead = _staff().filter(pk=_number(post.get("lead", ""))).first()
    planned_on = read_day(post.get("planned_on", ""))
    if plan is None or lead is None or planned_on is None:
        raise ValidationError(_("请选预案、日期和总指挥。"))
    if planned_on < today:
        raise ValidationError(_("日期不能早于今天。"))
    return services.drill_plan(
        plan=plan,
        buildings=buildings,
        planned_on=planned_on,
        lead=lead,
        today=today,
        actor=request.user,
        name=post.get("name", "")[:80],
        roles=post.get("roles", "")[:2000],
        with_brigade=bool(post.get("with_brigade")),
    )


@needs("fire.hold_drill")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def run(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The stop-watch: one start, one touch for each building; it works without network and is sent once."""
    found = get_object_or_404(registers["fire.drill"].rows(request.user), pk=pk)
    if found.status != DrillStatus.PLANNED:
        return redirect("fire.drill:detail", pk=pk)
    times = list(found.times.select_related("place").order_by("place__sort", "pk"))
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                held = _held(request, found, times)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            words = {"n": held.people, "s": held.slowest}
            messages.success(request, _("记下了：%(n)s 人，最慢一栋 %(s)s 秒。接着讲评。") % words)
            may_close = request.user.has_perm("fire.close_drill")
            return redirect("fire:drill-review" if may_close else "fire.drill:detail", pk=pk)
    rows = [
        {
            "time": one,
            "seconds": request.POST.get(f"seconds-{one.pk}", ""),
            "people": request.POST.get(f"people-{one.pk}", ""),
        }
        for one in times
    ]
    context = {
        "one": found,
        "rows": rows,
        "problem": problem,
        "alarm_at": request.POST.get("alarm_at", ""),
        "most": MOST_PHOTOS,
    }
    return render(request, "fire/drill_run.html", context, status=400 if problem else 200)


def _held(request: AuthedRequest, drill: Drill, times: list[Any]) -> Drill:
    post = request.POST
    now = timezone.now()
    alarm_at = _moment(post.get("alarm_at", ""))
    if alarm_at is None:
        raise ValidationError(_("还没有按“开始”：警报几点响的？"))
    took = {
        one.pk: services.Took(
            people=_number(post.get(f"people-{one.pk}", "")), seconds=_number(post[f"seconds-{one.pk}"])
        )
        for one in times
        if post.get(f"seconds-{one.pk}", "").strip()
    }
    photos = [files.receive(one) for one in files.uploads_of(request, "photos", MOST_PHOTOS)]
    return services.drill_hold(drill, took, alarm_at=alarm_at, photos=photos, now=now, actor=request.user)


def _moment(said: str) -> datetime | None:
    try:
        found = parse_datetime(said)
    except ValueError:
        return None
    return timezone.make_aware(found) if found is not None and timezone.is_naive(found) else found


@needs("fire.close_drill")
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What went wrong, one by one, then the words that close it."""
    found = get_object_or_404(registers["fire.drill"].rows(request.user).select_related("plan", "lead"), pk=pk)
    if found.status != DrillStatus.HELD:
        return redirect("fire.drill:detail", pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                if request.POST.get("deed") == "close":
                    services.drill_close(
                        found, summary=request.POST.get("summary", ""), today=timezone.localdate(), actor=request.user
                    )
                else:
                    _found(request, found)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return redirect("fire:drill-review", pk=pk)
    return render(request, "fire/drill_review.html", _review(request, found, problem), status=400 if problem else 200)


def _review(request: AuthedRequest, drill: Drill, problem: str) -> dict[str, Any]:
    places = [time.place for time in drill.times.select_related("place").order_by("place__sort", "pk")]
    return {
        "one": drill,
        "times": drill.times.select_related("place").order_by("-seconds"),
        "problem": problem,
        "findings": drill.findings.select_related("responsible", "place").order_by("pk"),
        "staff": _staff(),
        "offers": offers_for(request.user),
        "places": places,
        "said": request.POST,
        "today": timezone.localdate(),
        "over": drill.times.filter(is_over=True).exists(),
    }


def _found(request: AuthedRequest, drill: Drill) -> None:
    post = request.POST
    services.finding_add(
        drill,
        what=post.get("what", "")[:200],
        place=Place.objects.filter(pk=_number(post.get("place", ""))).first(),
        measure=post.get("measure", "")[:200],
        responsible=_staff().filter(pk=_number(post.get("responsible", ""))).first(),
        due_on=read_day(post.get("due_on", "")),
        offer=post.get("offer", ""),
        today=timezone.localdate(),
        actor=request.user,
    )
