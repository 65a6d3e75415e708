"""The invoice and the payment request; what a payment that was made settles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db.models import Sum
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.finance import api as finance
from lvye.modules.finance.api import Payment, PayStatus
from lvye.modules.procurement.models import Order

from .orders import NONE, received_value

GOING = (PayStatus.DRAFT, PayStatus.ASKED, PayStatus.AGREED, PayStatus.PAID)


@dataclass(frozen=True, kw_only=True)
class Bill:
    """An invoice as it lies on the table. amount: yuan."""

    number: str
    amount: Decimal
    issued_on: date
    code: str = ""


def payable(order: Order) -> Decimal:
    """What was accepted and no payment was asked for yet, in yuan."""
    asked = finance.payments_about(order).filter(status__in=GOING).aggregate(sum=Sum("amount"))["sum"] or NONE
    return max(received_value(order) - asked, NONE)


def order_pay(order: Order, *, amount: Decimal, bills: Sequence[Bill], today: date, actor: User) -> Payment:
    """Ask for what is owed, with its invoices. Raises ValidationError: nothing accepted that is unpaid, no invoice,
    an invoice that was ever used, invoices that come to less than is asked.
    """
    owed = payable(order)
    if owed <= 0:
        raise ValidationError(_("没有验收过还没付的货：先验收，再付款。"), code="nothing")
    if amount <= 0 or amount > owed:
        raise ValidationError({"amount": _("最多付%(owed)s（已验收还没付的）。") % {"owed": say.money(owed)}})
    if not bills:
        raise ValidationError({"number": _("请登记发票。")})
    with records.deed():
        invoices = [
            finance.invoice_record(
                number=one.number, code=one.code, seller=order.partner.name, amount=one.amount,
                issued_on=one.issued_on, today=today, actor=actor,
            )
            for one in bills
        ]  # fmt: skip
        return finance.payment_ask(
            about=order, what=str(order), payee=order.partner.name,
            payee_bank=f"{order.partner.bank} {order.partner.account}".strip(), amount=amount, line=order.budget_line,
            invoices=invoices, today=today, actor=actor,
        )  # fmt: skip
