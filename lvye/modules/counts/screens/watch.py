"""The desk: how far each building and each counter is, live; and what came of it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kit import say
from lvye.modules.counts import queries
from lvye.modules.counts.models import Condition, Count, CountStatus, Result, Seen
from lvye.modules.counts.sight import ALL, POST

from .phone import count_of


@needs(ALL)
@require_safe
def watch(request: AuthedRequest, pk: int) -> HttpResponse:
    """The page; `?part=` brings its live part alone."""
    count = count_of(request, pk)
    template = "counts/_watch.html" if "part" in request.GET else "counts/watch.html"
    context = {
        "count": count, "running": count.status == CountStatus.RUNNING, "rate": queries.rate(count),
        "buildings": queries.buildings(count), "counters": queries.counters(count), "results": results(count),
        "may_post": request.user.has_perm(POST) and count.status == CountStatus.COUNTED,
        "may_send": request.user.has_perm("counts.add_sending"),
        "is_over": count.status in (CountStatus.COUNTED, CountStatus.CLOSED),
    }  # fmt: skip
    return render(request, template, context)


ALWAYS = (Result.FOUND.label, Result.WRONG.label, Result.MISSING.label)  # told where there are none, too


def results(count: Count) -> list[dict[str, Any]]:
    """The results in words, each with the list behind it; of what did not come up nothing is said."""
    told = queries.totals(count)
    lines, scans = reverse("counts.line:list"), reverse("counts.scan:list")

    decided = f"{reverse('counts.proposal:list')}?count={count.pk}"

    def row(label: Any, n: int, url: str, money: Any = None) -> dict[str, Any]:
        return {"label": label, "n": n, "url": url, "money": say.money(money) if money else ""}

    def by(result: Result) -> str:
        return f"{lines}?count={count.pk}&result={result}"

    found = [
        row(Result.FOUND.label, told.found, by(Result.FOUND)),
        row(Result.WRONG.label, told.wrong, by(Result.WRONG)),
        row(Result.WAITING.label, told.waiting, by(Result.WAITING)),
        row(Result.MISSING.label, told.missing, by(Result.MISSING), told.missing_value),
        row(Result.AWAY.label, told.away, by(Result.AWAY)),
        row(_("件数少了"), told.fewer, f"{decided}&kind=fewer", told.fewer_value),
        row(_("件数多了"), told.more, f"{decided}&kind=more"),
        row(Seen.UNKNOWN.label, told.unknown, f"{scans}?count={count.pk}&result={Seen.UNKNOWN}"),
        row(Seen.TWICE.label, told.twice, f"{scans}?count={count.pk}&result={Seen.TWICE}"),
        row(Condition.REPAIR.label, told.to_mend, f"{lines}?count={count.pk}&condition={Condition.REPAIR}"),
        row(Condition.SCRAP.label, told.to_scrap, f"{lines}?count={count.pk}&condition={Condition.SCRAP}"),
    ]
    return [one for one in found if one["n"] or one["label"] in ALWAYS]
