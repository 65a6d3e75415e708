"""Asking for a payment a contract names: its sum and its payee stand there already."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lvye.kernel.accounts.api import User
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.registers.api import AuthedRequest, DayInput, choose_from, explain, needs
from lvye.modules.finance.api import BudgetLine
from lvye.modules.partners.api import Instalment
from lvye.modules.procurement import services

from .common import lines_open, seen

EXCEED = "finance.exceed_budgetline"


class InstalmentForm(forms.Form):
    """Of which budget line, how much, by which invoice."""

    budget_line = forms.ModelChoiceField(
        BudgetLine.objects.none(), label=gettext_lazy("从哪个预算项目出"), empty_label=gettext_lazy("请选择")
    )
    amount = forms.DecimalField(label=gettext_lazy("付多少（元）"), max_digits=12, decimal_places=2)
    number = forms.CharField(label=gettext_lazy("发票号码"), max_length=30)
    invoice_amount = forms.DecimalField(label=gettext_lazy("发票金额（元）"), max_digits=12, decimal_places=2)
    issued_on = forms.DateField(label=gettext_lazy("开票日期"), widget=DayInput())
    code = forms.CharField(label=gettext_lazy("发票代码（数电发票没有）"), max_length=20, required=False)
    reason = forms.CharField(label=gettext_lazy("超预算放行的理由"), max_length=200, required=False)

    def __init__(self, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, budget_line=lines_open(user, timezone.localdate()))
        if not user.has_perm(EXCEED):
            del self.fields["reason"]


@needs("finance.ask_payment")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def pay(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The invoice, the budget line, and with them the payment request."""
    record: Instalment = seen(request, "partners.instalment", pk, "contract__partner")
    today = timezone.localdate()
    given = {"amount": record.amount, "invoice_amount": record.amount, "issued_on": today}
    form = InstalmentForm(request.user, request.POST or None, initial=given)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = _ask(request, record, form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("付款申请 %(number)s 送审了，批了由出纳付。") % {"number": made.number})
            return redirect("partners.instalment:detail", pk=pk)
    context = {"record": record, "form": form, "going": services.instalment_request(record), "more": ()}
    return render(request, "procurement/instalment.html", context, status=400 if form.errors else 200)


def _ask(request: AuthedRequest, record: Instalment, said: dict[str, Any]) -> Any:
    bill = services.Bill(
        number=said["number"], code=said["code"], amount=said["invoice_amount"], issued_on=said["issued_on"]
    )
    return services.instalment_ask(
        record, line=said["budget_line"], amount=said["amount"], bills=[bill], today=timezone.localdate(),
        actor=request.user, exception_reason=said.get("reason", ""),
    )  # fmt: skip
