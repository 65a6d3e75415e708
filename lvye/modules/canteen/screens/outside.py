"""陪餐 on a phone; a meal gathered on one page; the day somebody falls ill."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, DayInput, explain, needs, registers
from lvye.kernel.rosters.api import slots_of
from lvye.modules.canteen import services
from lvye.modules.canteen.gathering import gather
from lvye.modules.canteen.menu_side import dishes
from lvye.modules.canteen.models import Accompany, Incident, Mark, Meal, MealKind
from lvye.modules.canteen.words import meal_now

from .base import HEALTH, moments

DATE = DayInput()
RADIO = forms.RadioSelect
MOMENT = "%Y-%m-%dT%H:%M"


class AccompanyForm(forms.Form):
    """What one who ate with the pupils says."""

    who = forms.ChoiceField(label=gettext_lazy("谁陪餐"), choices=Accompany.Who.choices, widget=RADIO)
    parent = forms.CharField(label=gettext_lazy("家长姓名"), max_length=40, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("餐次"), choices=MealKind.choices, widget=RADIO)
    quality = forms.TypedChoiceField(label=gettext_lazy("饭菜质量"), choices=Mark.choices, coerce=int, widget=RADIO)
    hygiene = forms.TypedChoiceField(label=gettext_lazy("食堂卫生"), choices=Mark.choices, coerce=int, widget=RADIO)
    order = forms.TypedChoiceField(label=gettext_lazy("就餐秩序"), choices=Mark.choices, coerce=int, widget=RADIO)
    service = forms.TypedChoiceField(label=gettext_lazy("服务情况"), choices=Mark.choices, coerce=int, widget=RADIO)
    not_same = forms.BooleanField(label=gettext_lazy("和学生不是同菜同价"), required=False)
    pupils = forms.CharField(label=gettext_lazy("学生怎么说"), max_length=200, required=False)
    words = forms.CharField(label=gettext_lazy("意见"), max_length=300, required=False)
    problem = forms.CharField(
        label=gettext_lazy("要整改的问题"), max_length=200, required=False,
        help_text=gettext_lazy("写了会交给食堂管理员限期改，改好了这里看得到。"),
    )  # fmt: skip


@needs("canteen.add_accompany")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def accompany(request: AuthedRequest) -> HttpResponseBase:
    """Write down an accompanying meal, at table; and see who is to do it today."""
    at, now = moments(request)
    day = timezone.localdate(at)
    first = {"who": Accompany.Who.LEADER, "kind": meal_now(now)}
    form = AccompanyForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        kind, not_same = values.pop("kind"), values.pop("not_same")
        try:
            with attempt():
                services.accompany_record(
                    day, kind, services.Ate(is_same=not not_same, **values), now=now, actor=request.user
                )
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("陪餐记好了，谢谢。"))
            return redirect("canteen:accompany")
    rows = registers["canteen.accompany"].rows(request.user).select_related("person", "meal")
    rostered = [
        {"slot": slot, "people": [one.person for one in slot.assignments.all()]} for slot in slots_of("meal", day, day)
    ]
    context = {
        "form": form, "more": (), "day": day, "rostered": rostered, "today": list(rows.filter(day=day)),
        "menu": [{"label": one.label, "names": dishes(day, one)} for one in MealKind if dishes(day, one)],
    }  # fmt: skip
    return render(request, "canteen/accompany.html", context, status=400 if form.errors else 200)


class IncidentForm(forms.Form):
    """What is known of it in the first minute."""

    ill = forms.IntegerField(label=gettext_lazy("多少人不适"), min_value=1, max_value=100000)
    begun_at = forms.DateTimeField(
        label=gettext_lazy("什么时候发现的"), input_formats=[MOMENT],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )  # fmt: skip
    words = forms.CharField(label=gettext_lazy("什么情况"), max_length=300)


REPORTS: tuple[tuple[str, Any], ...] = (
    ("food_office", gettext_lazy("市场监管部门")), ("health_office", gettext_lazy("卫生健康部门")),
    ("education", gettext_lazy("教育部门")),
)  # fmt: skip


@needs("canteen.view_incident")
@require_safe
def emergencies(request: AuthedRequest) -> HttpResponse:
    """Which meal is it about: those of the last three days, newest first."""
    since = timezone.localdate() - timedelta(days=3)
    rows = Meal.objects.filter(day__gte=since).order_by("-day", "-pk")
    running = Incident.objects.filter(status=Incident.Status.OPEN).select_related("meal")
    context = {"meals": list(rows), "running": list(running.order_by("-pk"))}
    return render(request, "canteen/emergencies.html", context)


@needs("canteen.view_incident")
@require_http_methods(["GET", "HEAD", "POST"])
def emergency(request: AuthedRequest, pk: int) -> HttpResponse:
    """One meal on one page: menu, batches, samples, staff, diners; and, if need be, the incident begun from here."""
    meal = get_object_or_404(registers["canteen.meal"].rows(request.user), pk=pk)
    now = timezone.now()
    running = Incident.objects.filter(meal=meal, status=Incident.Status.OPEN).first()
    form = IncidentForm(request.POST or None, initial={"begun_at": timezone.localtime(now)})
    may = request.user.has_perm("canteen.add_incident")
    if request.method == "POST" and may and request.POST.get("whom"):
        return _told(request, meal, running, now)
    if request.method == "POST" and may and form.is_valid():
        try:
            with attempt():
                services.incident_open(meal, now=now, actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("留样已全部封存，已通知校领导。请马上报市场监管和卫生健康部门。"))
            return redirect("canteen:emergency", pk)
    context = {
        "meal": meal, "all": gather(meal), "form": form, "more": (), "running": running, "may": may,
        "sees": request.user.has_perm(HEALTH),
        "reports": [
            {"code": code, "label": label, "at": getattr(running, f"{code}_at", None)} for code, label in REPORTS
        ],
    }  # fmt: skip
    return render(request, "canteen/emergency.html", context, status=400 if form.errors else 200)


def _told(request: AuthedRequest, meal: Meal, running: Incident | None, now: datetime) -> HttpResponse:
    """An authority has been told: noted with the moment."""
    whom = request.POST["whom"]
    if running is not None and whom in dict(REPORTS):
        try:
            with attempt():
                services.incident_report(running, whom, at=now, now=now, actor=request.user)
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        else:
            messages.success(request, _("记下了报告时间。"))
    return redirect("canteen:emergency", meal.pk)
