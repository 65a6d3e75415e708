"""The green design year by year: what was to be done, what became of it, what it cost; and on paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.files import api as files
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, registers, school_name
from lvye.kit import say
from lvye.modules.grounds.models import Design, DesignPart, DesignStatus, PartStatus

SHOTS = 3
OUT = (PartStatus.MOVED, PartStatus.DROPPED)  # their money is not in the sum: it stands in a later year, or nowhere
Parts = list[DesignPart]


def _found(request: AuthedRequest, pk: int) -> Design:
    rows = registers["grounds.design"].rows(request.user).select_related("lead", "agreed_by")
    found: Design = get_object_or_404(rows, pk=pk)
    return found


def _parts(design: Design) -> Parts:
    rows = design.parts.select_related("place", "plot").prefetch_related("plantings__losses", "works", "carried_to")
    return list(rows.order_by("due_on", "pk"))


def _sums(parts: Parts) -> dict[str, Any]:
    """Of some parts: how many are done of all, what they were to cost and did."""
    wanted = [one for one in parts if one.status != PartStatus.DROPPED]
    return {
        "all": len(wanted), "done": sum(one.status == PartStatus.DONE for one in wanted),
        "estimate": sum((one.estimate for one in parts if one.status not in OUT), Decimal(0)),
        "spent": sum((one.spent or Decimal(0) for one in parts), Decimal(0)),
    }  # fmt: skip


@needs("grounds.view_design")
@require_safe
def design(request: AuthedRequest, pk: int) -> HttpResponse:
    """Each year with its parts: done, put off, given up, or waiting; what hangs on each."""
    found = _found(request, pk)
    parts = _parts(found)
    today = timezone.localdate()
    shots = files.many_of(parts)
    rows = [_row(one, shots.get(one.pk, []), late=one.due_on < today) for one in parts]
    years = []
    for year in range(found.first_year, found.last_year + 1):
        own = [row for row in rows if row["part"].year == year]
        years.append({"year": year, "rows": own, "now": year == today.year, **_sums([row["part"] for row in own])})
    going, may = found.status == DesignStatus.GOING, request.user.has_perm
    context = {
        "design": found, "years": years, "sums": _sums(parts), "going": going,
        "may_agree": found.status == DesignStatus.DRAFT and may("grounds.agree_design"),
        "may_add": found.status in (DesignStatus.DRAFT, DesignStatus.GOING) and may("grounds.add_designpart"),
        "may_end": going and may("grounds.finish_designpart"),
        "may_close": going and may("grounds.finish_design") and parts
        and all(one.status != PartStatus.PLANNED for one in parts),
    }  # fmt: skip
    return render(request, "grounds/design.html", context)


def _row(part: DesignPart, shots: list[Any], *, late: bool) -> dict[str, Any]:
    plantings, works = list(part.plantings.all()), list(part.works.all())
    return {
        "part": part, "late": late and part.status == PartStatus.PLANNED, "plantings": plantings,
        "works": len(works),
        "to": next((one.due_on for one in part.carried_to.all()), None),
        "photos": [{"url": files.url(one), "thumb": files.thumb_url(one)} for one in shots if one.is_picture][:SHOTS],
        "cost": sum(filter(None, [*(one.cost for one in plantings), *(one.cost for one in works)]), Decimal(0)),
    }  # fmt: skip


@needs("grounds.view_design")
@require_safe
def paper(request: AuthedRequest, pk: int) -> HttpResponse:
    """The design on paper: every part of every year with its money and its end."""
    found = _found(request, pk)
    parts = _parts(found)
    sums = _sums(parts)
    rows = [
        [str(one.year), one.what, one.place.full_name, _qty(one), say.money(one.estimate),
         "" if one.spent is None else say.money(one.spent), str(one.get_status_display()), one.became]
        for one in parts
    ]  # fmt: skip
    head = [_("年份"), _("做什么"), _("在哪里"), _("数量"), _("预计"), _("实际"), _("结果"), _("说明")]
    table = papers.Table(head, rows, widths=(7, 18, 16, 10, 12, 12, 9, 16))
    facts = [
        (_("设计"), found.designer), (_("负责人"), str(found.lead)), (_("通过"), _agreed(found)),
        (_("总预算"), say.money(found.budget) if found.budget else _("没有定")),
        (_("做成"), _("%(n)s / %(all)s 项") % {"n": sums["done"], "all": sums["all"]}),
        (_("已经花了"), say.money(sums["spent"])),
    ]  # fmt: skip
    content = papers.form_pdf(
        title=found.name, school=school_name(), printed_on=timezone.localdate(), register=_("绿化规划"),
        period=_("%(a)s—%(b)s年") % {"a": found.first_year, "b": found.last_year}, facts=facts, text=found.goal,
        lines=[table] if rows else [], signatures=[papers.Signature(who) for who in (_("负责人"), _("校长"))],
        url=f"{settings.BASE_URL}{reverse('grounds:design', args=[found.pk])}", code=_("绿化规划"),
    )  # fmt: skip
    return papers.answer(content, f"{found.name}.pdf")


def _agreed(found: Design) -> str:
    if found.agreed_on is None:
        return str(found.get_status_display())
    return f"{say.day(found.agreed_on)} {found.agreed_by or ''}".strip()


def _qty(part: DesignPart) -> str:
    return "—" if part.qty is None else f"{say.qty(part.qty)}{part.get_unit_display()}"
