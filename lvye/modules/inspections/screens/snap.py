"""随手拍: a photo, where, what; also without network, and also out of a repair or a campaign's area."""

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
from django.views.decorators.http import require_http_methods, require_safe

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import PlaceField, code_in, resolve
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, choose_from, needs, registers
from lvye.modules.inspections import services
from lvye.modules.inspections.models import Hazard, Kind, Source
from lvye.modules.inspections.sight import REPORT
from lvye.modules.repairs.api import Job

MOST_PHOTOS = 3
MINE = 5  # of what he reported before, shown below the form


class SnapForm(forms.Form):
    """What the finder says; his photos come beside it."""

    kind = forms.ModelChoiceField(Kind.objects.none(), label=gettext_lazy("哪一类"))
    what = forms.CharField(label=gettext_lazy("说一句"), max_length=200)
    danger = forms.BooleanField(label=gettext_lazy("会伤到人"), required=False)

    def __init__(self, *args: Any, request: AuthedRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["place"] = PlaceField(user=request.user, label=_("在哪里"))
        choose_from(self, kind=Kind.objects.filter(is_active=True).order_by("sort", "pk"))
        self.fields["kind"].error_messages["required"] = _("请点一下是哪一类；说不清的点“其他”。")


@needs(REPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def snap(request: AuthedRequest) -> HttpResponseBase:
    """The form, and the keeping. `?code=`, `?place=`: where; `?job=`: out of a repair; `?area=`: of a campaign."""
    origin = _origin(request)
    form = SnapForm(request.POST or None, request=request, initial=_initial(request, origin))
    status = 200
    if request.method == "POST":
        status = 400
        if form.is_valid():
            try:
                with attempt():
                    hazard = _kept(request, form.cleaned_data, origin)
            except ValidationError as problem:
                _refuse(form, problem)
            else:
                messages.success(request, _said(hazard))
                area = origin.get("area")
                return (
                    redirect("inspections:area", pk=area.pk) if area else redirect("inspections:snapped", pk=hazard.pk)
                )
    return render(
        request, "inspections/snap.html", _context(request, form, origin) | {"refused": status != 200}, status=status
    )


def _origin(request: AuthedRequest) -> dict[str, Any]:
    """The repair, the area, or any record (`?about=worklog.entry:7`) it grows out of, as far as this user sees them.

    Raises Http404.
    """
    found: dict[str, Any] = {}
    for name, key in (("job", "repairs.job"), ("area", "inspections.area")):
        pk = request.POST.get(name) or request.GET.get(name) or ""
        if pk.isdecimal():
            found[name] = get_object_or_404(registers[key].rows(request.user).select_related("place"), pk=int(pk))
    about = request.POST.get("about") or request.GET.get("about") or ""
    key, _colon, pk = about.partition(":")
    if pk.isdecimal() and key in registers and request.user.has_perm(registers[key].permission("view")):
        found["about"] = get_object_or_404(registers[key].rows(request.user), pk=int(pk))
        found["about_key"] = about
    return found


def _initial(request: AuthedRequest, origin: dict[str, Any]) -> dict[str, Any]:
    code = resolve(code_in(request.GET.get("code", ""))) if request.GET.get("code") else None
    pk = request.GET.get("place", "")
    job: Job | None = origin.get("job")
    about = job or origin.get("area") or origin.get("about")
    place = code.place_id if code else int(pk) if pk.isdecimal() else getattr(about, "place_id", None)
    return {"place": place, "what": job.what if job else request.GET.get("what", "")[:200]}


def _source(origin: dict[str, Any]) -> str:
    if "job" in origin:
        return Source.REPAIR
    if "area" in origin:
        return Source.CAMPAIGN
    return Source.LOG if "about" in origin else Source.SNAP


def _kept(request: AuthedRequest, given: dict[str, Any], origin: dict[str, Any]) -> Hazard:
    photos = files.uploads_of(request, "photos", MOST_PHOTOS, under="photos")
    now = timezone.now()
    about = origin.get("job") or origin.get("about")
    return services.hazard_report(
        place=given["place"], kind=given["kind"], what=given["what"], source=_source(origin),
        finder=person_of(request.user), needs_warning=given["danger"] or None, photos=photos,
        warning_photos=request.FILES.getlist("warning"), area=origin.get("area"), about=about,
        found_at=filled_at(request, now), now=now, actor=request.user,
    )  # fmt: skip


def _refuse(form: SnapForm, problem: ValidationError) -> None:
    """The refusal beside its field; what concerns no field of the form stands above it."""
    found = problem.message_dict if hasattr(problem, "error_dict") else {"": problem.messages}
    for name, words in found.items():
        form.add_error(name if name in form.fields else None, list(words))


def _said(hazard: Hazard) -> str:
    if hazard.waits_for_warning:
        return _("%(number)s 已经报给总务处和门卫。请先把人拦住，等警示立起来。") % {"number": hazard.number}
    return _("%(number)s 已经报给总务处，派给谁、什么时候整改会通知您。") % {"number": hazard.number}


def _context(request: AuthedRequest, form: SnapForm, origin: dict[str, Any]) -> dict[str, Any]:
    person = person_of(request.user)
    mine = (
        Hazard.objects.filter(finder=person).select_related("place").order_by("-pk")
        if person
        else Hazard.objects.none()
    )
    return {
        "form": form,
        "kinds": list(Kind.objects.filter(is_active=True).order_by("sort", "pk")),
        "picked": str(form["kind"].value() or ""),
        "most": MOST_PHOTOS,
        "mine": list(mine[:MINE]),
        "lost_photos": bool(form.errors or form.non_field_errors()) and bool(request.FILES),
        "photo_wanted": "job" not in origin and "about" not in origin,
        **origin,
    }


@needs(REPORT)
@require_safe
def snapped(request: AuthedRequest, pk: int) -> HttpResponse:
    """What happens next with what was just reported; from here a warning can be put up."""
    hazard = get_object_or_404(
        registers["inspections.hazard"].rows(request.user).select_related("place", "kind"), pk=pk
    )
    return render(request, "inspections/snapped.html", {"hazard": hazard})
