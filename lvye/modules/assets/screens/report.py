"""The property in numbers: value at a day by class, the month's depreciation, what came and what left."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.assets import reports
from lvye.modules.assets.sight import ALL

DEPTHS = {"top": "top", "class": "asset_class"}


def _days(request: AuthedRequest) -> tuple[date, date]:
    """The period asked for: this year up to today unless the address says otherwise."""
    today = timezone.localdate()
    until = read_day(request.GET.get("until", "")) or today
    return min(read_day(request.GET.get("from", "")) or until.replace(month=1, day=1), until), until


@needs(ALL)
def report(request: AuthedRequest) -> HttpResponse:
    """Value at the last day, the depreciation of its month, and the changes of the period."""
    begins, until = _days(request)
    by = request.GET.get("by", "top")
    standing = reports.standing(until, by=DEPTHS.get(by, "top"))
    moved = reports.changes(begins, until)
    context = {
        "begins": begins, "until": until, "by": by, "standing": standing, "total": standing.total, "moved": moved,
        "month": f"{until:%Y-%m}", "words": say.money(standing.total.value),
        "may_book": request.user.has_perm("assets.view_booking"),
    }  # fmt: skip
    return render(request, "assets/report.html", context)


@needs(ALL)
def depreciation_paper(request: AuthedRequest) -> HttpResponse:
    """固定资产折旧计提表 of a month, for the bookkeeper."""
    until = _days(request)[1]
    standing = reports.standing(until, by=DEPTHS.get(request.GET.get("by", "top"), "top"))
    lines = [*standing.lines, standing.total]
    rows = [
        [line.top.code if line.top else "", line.top.name if line.top else _("合计"), str(line.cards), str(line.qty),
         *map(_plain, (line.value, line.charge, line.charged, line.net))]
        for line in lines
    ]  # fmt: skip
    heads = [
        _("分类代码"),
        _("分类"),
        _("卡片"),
        _("件数"),
        _("原值（元）"),
        _("本月折旧"),
        _("累计折旧"),
        _("净值（元）"),
    ]
    title = _("固定资产折旧计提表")
    content = papers.table_pdf(
        title=title, school=school_name(), printed_on=timezone.localdate(), register=_("校产"),
        table=papers.Table(heads, rows, widths=(1, 1.6, 0.6, 0.7, 1.2, 1.1, 1.2, 1.2), numeric={2, 3, 4, 5, 6, 7}),
        period=_("%(year)s年%(month)s月") % {"year": until.year, "month": until.month},
        signatures=[papers.Signature(_("制表")), papers.Signature(_("复核")), papers.Signature(_("负责人"))],
    )  # fmt: skip
    return papers.answer(content, f"{title}{until:%Y%m}.pdf")


def _plain(number: Decimal) -> str:
    return f"{number:.2f}"
