"""What to look at: broken again and again, dearer to repair than to replace, ageing with the house."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.terms.api import Period, before, current, latest_closed, span_period, term_period
from lvye.modules.repairs.sight import ALL
from lvye.modules.repairs.watch import (
    Ageing,
    Costly,
    Recurring,
    ageing_words,
    costly_words,
    recurring_words,
    watch_ageing,
    watch_costly,
    watch_recurring,
)

from .watch_paper import printed

BARS, ROWS = 8, 50
YEAR = timedelta(days=364)


@needs(ALL)
def watch(request: AuthedRequest) -> HttpResponse:
    """The three lists over a term or a year, each as a sentence with a chart, a table and its records."""
    today = timezone.localdate()
    choices = _periods(today)
    name = request.GET.get("period", "")
    name = name if name in choices else next(iter(choices))
    period = choices[name]
    jobs = registers["repairs.job"].rows(request.user)
    if request.GET.get("as") == "print":
        return printed(jobs, period, today, f"{reverse('repairs:watch')}?period={name}")
    context = {
        "period": period,
        "print_url": f"?period={name}&as=print",
        "chips": [{"name": key, "label": one.label, "on": key == name} for key, one in choices.items()],
        "again": _again(watch_recurring(jobs, period)),
        "costly": _costly(watch_costly(jobs, period)),
        "ageing": _ageing(watch_ageing(jobs, period), has_before=before(period) is not None),
    }
    return render(request, "repairs/watch.html", context)


def _periods(today: date) -> dict[str, Period]:
    found = {}
    if (term := current(today)) is not None:
        found["term"] = term_period(term)
    if (last := latest_closed()) is not None:
        found["last"] = term_period(last)
    year = span_period(today - YEAR, today)
    found["year"] = Period(year.begins_on, year.ends_on, _("最近一年"), year.code)
    return found


def _again(rows: list[Recurring]) -> dict[str, Any]:
    shown: list[dict[str, Any]] = [
        {"row": row, "what": f"{row.place.full_name} {row.category.name}", "url": _jobs_url(row)} for row in rows
    ]
    bars = [
        papers.Bar(str(one["what"]), one["row"].times, _("%(n)s 次") % {"n": one["row"].times}, str(one["url"]))
        for one in shown[:BARS]
    ]
    return {"rows": shown[:ROWS], "title": recurring_words(rows), "chart": papers.bar_svg(bars)}


def _jobs_url(row: Recurring) -> str:
    query = {"on.place": row.place.pk, "top": row.category.parent_id or row.category.pk, "q": row.category.name}
    return f"{reverse('repairs.job:list')}?{urlencode(query)}"


def _costly(rows: list[Costly]) -> dict[str, Any]:
    base = f"{reverse('repairs.job:list')}?on.place="
    shown = [
        {"row": row, "what": f"{row.place.full_name} {row.item.object}", "url": f"{base}{row.place.pk}"} for row in rows
    ]
    bars = [
        papers.Bar(
            str(one["what"]), row.share, f"{row.share}%", str(one["url"]), "late" if row.share >= 100 else "soon"
        )
        for one, row in zip(shown[:BARS], rows, strict=False)
    ]
    return {"rows": shown[:ROWS], "title": costly_words(rows), "chart": papers.bar_svg(bars)}


def _ageing(rows: list[Ageing], *, has_before: bool) -> dict[str, Any]:
    base = reverse("repairs.jobline:list")
    shown: list[dict[str, Any]] = [{"row": row, "url": f"{base}?on.item={row.item.pk}"} for row in rows]
    bars = [
        papers.Bar(
            f"{one['row'].item.action}{one['row'].item.object}",
            one["row"].times,
            _("%(n)s 次") % {"n": one["row"].times},
            str(one["url"]),
        )
        for one in shown[:BARS]
    ]
    title = ageing_words(rows, has_before=has_before)
    return {"rows": shown[:ROWS], "title": title, "chart": papers.bar_svg(bars), "has_before": has_before}
