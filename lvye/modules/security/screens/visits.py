"""Visitors: written down at the gate, answered by the person they want, let in, seen off."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Person
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, choose_from, explain, needs, registers
from lvye.modules.security import services
from lvye.modules.security.models import Visit, VisitStatus
from lvye.modules.security.sight import GATE

from .guard import done_at_gate


class VisitForm(forms.ModelForm):  # type: ignore[type-arg]
    """What the guard asks."""

    host = forms.ModelChoiceField(
        Person.objects.none(), label=gettext_lazy("找谁"), error_messages={"required": gettext_lazy("找谁？请选一位。")}
    )

    class Meta:
        model = Visit
        fields = ("kind", "name", "phone", "host", "why", "people", "plate", "paper", "paper_tail", "company", "badge")
        widgets = {"kind": forms.RadioSelect, "paper": forms.RadioSelect}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hosts = Person.objects.filter(kind__in=("teacher", "staff"), status="here").select_related("department")
        choose_from(self, host=hosts.order_by("pinyin", "pk"))
        self.fields["phone"].widget.attrs |= {"inputmode": "tel", "autocomplete": "off"}
        self.fields["people"].widget.attrs["inputmode"] = "numeric"


@needs(GATE)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def new(request: AuthedRequest) -> HttpResponseBase:
    """来人登记."""
    now = timezone.now()
    form = VisitForm(request.POST or None, initial={"people": 1, "kind": "parent", "paper": "id",
                                                         "plate": request.GET.get("plate", "")[:12]})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        seen = request.POST.get("goods_seen") == "on"
        try:
            with attempt():
                made = services.visit_write(now=now, actor=request.user, goods_seen=seen, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("已经通知%(host)s，等他确认；急的打电话。") % {"host": made.host.name})
            return redirect("security:guard")
    refused = request.method == "POST"
    context = {"form": form, "closed": services.is_closed(now), "refused": refused,
               "seen": not refused or request.POST.get("goods_seen") == "on"}  # fmt: skip
    return render(request, "security/visit.html", context, status=400 if refused else 200)


def _visit(request: AuthedRequest, pk: int) -> Visit:
    rows = registers["security.visit"].rows(request.user).select_related("host", "guard")
    found: Visit = get_object_or_404(rows, pk=pk)
    return found


@needs("security.view_visit")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The person visited says yes or no, on his phone."""
    visit = _visit(request, pk)
    problem = ""
    if request.method == "POST":
        now = timezone.now()
        try:
            with attempt():
                if request.POST.get("answer") == "yes":
                    services.visit_enter(visit, now=now, actor=request.user)
                else:
                    words = request.POST.get("refusal", "").strip() or _("被访人不见")
                    services.visit_refuse(visit, refusal=words, now=now, actor=request.user)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("门卫已经收到您的话。"))
            return redirect("security:answer", pk=pk)
    is_mine = visit.host.user_id == request.user.pk or request.user.has_perm(GATE)
    context = {"visit": visit, "open": visit.status == VisitStatus.ASKED and is_mine, "problem": problem}
    return render(request, "security/answer.html", context, status=400 if problem else 200)


@needs(GATE)
@require_POST
def enter(request: AuthedRequest, pk: int) -> HttpResponse | HttpResponseBase:
    """The guard has telephoned: he may come in."""
    visit = _visit(request, pk)
    badge, inside = request.POST.get("badge", "")[:12], "inside" in request.POST
    return done_at_gate(
        request,
        lambda now: services.visit_enter(visit, badge=badge, inside=inside, now=now, actor=request.user),
        _("放行，记上了。走的时候再点一下。"),
    )


@needs(GATE)
@require_POST
def refuse(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Not let in."""
    visit = _visit(request, pk)
    words = request.POST.get("refusal", "").strip() or _("联系不上被访人")
    return done_at_gate(
        request,
        lambda now: services.visit_refuse(visit, refusal=words, now=now, actor=request.user),
        _("劝返，记上了。"),
    )


@needs(GATE)
@require_POST
def leave(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Gone."""
    visit = _visit(request, pk)
    return done_at_gate(
        request, lambda now: services.visit_leave(visit, now=now, actor=request.user), _("离开了，临时证收回。")
    )
