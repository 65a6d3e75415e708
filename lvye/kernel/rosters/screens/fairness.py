"""The fairness picture: what everybody carries over the year, compared among those who may take the same seats."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers.api import Bar, bar_svg
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rosters.load import Brought, alike, brought, look_back
from lvye.kernel.rosters.models import Roster
from lvye.kernel.rosters.pool import pool_of, seats_of
from lvye.kit import say

from .grid import Share, shares

ZERO = Decimal(0)


@needs("rosters.view_roster")
@require_safe
def fairness(request: AuthedRequest, pk: int) -> HttpResponse:
    """Bars by person, and the same as a table."""
    roster: Roster = get_object_or_404(registers["rosters.roster"].rows(request.user).select_related("kind"), pk=pk)
    pool = pool_of(roster.kind, roster.begins_on, roster.ends_on, but=roster)
    bring = brought(roster.kind, pool, roster.begins_on)
    now = {share.person.pk: share for share in shares(roster)}
    groups = []
    for keys in alike(roster.kind, pool):
        people = [(pool.names[key], bring.get(key, Brought()), now.get(key)) for key in keys]
        people.sort(key=lambda row: (-_total(row[1], row[2]), row[0].pk))
        groups.append(_group(roster, keys, people, pool))
    first, last = look_back(roster.kind, roster.begins_on)
    context = {"roster": roster, "groups": groups, "back": say.period(first, last)}
    return render(request, "rosters/fairness.html", context)


def _total(bring: Brought, share: Share | None) -> Decimal:
    return bring.total + (share.points if share else ZERO)


def _group(roster: Roster, keys: list[int], people: list[Any], pool: Any) -> dict[str, Any]:
    names = [seat.name for seat in seats_of(roster.kind) if set(keys) <= pool.holds_ever(seat)]
    totals = [_total(bring, share) for _human, bring, share in people]
    bars = [
        Bar(human.name, total, say.qty(total), tone="going" if share else "idle")
        for (human, _bring, share), total in zip(people, totals, strict=True)
    ]
    chart = bar_svg(bars, label=_("全年负担"), unit=_("分"))
    return {
        "title": "、".join(dict.fromkeys(names)), "people": people, "chart": chart,
        "most": say.qty(max(totals)), "least": say.qty(min(totals)), "apart": say.qty(max(totals) - min(totals)),
        "rows": list(zip(people, totals, strict=True)),
    }  # fmt: skip
