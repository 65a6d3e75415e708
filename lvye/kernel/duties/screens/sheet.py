"""The month of a duty on paper: each time, each item, who and when; late, missed and excused in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.duties.items import Answer, Item
from lvye.kernel.duties.models import Duty, Instance, Result, Status
from lvye.kernel.duties.words import cadence_words
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say

MOST_ROWS = 1500


@needs("duties.all_instance")
@require_safe
def sheet(request: AuthedRequest, pk: int) -> HttpResponse:
    """The month that is asked for (?month=2026-03), or the present one, as PDF."""
    duty = get_object_or_404(registers["duties.duty"].rows(request.user), pk=pk)
    today = timezone.localdate()
    first = month_of(request.GET.get("month", ""), today)
    content = paper(
        duty, first, printed_on=today, url=request.build_absolute_uri(reverse("duties.duty:detail", args=[pk]))
    )
    return papers.answer(content, f"duty-{duty.pk}-{first:%Y-%m}.pdf")


def month_of(text: str, today: date) -> date:
    """The first of a month: "2026-03"; the present one for anything else."""
    try:
        return date.fromisoformat(f"{text}-01")
    except ValueError:
        return today.replace(day=1)


def paper(duty: Duty, first: date, *, printed_on: date, url: str = "") -> bytes:
    """The sheet. Items stand as numbers in the head and in full below the title."""
    last = (first.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    rows = list(_instances(duty, first, last))
    items = duty.version.checklist if duty.version else []
    counts = {status: sum(one.status == status for one in rows) for status in Status.values}
    asked = sum(counts.values()) - counts[Status.DUE]
    summed = _("应检 %(asked)s，已检 %(done)s，补录 %(late)s，漏检 %(missed)s，免检 %(excused)s")
    facts: list[tuple[str, papers.Words]] = [
        (_("多久一次"), cadence_words(duty.cadence)),
        (_("由谁做"), str(duty.person or duty.post or duty.roster)),
        (_("依据"), duty.basis or "—"),
        (_("本月"), summed % (counts | {"asked": asked})),
        (_("检查项"), "；".join(_told(n, item) for n, item in enumerate(items, 1))),
        (_("记号"), _("√ 正常　× 不正常　○ 没法查　↑↓ 读数超出范围　空白 没有问到")),
    ]  # fmt: skip
    numbers = [f"{n} {item.unit}".strip() for n, item in enumerate(items, 1)]
    header = [_("日期"), _("地点"), *numbers, _("检查人"), _("时间"), _("情况")]
    widths = [5.0, 9.0, *[2.6 if item.kind == "tick" else 4.5 for item in items], 4.5, 7.0, 9.0]
    table = papers.Table(header=header, rows=[_line(one, [item.code for item in items]) for one in rows], widths=widths)
    return papers.table_pdf(
        title=duty.name, school=school_name(), printed_on=printed_on, table=table,
        period=_("%(year)s年%(month)s月") % {"year": first.year, "month": first.month}, facts=facts,
        register=_("例行检查月表"), signatures=[papers.Signature(_("检查人")), papers.Signature(_("负责人"))], url=url,
    )  # fmt: skip


def _told(number: int, item: Item) -> str:
    """An item as the inspector reads it: with what a reading may be."""
    return f"{number} {item.label}（{item.limits}）" if item.limits else f"{number} {item.label}"


def _instances(duty: Duty, first: date, last: date) -> Any:
    rows = Instance.objects.filter(duty=duty, day__range=(first, last)).exclude(status=Status.DUE)
    return rows.select_related("duty", "spot", "result__version").order_by("day", "due_at", "spot__sort", "pk")[
        :MOST_ROWS
    ]


def _line(one: Instance, codes: list[str]) -> list[str]:
    result: Result | None = getattr(one, "result", None)
    day = f"{one.day:%m-%d}{' ' + one.name if one.name else ''}"
    where = str(one.spot or "")
    if result is None:
        why = f"{one.get_status_display()} {one.why}".strip()
        return [day, where, *[""] * len(codes), "", "", why]
    answers = {answer.item.code: answer for answer in result.read}
    marks = [_mark(answers.get(code)) for code in codes]
    return [day, where, *marks, result.by_name, say.moment(result.done_at), _remark(one, result)]


def _mark(answer: Answer | None) -> str:
    if answer is None:
        return ""
    if answer.is_cannot:
        return "○"
    if answer.item.kind == "tick":
        return "×" if answer.is_bad else "√"
    if answer.item.kind == "photo":
        return "√"
    return f"{answer.value}{'↑↓' if answer.is_bad and answer.item.kind == 'reading' else ''}"


def _remark(one: Instance, result: Result) -> str:
    said = [one.get_status_display()] if one.status == Status.LATE else []
    said += [result.get_clock_display()] if result.clock == "wrong" else []
    said += [f"{answer.item.label}：{answer.note}" for answer in result.read if answer.note]
    return "；".join([*said, *([result.note] if result.note else [])])
