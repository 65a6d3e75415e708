"""The watch list on paper: three tables with a sentence above each, for the file and for who decides what is bought."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.translation import gettext as _

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import school_name
from lvye.kernel.terms.api import Period, before
from lvye.kit import say
from lvye.modules.repairs.models import Job
from lvye.modules.repairs.watch import (
    Ageing,
    Costly,
    Recurring,
    watch_ageing,
    watch_costly,
    watch_recurring,
    watch_words,
)

ROWS = 40


def printed(jobs: QuerySet[Job], period: Period, today: date, address: str) -> HttpResponse:
    """The list of a period as PDF, shown in the browser. address: the page it came from."""
    tables = [
        _recurring(watch_recurring(jobs, period)[:ROWS]),
        _costly(watch_costly(jobs, period)[:ROWS]),
        _ageing(watch_ageing(jobs, period)[:ROWS], has_before=before(period) is not None),
    ]
    sentences = watch_words(jobs, period)
    content = papers.form_pdf(
        title=_("关注清单"),
        school=school_name(),
        printed_on=today,
        register=_("报修"),
        period=period.dates,
        text="。".join(sentences) + "。" if sentences else _("这段时间没有反复坏的、修不如换的和老化的部件。"),
        lines=[table for table in tables if table.rows],
        signatures=[papers.Signature(_("总务主任")), papers.Signature(_("分管副校长"))],
        url=f"{settings.BASE_URL}{address}",
    )
    return papers.answer(content, f"{_('关注清单')} {period.label}.pdf")


def _recurring(rows: list[Recurring]) -> papers.Table:
    heads = [_("地点"), _("坏了什么"), _("次数"), _("修理费（元）"), _("最近"), _("怎么办")]
    cells = [
        [row.place.full_name, row.category.name, str(row.times), say.money(row.cost), say.date(row.last_on), ""]
        for row in rows
    ]
    return papers.Table(heads, cells, widths=(26, 16, 8, 14, 12, 24), numeric={2, 3}, caption=_("反复坏"))


def _costly(rows: list[Costly]) -> papers.Table:
    heads = [_("地点"), _("物件"), _("次数"), _("修理费（元）"), _("换新价（元）"), _("占"), _("怎么办")]
    cells = [
        [
            row.place.full_name, row.item.object, str(row.times), say.money(row.cost), say.money(row.new_cost),
            f"{row.share}%", "",
        ]
        for row in rows
    ]  # fmt: skip
    return papers.Table(heads, cells, widths=(24, 14, 8, 14, 14, 8, 18), numeric={2, 3, 4, 5}, caption=_("修不如换"))


def _ageing(rows: list[Ageing], *, has_before: bool) -> papers.Table:
    heads = [_("部件"), _("次数"), _("数量"), _("上一期"), _("怎么办")]
    cells = [
        [
            f"{row.item.action}{row.item.object}", str(row.times), f"{say.qty(row.qty)}{row.item.unit}",
            f"{say.qty(row.qty_before)}{row.item.unit}" if has_before else "—", "",
        ]
        for row in rows
    ]  # fmt: skip
    return papers.Table(heads, cells, widths=(30, 10, 15, 15, 30), numeric={1, 2, 3}, caption=_("老化"))
