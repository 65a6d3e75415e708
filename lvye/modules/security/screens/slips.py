"""外出单: filled in by a teacher or by oneself; the head teacher's word."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from lvye.kernel.people.api import Person, PersonKind, person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, choose_from, explain, needs, registers
from lvye.modules.security import services
from lvye.modules.security.models import Outing, OutingStatus
from lvye.modules.security.sight import SLIP


class SlipForm(forms.ModelForm):  # type: ignore[type-arg]
    """Who leaves, when, with whom."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("谁外出"),
        error_messages={"required": gettext_lazy("谁外出？请选一位。")},
    )  # fmt: skip

    class Meta:
        model = Outing
        fields = ("person", "why", "leaves_at", "back_at", "taker", "relation", "taker_phone", "words")
        widgets = {
            "why": forms.RadioSelect,
            "leaves_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "back_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, request: AuthedRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        me = person_of(request.user)
        rows = registers["people.person"].rows(request.user).filter(status="here")
        rows = rows.filter(Q(kind=PersonKind.STUDENT) | Q(pk=me.pk if me else 0)).order_by("kind", "pinyin", "pk")
        choose_from(self, person=rows)
        self.fields["taker_phone"].widget.attrs["inputmode"] = "tel"


@needs(SLIP)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AuthedRequest) -> HttpResponseBase:
    """A slip."""
    now = timezone.now()
    me = person_of(request.user)
    start = timezone.localtime(now).replace(second=0, microsecond=0)
    form = SlipForm(request.POST or None, request=request, initial={"leaves_at": start, "why": "sick"})
    if request.method == "POST" and form.is_valid():
        try:
            with attempt():
                made = services.outing_write(now=now, actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            agreed = made.status == OutingStatus.AGREED
            messages.success(request, _("可以出门了，门卫看得到。") if agreed else _("已经告诉班主任，等他同意。"))
            return redirect("security:slip", pk=made.pk)
    refused = request.method == "POST"
    return render(request, "security/slip_new.html", {"form": form, "me": me}, status=400 if refused else 200)


@needs("security.view_outing")
@require_http_methods(["GET", "HEAD", "POST"])
def slip(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """One slip: to be shown at the gate, to be agreed to, to be taken back."""
    rows = registers["security.outing"].rows(request.user)
    one: Outing = get_object_or_404(rows.select_related("person", "school_class__head", "asked_by", "agreed_by"), pk=pk)
    problem = ""
    if request.method == "POST":
        now = timezone.now()
        said = request.POST.get("answer", "")
        try:
            with attempt():
                if said == "yes":
                    services.outing_agree(one, now=now, actor=request.user)
                elif said == "no":
                    services.outing_refuse(one, refusal=request.POST.get("refusal", ""), now=now, actor=request.user)
                else:
                    services.outing_drop(one, actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("记上了。"))
            return redirect("security:slip", pk=pk)
    me = person_of(request.user)
    can_drop = one.status in (OutingStatus.ASKED, OutingStatus.AGREED) and (
        (me is not None and me.pk in (one.asked_by_id, one.person_id)) or services.may_answer(one, request.user)
    )
    context = {
        "slip": one, "problem": problem, "can_drop": can_drop,
        "answers": one.status == OutingStatus.ASKED and services.may_answer(one, request.user),
    }  # fmt: skip
    return render(request, "security/slip.html", context, status=400 if problem else 200)
