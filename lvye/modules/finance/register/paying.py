"""Registers of what goes out."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.finance import services
from lvye.modules.finance.models import Account, BudgetLine, Claim, ClaimLine, Invoice, Payment, PayStatus
from lvye.modules.finance.screens import claim_form, papers, pay_out, payment_form
from lvye.modules.finance.sight import claim_lines_seen, claims_seen, payments_seen

from .posts import BOOKS, HEADS, LEADERS, MONEY, OFFICE, STAFF


def _make(*, budget_line: BudgetLine, actor: User, **values: Any) -> Payment:
    return services.payment_make(line=budget_line, actor=actor, **values)


def _ask(payment: Payment, *, actor: User) -> Payment:
    return services.payment_send(payment, today=timezone.localdate(), actor=actor)


def _pay(payment: Payment, *, paid_from: Account, actor: User) -> Payment:
    return services.payment_pay(payment, paid_from=paid_from, today=timezone.localdate(), actor=actor)


def _cancel(payment: Payment, *, why: str = "", actor: User) -> Payment:
    return services.payment_cancel(payment, why=why, actor=actor)


register(
    Register(
        model=Payment,
        menu="money",
        icon="card",
        columns=("number", "what", "payee", "amount", "budget_line", "asked_on", "paid_on", "status"),
        fields=("budget_line", "what", "payee", "payee_bank", "amount"),
        filters=("status", "budget_line", "paid_on"),
        views=(
            View("topay", _("待付款"), {"status": PayStatus.AGREED}),
            View("asked", _("审批中"), {"status": PayStatus.ASKED}),
        ),
        create=_make,
        amend=services.payment_change,
        screens={"new": payment_form.new, "edit": payment_form.edit, "detail": papers.payment, "do": pay_out.do},
        actions={
            "ask": _ask, "pay": _pay, "cancel": _cancel,
        },
        scope=payments_seen,
        rights=rights(
            (OFFICE, "view export all"), (HEADS, "add change ask cancel"), (BOOKS, "add change ask cancel"),
            (MONEY, "pay"), (("buyer", "desk", "keeper", "canteen"), "view add change ask cancel"),
        ),
        empty=_("该付的钱先写付款申请，批了以后由出纳付。采购、报销、发放的付款会自己到这里。"),
    )
)  # fmt: skip


def _claim_ask(claim: Claim, *, actor: User) -> Claim:
    return services.claim_send(claim, today=timezone.localdate(), actor=actor)


def _claim_cancel(claim: Claim, *, why: str = "", actor: User) -> Claim:
    return services.claim_cancel(claim, why=why, actor=actor)


register(
    Register(
        model=Claim,
        menu="money",
        icon="edit",
        columns=("number", "person", "what", "kind", "amount", "budget_line", "made_on", "status"),
        fields=("kind", "what"),
        filters=("status", "kind", "person", "budget_line"),
        views=(
            View("asked", _("审批中"), {"status": PayStatus.ASKED}),
            View("paid", _("已付款"), {"status": PayStatus.PAID}),
        ),
        actions={
            "ask": _claim_ask, "cancel": _claim_cancel,
        },
        screens={"new": claim_form.new, "edit": claim_form.edit, "detail": papers.claim},
        scope=claims_seen,
        rights=rights(
            (OFFICE, "view export all"),
            ((*STAFF, *HEADS, *LEADERS, "finance", "cashier"), "view add change ask cancel"),
        ),
        empty=_("垫了钱就填报销单：一行一笔，写上发票号码。批了以后出纳把钱付给您。"),
    )
)  # fmt: skip

register(
    Register(
        model=ClaimLine,
        menu="more",
        icon="list",
        columns=("claim", "on", "what", "amount", "invoice", "no_invoice"),
        scope=claim_lines_seen,
        rights=rights((OFFICE, "view export"), (STAFF, "view")),
        can_add=False,
        empty=_("报销单里的每一笔。"),
    )
)

register(
    Register(
        model=Invoice,
        menu="more",
        icon="file",
        columns=("number", "code", "seller", "amount", "issued_on", "payment", "claim"),
        fields=("number", "code", "seller", "amount", "issued_on"),
        filters=("issued_on",),
        create=services.invoice_record,
        amend=services.invoice_change,
        rights=rights((OFFICE, "view export"), (BOOKS, "add change"), (("buyer",), "view add")),
        empty=_("登记过的发票，号码永远不能再用第二次。填报销单、付款申请时会自己登记。"),
    )
)

panel_on("finance.claim", Panel(_("报销明细"), register="finance.claimline", by="claim"))
panel_on("finance.claim", Panel(_("发票"), register="finance.invoice", by="claim"))
panel_on("finance.payment", Panel(_("发票"), register="finance.invoice", by="payment"))
panel_on("finance.budgetline", Panel(_("付款"), register="finance.payment", by="budget_line"))
