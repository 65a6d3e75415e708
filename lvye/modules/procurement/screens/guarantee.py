"""Asking for a guarantee to be paid back: its sum and who gets it stand there already."""

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
from lvye.kernel.registers.api import AuthedRequest, choose_from, explain, needs
from lvye.modules.finance.api import BudgetLine
from lvye.modules.partners.api import Guarantee
from lvye.modules.procurement import services

from .common import lines_open, seen
from .instalment import EXCEED


class ReturnForm(forms.Form):
    """Nothing but the budget line, and that only for what was kept back of a price."""

    budget_line = forms.ModelChoiceField(
        BudgetLine.objects.none(), label=gettext_lazy("从哪个预算项目出"), empty_label=gettext_lazy("请选择")
    )
    reason = forms.CharField(label=gettext_lazy("超预算放行的理由"), max_length=200, required=False)

    def __init__(self, guarantee: Guarantee, user: User, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, budget_line=lines_open(user, timezone.localdate()))
        if guarantee.form != Guarantee.Form.RETAINED:
            self.fields.clear()
        elif not user.has_perm(EXCEED):
            del self.fields["reason"]


@needs("finance.ask_payment")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def give_back(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What goes back to whom, where the money lies, and the payment request with one press."""
    record: Guarantee = seen(request, "partners.guarantee", pk, "contract__partner")
    form = ReturnForm(record, request.user, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        today, said = timezone.localdate(), form.cleaned_data
        try:
            with transaction.atomic():
                made = services.guarantee_ask(
                    record, line=said.get("budget_line"), exception_reason=said.get("reason", ""), today=today,
                    actor=request.user,
                )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("退还申请 %(number)s 送审了，批了由出纳付。") % {"number": made.number})
            return redirect("partners.guarantee:detail", pk=pk)
    context = {
        "record": record, "form": form, "going": services.guarantee_request(record), "more": (),
        "is_letter": record.form == Guarantee.Form.LETTER, "contract": record.contract,
        "early": record.return_on > timezone.localdate(),
    }  # fmt: skip
    return render(request, "procurement/guarantee.html", context, status=400 if form.errors else 200)
