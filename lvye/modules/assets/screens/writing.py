"""Writing a paper over several cards: a transfer, a write-off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lvye.kernel.people.api import Department, Person, SchoolClass, adults
from lvye.kernel.places.api import PlaceField
from lvye.kernel.registers.api import AuthedRequest, choose_from, explain, needs
from lvye.modules.assets import services
from lvye.modules.assets.models import HERE, Status, WriteOff
from lvye.modules.assets.services.leaving import MAY_GO

from . import picking


class TransferForm(forms.Form):
    """Where to, whose, and why; what is left empty stays as it is."""

    to_keeper = forms.ModelChoiceField(Person.objects.none(), required=False, label=gettext_lazy("新保管人"))
    to_department = forms.ModelChoiceField(Department.objects.none(), required=False, label=gettext_lazy("调入部门"))
    to_class = forms.ModelChoiceField(SchoolClass.objects.none(), required=False, label=gettext_lazy("调入班级"))
    why = forms.CharField(max_length=200, label=gettext_lazy("调拨原因"))

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.fields["to_place"] = PlaceField(user=user, required=False, label=_("调到地点"))
        self.order_fields(["to_place", "to_keeper", "to_department", "to_class", "why"])
        choose_from(
            self,
            to_keeper=adults().order_by("name"),
            to_department=Department.objects.filter(is_open=True).order_by("sort", "name"),
            to_class=SchoolClass.objects.filter(is_open=True).order_by("sort", "name"),
        )


class OffForm(forms.Form):
    """Why things may leave the books."""

    ground = forms.ChoiceField(choices=WriteOff.Ground.choices, label=gettext_lazy("报废原因"))
    why = forms.CharField(max_length=200, label=gettext_lazy("情况说明"))


@needs("assets.add_transfer")
@require_http_methods(["GET", "HEAD", "POST"])
def transfer(request: AuthedRequest) -> HttpResponseBase:
    """A 调拨单: these cards go there."""
    form = TransferForm(request.POST or None, user=request.user)
    cards = picking.chosen(request.POST, request.user, HERE)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.transfer_ask(
                assets=cards, pieces=picking.pieces(request.POST, cards), **form.cleaned_data,
                today=timezone.localdate(), actor=request.user,
            )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("调拨单写好了，等总务处调整入账。"))
            return redirect("assets.transfer:detail", pk=made.pk)
    words = {"title": _("写调拨单"), "submit": _("提交调拨单"), "list": "assets.transfer:list"}
    return _page(request, form, HERE, words)


@needs("assets.add_writeoff")
@require_http_methods(["GET", "HEAD", "POST"])
def writeoff(request: AuthedRequest) -> HttpResponseBase:
    """A 报废单: these cards are to leave the books."""
    form = OffForm(request.POST or None)
    cards = picking.chosen(request.POST, request.user, MAY_GO)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.writeoff_draft(
                assets=cards, pieces=picking.pieces(request.POST, cards), **form.cleaned_data,
                today=timezone.localdate(), actor=request.user,
            )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("报废单写好了。看一遍，再提交审批。"))
            return redirect("assets.writeoff:detail", pk=made.pk)
    words = {"title": _("写报废单"), "submit": _("写好了"), "list": "assets.writeoff:list"}
    return _page(request, form, MAY_GO, words)


def _page(
    request: AuthedRequest, form: forms.Form, statuses: tuple[Status, ...], words: dict[str, str]
) -> HttpResponse:
    query = request.POST if request.method == "POST" else request.GET
    found = picking.offered(query, request.user, statuses)
    context = {"form": form, "found": found, "whole": words}
    return render(request, "assets/write.html", context, status=400 if form.errors else 200)
