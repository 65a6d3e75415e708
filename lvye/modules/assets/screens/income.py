"""The cashier takes in what written-off things brought."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, DayInput, choose_from, explain, needs, registers
from lvye.modules.assets import services
from lvye.modules.assets.models import WriteOff
from lvye.modules.assets.sight import COLLECT
from lvye.modules.finance.api import Account


class IncomeForm(forms.Form):
    """Who paid, into which account, on what day."""

    payer = forms.CharField(max_length=80, label=gettext_lazy("谁付的"))
    account = forms.ModelChoiceField(
        Account.objects.none(), label=gettext_lazy("收到哪里"), empty_label=None, widget=forms.RadioSelect
    )
    on = forms.DateField(label=gettext_lazy("收款日期"), widget=DayInput())
    receipt = forms.CharField(max_length=40, required=False, label=gettext_lazy("开出的票据号"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose_from(self, account=Account.objects.exclude(journal="none").filter(is_active=True).order_by("code"))


@needs(COLLECT)
@require_http_methods(["GET", "HEAD", "POST"])
def collect(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The form, with the amount the write-off names."""
    paper: WriteOff = get_object_or_404(registers["assets.writeoff"].rows(request.user), pk=pk)
    today = timezone.localdate()
    if not services.owes_income(paper):
        messages.info(request, _("这张报废单没有要收的处置收入，或者已经登记。"))
        return redirect("assets.writeoff:detail", pk=pk)
    form = IncomeForm(request.POST or None, initial={"on": today.isoformat()})
    if request.method == "POST" and form.is_valid():
        try:
            with attempt():
                made = services.writeoff_collect(paper, **form.cleaned_data, today=today, actor=request.user)
            messages.success(request, _("处置收入登记好了，记得按期全额上缴财政。"))
            return redirect("finance.income:detail", pk=made.pk)
        except ValidationError as problem:
            explain(form, problem)
    context = {"form": form, "paper": paper, "more": ()}
    return render(request, "assets/income.html", context, status=400 if form.errors else 200)
