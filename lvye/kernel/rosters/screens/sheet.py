"""The roster on paper and as a sheet: what hangs on the wall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from io import BytesIO

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.exchange.api import write_xlsx
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kernel.rosters.models import Roster, Slot
from lvye.kernel.rosters.pool import seats_of, weekday
from lvye.kit import say


@needs("rosters.view_roster")
@require_safe
def pdf(request: AuthedRequest, pk: int) -> HttpResponse:
    """The whole roster, or `?month=2026-09` of it, with boxes to sign."""
    roster = _roster(request, pk)
    month = request.GET.get("month", "")
    head, rows = table(roster, month)
    content = papers.table_pdf(
        title=roster.name, school=school_name(), printed_on=timezone.localdate(), register=_("值班表"),
        period=say.period(roster.begins_on, roster.ends_on),
        table=papers.Table(head, rows, widths=(8, 5, 8, 9, *(14 for _n in head[4:]))),
        signatures=[papers.Signature(who) for who in (_("排表人"), _("总务处"), _("分管校长"))],
        url=f"{settings.BASE_URL}{reverse('rosters.roster:detail', args=[roster.pk])}", code=str(roster.pk),
    )  # fmt: skip
    return papers.answer(content, f"{roster.name}.pdf")


@needs("rosters.view_roster")
@require_safe
def xlsx(request: AuthedRequest, pk: int) -> HttpResponse:
    """The same as a workbook."""
    roster = _roster(request, pk)
    head, rows = table(roster, request.GET.get("month", ""))
    stream = BytesIO()
    write_xlsx(stream, head, rows)
    return papers.answer(stream.getvalue(), f"{roster.name}.xlsx")


def table(roster: Roster, month: str = "") -> tuple[list[str], list[list[str]]]:
    """A line for each shift of each day; a column for each name a seat has."""
    seats = seats_of(roster.kind)
    names = list(dict.fromkeys(seat.name for seat in seats))
    head = [_("日期"), _("星期"), _("班次"), _("时间"), *names]
    return head, [_line(slot, names) for slot in _slots(roster, month)]


def _slots(roster: Roster, month: str) -> Iterator[Slot]:
    rows = roster.slots.select_related("shift").prefetch_related("assignments__person", "assignments__seat")
    for slot in rows.order_by("starts_at", "pk"):
        if not month or f"{slot.on:%Y-%m}" == month:
            yield slot


def _line(slot: Slot, names: list[str]) -> list[str]:
    there: dict[str, list[str]] = defaultdict(list)
    for one in sorted(slot.assignments.all(), key=lambda one: one.pk):
        there[one.seat.name].append(one.person.name)
    return [
        say.date(slot.on), weekday(slot.on), slot.shift.name, slot.shift.hours, *("、".join(there[n]) for n in names),
    ]  # fmt: skip


def _roster(request: AuthedRequest, pk: int) -> Roster:
    found: Roster = get_object_or_404(registers["rosters.roster"].rows(request.user).select_related("kind"), pk=pk)
    return found
