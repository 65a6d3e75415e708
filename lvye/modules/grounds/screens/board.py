"""Hand-made screens of the grounds: the round of scores with a thumb, the board, the sheet of a week."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Avg, Count, Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.duties.api import Instance, Status
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.papers import api as papers
from lvye.kernel.people.api import person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.grounds import services
from lvye.modules.grounds.models import (
    Design,
    DesignStatus,
    Drive,
    DriveStatus,
    Plot,
    PlotKind,
    Score,
    Work,
    Zone,
    ZoneKind,
)
from lvye.modules.grounds.rounds import PLOT, ZONE

POINTS = (10, 9, 8, 7, 5)
WEEKS = 4
DAY = timedelta(days=1)


@needs("grounds.add_score")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def scoring(request: AuthedRequest) -> HttpResponseBase:
    """Today's round: a touch for each zone; words where it is not clean. It works without network and is sent once."""
    now = timezone.now()
    on = timezone.localdate(filled_at(request, now) or now)
    zones = list(
        Zone.objects.filter(is_open=True).select_related("school_class", "cleaner").order_by("sort", "kind", "pk")
    )
    done = {one.zone_id: one for one in Score.objects.filter(on=on)}
    person = person_of(request.user)
    open_ones = [one for one in zones if one.pk not in done and (person is None or one.cleaner_id != person.pk)]
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = services.scores_give(
                    _given(request, open_ones), on=on, today=timezone.localdate(now), actor=request.user
                )
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            low = sum(one.is_low for one in made)
            said = (
                _("评了 %(n)s 个区域，%(low)s 个不合格，已通知负责的人。") if low else _("评了 %(n)s 个区域，都合格。")
            )
            messages.success(request, said % {"n": len(made), "low": low})
            return redirect("grounds:board")
    rows = [
        {"zone": one, "points": request.POST.get(f"points-{one.pk}", ""),
         "note": request.POST.get(f"note-{one.pk}", "")}
        for one in open_ones
    ]  # fmt: skip
    context = {
        "rows": rows, "done": len(done), "all": len(zones), "points": POINTS, "problem": problem, "day": on,
        "least": int(rules.value("grounds.pass_points", on)),
    }  # fmt: skip
    return render(request, "grounds/round.html", context, status=400 if problem else 200)


def _given(request: AuthedRequest, zones: list[Zone]) -> dict[int, services.Given]:
    post = request.POST
    return {
        one.pk: services.Given(points=int(said), note=post.get(f"note-{one.pk}", ""))
        for one in zones
        if (said := post.get(f"points-{one.pk}", "")).isdecimal() and int(said) in POINTS
    }


@needs("grounds.view_zone")
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """How clean each zone has been, the toilets of today, what the plots are waiting for, where to keep away."""
    now = timezone.now()
    today = timezone.localdate(now)
    since = today - timedelta(weeks=WEEKS)
    zones = Zone.objects.filter(is_open=True).select_related("school_class", "cleaner")
    mean = Avg("scores__points", filter=Q(scores__on__gte=since))
    tiles = [_tile(one, today) for one in zones.annotate(mean=mean).order_by("kind", "sort", "pk")]
    context = {
        "tiles": tiles, "toilets": _toilets(today), "plots": _plots(now), "weeks": WEEKS,
        "away": Work.objects.filter(safe_at__gt=now).select_related("place", "plot").order_by("safe_at"),
        "works": Work.objects.select_related("place", "plot", "person").order_by("-on", "-pk")[:6],
        "short": [one for one in zones if one.kind == ZoneKind.TOILET and _is_short(one, today)],
        "scored": Score.objects.filter(on=today).count(), "drives": _drives(),
        "ponds": Plot.objects.filter(is_open=True, kind=PlotKind.POND).order_by("pk"),
        "designs": Design.objects.filter(status__in=(DesignStatus.DRAFT, DesignStatus.GOING)).order_by("-pk"),
    }  # fmt: skip
    return render(request, "grounds/board.html", context)


