"""Payment requests: asked, agreed to by their chain, paid by the cashier, booked by a voucher."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import person_of, posts_of
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.kit.events import tell
from lvye.modules.finance.amounts import yuan
from lvye.modules.finance.events import Paid
from lvye.modules.finance.models import Account, Book, BudgetLine, Claim, Invoice, Payment, Payout, PayStatus, Voucher
from lvye.modules.finance.queries import SCHOOL

from .books import Side, account_of, voucher_make
from .holding import hold_moved, hold_spent, hold_undone
from .invoices import invoices_attach
from .signing import hand_in, signers_of
from .telling import tell_cashiers, tell_paid

# Budget accounting beside financial accounting (平行记账): what an account of money stands for there.
QUOTA, MONEY, SPENDING, REPAYING = "800101", "800102", "7201", "7701"


def payment_make(
    *, about: records.Record | None = None, what: str = "", payee: str, amount: Decimal,
    line: BudgetLine | None, invoices: Iterable[Invoice] = (), payee_bank: str = "", account: Account | None = None,
    today: date | None = None, actor: User,
) -> Payment:  # fmt: skip
    """A payment request as a draft; without a line, what is owed on `account` is given back (`today`: of which year).

    Raises ValidationError when an invoice is used elsewhere or comes to less.
    """
    asked = yuan(amount)
    _refuse_more_than(about, asked)
    with records.deed():
        year = _year(line, account, today)
        number = f"FK-{year}-{next_number(f'finance.payment:{year}', 4)}"
        made = records.create(
            Payment, actor=actor, number=number, budget_line=line, what=(what or str(about or ""))[:120].strip(),
            payee=payee.strip(), payee_bank=payee_bank.strip(), amount=asked, account=account, requester=actor,
            **_pointing(about),
        )  # fmt: skip
        invoices_attach(invoices, paper=made, actor=actor)
    return made


def _year(line: BudgetLine | None, account: Account | None, today: date | None) -> int:
    """Whose year a request is counted in. Raises ValidationError for one that is of no line and settles nothing."""
    if line is not None:
        return line.budget.year
    if account is None or account.kind != Account.Kind.LIABILITY or today is None:
        raise ValidationError({"budget_line": _("请选从哪个预算项目出；退还往来款的，写明冲哪个往来科目。")})
    return today.year


def _pointing(about: records.Record | None) -> dict[str, Any]:
    return {"about": about._meta.label_lower if about else "", "about_id": about.pk if about else None}


def _refuse_more_than(about: records.Record | None, amount: Decimal) -> None:
    if amount <= 0:
        raise ValidationError({"amount": _("金额要大于零。")})
    if about is not None and about.pk is None:
        raise ValidationError(_("依据的单据还没有保存。"))


def payment_change(payment: Payment, *, actor: User, **values: Any) -> Payment:
    """Change a draft; what is asked for or agreed to stays as it is."""
    if payment.status != PayStatus.DRAFT:
        raise ValidationError(_("付款申请现在是“%(now)s”，不能改。") % {"now": payment.get_status_display()})
    if "amount" in values:
        values["amount"] = yuan(values["amount"])
    return records.amend(payment, actor=actor, **values)


def payment_send(
    payment: Payment, *, today: date, actor: User, exception_reason: str = "", now: datetime | None = None
) -> Payment:
    """Hand it in: the money is held from now on, the chain is asked. Raises OverBudget as `commit` does."""
    with records.deed():
        taken = records.take(payment, "ask", actor=actor, asked_on=today)
        if taken.budget_line is not None:
            drawn = hold_moved(
                taken.budget_line, taken.amount, source=taken.about_record, to=taken, actor=actor,
                exception_reason=exception_reason, on=today,
            )  # fmt: skip
            taken = records.amend(taken, actor=actor, verb="hold", drawn=drawn)
        hand_in(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def payment_ask(
    *, about: records.Record | None, payee: str, amount: Decimal, line: BudgetLine | None,
    invoices: Iterable[Invoice] = (), today: date, actor: User, what: str = "", payee_bank: str = "",
    account: Account | None = None, exception_reason: str = "", now: datetime | None = None,
) -> Payment:  # fmt: skip
    """Make a payment request for a record and hand it in. What `about` holds of the line goes over to it.

    Raises OverBudget, and ValidationError for an invoice that was used before or comes to less than the amount.
    """
    with records.deed():
        made = payment_make(
            about=about, what=what, payee=payee, amount=amount, line=line, invoices=invoices, payee_bank=payee_bank,
            account=account, today=today, actor=actor,
        )  # fmt: skip
        return payment_send(made, today=today, actor=actor, exception_reason=exception_reason, now=now)


def payment_agreed(payment: Payment, *, actor: User) -> Payment:
    """The last signature is there. Called by the approvals alone."""
    with records.deed():
        taken = records.take(payment, "agree", actor=actor, agreed_by=actor)
        tell_cashiers(taken)
    return taken


def payment_refused(payment: Payment, *, actor: User, reason: str) -> Payment:
    """Not agreed to: what it held goes back to where it came from. Called by the approvals alone."""
    with records.deed():
        taken = records.take(payment, "refuse", actor=actor, reason=reason, why=reason[:200])
        _let_go(taken, actor)
    return taken


def payment_back(payment: Payment, *, actor: User, reason: str = "") -> Payment:
    """Back to who asked, as a draft; what it held goes back. Called by the approvals (sent back, withdrawn)."""
    with records.deed():
        taken = records.take(payment, "send_back", actor=actor, reason=reason)
        _let_go(taken, actor)
    return taken


def _let_go(payment: Payment, actor: User) -> None:
    """What it held goes back to where it came from."""
    if payment.budget_line is not None:
        hold_undone(payment.budget_line, payment.drawn, source=payment.about_record, to=payment, actor=actor)


def payment_cancel(payment: Payment, *, why: str, actor: User) -> Payment:
    """Given up before it was paid; the claim it pays is given up with it."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    with records.deed():
        taken = records.take(payment, "cancel", actor=actor, reason=why.strip(), why=why.strip())
        _let_go(taken, actor)
        for claim in Claim.objects.filter(payment=taken):
            records.take(claim, "cancel", actor=actor, reason=why.strip(), why=why.strip())
            hold_undone(claim.budget_line, claim.amount, source=None, to=claim, actor=actor)
    return taken


