"""大排查: setting one up by ticking areas, its progress, and the page on which an area answers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import Person, adults, person_of
from lvye.kernel.places.api import Place, PlaceStatus
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, DayInput, choose_from, needs, registers
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Area, AreaStatus, Campaign, CampaignStatus, Kind, Status
from lvye.modules.inspections.sight import LEAD

AREA_KINDS = ("building", "ground")
LONG = timedelta(days=7)


class CampaignForm(forms.Form):
    """A campaign: what, when, who leads; the areas stand beside it, one select each."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=60)
    why = forms.CharField(label=gettext_lazy("起因"), max_length=200, required=False)
    begins_on = forms.DateField(label=gettext_lazy("开始日期"), widget=DayInput())
    ends_on = forms.DateField(label=gettext_lazy("最迟报的日期"), widget=DayInput())
    items = forms.CharField(
        label=gettext_lazy("查什么（一行一项）"), max_length=2000, widget=forms.Textarea(attrs={"rows": 6})
    )
    lead = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("牵头人"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = list(adults().order_by("kind", "name"))
        choose_from(self, lead=adults().order_by("kind", "name"))


def _usual_items() -> str:
    kinds = Kind.objects.filter(is_active=True).exclude(look_for="").order_by("sort")
    return "\n".join(f"{one.name}：{one.look_for}" for one in kinds)


@needs(LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: AuthedRequest) -> HttpResponseBase:
    """The form; an area takes part when somebody is chosen for it."""
    today = timezone.localdate()
    start = {"begins_on": today, "ends_on": today + LONG, "items": _usual_items(), "lead": person_of(request.user)}
    form = CampaignForm(request.POST or None, initial=start)
    places = Place.objects.filter(kind__in=AREA_KINDS, status=PlaceStatus.OPEN).order_by("kind", "sort", "pk")
    chosen = {one.pk: request.POST.get(f"area-{one.pk}", "") for one in places}
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            known = {str(one.pk): one for one in form.people}
            areas = [(one, known[chosen[one.pk]]) for one in places if chosen[one.pk] in known]
            try:
                with attempt():
                    if not areas:
                        raise ValidationError(_("请至少给一个区域选一个人。"))
                    made = services.campaign_begin(
                        **form.cleaned_data, areas=areas, now=timezone.now(), actor=request.user
                    )
            except ValidationError as problem:
                form.add_error(None, problem.messages)
            else:
                messages.success(request, _("通知了 %(n)s 个区域的人。") % {"n": len(areas)})
                return redirect("inspections:campaign", pk=made.pk)
    rows = [(one, chosen[one.pk]) for one in places]
    context = {"form": form, "areas": rows, "people": [(str(one.pk), one.name) for one in form.people]}
    return render(request, "inspections/campaign_new.html", context, status=status)


@needs("inspections.view_campaign")
@require_safe
def campaign(request: AuthedRequest, pk: int) -> HttpResponse:
    """Progress: who has answered, with how many; who has not."""
    found: Campaign = get_object_or_404(registers["inspections.campaign"].rows(request.user), pk=pk)
    return _page(request, found)


def _page(request: AuthedRequest, found: Campaign, *, status: int = 200, problem: str = "") -> HttpResponse:
    areas = list(found.areas.select_related("place", "person", "reported_by").order_by("status", "place__sort", "pk"))
    hazards = list(
        registers["inspections.hazard"].rows(request.user).filter(area__campaign=found).select_related("place", "area")
    )
    real = [one for one in hazards if one.status != Status.DROPPED]
    reported = sum(1 for one in areas if one.status == AreaStatus.REPORTED)
    excused = sum(1 for one in areas if one.status == AreaStatus.EXCUSED)
    today = timezone.localdate()
    context = {
        "campaign": found, "areas": areas, "hazards": real, "reported": reported, "excused": excused,
        "due": len(areas) - reported - excused, "zero": sum(1 for one in areas if one.found_count == 0),
        "closed": sum(1 for one in real if one.status == Status.CLOSED),
        "wide": 100 * reported // len(areas) if areas else 0, "wide_x": 100 * excused // len(areas) if areas else 0,
        "late": found.status == CampaignStatus.OPEN and today > found.ends_on,
        "may_finish": found.status == CampaignStatus.OPEN and request.user.has_perm("inspections.finish_campaign"),
        "may_excuse": found.status == CampaignStatus.OPEN and request.user.has_perm("inspections.excuse_area"),
        "mine": person_of(request.user), "problem": problem,
    }  # fmt: skip
    return render(request, "inspections/campaign.html", context, status=status)


@needs("inspections.finish_campaign")
@require_POST
def finish(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Over, when every area has answered."""
    found: Campaign = get_object_or_404(registers["inspections.campaign"].rows(request.user), pk=pk)
    try:
        with attempt():
            services.campaign_finish(found, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return _page(request, found, status=400, problem=" ".join(problem.messages))
    messages.success(request, _("大排查结束了，每个区域都有回音。"))
    return redirect("inspections:campaign", pk=pk)


@needs("inspections.excuse_area")
@require_POST
def excuse(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """An area need not be looked at, for a reason."""
    area = _area(request, pk)
    try:
        with attempt():
            services.area_excuse(area, words=request.POST.get("words", ""), now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return _page(request, area.campaign, status=400, problem=" ".join(problem.messages))
    return redirect("inspections:campaign", pk=area.campaign_id)


def _area(request: AuthedRequest, pk: int) -> Area:
    rows = registers["inspections.area"].rows(request.user).select_related("campaign__lead", "place", "person")
    found: Area = get_object_or_404(rows, pk=pk)
    return found


@needs("inspections.report_area")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def area(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The phone's page of one area: items to tick, hazards to enter, and the answer."""
    found = _area(request, pk)
    problem, status = "", 200
    if request.method == "POST":
        try:
            with attempt():
                services.area_report(
                    found, looked_at=request.POST.getlist("looked_at"), found_none="found_none" in request.POST,
                    words=request.POST.get("words", ""), now=timezone.now(), actor=request.user,
                )  # fmt: skip
        except ValidationError as refused:
            problem, status = " ".join(refused.messages), 400
        else:
            messages.success(request, _("%(where)s报上去了。") % {"where": found.place.full_name})
            return redirect("inspections:campaign", pk=found.campaign_id)
    context = {
        "area": found, "hazards": list(found.hazards.select_related("place").order_by("pk")), "problem": problem,
        "ticked": request.POST.getlist("looked_at"), "words": request.POST.get("words", ""),
        "refused": status != 200,
    }  # fmt: skip
    return render(request, "inspections/area.html", context, status=status)