def _drives() -> list[Any]:
    """The campaigns that go on, with how many have answered."""
    answered = Count("calls", filter=Q(calls__status="answered"))
    asked = Count("calls", filter=~Q(calls__status="excused"))
    rows = Drive.objects.filter(status=DriveStatus.OPEN).annotate(answered=answered, asked=asked)
    return list(rows.order_by("ends_on", "pk"))


def _is_short(zone: Zone, today: date) -> bool:
    if zone.women is None or zone.men is None:
        return False
    return zone.women * 100 < zone.men * int(rules.value("grounds.toilet_ratio", today))


def _tile(zone: Any, today: date) -> dict[str, Any]:
    """A zone with its mean of the last weeks, as a picture: the fuller the leaf the cleaner."""
    least = int(rules.value("grounds.pass_points", today))
    mean = zone.mean
    kind = "idle" if mean is None else "late" if mean < least else "soon" if mean < least + 1 else "done"
    return {"zone": zone, "mean": None if mean is None else round(mean, 1), "kind": kind,
            "full": 0 if mean is None else round(mean * 10)}  # fmt: skip


def _toilets(today: date) -> list[dict[str, Any]]:
    """The rounds of today, toilet by toilet."""
    rows = Instance.objects.filter(duty__code="grounds-toilet", day=today, spot__target=ZONE)
    found: dict[str, list[Instance]] = {}
    for one in rows.select_related("spot", "duty").order_by("spot__sort", "due_at"):
        found.setdefault(str(one.spot), []).append(one)
    return [{"name": name, "rounds": rounds} for name, rounds in found.items()]


def _plots(now: Any) -> list[dict[str, Any]]:
    """The plots with the care that is open now."""
    rows = Instance.objects.filter(spot__target=PLOT, opens_at__lte=now, closes_at__gte=now, status=Status.DUE)
    due: dict[int, list[str]] = {}
    for one in rows.select_related("duty", "spot").order_by("closes_at"):
        if one.spot is not None:
            due.setdefault(one.spot.target_id, []).append(one.duty.name)
    plots = Plot.objects.filter(is_open=True).select_related("keeper", "place").order_by("place__path", "pk")
    return [{"plot": one, "due": due.get(one.pk, [])} for one in plots]


@needs("grounds.view_score")
@require_safe
def sheet(request: AuthedRequest) -> HttpResponse:
    """The scores of a week on paper (`?week=2026-03-09`, any day of it), zone by zone, with the mean."""
    today = timezone.localdate()
    try:
        asked = date.fromisoformat(request.GET.get("week", ""))
    except ValueError:
        asked = today
    first = asked - asked.weekday() * DAY
    days = [first + n * DAY for n in range(7)]
    scores = registers["grounds.score"].rows(request.user).filter(on__gte=days[0], on__lte=days[-1])
    given = {(one.zone_id, one.on): one.points for one in scores}
    used = [day for day in days if any(on == day for _zone, on in given)] or days[:5]
    rows = []
    for n, zone in enumerate(Zone.objects.select_related("school_class", "cleaner").order_by("sort", "kind", "pk"), 1):
        points = [given.get((zone.pk, day)) for day in used]
        said = [one for one in points if one is not None]
        mean = f"{sum(said) / len(said):.1f}" if said else "—"
        rows.append([str(n), zone.name, zone.whose, *["" if one is None else str(one) for one in points], mean])
    head = [_("序号"), _("区域"), _("谁负责"), *[say.date(day) for day in used], _("平均")]
    content = papers.table_pdf(
        title=_("卫生评分表"), school=school_name(), printed_on=today, register=_("卫生评分"),
        period=say.period(days[0], days[-1]), table=papers.Table(head, rows, numeric={0}),
        signatures=[papers.Signature(who) for who in (_("评分人"), _("总务处"))],
        url=f"{settings.BASE_URL}{reverse('grounds:board')}", code=_("评分表"),
    )  # fmt: skip
    return papers.answer(content, f"{_('卫生评分表')} {first:%Y-%m-%d}.pdf")
