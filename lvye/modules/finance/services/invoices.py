"""Invoices: entered once for ever, used by one paper."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kit import say
from lvye.modules.finance.amounts import NOTHING, yuan
from lvye.modules.finance.models import LIVE, Claim, Invoice, Payment

WIDE = str.maketrans("０１２３４５６７８９", "0123456789")  # house: digits as some keyboards give them


def number_of(text: str) -> str:
    """An invoice code or number as it is compared: no spaces, narrow digits, capital letters."""
    return re.sub(r"\s+", "", text.translate(WIDE)).upper()


def invoice_known(code: str, number: str) -> Invoice | None:
    """The invoice of this number, if it was ever entered."""
    rows = Invoice.objects.select_related("payment", "claim")
    return rows.filter(code=number_of(code), number=number_of(number)).first()


def invoice_record(
    *,
    number: str,
    seller: str,
    amount: Decimal,
    issued_on: date,
    code: str = "",
    today: date | None = None,
    actor: User,
) -> Invoice:
    """Enter an invoice. Raises ValidationError when it was ever entered before, naming the paper it was used for."""
    if not number_of(number):
        raise ValidationError({"number": _("请填发票号码。")})
    if today and issued_on > today:
        raise ValidationError({"issued_on": _("开票日期不能在将来。")})
    if known := invoice_known(code, number):
        raise ValidationError({"number": _used(known)}, code="finance_invoice_once")
    return records.create(
        Invoice, actor=actor, code=number_of(code), number=number_of(number), seller=seller.strip(),
        amount=yuan(amount), issued_on=issued_on,
    )  # fmt: skip


def _used(invoice: Invoice) -> str:
    paper = holder(invoice)
    where = (
        _("用在 %(paper)s（%(now)s）") % {"paper": paper, "now": paper.get_status_display()} if paper else _("还没用")
    )
    text = _("发票 %(number)s 已经登记过，%(where)s。同一张发票不能用两次。")
    return text % {"number": invoice.number, "where": where}


def holder(invoice: Invoice) -> Payment | Claim | None:
    """The paper an invoice is used by; a refused or cancelled one gives it free."""
    for paper in (invoice.payment, invoice.claim):
        if paper is not None and paper.status in LIVE:
            return paper
    return None


def invoices_attach(invoices: Iterable[Invoice], *, paper: Payment | Claim, actor: User) -> None:
    """Use invoices for a paper. Raises ValidationError when another uses one, or they come to less than it asks."""
    known = list(invoices)
    locked = Invoice.objects.select_for_update(of=("self",)).select_related("payment", "claim")
    total = NOTHING
    for one in locked.filter(pk__in=[invoice.pk for invoice in known]):
        other = holder(one)
        if other is not None and (type(other), other.pk) != (type(paper), paper.pk):
            raise ValidationError(_used(one), code="finance_invoice_once")
        total += one.amount
        values = {"payment": paper, "claim": None} if isinstance(paper, Payment) else {"payment": None, "claim": paper}
        records.amend(one, actor=actor, verb="use", **values)
    if known and isinstance(paper, Payment) and total < paper.amount:
        text = _("发票合计 %(invoices)s，少于要付的 %(amount)s。")
        raise ValidationError(text % {"invoices": say.money(total), "amount": say.money(paper.amount)})


def invoices_detach(paper: Claim, *, actor: User) -> None:
    """Set the invoices of a draft free, before its lines are written anew."""
    for one in paper.invoices.all():
        records.amend(one, actor=actor, verb="free", claim=None)


def invoice_change(invoice: Invoice, *, actor: User, **values: Any) -> Invoice:
    """Mend a slip of the pen while no paper uses it."""
    if holder(invoice) is not None:
        raise ValidationError(_used(invoice))
    for name in ("code", "number"):
        if name in values:
            values[name] = number_of(str(values[name]))
    return records.amend(invoice, actor=actor, **values)
