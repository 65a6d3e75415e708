"""Reads across the books: what an account stands at, journals, balances, how the budget is carried out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Max, Q, Sum

from lvye.kit.memo import once

from .amounts import summed
from .models import COUNTS, Account, Book, Entry, MonthClose, Payment, Voucher, VoucherStatus, pointing

SCHOOL, UNION, CANTEEN = "school", "union", "canteen"
POSTED = Q(voucher__status=VoucherStatus.POSTED)


def ledger_balance(account_code: str, *, on: date | None = None, book: str = SCHOOL) -> Decimal:
    """What an account with all below it stands at in the books, in yuan, on its own side; posted vouchers alone.

    A credit account (depreciation, debts) is positive when it has grown. Without `on`: all that is posted.
    """
    rows = Entry.objects.filter(POSTED, account__code__startswith=account_code, voucher__book__code=book)
    rows = rows.filter(on__lte=on) if on else rows
    sums = rows.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    balance = summed(sums["debit"]) - summed(sums["credit"])
    account = Account.objects.filter(code=account_code).first()
    return -balance if account and account.side == Account.Side.CREDIT else balance


def journal_balance(account: Account, *, book: Book, on: date | None = None) -> Decimal:
    """The money in a journal at the end of a day, also what waits to be posted, in yuan."""
    rows = Entry.objects.filter(COUNTS, account=account, voucher__book=book)
    rows = rows.filter(on__lte=on) if on else rows
    sums = rows.aggregate(debit=Sum("debit"), credit=Sum("credit"))
    return summed(sums["debit"]) - summed(sums["credit"])


def journal_rows(account: Account, *, book: Book, begins_on: date, ends_on: date) -> Any:
    """The entries of a journal in these days, in the order of the days and vouchers."""
    rows = Entry.objects.filter(COUNTS, account=account, voucher__book=book, on__range=(begins_on, ends_on))
    return rows.select_related("voucher__made_by").order_by("on", "voucher_id", "pk")


def journal_accounts() -> Any:
    """The accounts that are money: cash, bank, quota."""
    return Account.objects.exclude(journal=Account.Journal.NONE).filter(is_active=True).order_by("code")


def last_move(account: Account, *, book: Book, begins_on: date, ends_on: date) -> date | None:
    """The last day in a period on which money moved in a journal."""
    rows = journal_rows(account, book=book, begins_on=begins_on, ends_on=ends_on).order_by()
    found: date | None = rows.aggregate(last=Max("on"))["last"]
    return found


def month_of(day: date) -> str:
    """ "2026-03": the month as the books name it."""
    return f"{day:%Y-%m}"


def is_closed(month: date | str, *, book: str = SCHOOL) -> bool:
    """Whether a month (a day in it, or "2026-03") of a set of books is settled, so nothing is written into it."""
    name = month if isinstance(month, str) else month_of(month)
    return name in _closed_months(book)


@once
def _closed_months(book: str) -> frozenset[str]:
    return frozenset(MonthClose.objects.filter(book__code=book).values_list("month", flat=True))


@dataclass(frozen=True, slots=True)
class Balance:
    """One account in a table of balances (科目余额表), in yuan."""

    account: Account
    opening: Decimal
    debit: Decimal
    credit: Decimal

    @property
    def closing(self) -> Decimal:
        """Debit balance at the end; a credit balance is below nothing."""
        return self.opening + self.debit - self.credit


def balances(*, book: Book, begins_on: date, ends_on: date) -> list[Balance]:
    """Every account that moved or stands at something: opening, both sides in the period; posted vouchers alone."""
    rows = Entry.objects.filter(POSTED, voucher__book=book, on__lte=ends_on)
    before, within = Q(on__lt=begins_on), Q(on__gte=begins_on)
    found = rows.order_by().values_list("account").annotate(
        a=Sum("debit", filter=before), b=Sum("credit", filter=before),
        c=Sum("debit", filter=within), d=Sum("credit", filter=within),
    )  # fmt: skip
    accounts = {account.pk: account for account in Account.objects.order_by("code")}
    made = [Balance(accounts[pk], summed(a) - summed(b), summed(c), summed(d)) for pk, a, b, c, d in found]
    shown = [one for one in made if one.opening or one.debit or one.credit]
    return sorted(shown, key=lambda one: one.account.code)


def is_balanced(rows: Iterable[Balance]) -> bool:
    """Whether both sides agree in each of the two systems: what stood before, and what moved."""
    known = list(rows)
    for system in Account.System.values:
        mine = [one for one in known if one.account.system == system]
        if sum(one.opening for one in mine) or sum(one.debit - one.credit for one in mine):
            return False
    return True


def payments_about(record: Any) -> Any:
    """The payment requests for a record, the earliest first."""
    return Payment.objects.filter(**pointing(record)).order_by("pk")


def vouchers_open(book: Book, month: str) -> Any:
    """What of a month still waits to be posted."""
    return Voucher.objects.filter(book=book, month=month, status=VoucherStatus.OPEN)
