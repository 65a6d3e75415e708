"""A new plan: for which time; then what is offered. And its words, while it is a draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.registers.api import AuthedRequest, Register, allowed, explain
from lvye.modules.plans import services
from lvye.modules.plans.models import PlanKind
from lvye.modules.plans.spans import proposed, spans

from .common import form_page, plan_of

APART = "|"


class NewForm(forms.Form):
    """For which time, and how it is called."""

    span = forms.ChoiceField(label=gettext_lazy("哪一期"))
    title = forms.CharField(
        label=gettext_lazy("标题"), max_length=80, required=False, help_text=gettext_lazy("不填就按期间起名。")
    )
    aim = forms.CharField(
        label=gettext_lazy("总的要求"), max_length=2000, required=False, widget=forms.Textarea,
        help_text=gettext_lazy("按学校的总体安排，这一期后勤围绕什么、守住什么。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        groups = [
            (str(kind.label), [(f"{kind}{APART}{span.code}", f"{span.label} {span.dates}") for span in found])
            for kind in PlanKind if (found := spans(kind, today))
        ]  # fmt: skip
        self.fields["span"].choices = groups  # type: ignore[attr-defined]
        self.fields["span"].initial = APART.join(proposed(today))


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """Choose the time; the offers come next."""
    form = NewForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        kind, _apart, period = form.cleaned_data.pop("span").partition(APART)
        try:
            with transaction.atomic():
                made = services.plan_make(kind=kind, period=period, actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(reverse("plans:offers", args=[made.pk]))
    context = {
        "reg": reg, "title": _("新建计划"), "submit_label": _("下一步：挑要做的事"), "more": (),
        "cancel_url": reverse(f"{reg.key}:list"), "draft": "plans-new",
    }  # fmt: skip
    return form_page(request, "registers/form.html", form, context)


class WordsForm(forms.Form):
    """Title and general demands."""

    title = forms.CharField(label=gettext_lazy("标题"), max_length=80)
    aim = forms.CharField(
        label=gettext_lazy("总的要求"), max_length=2000, required=False, widget=forms.Textarea(attrs={"lv_rows": 6})
    )


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """Change the words of a draft."""
    plan = plan_of(request, pk)
    form = WordsForm(request.POST or None, initial={"title": plan.title, "aim": plan.aim})
    here = reverse(f"{reg.key}:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.plan_change(plan, actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(here)
    context = {"reg": reg, "title": _("改计划的文字"), "submit_label": _("保存"), "more": (), "cancel_url": here}
    return form_page(request, "registers/form.html", form, context)
