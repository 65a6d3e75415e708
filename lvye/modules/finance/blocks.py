"""What 今日 shows of money: to the cashier what to pay, to the bookkeeper what to post, to the heads what is left."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Block, registers, workbench
from lvye.kernel.rules import api as rules
from lvye.kit import say

from .models import Book, Budget, BudgetStatus, DayClose, MonthClose, PayStatus, Voucher, VoucherStatus
from .queries import journal_accounts, last_move, month_of
from .reports import execution

Context = Mapping[str, Any] | None
SHOWN = 5


def _line(title: str, small: str, kind: str, word: str, url: str) -> dict[str, Any]:
    return {"title": title, "small": small, "kind": kind, "word": word, "url": url}


def paying(user: User, now: datetime) -> Context:
    """The cashier: what waits to be paid, and the journals whose days are not closed."""
    today = timezone.localdate(now)
    rows = registers["finance.payment"].rows(user).filter(status=PayStatus.AGREED)
    waiting, count = rows.order_by("asked_on", "pk")[:SHOWN], rows.count()
    lines = [
        _line(
            f"{one.what} {say.money(one.amount)}", one.payee, "soon", _("待付款"),
            reverse("finance.payment:detail", args=[one.pk]),
        )
        for one in waiting
    ]  # fmt: skip
    lines += [
        _line(
            _("%(kind)s日记账") % {"kind": account.get_journal_display()},
            _("%(day)s起还没日清") % {"day": say.date(day)},
            "late" if day < today else "soon", _("日清"),
            f"{reverse('finance:journal')}?{urlencode({'account': account.pk, 'book': book.pk})}",
        )
        for account, book, day in days_open(today)
    ]  # fmt: skip
    return {
        "rows": lines, "count": count, "url": f"{reverse('finance.payment:list')}?status={PayStatus.AGREED}",
        "none": _("没有要付的款，日记账都日清了。"),
    }  # fmt: skip


def days_open(today: date) -> list[tuple[Any, Book, date]]:
    """The journals in which money has moved since they were last closed: account, book, the last such day."""
    found = []
    last = {(one.book_id, one.account_id): one.on for one in DayClose.objects.order_by("on")}  # the later one stays
    for book in Book.objects.filter(is_active=True).order_by("pk"):
        for account in journal_accounts():
            since = last.get((book.pk, account.pk), date(2000, 1, 1)) + timedelta(days=1)
            if moved := last_move(account, book=book, begins_on=since, ends_on=today):
                found.append((account, book, moved))
    return found


def posting(user: User, now: datetime) -> Context:
    """The bookkeeper: what waits to be posted, and the month that can be settled."""
    today = timezone.localdate(now)
    rows = Voucher.objects.filter(status=VoucherStatus.OPEN).select_related("book").order_by("on", "pk")
    lines = [
        _line(
            one.summary, f"{one.number} · {say.money(one.total)}", "soon", _("待记账"),
            reverse("finance.voucher:detail", args=[one.pk]),
        )
        for one in rows[:SHOWN]
    ]  # fmt: skip
    month = month_of(today.replace(day=1) - timedelta(days=1))
    closed = MonthClose.objects.filter(month=month).values("book")
    unsettled = Voucher.objects.filter(month=month).exclude(status=VoucherStatus.VOID).exclude(book__in=closed)
    for book in Book.objects.filter(pk__in=unsettled.values("book")).order_by("pk"):
        url = f"{reverse('finance:month')}?{urlencode({'book': str(book.pk), 'month': month})}"
        lines.append(_line(_("%(month)s 还没月结") % {"month": month}, str(book), "soon", _("月结"), url))
    return {
        "rows": lines, "count": rows.count(), "url": f"{reverse('finance.voucher:list')}?status={VoucherStatus.OPEN}",
        "none": _("凭证都记了账，上个月也结了。"),
    }  # fmt: skip


def standing(user: User, now: datetime) -> Context:
    """The heads: how far the year's budget is, and the lines that run out."""
    today = timezone.localdate(now)
    running = Budget.objects.filter(year=today.year, status=BudgetStatus.RUNNING).select_related("book").order_by("pk")
    lines: list[dict[str, Any]] = []
    warn = int(rules.value("finance.warn_share", today))
    for budget in running:
        found = execution(budget, on=today)
        url = reverse("finance.budget:detail", args=[budget.pk])
        told = {"left": say.money(found.whole.left.left), "spent": say.money(found.whole.left.spent)}
        words = _("支出 %(spent)s，还剩 %(left)s") % told
        lines.append(_line(f"{budget} {budget.book}", words, "going", f"{found.whole.rate}%", url))
        tight = [one for _part, rows in found.projects for one in rows if one.percent >= warn]
        for one in sorted(tight, key=lambda row: -row.percent)[:SHOWN]:
            over = one.left.left < 0
            word, kind = (_("超预算"), "late") if over else (_("快用完"), "soon")
            small = _("还剩 %(left)s") % {"left": say.money(one.left.left)}
            lines.append(_line(str(one.line), small, kind, word, url))
    if not lines:
        return None
    return {"rows": lines, "count": 0, "url": reverse("finance.budget:list"), "none": ""}


workbench(
    Block(
        name="finance-paying", title=gettext_lazy("要付的款"), template="finance/blocks/rows.html", context=paying,
        right="finance.pay_payment", order=6,
    )
)  # fmt: skip
workbench(
    Block(
        name="finance-posting", title=gettext_lazy("要记的账"), template="finance/blocks/rows.html", context=posting,
        right="finance.post_voucher", order=6,
    )
)  # fmt: skip
workbench(
    Block(
        name="finance-budget", title=gettext_lazy("经费"), template="finance/blocks/rows.html", context=standing,
        right="finance.exceed_budgetline", order=40,
    )
)  # fmt: skip
