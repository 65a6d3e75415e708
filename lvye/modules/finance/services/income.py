"""Money that comes in: kept, or handed over to the treasury in full; cash brought to the bank and back."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import posts_of
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.finance.amounts import yuan
from lvye.modules.finance.models import Account, Book, Income, Voucher, pointing

from .books import Side, account_of, voucher_make
from .paying import money_code

TREASURY = "2103"
# Where income is booked: financial accounting, budget accounting.
BOOKED = {
    "fiscal": ("400101", "60010102"), "superior": ("4201", "6201"), "local": ("4601", "6601"),
    "contract": ("4605", "6609"), "disposal": ("4609", "6609"), "fee": ("4101", "6101"), "meals": ("2307", ""),
    "dues": ("4609", ""), "gift": ("4603", "6609"), "interest": ("4604", "6609"), "other": ("4609", "6609"),
}  # fmt: skip


def _refuse_bookkeeper(actor: User, on: date) -> None:
    if "finance" in posts_of(actor, on):
        raise ValidationError(_("收付款由出纳经办，会计不能代办（会计法第二十五条）。"), code="incompatible")


def income_record(
    *, book: Book, kind: str, on: date, payer: str, what: str, amount: Decimal, account: Account, receipt: str = "",
    about: records.Record | None = None, today: date, actor: User,
) -> Income:  # fmt: skip
    """Money came in. What the rule names belongs to the treasury and waits to be handed over, in full.

    Raises ValidationError for a day to come, closed days and months, and for the bookkeeper.
    """
    if on > today:
        raise ValidationError({"on": _("收款日期不能在将来。")})
    _refuse_bookkeeper(actor, today)
    if account.journal == Account.Journal.NONE:
        raise ValidationError({"account": _("请选现金、银行或零余额账户。")})
    asked, owed = yuan(amount), kind in rules.value("finance.two_lines", on)
    if asked <= 0:
        raise ValidationError({"amount": _("金额要大于零。")})
    financial, budget = (TREASURY, "") if owed else BOOKED[kind]
    sides = [Side(account, debit=asked), Side(account_of(financial), credit=asked)]
    if book.is_parallel and budget:
        sides += [Side(account_of(money_code(account)), debit=asked), Side(account_of(budget), credit=asked)]
    with records.deed():
        voucher = voucher_make(
            book=book, on=on, summary=_("收%(payer)s：%(what)s") % {"payer": payer, "what": what}, sides=sides,
            source=Voucher.Source.RECEIPT, is_moved=True, papers=1 if receipt else 0, about=about, actor=actor,
        )  # fmt: skip
        last = on + timedelta(days=int(rules.value("finance.hand_over_days", on)))
        return records.create(
            Income, actor=actor, number=f"SR-{on.year}-{rules.next_number(f'finance.income:{on.year}', 4)}", book=book,
            kind=kind, on=on, payer=payer.strip(), what=what.strip(), amount=asked, receipt=receipt.strip(),
            account=account, status=Income.Status.OWED if owed else Income.Status.KEPT, voucher=voucher,
            hand_by=last if owed else None, by=actor, **pointing(about),
        )  # fmt: skip


def income_hand_over(income: Income, *, slip: str, today: date, actor: User) -> Income:
    """Hand income over to the treasury, in full (收支两条线). slip: the number of the treasury's receipt."""
    if not slip.strip():
        raise ValidationError({"slip": _("请填缴款书号。")})
    _refuse_bookkeeper(actor, today)
    with records.deed():
        if income.status == Income.Status.OWED:
            voucher = voucher_make(
                book=income.book, on=today, summary=_("上缴财政：%(what)s") % {"what": income.what},
                sides=[Side(account_of(TREASURY), debit=income.amount), Side(income.account, credit=income.amount)],
                source=Voucher.Source.PAYMENT, is_moved=True, papers=1, about=income, actor=actor,
            )  # fmt: skip
        else:
            voucher = None
        return records.take(
            income, "hand_over", actor=actor, slip=slip.strip(), handed_on=today, handed_voucher=voucher
        )


def cash_move(*, book: Book, source: Account, to: Account, amount: Decimal, today: date, actor: User) -> Voucher:
    """Bring money from one journal to another: cash to the bank, or out of it."""
    _refuse_bookkeeper(actor, today)
    none = Account.Journal.NONE
    if source.pk == to.pk or none in (source.journal, to.journal):
        raise ValidationError(_("请选两个不同的现金、银行或零余额账户。"))
    moved = yuan(amount)
    if moved <= 0:
        raise ValidationError({"amount": _("金额要大于零。")})
    sides = [Side(to, debit=moved), Side(source, credit=moved)]
    if book.is_parallel and money_code(source) != money_code(to):
        sides += [
            Side(account_of(money_code(to)), debit=moved),
            Side(account_of(money_code(source)), credit=moved),
        ]
    summary = _("%(source)s 转 %(to)s") % {"source": source.name, "to": to.name}
    return voucher_make(
        book=book, on=today, summary=summary, sides=sides, source=Voucher.Source.TRANSFER, is_moved=True, actor=actor
    )
