"""入库 and 调拨: goods come in, or go from one store to another."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lvye.kernel.accounts.api import User
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import PersonKind, PersonStatus
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, DayInput, needs, registers
from lvye.modules.stores import services
from lvye.modules.stores.models import Receipt, Source, Status, Store

from .basket import BLANK, Row, chosen_store, ins, outs, rows_posted, stores_for


def grown_people(user: User) -> Any:
    """Who may have inspected goods."""
    kinds = (PersonKind.STAFF, PersonKind.TEACHER)
    return registers["people.person"].rows(user).filter(status=PersonStatus.HERE, kind__in=kinds).order_by("name")


class ReceiptForm(forms.Form):
    """What is said of a receipt beside its lines."""

    source = forms.ChoiceField(label=gettext_lazy("来源"), choices=Source.choices, widget=forms.RadioSelect)
    delivered_by = forms.CharField(label=gettext_lazy("送货人、供货单位"), max_length=60, required=False)
    paper_number = forms.CharField(label=gettext_lazy("送货单号、发票号"), max_length=40, required=False)
    happened_on = forms.DateField(label=gettext_lazy("日期"), widget=DayInput())
    note = forms.CharField(label=gettext_lazy("备注"), max_length=200, required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in (("accepted_by", _("验收人")), ("second_accepted_by", _("第二验收人"))):
            self.fields[name] = forms.ModelChoiceField(grown_people(user), label=label, required=False, empty_label="")
        self.order_fields(["source", "accepted_by", "second_accepted_by"])


@needs("stores.add_receipt")
@require_http_methods(["GET", "POST"])
@sent_once
def receive(request: AuthedRequest) -> HttpResponseBase:
    """Take goods in: posted by who keeps the store, else left for him as a draft."""
    every = list(Store.objects.filter(is_active=True).order_by("level", "pk"))
    stores = stores_for(request.user) or every
    store = chosen_store(stores, request.POST.get("store") or request.GET.get("store", ""))
    first = {"source": Source.BOUGHT, "happened_on": timezone.localdate()}
    form = ReceiptForm(request.POST or None, user=request.user, initial=first)
    rows = rows_posted(request.POST, store) if request.method == "POST" else []
    problem: list[str] = []
    if request.method == "POST" and store is not None and form.is_valid():
        try:
            with records.attempt():
                made = _received(request, store, form.cleaned_data, rows)
        except ValidationError as refused:
            problem = refused.messages
        else:
            posted = made.status == Status.POSTED
            words = _("已入库 %s。") % made.number if posted else _("已交给保管员，他过账后入库。")
            messages.success(request, words)
            return redirect("stores.receipt:detail", made.pk)
    context = {
        "form": form,
        "rows": rows,
        "stores": stores,
        "store": store,
        "problem": problem,
        "blank": BLANK,
        "more": (),
    }
    return render(request, "stores/receive.html", context, status=400 if problem or form.errors else 200)


def _received(request: AuthedRequest, store: Store, values: dict[str, Any], rows: list[Row]) -> Receipt:
    keeps = services.may_keep(store, request.user) and request.user.has_perm("stores.post_receipt")
    return services.receive(
        store=store, lines=ins(rows), how=values.pop("source"), post=keeps, now=timezone.now(), actor=request.user,
        **values,
    )  # fmt: skip


@needs("stores.add_transfer")
@require_http_methods(["GET", "POST"])
@sent_once
def transfer(request: AuthedRequest) -> HttpResponseBase:
    """Move goods from a store one keeps into another."""
    stores = stores_for(request.user)
    store = chosen_store(stores, request.POST.get("store") or request.GET.get("store", ""))
    others = [one for one in Store.objects.filter(is_active=True).order_by("level", "pk") if one != store]
    rows = rows_posted(request.POST, store) if request.method == "POST" else []
    problem: list[str] = []
    if request.method == "POST" and store is not None:
        to_store = next((one for one in others if str(one.pk) == request.POST.get("to_store")), None)
        try:
            if to_store is None:
                raise ValidationError(_("请选择调入哪个保管室。"))
            with records.attempt():
                made = services.transfer(
                    store=store, to_store=to_store, lines=outs(rows), note=request.POST.get("note", "")[:200],
                    now=timezone.now(), actor=request.user,
                )  # fmt: skip
        except ValidationError as refused:
            problem = refused.messages
        else:
            messages.success(request, _("已调拨 %s。") % made.number)
            return redirect(reverse("stores.transfer:detail", args=[made.pk]))
    context = {
        "rows": rows, "stores": stores, "store": store, "others": others, "problem": problem, "blank": BLANK,
        "to_store": request.POST.get("to_store", ""), "note": request.POST.get("note", ""),
    }  # fmt: skip
    return render(request, "stores/transfer.html", context, status=400 if problem else 200)
