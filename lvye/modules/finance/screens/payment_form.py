"""A payment request by hand: to whom, of which line; what is left stands beside it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import AuthedRequest, DayInput, Register, allowed, choose_from, explain
from lvye.modules.finance import services
from lvye.modules.finance.models import Account, Payment, PayStatus

from .common import LineField, form_page, lines_open, mine_of
from .remaining import standing


class PaymentForm(forms.Form):
    """What is asked for, and the invoice it rests on, if it is there already."""

    budget_line = LineField(None, label=gettext_lazy("从哪个预算项目出"), empty_label=gettext_lazy("请选择"))
    what = forms.CharField(label=gettext_lazy("付款事由"), max_length=120)
    payee = forms.CharField(label=gettext_lazy("收款单位（人）"), max_length=80)
    payee_bank = forms.CharField(label=gettext_lazy("开户行和账号"), max_length=120, required=False)
    amount = forms.DecimalField(label=gettext_lazy("金额（元）"), max_digits=14, decimal_places=2, min_value=0)
    number = forms.CharField(label=gettext_lazy("发票号码"), max_length=30, required=False)
    code = forms.CharField(label=gettext_lazy("发票代码（数电发票没有）"), max_length=20, required=False)
    invoice_amount = forms.DecimalField(
        label=gettext_lazy("发票金额（元）"), max_digits=14, decimal_places=2, required=False
    )
    issued_on = forms.DateField(
        label=gettext_lazy("开票日期"),
        required=False,
        widget=DayInput(),
    )
    account = forms.ModelChoiceField(
        Account.objects.filter(kind=Account.Kind.LIABILITY, is_active=True).order_by("code"),
        label=gettext_lazy("还借款、付往来款时记入的科目"), required=False, empty_label="",
    )  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("超预算放行的理由"), max_length=200, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = lines_open(user, timezone.localdate())
        choose_from(self, budget_line=lines)
        if not user.has_perm(services.EXCEED):
            del self.fields["reason"]


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """A new request; handed in at once, or kept as a draft."""
    return _page(request, reg, None)


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """A draft written anew."""
    payment: Payment = mine_of(request, reg.key, pk)
    if payment.status != PayStatus.DRAFT:
        messages.warning(request, _("送审以后不能改；要改请先撤回。"))
        return redirect(f"{reg.key}:detail", pk=pk)
    return _page(request, reg, payment)


KEPT = ("budget_line", "what", "payee", "payee_bank", "amount", "account")


def _page(request: AuthedRequest, reg: Register, payment: Payment | None) -> HttpResponseBase:
    given = {name: getattr(payment, name) for name in KEPT} if payment else {}
    form = PaymentForm(request.user, request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = _save(request, form.cleaned_data, payment)
        except ValidationError as problem:
            explain(form, problem)
        else:
            words = _("送审了。") if made.status != PayStatus.DRAFT else _("存成草稿了，还没有送审。")
            messages.success(request, words)
            return redirect(f"{reg.key}:detail", pk=made.pk)
    values = getattr(form, "cleaned_data", {}) if form.is_bound else given
    line, amount = values.get("budget_line"), values.get("amount") or services.NOTHING
    context = {
        "reg": reg, "payment": payment, "left": standing(line, amount, request.user) if line else None,
        "more": ("payee_bank", "code", "account"),
        "cancel_url": reverse(f"{reg.key}:detail", args=[payment.pk]) if payment else reverse(f"{reg.key}:list"),
    }  # fmt: skip
    return form_page(request, "finance/payment_form.html", form, context)


def _save(request: AuthedRequest, values: dict[str, Any], payment: Payment | None) -> Payment:
    today, actor = timezone.localdate(), request.user
    told = {name: values[name] for name in ("what", "payee", "payee_bank", "amount", "account")}
    invoices = []
    if values["number"]:
        invoices.append(
            services.invoice_record(
                number=values["number"], code=values["code"], seller=values["payee"], today=today, actor=actor,
                amount=values["invoice_amount"] or values["amount"], issued_on=values["issued_on"] or today,
            )
        )  # fmt: skip
    if payment is None:
        made = services.payment_make(line=values["budget_line"], invoices=invoices, actor=actor, **told)
    else:
        made = services.payment_change(payment, actor=actor, budget_line=values["budget_line"], **told)
        services.invoices_attach(invoices, paper=made, actor=actor)
    if request.POST.get("keep"):
        return made
    return services.payment_send(made, today=today, actor=actor, exception_reason=values.get("reason", ""))
