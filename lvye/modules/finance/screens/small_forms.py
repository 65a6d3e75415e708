"""Small deeds with a form of a few fields: cash to the bank and back, asking for a payout."""

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

from lvye.kernel.registers.api import AuthedRequest, choose_from, explain, needs, registers
from lvye.modules.finance import services
from lvye.modules.finance.models import Account, Book, Payout
from lvye.modules.finance.queries import journal_accounts

from .common import LineField, form_page, lines_open, mine_of


class MoveForm(forms.Form):
    """From where to where."""

    book = forms.ModelChoiceField(Book.objects.filter(is_active=True).order_by("pk"), label=gettext_lazy("账套"))
    source = forms.ModelChoiceField(Account.objects.none(), label=gettext_lazy("从哪里取"))
    to = forms.ModelChoiceField(Account.objects.none(), label=gettext_lazy("存到哪里"))
    amount = forms.DecimalField(label=gettext_lazy("金额（元）"), max_digits=14, decimal_places=2, min_value=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, source=journal_accounts(), to=journal_accounts())


@needs("finance.add_income")
def move(request: AuthedRequest) -> HttpResponseBase:
    """Cash to the bank, or out of it; the voucher waits for the bookkeeper."""
    form = MoveForm(request.POST or None, initial={"book": Book.objects.filter(is_active=True).order_by("pk").first()})
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = services.cash_move(today=timezone.localdate(), actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("登记了，凭证 %(number)s 等会计记账。") % {"number": made.number})
            return redirect("finance:journal")
    context = {
        "reg": registers["finance.voucher"], "title": _("存取款"), "submit_label": _("登记"), "more": (),
        "cancel_url": reverse("finance:journal"),
    }  # fmt: skip
    return form_page(request, "registers/form.html", form, context)


class PayoutForm(forms.Form):
    """Of which line."""

    budget_line = LineField(None, label=gettext_lazy("从哪个预算项目出"), empty_label=gettext_lazy("请选择"))


@needs("finance.add_payout")
def payout_ask(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Ask for the payment of a payout."""
    payout: Payout = mine_of(request, "finance.payout", pk)
    form = PayoutForm(request.POST or None)
    choose_from(form, budget_line=lines_open(request.user, timezone.localdate()))
    here = reverse("finance.payout:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                line = form.cleaned_data["budget_line"]
                made = services.payout_ask(payout, line=line, today=timezone.localdate(), actor=request.user)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("送审了。"))
            return redirect("finance.payment:detail", pk=made.pk)
    context = {
        "reg": registers["finance.payout"], "title": _("申请发放"), "submit_label": _("送审"), "more": (),
        "cancel_url": here,
    }  # fmt: skip
    return form_page(request, "registers/form.html", form, context)
