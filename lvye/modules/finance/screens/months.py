"""A month: the balances of all accounts, what stands against settling it, settling it, and handing it on."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.exchange.api import write_csv, write_xlsx
from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kernel.terms.api import Period
from lvye.modules.finance import services
from lvye.modules.finance.models import Account, Book, Entry, MonthClose, VoucherStatus
from lvye.modules.finance.queries import Balance, balances, month_of
from lvye.modules.finance.reports import month_report

from .common import chosen, open_books, told
from .journal import VIEW, months_around, period_asked


def _asked(request: AuthedRequest) -> tuple[Book | None, Period]:
    return chosen(open_books(), request.GET.get("book")), period_asked(request)


@needs(VIEW)
def month(request: AuthedRequest) -> HttpResponse:
    """The month: ?book=&month=; ?as=print is the table of balances."""
    book, period = _asked(request)
    if book is None:
        return render(request, "finance/month.html", {"book": None})
    rows = balances(book=book, begins_on=period.begins_on, ends_on=period.ends_on)
    if request.GET.get("as") == "print":
        return _paper(book, period, rows)
    code, today = month_of(period.begins_on), timezone.localdate()
    closed = MonthClose.objects.filter(book=book, month=code).select_related("by").first()
    systems = [
        (system.label, [one for one in rows if one.account.system == system], _sums(rows, system))
        for system in Account.System
    ]
    over = today > period.ends_on
    context = {
        "book": book, "books": open_books(), "period": period, "code": code, "closed": closed, "is_over": over,
        "systems": [system for system in systems if system[1]],
        "obstacles": services.month_obstacles(book, code) if over and not closed else [],
        "may_close": over and not closed and request.user.has_perm("finance.add_monthclose"),
        "may_export": request.user.has_perm("finance.export_voucher"), **months_around(period),
    }  # fmt: skip
    return render(request, "finance/month.html", context)


def _sums(rows: list[Balance], system: str) -> dict[str, Any]:
    mine = [one for one in rows if one.account.system == system]
    return {"debit": sum(one.debit for one in mine), "credit": sum(one.credit for one in mine)}


def _paper(book: Book, period: Period, rows: list[Balance]) -> HttpResponse:
    heads = [_("科目编码"), _("科目名称"), _("期初余额"), _("本期借方"), _("本期贷方"), _("期末余额"), _("方向")]
    lines = [
        [
            one.account.code, one.account.name, f"{abs(one.opening):,.2f}", f"{one.debit:,.2f}", f"{one.credit:,.2f}",
            f"{abs(one.closing):,.2f}", _("借") if one.closing > 0 else _("贷") if one.closing < 0 else _("平"),
        ]
        for one in rows
    ]  # fmt: skip
    content = papers.table_pdf(
        title=_("科目余额表"), school=school_name(), printed_on=timezone.localdate(), register=str(book),
        period=period.label, table=papers.Table(heads, lines, widths=(2, 4, 2, 2, 2, 2, 1), numeric={2, 3, 4, 5}),
        signatures=[papers.Signature(_("会计")), papers.Signature(_("复核")), papers.Signature(_("校长"))],
    )  # fmt: skip
    return papers.answer(content, f"{_('科目余额表')} {period.code}.pdf")


@needs("finance.add_monthclose")
@require_POST
def close(request: AuthedRequest) -> HttpResponseBase:
    """Settle the month for good."""
    book, code = chosen(open_books(), request.POST.get("book")), request.POST.get("month", "")
    where = f"{reverse('finance:month')}?{urlencode({'book': book.pk if book else '', 'month': code})}"

    def deed() -> str:
        if book is None:
            return ""
        made = services.month_close(book=book, month=code, now=timezone.now(), actor=request.user)
        return _("%(month)s 月结了，凭证 %(n)s 张，借贷相等。") % {"month": made.month, "n": made.vouchers}

    return told(request, where, deed)


def _heads() -> list[str]:
    """What the columns are called in the accounting centre's own sheets."""
    return [
        _("日期"), _("凭证号"), _("摘要"), _("科目编码"), _("科目名称"), _("核算体系"), _("借方金额"), _("贷方金额"),
        _("预算项目"), _("附单据数"), _("制单人"), _("记账人"),
    ]  # fmt: skip


