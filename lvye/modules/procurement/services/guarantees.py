"""A guarantee goes back by a payment request: asked for, agreed to, paid by the cashier, entered by itself."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.finance import api as finance
from lvye.modules.finance.api import BudgetLine, Payment, account_of
from lvye.modules.partners import api as partners
from lvye.modules.partners.api import Guarantee

from .instalments import WAITING


def guarantee_request(guarantee: Guarantee) -> Payment | None:
    """The payment request that is on its way for it."""
    found: Payment | None = finance.payments_about(guarantee).filter(status__in=WAITING).first()
    return found


def guarantee_ask(
    guarantee: Guarantee, *, line: BudgetLine | None = None, today: date, actor: User, exception_reason: str = ""
) -> Payment:
    """Ask for the guarantee to be paid back, in full, to who gave it; paid, it is entered as returned.

    Money that came in is owed and no matter of the budget; what was kept back of the price is spent when it is paid
    and needs its budget line. Raises ValidationError: it is not held any more, was asked for before, is a letter,
    or kept back and without a line; OverBudget where the line has not so much left.
    """
    with records.deed():
        rows = Guarantee.objects.select_for_update(of=("self",)).select_related("contract__partner")
        locked: Guarantee = rows.get(pk=guarantee.pk)
        _refuse(locked, line)
        partner = locked.contract.partner
        is_owed = locked.form == Guarantee.Form.TRANSFER
        return finance.payment_ask(
            about=locked, what=_("退还%(kind)s：%(what)s") % {"kind": str(locked), "what": locked.contract},
            payee=partner.name, payee_bank=f"{partner.bank} {partner.account}".strip(), amount=locked.amount,
            line=None if is_owed else line, exception_reason=exception_reason, today=today, actor=actor,
            account=account_of(rules.value("procurement.guarantee_account", today)) if is_owed else None,
        )  # fmt: skip


def _refuse(guarantee: Guarantee, line: BudgetLine | None) -> None:
    if guarantee.status != Guarantee.Status.HELD:
        raise ValidationError(_("这笔保证金%(now)s，不用再退。") % {"now": guarantee.get_status_display()})
    if guarantee.form == Guarantee.Form.LETTER:
        raise ValidationError(_("保函没有收钱，把保函退给对方，再点“退还”登记。"))
    if going := guarantee_request(guarantee):
        raise ValidationError(_("这笔保证金已经申请退还：%(payment)s。") % {"payment": going}, code="twice")
    if guarantee.form == Guarantee.Form.RETAINED and line is None:
        words = {"sum": say.money(guarantee.amount)}
        raise ValidationError({"budget_line": _("这是从货款里留下的 %(sum)s，请选从哪个预算项目付。") % words})


def guarantee_paid(payment: Payment, *, on: date, actor: User) -> None:
    """What the cashier paid back stands in the contract."""
    guarantee = Guarantee.objects.get(pk=payment.about_id or 0)
    partners.guarantee_return(guarantee, settled_on=on, today=on, actor=actor)


@records.watch
def refuse_while_paid_back(changed: Sequence[Any]) -> None:
    """A guarantee that waits for the cashier is neither noted as returned nor kept nor changed by hand."""
    if not changed or not isinstance(changed[0], Guarantee):
        return
    for one in changed:
        if one.pk and (going := guarantee_request(one)) is not None:
            text = _("这笔保证金正在办退还（%(payment)s）：付了会自动登记；不退就先把付款申请作废。")
            raise ValidationError(text % {"payment": going})
