"""Walking a route on the phone: each stop seen, by its code or by hand; what is wrong with a photo; kept in one go."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Max, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import code_in
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Route, Stop
from lvye.modules.inspections.sight import WALK

RECENT = 8


@needs(WALK)
@require_safe
def routes(request: AuthedRequest) -> HttpResponse:
    """Which way to go today, when each was walked last, and one's own last walks."""
    found = Route.objects.filter(is_active=True).annotate(
        count=Count("stops", filter=Q(stops__is_active=True), distinct=True), last=Max("patrols__walked_on")
    )
    mine = registers["inspections.patrol"].rows(request.user).select_related("route", "person")[:RECENT]
    context = {
        "routes": [one for one in found.order_by("occasion", "pk") if one.count], "mine": mine,
        "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "inspections/routes.html", context)


@needs(WALK)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def walk(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The stops in their order, as one form: it works without network and is sent once."""
    route = get_object_or_404(Route, pk=pk, is_active=True)
    stops = list(route.stops.filter(is_active=True).select_related("place", "kind").order_by("order"))
    problem, status = "", 200
    if request.method == "POST":
        try:
            with attempt():
                made = _kept(request, route, stops)
        except ValidationError as refused:
            problem, status = " ".join(refused.messages), 400
            if request.FILES:
                problem = f"{problem} {_('照片请再选一次。')}"
        else:
            words = _("走完了：%(seen)s / %(all)s 站，发现 %(n)s 处。")
            given = {"seen": made.seen_count, "all": made.stop_count, "n": made.fault_count}
            messages.success(request, words % given)
            return redirect("inspections:routes")
    rows = [{"stop": one, **_typed(request, one)} for one in stops]
    context = {
        "route": route,
        "rows": rows,
        "problem": problem,
        "refused": bool(problem),
        "words": request.POST.get("words", ""),
    }
    return render(request, "inspections/walk.html", context, status=status)


def _typed(request: AuthedRequest, stop: Stop) -> dict[str, str]:
    return {name: request.POST.get(f"{name}-{stop.pk}", "") for name in ("seen", "code", "at", "note", "warns")}


def _kept(request: AuthedRequest, route: Route, stops: list[Stop]) -> Any:
    person = person_of(request.user)
    if person is None:
        raise ValidationError(_("这个账号没有对应的人员，巡查要用本人的账号。"))
    now = timezone.now()
    sent = filled_at(request, now) or now
    seen = []
    for stop in stops:
        typed = _typed(request, stop)
        if typed["seen"] in {"ok", "bad"}:
            seen.append(
                services.Seen(
                    stop,
                    _moment(typed["at"], sent),
                    code=code_in(typed["code"]) if typed["code"] else "",
                    is_fault=typed["seen"] == "bad",
                    note=typed["note"],
                    warns=bool(typed["warns"]),
                    photos=request.FILES.getlist(f"photos-{stop.pk}"),
                )
            )
    return services.patrol_record(
        route, seen, person=person, words=request.POST.get("words", ""), now=now, actor=request.user
    )


def _moment(text: str, sent: datetime) -> datetime:
    """When the phone says he stood there; when the form was sent, where it says nothing sensible."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or timezone.is_naive(found) or found < sent - timedelta(days=3):
        return sent
    return found
