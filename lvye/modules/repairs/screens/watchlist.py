"""What to look at: broken again and again, dearer to repair than to replace, ageing with the house."""

from __future__ import annotations

from collections import Counter
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
from lvye.kit import say
from lvye.modules.repairs.sight import ALL
from lvye.modules.repairs.watch import Ageing, Costly, Recurring, watch_ageing, watch_costly, watch_recurring

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
    context = {
        "period": period,
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
    return {"rows": shown[:ROWS], "title": _again_title(rows), "chart": papers.bar_svg(bars)}


def _again_title(rows: list[Recurring]) -> str:
    if not rows:
        return ""
    words = {"what": rows[0].category.name, "where": rows[0].place.full_name, "n": rows[0].times}
    first = _("坏得最勤的是%(where)s的“%(what)s”：%(n)s 次") % words
    places: Counter[str] = Counter()
    for row in rows:
        places[row.place.building.name if row.place.building else row.place.name] += row.times
    name, most = places.most_common(1)[0]
    total = sum(places.values())
    if len(rows) > 2 and most * 2 >= total:
        return first + _("；%(share)s在%(where)s") % {"share": say.share(most, total), "where": name}
    return first


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
    title = ""
    if rows:
        words = {"what": shown[0]["what"], "cost": say.money(rows[0].cost), "new": say.money(rows[0].new_cost)}
        title = _("最不值得再修的是%(what)s：修了 %(cost)s，换新 %(new)s") % words
    return {"rows": shown[:ROWS], "title": title, "chart": papers.bar_svg(bars)}


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
    title = ""
    if rows:
        row = rows[0]
        words = {"what": row.item.object, "n": row.times, "qty": f"{say.qty(row.qty)}{row.item.unit}"}
        title = _("随房子老化的部件里，%(what)s修得最多：%(n)s 次，共%(qty)s") % words
        if has_before and row.qty > row.qty_before:
            title += _("，比上一期多%(n)s") % {"n": f"{say.qty(row.qty - row.qty_before)}{row.item.unit}"}
    return {"rows": shown[:ROWS], "title": title, "chart": papers.bar_svg(bars), "has_before": has_before}
