"""记事件: what happened, in a minute, from the phone; and handing it over."""

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

from lvye.kernel.offers.api import offers_for
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.places.api import PlaceField, code_in, resolve
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, explain, needs, registers
from lvye.modules.security import services
from lvye.modules.security.models import Incident, IncidentKind, Level
from lvye.modules.security.sight import HAND, REPORT

ICONS = {
    "stranger": "user", "damage": "wrench", "theft": "lock", "climb": "wall", "fight": "people", "banned": "x",
    "traffic": "truck", "missing": "search", "device": "bolt", "other": "dots",
}  # fmt: skip


class IncidentForm(forms.Form):
    """What is asked of somebody who has just dealt with it."""

    kind = forms.ChoiceField(
        label=gettext_lazy("哪一类"), choices=IncidentKind.choices, widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请点一下是哪一类；说不清的点“其他”。")},
    )  # fmt: skip
    level = forms.ChoiceField(label=gettext_lazy("等级"), choices=Level.choices, widget=forms.RadioSelect)
    what = forms.CharField(
        label=gettext_lazy("经过"), max_length=400, error_messages={"required": gettext_lazy("请写发生了什么。")}
    )
    who = forms.CharField(label=gettext_lazy("涉及的人"), max_length=120, required=False)
    article = forms.CharField(label=gettext_lazy("违禁物品"), max_length=60, required=False)
    with_police = forms.BooleanField(label=gettext_lazy("已报警"), required=False)
    handling = forms.CharField(label=gettext_lazy("怎么处置的"), max_length=400, required=False)

    def __init__(self, *args: Any, request: AuthedRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(user=request.user, label=_("在哪里"))


@needs(REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def incident(request: AuthedRequest) -> HttpResponseBase:
    """The form. `?place=`, `?code=`: where; `?kind=`: what."""
    code = resolve(code_in(request.GET.get("code", ""))) if request.GET.get("code") else None
    pk = request.GET.get("place", "")
    place = code.place_id if code else int(pk) if pk.isdecimal() else None
    initial = {"place": place, "level": Level.SMALL, "kind": request.GET.get("kind", "")}
    form = IncidentForm(request.POST or None, request=request, initial=initial)
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            with attempt():
                made = services.incident_write(
                    photos=request.FILES.getlist("photos"), at=filled_at(request, now), now=now, actor=request.user,
                    **form.cleaned_data,
                )  # fmt: skip
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("%(number)s 记上了，已经报给总务处。") % {"number": made.number})
            return redirect("security.incident:detail", pk=made.pk)
    refused = request.method == "POST"
    kinds = [(value, label, ICONS[value]) for value, label in IncidentKind.choices]
    context = {"form": form, "kinds": kinds, "levels": Level.choices, "refused": refused,
               "lost_photos": refused and bool(request.FILES), "picked": str(form["kind"].value() or ""),
               "level": str(form["level"].value() or Level.SMALL)}  # fmt: skip
    return render(request, "security/incident.html", context, status=400 if refused else 200)


@needs(HAND)
@require_http_methods(["GET", "HEAD", "POST"])
def hand(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What follows from it: a repair, a hazard."""
    one: Incident = get_object_or_404(registers["security.incident"].rows(request.user).select_related("place"), pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                services.incident_hand(one, request.POST.get("to", ""), actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("转出去了，办得怎样在“来龙去脉”里看。"))
            return redirect("security.incident:detail", pk=pk)
    context = {"one": one, "offers": offers_for(request.user), "problem": problem}
    return render(request, "security/hand.html", context, status=400 if problem else 200)


@needs("fire.start_planrun")
@require_http_methods(["GET", "HEAD", "POST"])
def alarm(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Danger: the emergency plan begins, by one more touch."""
    one: Incident = get_object_or_404(registers["security.incident"].rows(request.user).select_related("place"), pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = services.incident_alarm(one, actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            return redirect(f"{made._meta.label_lower}:detail", pk=made.pk)
    return render(request, "security/alarm.html", {"one": one, "problem": problem}, status=400 if problem else 200)
