"""What the programmes bore in a month, class by class, without a name: on the screen, as a paper, as a sheet."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lvye.kernel.exchange.api import write_xlsx
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kit.days import read_day
from lvye.modules.meals import services
from lvye.modules.meals.queries import next_month
from lvye.modules.meals.services import AidRow

DAY = timedelta(days=1)


@needs("meals.view_entitled")
@require_safe
def report(request: AuthedRequest) -> HttpResponse:
    """One month's report; `?month=2026-11-01`, `?as=print` or `?as=xlsx`."""
    month = (read_day(request.GET.get("month", "")) or timezone.localdate()).replace(day=1)
    rows = services.aid_report(month)
    form = request.GET.get("as", "")
    if form in {"print", "xlsx"}:
        return (_paper if form == "print" else _sheet)(month, rows)
    context = {
        "month": month, "before": (month - DAY).replace(day=1), "after": next_month(month), "rows": rows,
        "total": _total(rows), "today": timezone.localdate(),
    }  # fmt: skip
    return render(request, "meals/aid.html", context)


def _total(rows: list[AidRow]) -> dict[str, Decimal | int]:
    return {
        "pupils": sum(one.pupils for one in rows), "days": sum(one.days for one in rows),
        "meals": sum(one.meals for one in rows), "amount": sum((one.amount for one in rows), Decimal(0)),
    }  # fmt: skip


def _head() -> list[str]:
    return [_("班级"), _("项目"), _("享受人数"), _("就餐人日"), _("就餐人次"), _("补助金额（元）")]


def _title(month: date) -> str:
    words = {"school": school_name(), "year": month.year, "month": month.month}
    return _("%(school)s营养餐和伙食补助月报（%(year)s年%(month)s月）") % words


def _cells(rows: list[AidRow]) -> list[list[str]]:
    total = _total(rows)
    found = [
        [str(one.school_class), one.label, str(one.pupils), str(one.days), str(one.meals), f"{one.amount:,.2f}"]
        for one in rows
    ]
    last = [_("合计"), "", str(total["pupils"]), str(total["days"]), str(total["meals"]), f"{total['amount']:,.2f}"]
    return [*found, last]


def _paper(month: date, rows: list[AidRow]) -> HttpResponse:
    table = papers.Table(_head(), _cells(rows), widths=(4, 5, 3, 3, 3, 4), numeric={2, 3, 4, 5})
    words = papers.Paragraph(_("补助按学生实际就餐的天数算，每天不超过当天的伙食费；名单按资助认定，不随表公开。"))
    content = papers.official_pdf(title=_title(month), org=school_name(), blocks=[table, words], signed_on=None)
    return papers.answer(content, f"{_('伙食补助月报')}{month:%Y%m}.pdf")


def _sheet(month: date, rows: list[AidRow]) -> HttpResponse:
    stream = BytesIO()
    cells = [(str(one.school_class), one.label, one.pupils, one.days, one.meals, one.amount) for one in rows]
    write_xlsx(stream, _head(), cells, title=f"{month:%Y-%m}")
    return papers.answer(stream.getvalue(), f"{_('伙食补助月报')}{month:%Y%m}.xlsx")
