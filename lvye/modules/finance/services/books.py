"""Vouchers: made of entries that balance, posted for good, set right by a reversal in red."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import posts_of
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.kit import say
from lvye.modules.finance.amounts import NOTHING, yuan
from lvye.modules.finance.models import (
    Account,
    Book,
    BudgetLine,
    BudgetStatus,
    DayClose,
    Entry,
    MonthClose,
    Voucher,
    VoucherStatus,
    pointing,
)
from lvye.modules.finance.queries import journal_balance, month_of

from .holding import line_locked, refuse_over

Source = Voucher.Source


@dataclass(frozen=True, slots=True)
class Side:
    """One line of a voucher to be: an account, debited or credited (yuan), and the budget line it is spent of."""

    account: Account
    debit: Decimal = NOTHING
    credit: Decimal = NOTHING
    line: BudgetLine | None = None


def account_of(code: str) -> Account:
    """The account with this code; raises ValidationError when the chart does not have it."""
    found = Account.objects.filter(code=code).first()
    if found is None:
        raise ValidationError(_("会计科目表里没有 %(code)s，请先添上。") % {"code": code})
    return found


def voucher_write(
    *, book: Book, on: date, summary: str, sides: Sequence[Side], papers: int = 0, actor: User
) -> Voucher:
    """A voucher written by hand. Money itself moves by payments, receipts and transfers, so it may not stand here.

    Raises ValidationError when it does not balance, names a sum account, or lies in a closed month.
    """
    if any(side.account.journal != Account.Journal.NONE for side in sides):
        raise ValidationError(_("现金和银行存款由出纳的收款、付款、存取款登记，转账凭证里不写。"))
    _refuse_post(actor, on, "cashier", _("出纳不能编制和登记账目（会计法第三十五条）。"))
    return voucher_make(
        book=book, on=on, summary=summary, sides=sides, papers=papers, source=Source.MANUAL, actor=actor
    )


def books_open(*, book: Book, on: date, sides: Sequence[Side], actor: User) -> Voucher:
    """The first voucher of a set of books: what everything stands at when the school begins with it."""
    with records.deed():
        Book.objects.select_for_update().get(pk=book.pk)
        if Voucher.objects.filter(book=book).exclude(status=VoucherStatus.VOID).exists():
            raise ValidationError(_("这个账套已经有凭证了，期初余额只能在最前面录入。"))
        return voucher_make(book=book, on=on, summary=_("期初余额"), sides=sides, source=Source.MANUAL, actor=actor)


def voucher_make(
    *, book: Book, on: date, summary: str, sides: Sequence[Side], source: str, actor: User, papers: int = 0,
    is_moved: bool = False, about: records.Record | None = None, reverses: Voucher | None = None,
) -> Voucher:  # fmt: skip
    """Make a voucher of any source; the deeds of this module call it. Raises ValidationError as above."""
    sides = [Side(one.account, yuan(one.debit), yuan(one.credit), one.line) for one in sides]
    _check_sides(sides)
    _refuse_closed_year(sides)
    with records.deed():
        locked = Book.objects.select_for_update().get(pk=book.pk)  # one at a time: closing waits, or is seen
        refuse_closed_month(locked, on)
        for account in {one.account.pk: one.account for one in sides if one.account.journal != "none"}.values():
            refuse_closed_day(locked, account, on)
        month = month_of(on)
        number = f"{month}-{next_number(f'finance.voucher:{book.code}:{month}', 4)}"
        made = records.create(
            Voucher, actor=actor, number=number, book=locked, on=on, month=month, summary=summary.strip()[:120],
            papers=papers, total=_total(sides), source=source, is_moved=is_moved, made_by=actor, reverses=reverses,
            **pointing(about),
        )  # fmt: skip
        rows = [
            {
                "voucher": made, "account": one.account, "debit": one.debit, "credit": one.credit,
                "budget_line": one.line, "on": on,
            }
            for one in sides
        ]  # fmt: skip
        records.create_many(Entry, rows, actor=actor)
        if is_moved:
            _refuse_empty_cash(locked, sides, on)
    return made


def _total(sides: Iterable[Side]) -> Decimal:
    return sum((one.debit for one in sides if one.account.system == Account.System.FINANCIAL), NOTHING)


def _check_sides(sides: Sequence[Side]) -> None:
    if len(sides) < 2:
        raise ValidationError(_("一张凭证至少两行分录。"))
    codes = list(Account.objects.filter(is_active=True).values_list("code", flat=True))
    for one in sides:
        _check_side(one, codes)
    for system in Account.System:
        mine = [one for one in sides if one.account.system == system]
        debit, credit = sum((one.debit for one in mine), NOTHING), sum((one.credit for one in mine), NOTHING)
        if debit != credit:
            text = _("%(system)s分录借贷不平：借方 %(debit)s，贷方 %(credit)s。")
            told = {"system": system.label, "debit": say.money(debit), "credit": say.money(credit)}
            raise ValidationError(text % told, code="unbalanced")


def _check_side(one: Side, codes: Sequence[str]) -> None:
    if bool(one.debit) == bool(one.credit):
        raise ValidationError(_("一行分录只写借方或贷方，并且不能是零。"))
    if not one.account.is_active:
        raise ValidationError(_("科目“%(account)s”已经停用。") % {"account": one.account})
    if any(code != one.account.code and code.startswith(one.account.code) for code in codes):
        raise ValidationError(_("“%(account)s”下面有明细科目，请记到明细。") % {"account": one.account})
    if one.line and one.account.system != Account.System.FINANCIAL:
        raise ValidationError(_("预算项目写在财务会计的分录上。"))


def _refuse_closed_year(sides: Iterable[Side]) -> None:
    """A budget with its final account takes nothing more, no red entry either."""
    for one in sides:
        if one.line and one.line.budget.status == BudgetStatus.CLOSED:
            text = _("%(budget)s已经决算，不能再记它的支出；以前年度的差错记到以前年度盈余调整。")
            raise ValidationError(text % {"budget": one.line.budget}, code="closed")


def _refuse_empty_cash(book: Book, sides: Iterable[Side], on: date) -> None:
    for one in sides:
        if one.account.journal == Account.Journal.CASH and one.credit and journal_balance(one.account, book=book) < 0:
            raise ValidationError(_("库存现金不够这一笔，请先从银行提取。"))


def refuse_closed_month(book: Book, day: date) -> None:
    """Raises ValidationError when the month of the day is settled in this set of books."""
    month = month_of(day)
    if MonthClose.objects.filter(book=book, month=month).exists():
        raise ValidationError(
            _("%(month)s 已经月结，不能再记账；请记在还没月结的月份。") % {"month": month}, code="closed"
        )


def refuse_closed_day(book: Book, account: Account, day: date) -> None:
    """Raises ValidationError when the cashier has closed this journal for that day or a later one."""
    if DayClose.objects.filter(book=book, account=account, on__gte=day).exists():
        text = _("%(account)s 在%(day)s已经日清，不能再记那天的收付。")
        raise ValidationError(text % {"account": account, "day": say.day(day)}, code="closed")


def _refuse_post(actor: User, on: date, post: str, words: str) -> None:
    if post in posts_of(actor, on):
        raise ValidationError(words, code="incompatible")


def voucher_post(voucher: Voucher, *, today: date, actor: User) -> Voucher:
    """Put it into the books for good: by the bookkeeper, never by the cashier or who moved its money.

    Raises ValidationError in a closed month, and OverBudget where a voucher by hand spends more than is left.
    """
    _refuse_post(actor, today, "cashier", _("出纳不能编制和登记账目（会计法第三十五条）。"))
    with records.deed():
        book = Book.objects.select_for_update().get(pk=voucher.book_id)
        refuse_closed_month(book, voucher.on)
        if voucher.is_moved and voucher.made_by_id == actor.pk:
            raise ValidationError(_("经手收付款的人不能记这笔账（会计法第三十五条）。"), code="incompatible")
        if not voucher.is_moved:
            _refuse_over(voucher, actor)
        return records.take(voucher, "post", actor=actor, posted_by=actor)


def _refuse_over(voucher: Voucher, actor: User) -> None:
    for entry in voucher.entries.filter(budget_line__isnull=False).select_related("budget_line__budget"):
        spent = entry.debit - entry.credit
        assert entry.budget_line is not None  # noqa: S101 - filtered above
        if voucher.on.year != entry.budget_line.budget.year:
            raise ValidationError(_("“%(line)s”是别的年度的预算。") % {"line": entry.budget_line})
        refuse_over(line_locked(entry.budget_line), spent, about=voucher, what=voucher.summary, actor=actor)


def voucher_void(voucher: Voucher, *, actor: User) -> Voucher:
    """Throw away a voucher written by hand that is not posted; where money moved, only a reversal helps."""
    if voucher.is_moved:
        raise ValidationError(_("钱已经收付的凭证不能作废；记账后用红字冲销。"))
    with records.deed():
        refuse_closed_month(voucher.book, voucher.on)
        return records.take(voucher, "void", actor=actor)


def voucher_reverse(voucher: Voucher, *, reason: str, today: date, actor: User) -> Voucher:
    """Set a posted voucher right: the same entries in red, dated today, linked to it. Once, and never a reversal."""
    if not reason.strip():
        raise ValidationError(_("请写明为什么冲销。"))
    if voucher.status != VoucherStatus.POSTED:
        raise ValidationError(_("还没记账的凭证不用冲销。"))
    if voucher.source == Source.REVERSAL:
        raise ValidationError(_("冲销凭证本身不能再冲销；请重新记一张正确的。"))
    _refuse_post(actor, today, "cashier", _("出纳不能编制和登记账目（会计法第三十五条）。"))
    rows = voucher.entries.select_related("account", "budget_line__budget").order_by("pk")
    sides = [Side(one.account, -one.debit, -one.credit, one.budget_line) for one in rows]
    with records.deed():
        made = voucher_make(
            book=voucher.book, on=today,
            summary=_("冲销 %(number)s：%(why)s") % {"number": voucher.number, "why": reason},
            sides=sides, source=Source.REVERSAL, reverses=voucher, actor=actor,
        )  # fmt: skip
        return records.take(made, "post", actor=actor, posted_by=actor, reason=reason.strip())


def entries_of(voucher: Voucher) -> Any:
    """The lines of a voucher in their order, with what a page or paper shows."""
    return voucher.entries.select_related("account", "budget_line").order_by("pk")
