"""快到期: the horizon as a page, and its block on the 今日 page."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, needs, varied, wants_part

from . import queries
from .declare import deadlines
from .queries import Due

SPANS = (7, 30, 90, 365)
USUAL = 30
ON_HOME = 5
TONES = {"late": "late", "soon": "soon", "ahead": "idle"}


@needs()
@require_safe
def horizon(request: AuthedRequest) -> HttpResponseBase:
    """Everything that has lapsed or will, by day, with what it blocks."""
    asked = request.GET.get("days", "")
    days = int(asked) if asked.isdecimal() and int(asked) in SPANS else USUAL
    kind = request.GET.get("kind", "")
    found = queries.survey(request.user, timezone.localdate(), days, kind=kind)
    unknown = bool(kind) and kind not in deadlines  # nonsense narrows to nothing, never to everything
    context = {
        "lines": [line(due) for due in found.dues],
        "late_count": sum(tally.late for tally in found.tallies),
        "cut": found.cut,
        "kinds": queries.kinds_for(request.user),
        "kind": kind,
        "unknown": unknown,
        "further_url": f"?days={SPANS[-1]}" if days < SPANS[-1] else "",
        "days": days,
        "spans": [(span, _("%(n)s 天内") % {"n": span}) for span in SPANS],
        "limit": queries.LIMIT,
    }
    name = "deadlines/_list.html" if wants_part(request) else "deadlines/horizon.html"
    return varied(render(request, name, context))


def line(due: Due) -> dict[str, Any]:
    """One thing as the page shows it: with its state in shape, word and colour."""
    return {"due": due, "tone": TONES[due.state], "word": word(due)}


def word(due: Due) -> str:
    """How far it is, in words."""
    if due.days_left < 0:
        return _("过期 %(n)s 天") % {"n": -due.days_left}
    if due.days_left == 0:
        return _("今天到期")
    return _("还有 %(n)s 天") % {"n": due.days_left}


def block(user: User, now: datetime) -> Mapping[str, Any] | None:
    """The first few for the 今日 page: what is late or within its days of warning; None when nothing is."""
    found = queries.survey(user, timezone.localdate(now), USUAL, limit=ON_HOME)
    pressing = [due for due in found.dues if due.state != "ahead"]
    if not pressing:
        return None
    shown = pressing[:ON_HOME]
    kind = "late" if any(due.state == "late" for due in shown) else "soon"
    return {"lines": [line(due) for due in shown], "url": reverse("deadlines:horizon"), "kind": kind}
