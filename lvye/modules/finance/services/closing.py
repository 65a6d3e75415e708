"""日清月结: each day the cashier's journals, each month the books; and counting the cash before a witness."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import posts_of
from lvye.kernel.records import api as records
from lvye.kernel.terms.api import Period, month_period
from lvye.kit import say
from lvye.kit.memo import forget
from lvye.modules.finance.amounts import summed, yuan
from lvye.modules.finance.models import Account, Book, CashCount, DayClose, MonthClose, Voucher, VoucherStatus
from lvye.modules.finance.queries import (
    balances,
    is_balanced,
    journal_accounts,
    journal_balance,
    journal_rows,
    last_move,
    vouchers_open,
)

from .books import refuse_closed_day, refuse_closed_month


def day_close(
    *, book: Book, account: Account, on: date, counted: Decimal, why: str = "", today: date, actor: User
) -> DayClose:
    """Close a journal for a day: what it stood at, what came and went, what is there. Nothing earlier is written after.

    Raises ValidationError for a day to come, a day closed already, a difference without a reason.
    """
    if account.journal == Account.Journal.NONE:
        raise ValidationError(_("“%(account)s”不是现金或银行日记账。") % {"account": account})
    if on > today:
        raise ValidationError({"on": _("还没到的日子不能日清。")})
    if "finance" in posts_of(actor, today):
        raise ValidationError(_("日记账由出纳登记和日清，会计不能代办。"))
    with records.deed():
        locked = Book.objects.select_for_update().get(pk=book.pk)
        refuse_closed_day(locked, account, on)
        refuse_closed_month(locked, on)
        balance = journal_balance(account, book=locked, on=on)
        day = journal_rows(account, book=locked, begins_on=on, ends_on=on).order_by()
        sums = day.aggregate(debit=Sum("debit"), credit=Sum("credit"))
        received, paid = summed(sums["debit"]), summed(sums["credit"])
        there = yuan(counted)
        if there != balance and not why.strip():
            text = _("账面 %(book)s，实有 %(there)s，差 %(gap)s。请写明原因。")
            told = {"book": say.money(balance), "there": say.money(there), "gap": say.money(there - balance)}
            raise ValidationError({"why": text % told})
        return records.create(
            DayClose, actor=actor, book=locked, account=account, on=on, opening=balance - received + paid,
            received=received, paid=paid, balance=balance, counted=there, difference=there - balance,
            why=why.strip(), by=actor,
        )  # fmt: skip


def cash_count(*, book: Book, on: date, counted: Decimal, cashier: User, why: str = "", actor: User) -> CashCount:
    """The cash counted before `actor`, who is not the cashier. Raises ValidationError for a difference unexplained."""
    cash = journal_accounts().filter(journal=Account.Journal.CASH).first()
    if cash is None:
        raise ValidationError(_("科目表里没有现金日记账。"))
    if cashier.pk == actor.pk:
        raise ValidationError(_("监盘人不能是出纳本人。"))
    balance, there = journal_balance(cash, book=book, on=on), yuan(counted)
    if balance != there and not why.strip():
        raise ValidationError({"why": _("账实不符，请写明原因。")})
    return records.create(
        CashCount, actor=actor, book=book, on=on, balance=balance, counted=there, difference=there - balance,
        why=why.strip(), cashier=cashier, witness=actor,
    )  # fmt: skip


def period_of_month(month: str) -> Period:
    """The days of "2026-03". Raises ValidationError for what is no month."""
    try:
        year, number = (int(part) for part in month.split("-"))
        return month_period(year, number)
    except ValueError:
        raise ValidationError({"month": _("月份写成 2026-03 的样子。")}) from None


def month_obstacles(book: Book, month: str) -> list[str]:
    """What still stands against settling a month, in sentences; empty when it can be settled."""
    period, found = period_of_month(month), []
    if waiting := vouchers_open(book, month).count():
        found.append(_("还有 %(n)s 张凭证没有记账。") % {"n": waiting})
    closed = MonthClose.objects.filter(book=book).values("month")
    earlier = Voucher.objects.filter(book=book, month__lt=month).exclude(status=VoucherStatus.VOID)
    if first := earlier.exclude(month__in=closed).order_by("month").first():
        found.append(_("%(month)s 还没月结，要从前往后结。") % {"month": first.month})
    for account in journal_accounts():
        moved = last_move(account, book=book, begins_on=period.begins_on, ends_on=period.ends_on)
        if moved and not DayClose.objects.filter(book=book, account=account, on__gte=moved).exists():
            found.append(_("%(account)s 到%(day)s的收付还没日清。") % {"account": account, "day": say.date(moved)})
    if not is_balanced(balances(book=book, begins_on=period.begins_on, ends_on=period.ends_on)):
        found.append(_("借贷不平。"))
    return found


def month_close(*, book: Book, month: str, now: datetime, actor: User) -> MonthClose:
    """Settle a month for good. Raises ValidationError with all that stands against it."""
    period, today = period_of_month(month), timezone.localdate(now)
    if today <= period.ends_on:
        raise ValidationError(_("这个月还没过完，%(day)s以后才能月结。") % {"day": say.day(period.ends_on)})
    if "cashier" in posts_of(actor, today):
        raise ValidationError(_("月结由会计办，出纳不能登记和结账（会计法第三十五条）。"))
    with records.deed():
        locked = Book.objects.select_for_update().get(pk=book.pk)
        if obstacles := month_obstacles(locked, month):
            raise ValidationError([ValidationError(one) for one in obstacles])
        rows = balances(book=locked, begins_on=period.begins_on, ends_on=period.ends_on)
        at_end = {
            kind: sum((r.closing for r in rows if r.account.journal in kinds), Decimal()) for kind, kinds in MONEY
        }
        made = records.create(
            MonthClose, actor=actor, book=locked, month=month, debit=sum((r.debit for r in rows), Decimal()),
            vouchers=Voucher.objects.filter(book=locked, month=month, status=VoucherStatus.POSTED).count(),
            credit=sum((r.credit for r in rows), Decimal()), cash=at_end["cash"], bank=at_end["bank"],
            closed_at=now, by=actor,
        )  # fmt: skip
    forget()
    return made


MONEY = (("cash", {Account.Journal.CASH}), ("bank", {Account.Journal.BANK, Account.Journal.QUOTA}))
