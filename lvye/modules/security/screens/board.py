"""安保情况: the gate hour by hour, what is open, cameras, letters; and the log on paper."""

from __future__ import annotations

from datetime import date, datetime

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kernel.terms.api import Period, current, period_of
from lvye.kit import say
from lvye.modules.security import queries, services
from lvye.modules.security.models import Entry, Incident, IncidentStatus
from lvye.modules.security.sight import JUDGE

MOST_ROWS = 2000


@needs(JUDGE)
@require_safe
def board(request: AuthedRequest) -> HttpResponse:
    """The office's page."""
    now = timezone.now()
    today = timezone.localdate(now)
    term = current(today)
    had, wanted, pupils = queries.guards_had(today)
    shift, people = services.shift_at(now)
    incidents = registers["security.incident"].rows(request.user).filter(status=IncidentStatus.OPEN)
    letters = queries.signed_by(term) if term else []
    context = {
        "watches": queries.watches(now), "gaps": list(queries.gaps_today(now)[:12]), "shift": shift, "people": people,
        "incidents": list(incidents.select_related("place").order_by("due_on", "pk")[:12]),
        "cameras": queries.cameras_state(), "had": had, "wanted": wanted, "pupils": pupils, "term": term,
        "letters": sum(one["n"] for one in letters), "signed": sum(one["signed"] for one in letters),
        "inside": queries.visits_now(request.user)[1], "today": today,
        "month": f"{today:%Y-%m}",
    }  # fmt: skip
    return render(request, "security/board.html", context)


def _period(request: AuthedRequest, today: date) -> Period:
    """The days asked for (`?of=2026-03`, a term, a year), else this month. Raises Http404."""
    try:
        return period_of(request.GET.get("of", "") or f"{today:%Y-%m}", today)
    except Exception as problem:
        raise Http404 from problem


@needs("security.export_entry")
@require_safe
def sheet(request: AuthedRequest) -> HttpResponse:
    """值班和事件处理记录 of a month, as the inspector asks for it."""
    today = timezone.localdate()
    period = _period(request, today)
    days = (period.begins_on, period.ends_on)
    entries = list(Entry.objects.filter(on__range=days).select_related("person", "partner").order_by("at")[:MOST_ROWS])
    happened = registers["security.incident"].rows(request.user).filter(on__range=days)
    incidents = list(happened.select_related("place", "person", "handled_by").order_by("at")[:MOST_ROWS])
    rows = sorted([*map(_line, entries), *map(_incident, incidents)], key=lambda row: row[0])
    head = [_("时间"), _("班次"), _("类型"), _("记录人"), _("内容"), _("处置")]
    table = papers.Table(head, [[say.moment(at), *cells] for at, cells in rows], widths=(9, 5, 8, 6, 26, 18))
    content = papers.table_pdf(
        title=_("值班和事件处理记录"), school=school_name(), printed_on=today, table=table, register=_("值班日志"),
        period=period.label,
        facts=[(_("合计"), _("值班日志 %(n)s 条，安全事件 %(m)s 起") % {"n": len(entries), "m": len(incidents)})],
        signatures=[papers.Signature(who) for who in (_("值班保安"), _("总务主任"), _("分管副校长"))],
        url=f"{settings.BASE_URL}{reverse('security:board')}", code=_("值班日志"),
    )  # fmt: skip
    return papers.answer(content, f"{_('值班和事件处理记录')} {period.label}.pdf")


def _line(one: Entry) -> tuple[datetime, list[str]]:
    words = " ".join(part for part in (str(one.partner or ""), str(one.get_found_display()), one.words) if part)
    return one.at, [one.shift, str(one.get_kind_display()), one.person.name, words, ""]


def _incident(one: Incident) -> tuple[datetime, list[str]]:
    what = f"{one.number} {one.place.full_name} {one.what}"
    return one.at, [one.shift, str(one.get_kind_display()), one.person.name, what, one.handling]