@needs("finance.export_voucher")
def export(request: AuthedRequest, kind: str) -> HttpResponse:
    """The posted vouchers of a month, entry by entry, for the accounting centre (核算中心)."""
    book, period = _asked(request)
    rows = Entry.objects.filter(
        voucher__book=book, voucher__status=VoucherStatus.POSTED, on__range=(period.begins_on, period.ends_on)
    ).select_related("voucher__made_by", "voucher__posted_by", "account", "budget_line")
    cells = (
        (
            one.on, one.voucher.number, one.voucher.summary, one.account.code, one.account.name,
            str(one.account.get_system_display()), one.debit, one.credit,
            one.budget_line.label if one.budget_line else "", one.voucher.papers, str(one.voucher.made_by),
            str(one.voucher.posted_by),
        )
        for one in rows.order_by("voucher__number", "pk")
    )  # fmt: skip
    stream, heads = BytesIO(), _heads()
    if kind == "xlsx":
        write_xlsx(stream, heads, cells, title=period.code)
    else:
        write_csv(stream, heads, cells)
    return papers.answer(stream.getvalue(), f"{_('记账凭证')} {book or ''} {period.code}.{kind}")


@needs(VIEW)
def report(request: AuthedRequest) -> HttpResponse:
    """The month on one page, for the principal; ?as=print to sign."""
    book, period = _asked(request)
    if book is None:
        return render(request, "finance/report.html", {"book": None})
    found = month_report(book, period)
    if request.GET.get("as") == "print":
        return _report_paper(book, period)
    bars = [pair for pair in found.spending if pair[1] > 0]
    context = {
        "book": book, "books": open_books(), "period": period, "found": found, "code": month_of(period.begins_on),
        "chart": papers.bar_svg(bars, unit=_("元"), label=_("各项目支出")) if bars else "",
        **months_around(period),
    }  # fmt: skip
    return render(request, "finance/report.html", context)


def _amounts(caption: str, head: str, pairs: list[tuple[str, Decimal]]) -> papers.Table:
    rows = [[label, f"{amount:,.2f}"] for label, amount in pairs]
    return papers.Table([head, _("金额（元）")], rows, numeric={1}, caption=caption)


def _report_paper(book: Book, period: Period) -> HttpResponse:
    found = month_report(book, period)
    heads = [_("账户"), _("月初"), _("收入"), _("支出"), _("月末")]
    money = [[name, *[f"{amount:,.2f}" for amount in amounts]] for name, *amounts in found.accounts]
    tables = [papers.Table(heads, money, numeric={1, 2, 3, 4}, caption=_("资金（元）"))]
    if found.income:
        tables.append(_amounts(_("收入"), _("来源"), found.income))
    if found.spending:
        tables.append(_amounts(_("支出"), _("项目"), found.spending))
    facts = [(_("收入合计"), f"{found.income_total:,.2f}"), (_("支出合计"), f"{found.spending_total:,.2f}")]
    if found.execution:
        whole = found.execution.whole
        facts += [(_("全年预算"), f"{whole.left.budget:,.2f}"), (_("执行率"), f"{whole.rate}%")]
    facts += [(_("应缴财政未缴"), f"{found.owed:,.2f}"), (_("债务余额"), f"{found.debts:,.2f}")]
    facts += [(_("待付款"), str(len(found.waiting))), (_("超预算放行"), str(len(found.overruns)))]
    content = papers.form_pdf(
        title=_("财务月报"), school=school_name(), printed_on=timezone.localdate(), register=str(book),
        period=period.label, facts=facts, lines=tables,
        signatures=[papers.Signature(_("会计")), papers.Signature(_("总务主任")), papers.Signature(_("校长"))],
    )  # fmt: skip
    return papers.answer(content, f"{_('财务月报')} {period.code}.pdf")
