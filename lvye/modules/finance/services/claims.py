"""Claims: what somebody laid out, with its invoices; agreed to, it becomes a payment to him."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person
from lvye.kernel.records import api as records
from lvye.kernel.rules.api import next_number
from lvye.kit import say
from lvye.modules.finance.amounts import NOTHING, yuan
from lvye.modules.finance.models import BudgetLine, Claim, ClaimLine, Invoice, Payment, PayStatus

from .holding import commit, hold_moved, hold_undone
from .invoices import holder, invoice_known, invoice_record, invoices_attach, invoices_detach
from .paying import payment_cancel
from .signing import hand_in
from .telling import tell_cashiers


@dataclass(frozen=True, slots=True)
class Outlay:
    """One line of a claim to be: a day, what for, how much (yuan), and its invoice or why there is none.

    invoice: number, seller, amount, issued_on, and code for the older kind; empty where there is none.
    """

    on: date
    what: str
    amount: Decimal
    invoice: Mapping[str, Any] | None = None
    no_invoice: str = ""


def claim_make(
    *, person: Person, line: BudgetLine, what: str, outlays: Sequence[Outlay], kind: str = Claim.Kind.ORDINARY,
    today: date, actor: User,
) -> Claim:  # fmt: skip
    """A claim as a draft. Raises ValidationError for an invoice that was ever used, or less than is claimed by it."""
    with records.deed():
        number = f"BX-{today.year}-{next_number(f'finance.claim:{today.year}', 4)}"
        made = records.create(
            Claim, actor=actor, number=number, kind=kind, person=person, budget_line=line, what=what.strip(),
            amount=_total(outlays), made_on=today, requester=actor,
        )  # fmt: skip
        _write_lines(made, outlays, today=today, actor=actor)
    return made


def claim_change(
    claim: Claim, *, outlays: Sequence[Outlay] | None = None, today: date, actor: User, **values: Any
) -> Claim:
    """Write a draft anew. Raises ValidationError once it is handed in."""
    if claim.status != PayStatus.DRAFT:
        raise ValidationError(_("报销单现在是“%(now)s”，不能改。") % {"now": claim.get_status_display()})
    with records.deed():
        if outlays is not None:
            for old in claim.lines.all():
                records.remove(old, actor=actor, reason=_("重新填写"))
            invoices_detach(claim, actor=actor)
            values["amount"] = _total(outlays)
            _write_lines(claim, outlays, today=today, actor=actor)
        return records.amend(claim, actor=actor, **values)


def _total(outlays: Sequence[Outlay]) -> Decimal:
    if not outlays:
        raise ValidationError(_("请至少填一笔支出。"))
    return sum((yuan(one.amount) for one in outlays), NOTHING)


def _write_lines(claim: Claim, outlays: Sequence[Outlay], *, today: date, actor: User) -> None:
    used: dict[int, Decimal] = {}
    for one in outlays:
        if one.on > today:
            raise ValidationError(_("“%(what)s”的日期不能在将来。") % {"what": one.what})
        invoice = _invoice(claim, one.invoice, today=today, actor=actor) if one.invoice else None
        if invoice:
            used[invoice.pk] = used.get(invoice.pk, NOTHING) + yuan(one.amount)
            if used[invoice.pk] > invoice.amount:
                text = _("发票 %(number)s 是 %(amount)s，报销的比它多。")
                raise ValidationError(text % {"number": invoice.number, "amount": say.money(invoice.amount)})
            invoices_attach([invoice], paper=claim, actor=actor)
        records.create(
            ClaimLine, actor=actor, claim=claim, on=one.on, what=one.what.strip(), amount=yuan(one.amount),
            invoice=invoice, no_invoice=one.no_invoice.strip(),
        )  # fmt: skip


def _invoice(claim: Claim, given: Mapping[str, Any], *, today: date, actor: User) -> Invoice:
    """The claim's own invoice again (two lines of one), else a new one."""
    known = invoice_known(given.get("code", ""), given["number"])
    if known is not None and (holder(known) in (None, claim)):
        fresh = {"seller": given["seller"], "amount": yuan(given["amount"]), "issued_on": given["issued_on"]}
        return records.amend(known, actor=actor, **fresh)
    return invoice_record(today=today, actor=actor, **given)


def claim_send(
    claim: Claim, *, today: date, actor: User, exception_reason: str = "", now: datetime | None = None
) -> Claim:
    """Hand it in: its amount is held of the budget line, its chain is asked. Raises OverBudget as `commit` does."""
    with records.deed():
        taken = records.take(claim, "ask", actor=actor)
        commit(taken.budget_line, taken.amount, about=taken, actor=actor, exception_reason=exception_reason, on=today)
        hand_in(taken, actor=actor, now=now)
    taken.refresh_from_db()
    return taken


def claim_agreed(claim: Claim, *, actor: User) -> Claim:
    """The last signature is there: a payment to the person waits for the cashier. Called by the approvals alone."""
    with records.deed():
        line = claim.budget_line
        number = f"FK-{line.budget.year}-{next_number(f'finance.payment:{line.budget.year}', 4)}"
        payment = records.create(
            Payment, actor=actor, number=number, budget_line=line, what=claim.what, payee=claim.person.name,
            amount=claim.amount, drawn=claim.amount, requester=claim.requester, agreed_by=actor,
            asked_on=claim.made_on, status=PayStatus.AGREED, about="finance.claim", about_id=claim.pk,
        )  # fmt: skip
        hold_moved(line, claim.amount, source=claim, to=payment, actor=actor)
        taken = records.take(claim, "agree", actor=actor, payment=payment)
        tell_cashiers(payment)
    return taken


def claim_refused(claim: Claim, *, actor: User, reason: str) -> Claim:
    """Not agreed to; its invoices are free again. Called by the approvals alone."""
    with records.deed():
        taken = records.take(claim, "refuse", actor=actor, reason=reason, why=reason[:200])
        hold_undone(taken.budget_line, NOTHING, source=None, to=taken, actor=actor)
    return taken


def claim_back(claim: Claim, *, actor: User, reason: str = "") -> Claim:
    """Back to who filled it in, as a draft. Called by the approvals (sent back, withdrawn)."""
    with records.deed():
        taken = records.take(claim, "send_back", actor=actor, reason=reason)
        hold_undone(taken.budget_line, NOTHING, source=None, to=taken, actor=actor)
    return taken


def claim_cancel(claim: Claim, *, why: str, actor: User) -> Claim:
    """Given up before it was paid, with the payment that waits."""
    if not why.strip():
        raise ValidationError({"why": _("请写明为什么作废。")})
    with records.deed():
        if claim.payment is not None:
            payment_cancel(claim.payment, why=why, actor=actor)
            claim.refresh_from_db()
            return claim
        return records.take(claim, "cancel", actor=actor, reason=why.strip(), why=why.strip())
