"""The cashier's journals: every entry with the balance after it, and closing the day."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.papers import api as papers
from lvye.kernel.registers.api import AuthedRequest, needs, school_name
from lvye.kernel.rules import api as rules
from lvye.kernel.terms.api import Period
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.finance import services
from lvye.modules.finance.models import Account, Book, DayClose
from lvye.modules.finance.queries import journal_accounts, journal_balance, journal_rows, month_of

from .common import amount_of, chosen, open_books, told

VIEW = "finance.view_voucher"


def period_asked(request: AuthedRequest) -> Period:
    """The month in the address, else this one."""
    try:
        return services.period_of_month(request.GET.get("month", ""))
    except ValidationError:
        return services.period_of_month(month_of(timezone.localdate()))


def months_around(period: Period) -> dict[str, str]:
    """The months before and after, as the address names them."""
    first = period.begins_on
    before, after = divmod(first.year * 12 + first.month - 2, 12), divmod(first.year * 12 + first.month, 12)
    return {"before": f"{before[0]}-{before[1] + 1:02d}", "after": f"{after[0]}-{after[1] + 1:02d}"}


def _lines(account: Account, book: Book, period: Period) -> tuple[Decimal, list[dict[str, Any]]]:
    rows = list(journal_rows(account, book=book, begins_on=period.begins_on, ends_on=period.ends_on))
    opening = journal_balance(account, book=book, on=period.ends_on) - sum(
        (r.debit - r.credit for r in rows), Decimal()
    )
    balance, made = opening, []
    for row in rows:
        balance += row.debit - row.credit
        made.append({"entry": row, "voucher": row.voucher, "balance": balance})
    return opening, made


@needs(VIEW)
def journal(request: AuthedRequest) -> HttpResponse:
    """One journal of one month: ?account=&book=&month=; ?as=print on paper."""
    today, books, accounts = timezone.localdate(), open_books(), list(journal_accounts())
    book, account = chosen(books, request.GET.get("book")), chosen(accounts, request.GET.get("account"))
    period = period_asked(request)
    if book is None or account is None:
        return render(request, "finance/journal.html", {"book": None})
    opening, rows = _lines(account, book, period)
    if request.GET.get("as") == "print":
        return _paper(account, book, period, opening, rows)
    last = DayClose.objects.filter(book=book, account=account).order_by("-on").first()
    balance = journal_balance(account, book=book, on=today)
    limit = rules.value("finance.cash_limit", today)
    for row in rows:
        row["is_closed"] = last is not None and row["entry"].on <= last.on
    context = {
        "book": book, "books": books, "account": account, "accounts": accounts, "period": period, "opening": opening,
        "rows": rows, "closing": rows[-1]["balance"] if rows else opening,
        "code": month_of(period.begins_on), "today": today, "balance": balance, "last": last,
        "is_over": account.journal == Account.Journal.CASH and balance > limit, "limit": limit,
        "came": sum((row["entry"].debit for row in rows), Decimal()),
        "went": sum((row["entry"].credit for row in rows), Decimal()),
        "may_close": request.user.has_perm("finance.add_dayclose") and (last is None or last.on < today),
        "may_move": request.user.has_perm("finance.add_income"), **months_around(period),
    }  # fmt: skip
    return render(request, "finance/journal.html", context)


def _paper(account: Account, book: Book, period: Period, opening: Decimal, rows: list[dict[str, Any]]) -> HttpResponse:
    heads = [_("日期"), _("凭证号"), _("摘要"), _("收入（元）"), _("支出（元）"), _("结余（元）")]
    lines = [["", "", _("上月结余"), "", "", f"{opening:,.2f}"]]
    lines += [
        [
            say.date(row["entry"].on), row["voucher"].number, row["voucher"].summary,
            f"{row['entry'].debit:,.2f}" if row["entry"].debit else "",
            f"{row['entry'].credit:,.2f}" if row["entry"].credit else "", f"{row['balance']:,.2f}",
        ]
        for row in rows
    ]  # fmt: skip
    title = _("%(kind)s日记账") % {"kind": account.get_journal_display()}
    closing = rows[-1]["balance"] if rows else opening
    content = papers.table_pdf(
        title=title, school=school_name(), printed_on=timezone.localdate(), register=str(book), period=period.label,
        table=papers.Table(heads, lines, widths=(2, 3, 6, 2, 2, 2), numeric={3, 4, 5}),
        totals=[
            "", "", _("本月合计"), f"{sum((row['entry'].debit for row in rows), Decimal()):,.2f}",
            f"{sum((row['entry'].credit for row in rows), Decimal()):,.2f}", f"{closing:,.2f}",
        ],
        signatures=[papers.Signature(_("出纳")), papers.Signature(_("会计"))],
    )  # fmt: skip
    return papers.answer(content, f"{title} {period.code}.pdf")


@needs("finance.add_dayclose")
@require_POST
def close_day(request: AuthedRequest) -> HttpResponseBase:
    """Close a journal for a day, with what is there."""
    today = timezone.localdate()
    book = chosen(open_books(), request.POST.get("book"))
    account = chosen(journal_accounts(), request.POST.get("account"))
    asked = {"account": request.POST.get("account", ""), "book": request.POST.get("book", "")}
    where = f"{reverse('finance:journal')}?{urlencode(asked)}"

    def deed() -> str:
        counted = amount_of(request.POST.get("counted"))
        if counted is None or book is None or account is None:
            raise ValidationError(_("请填实有多少，写成数字。"))
        made = services.day_close(
            book=book, account=account, on=read_day(request.POST.get("on")) or today, counted=counted,
            why=request.POST.get("why", ""), today=today, actor=request.user,
        )  # fmt: skip
        return _("%(day)s日清了，账实%(how)s。") % {
            "day": say.date(made.on), "how": _("相符") if made.difference == 0 else _("不符，已写明原因"),
        }  # fmt: skip

    return told(request, where, deed)
