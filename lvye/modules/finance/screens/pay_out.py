"""The cashier pays: to whom, how much, out of which journal and what is in it, on one page."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.registers.api import AuthedRequest, Register, allowed, step_screen
from lvye.modules.finance import services
from lvye.modules.finance.models import Account, Book, Payment, PayStatus
from lvye.modules.finance.queries import SCHOOL, journal_accounts, journal_balance

from .common import mine_of


@allowed("step")
def do(request: AuthedRequest, reg: Register, pk: int, step: str) -> HttpResponseBase:
    """The page of paying; every other step has the form all registers have."""
    if step != "pay":
        answer: HttpResponseBase = step_screen(request, reg, pk=pk, step=step)
        return answer
    payment: Payment = mine_of(request, reg.key, pk)
    problem = ""
    if request.method == "POST":
        problem = _paid(request, payment)
        if not problem:
            messages.success(request, _("付好了，凭证等会计记账。"))
            return redirect(f"{reg.key}:detail", pk=pk)
    context = {
        "reg": reg, "payment": payment, "journals": _journals(payment), "problem": problem,
        "chosen": request.POST.get("paid_from", ""), "invoices": payment.invoices.order_by("pk"),
        "waits": payment.status == PayStatus.AGREED,
    }  # fmt: skip
    return render(request, "finance/pay_out.html", context, status=400 if problem else 200)


def _paid(request: AuthedRequest, payment: Payment) -> str:
    """Pay; the sentence when it is refused."""
    given = request.POST.get("paid_from", "")
    account = journal_accounts().filter(pk=int(given)).first() if given.isdecimal() and len(given) < 18 else None
    if account is None:
        return _("请选从哪个账户付。")
    try:
        with transaction.atomic():
            services.payment_pay(payment, paid_from=account, today=timezone.localdate(), actor=request.user)
    except ValidationError as refused:
        return " ".join(refused.messages)
    return ""


def _journals(payment: Payment) -> list[dict[str, Any]]:
    """The accounts that are money, with what is in each in the books this is paid of."""
    line = payment.budget_line
    book = line.budget.book if line else Book.objects.filter(code=SCHOOL).first()
    if book is None:
        return []
    rows: list[Account] = list(journal_accounts())
    found = [(one, journal_balance(one, book=book)) for one in rows]
    return [{"account": one, "balance": there, "is_short": there < payment.amount} for one, there in found]