def refuse_payer(payment: Payment, *, today: date, actor: User) -> None:
    """Raises ValidationError for whoever must not pay this: who asked, gets it, agreed to it, or keeps the books."""
    claim = Claim.objects.filter(payment=payment).select_related("person").first()
    if actor.pk == payment.requester_id or (claim and person_of(actor) == claim.person):
        raise ValidationError(_("自己申请的款，不能由自己付。"), code="incompatible")
    if actor.pk in signers_of(payment):
        raise ValidationError(_("审批过这笔款的人不能付款。"), code="incompatible")
    if "finance" in posts_of(actor, today):
        raise ValidationError(_("会计不能办理付款（会计法第二十五条：记账与经办分开）。"), code="incompatible")


def payment_pay(payment: Payment, *, paid_from: Account, today: date, actor: User) -> Payment:
    """Pay it, out of a journal of money, and make the voucher that waits for the bookkeeper. Tells Paid.

    Raises ValidationError for who must not, a year that is over, a closed day or month, too little cash.
    """
    refuse_payer(payment, today=today, actor=actor)
    if paid_from.journal == Account.Journal.NONE:
        raise ValidationError({"paid_from": _("请选现金、银行或零余额账户。")})
    with records.deed():
        rows = Payment.objects.select_for_update(of=("self",)).select_related("budget_line__budget__book")
        locked: Payment = rows.get(pk=payment.pk)
        waits, line = locked.status == PayStatus.AGREED, locked.budget_line
        if waits and line is not None and (budget := line.budget).year != today.year:
            text = _("这笔款列在%(budget)s，跨年不能再付；请作废后按今年的预算重新申请。")
            raise ValidationError(text % {"budget": budget})
        voucher = _payment_voucher(locked, paid_from, today, actor) if waits else None
        taken = records.take(
            locked, "pay", actor=actor, paid_from=paid_from, paid_on=today, paid_by=actor, voucher=voucher
        )
        hold_spent(taken, actor=actor)
        for claim in Claim.objects.filter(payment=taken):
            records.take(claim, "pay", actor=actor)
        for payout in Payout.objects.filter(payment=taken):
            records.amend(payout, actor=actor, verb="pay", paid_on=today)
        tell_paid(taken, actor=actor)
        tell(Paid(taken.pk, taken.about, taken.about_id, taken.amount, today, actor.pk))
    return taken


def _payment_voucher(payment: Payment, paid_from: Account, today: date, actor: User) -> Voucher:
    line = payment.budget_line
    spent = payment.account or (line.item.account if line else None)
    book = line.budget.book if line else Book.objects.filter(code=SCHOOL).first()
    if spent is None or book is None:
        raise ValidationError(_("还没有学校的账套，请会计先把账套和科目建好。"))
    sides = [Side(spent, debit=payment.amount, line=line), Side(paid_from, credit=payment.amount)]
    if line is not None and book.is_parallel:  # what never was the school's is no matter of its budget
        repays = spent.kind == Account.Kind.LIABILITY
        sides.append(Side(account_of(REPAYING if repays else SPENDING), debit=payment.amount))
        sides.append(Side(account_of(money_code(paid_from)), credit=payment.amount))
    return voucher_make(
        book=book, on=today, sides=sides,
        summary=_("付%(payee)s：%(what)s") % {"payee": payment.payee, "what": payment.what},
        source=Voucher.Source.PAYMENT, is_moved=True, papers=payment.invoices.count(), about=payment, actor=actor,
    )  # fmt: skip


def money_code(account: Account) -> str:
    """The account of budget accounting that goes with an account of money."""
    return QUOTA if account.journal == Account.Journal.QUOTA else MONEY
