"""A payment of a contract and the payment request that makes it: the two below know nothing of each other."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.finance import api as finance
from lvye.modules.finance.api import BudgetLine, Payment, PayStatus
from lvye.modules.partners import api as partners
from lvye.modules.partners.api import ContractStatus, Instalment

from .paying import Bill

WAITING = (PayStatus.DRAFT, PayStatus.ASKED, PayStatus.AGREED)


def instalment_request(instalment: Instalment) -> Payment | None:
    """The payment request that is on its way for it."""
    found: Payment | None = finance.payments_about(instalment).filter(status__in=WAITING).first()
    return found


def instalment_ask(
    instalment: Instalment, *, line: BudgetLine, amount: Decimal, bills: Sequence[Bill], today: date, actor: User,
    exception_reason: str = "",
) -> Payment:  # fmt: skip
    """Ask for a payment the contract names; paid, it is entered in the contract with its voucher.

    Raises ValidationError for a contract that is not signed, a payment asked for before, more than was agreed, no
    invoice; OverBudget where the line has not so much left.
    """
    with records.deed():
        locked = (
            Instalment.objects.select_for_update(of=("self",)).select_related("contract__partner").get(pk=instalment.pk)
        )
        _refuse(locked, amount)
        if not bills:
            raise ValidationError({"number": _("请登记发票。")})
        partner = locked.contract.partner
        invoices = [
            finance.invoice_record(
                number=one.number, code=one.code, seller=partner.name, amount=one.amount, issued_on=one.issued_on,
                today=today, actor=actor,
            )
            for one in bills
        ]  # fmt: skip
        return finance.payment_ask(
            about=locked, what=f"{locked.contract.title} {locked.label}", payee=partner.name,
            payee_bank=f"{partner.bank} {partner.account}".strip(), amount=amount, line=line, invoices=invoices,
            today=today, actor=actor, exception_reason=exception_reason,
        )  # fmt: skip


def _refuse(instalment: Instalment, amount: Decimal) -> None:
    if instalment.contract.status != ContractStatus.LIVE:
        raise ValidationError(_("合同没有在履行，不能付款。"))
    if instalment.status != Instalment.Status.PLANNED:
        raise ValidationError(_("这一笔%(now)s，不用再申请。") % {"now": instalment.get_status_display()})
    if going := instalment_request(instalment):
        raise ValidationError(_("这一笔已经申请付款：%(payment)s。") % {"payment": going}, code="twice")
    if amount <= 0 or amount > instalment.amount:
        words = {"sum": say.money(instalment.amount)}
        raise ValidationError({"amount": _("这一笔约定付%(sum)s，不能多付。") % words})


def instalment_paid(payment: Payment, *, on: date, actor: User) -> None:
    """What the cashier paid stands in the contract, with the number of its voucher."""
    instalment = Instalment.objects.select_related("contract").get(pk=payment.about_id or 0)
    number = payment.voucher.number if payment.voucher else ""
    partners.instalment_pay(instalment, paid_on=on, amount=payment.amount, voucher=number, today=on, actor=actor)


@records.watch
def refuse_while_asked(changed: Sequence[Any]) -> None:
    """A contract's payment that waits for the cashier is neither entered by hand nor dropped nor changed."""
    if not changed or not isinstance(changed[0], Instalment):
        return
    for one in changed:
        if one.pk and (going := instalment_request(one)) is not None:
            text = _("这一笔正在办付款（%(payment)s）：付了会自动登记；不付就先把付款申请作废。")
            raise ValidationError(text % {"payment": going})
