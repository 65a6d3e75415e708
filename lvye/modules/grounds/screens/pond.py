"""The pond with a thumb: what lives in it, when its water was changed, fish put in and fish found dead."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.duties.api import Instance, Status
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.people.api import person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.kit.days import read_day
from lvye.modules.grounds import services
from lvye.modules.grounds.models import Loss, Planting, Plot, PlotKind, Unit, Work, WorkKind
from lvye.modules.grounds.rounds import PLOT

LAST, YEAR, MOST = 12, 365, 100_000
RIGHTS = {"put": "grounds.add_planting", "dead": "grounds.add_loss", "water": "grounds.add_work"}


@needs("grounds.view_plot")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def pond(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One pond; three small deeds, which also work without network and are sent once. Other plots have no such page."""
    found: Plot = get_object_or_404(
        registers["grounds.plot"].rows(request.user).select_related("place", "keeper"), pk=pk
    )
    if found.kind != PlotKind.POND:
        return redirect("grounds.plot:detail", pk=pk)
    now = timezone.now()
    problem, deed = "", request.POST.get("deed", "")
    if request.method == "POST":
        try:
            with attempt():
                said = _do(request, found, deed, timezone.localdate(now))
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, said)
            return redirect("grounds:pond", pk=pk)
    today = timezone.localdate(filled_at(request, now) or now)
    stock = services.stock_of(found)
    context = {
        "pond": found, "today": today, "problem": problem, "said": request.POST, "deed": deed,
        "kinds": _kinds(stock), "fish": sum(one.left for one in stock if one.measure == services.FISH),
        "water": _water(found, today), "story": _story(found), "due": _due(found, now),
        "dead_year": Loss.objects.filter(
            planting__plot=found, planting__measure=services.FISH, on__gt=today - timedelta(days=YEAR)
        ).aggregate(n=Sum("count"))["n"] or 0,
        "may": {name: request.user.has_perm(right) for name, right in RIGHTS.items()},
    }  # fmt: skip
    return render(request, "grounds/pond.html", context, status=400 if problem else 200)


def _do(request: AuthedRequest, found: Plot, deed: str, today: date) -> str:
    post = request.POST
    if not request.user.has_perm(RIGHTS.get(deed, "")):
        raise ValidationError(_("这件事请总务处或者养护的人来记。"))
    on = read_day(post.get("on")) or today
    if deed == "water":
        qty = number(post.get("qty", ""), _("换了多少水"), blank=True)
        services.work_record(
            kind=WorkKind.RENEW, plot=found, on=on, qty=qty or Decimal(1), unit=Unit.CUBIC if qty else Unit.TIMES,
            note=post.get("note", "").strip()[:200], today=today, actor=request.user,
        )  # fmt: skip
        return _("换水记下了。")
    count = int(number(post.get("count", ""), _("尾数"), whole=True) or 0)
    if deed == "put":
        cost = number(post.get("cost", ""), _("花费"), blank=True)
        services.fish_put(found, post.get("species", ""), count, on=on, cost=cost, today=today, actor=request.user)
        return _("放养记下了，%(n)s 尾。") % {"n": count}
    services.fish_died(
        found, post.get("species", ""), count, on=on, cause=post.get("cause", ""), today=today, actor=request.user,
        by=person_of(request.user),
    )  # fmt: skip
    return _("记下了，死 %(n)s 尾。") % {"n": count}


def number(said: str, what: str, *, whole: bool = False, blank: bool = False) -> Decimal | None:
    """A number as people type it ("1,200", full-width digits). Raises ValidationError for what is none."""
    text = said.strip().replace(",", "").replace("，", "")  # house: what people type
    if not text:
        if blank:
            return None
        raise ValidationError(_("%(what)s要写一个数。") % {"what": what})
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or not 0 <= number < MOST or (whole and number != number.to_integral_value()):
        raise ValidationError(_("%(what)s看不懂：%(said)s。写一个数。") % {"what": what, "said": said.strip()[:20]})
    return number


def _kinds(stock: list[Planting]) -> list[dict[str, Any]]:
    """What lives there, kind by kind."""
    found: dict[tuple[str, str], int] = {}
    for one in stock:
        found[one.species, one.measure] = found.get((one.species, one.measure), 0) + one.left
    return [
        {"species": species, "measure": measure, "left": left, "fish": measure == services.FISH}
        for (species, measure), left in found.items()
    ]


def _water(found: Plot, today: date) -> dict[str, Any]:
    most = int(rules.value("grounds.water_days", today))
    last = Work.objects.filter(plot=found, kind=WorkKind.RENEW).order_by("-on", "-pk").first()
    days = None if last is None else (today - last.on).days
    return {"last": last, "days": days, "most": most, "late": days is None or days > most}


def _story(found: Plot) -> list[dict[str, Any]]:
    """What happened of late: put in, found dead, water and care, newest first."""
    put: list[dict[str, Any]] = [
        {"on": one.planted_on, "what": one.species, "n": f"+{one.count}{one.measure}", "kind": "done",
         "who": one.why, "key": "grounds.planting", "pk": one.pk}
        for one in Planting.objects.filter(plot=found).order_by("-planted_on", "-pk")[:LAST]
    ]  # fmt: skip
    dead: list[dict[str, Any]] = [
        {"on": one.on, "what": one.planting.species, "n": f"−{one.count}{one.planting.measure}", "kind": "late",
         "who": one.cause, "key": "grounds.loss", "pk": one.pk}
        for one in Loss.objects.filter(planting__plot=found).select_related("planting").order_by("-on", "-pk")[:LAST]
    ]  # fmt: skip
    done: list[dict[str, Any]] = [
        {"on": one.on, "what": one.get_kind_display(), "n": f"{one.qty.normalize():f}{one.get_unit_display()}",
         "kind": "idle", "who": one.person or one.hired, "key": "grounds.work", "pk": one.pk}
        for one in Work.objects.filter(plot=found).select_related("person").order_by("-on", "-pk")[:LAST]
    ]  # fmt: skip
    return sorted([*put, *dead, *done], key=lambda row: (row["on"], row["pk"]), reverse=True)[:LAST]


def _due(found: Plot, now: Any) -> list[Instance]:
    rows = Instance.objects.filter(
        spot__target=PLOT, spot__target_id=found.pk, opens_at__lte=now, closes_at__gte=now, status=Status.DUE
    )
    return list(rows.select_related("duty", "spot").order_by("closes_at"))
