"""The desk takes a report by telephone: one line, Enter, and the form is ready for the next call."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.people.api import Person, PersonStatus, person_of, with_phone
from lvye.kernel.places.api import Place, PlaceStatus, place_by_name
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import AuthedRequest, choose_from, needs, registers
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Category, Job
from lvye.modules.repairs.queries import category_tree, similar_open

from .board import DISPATCH, owner
from .staff import Staff
from .standing import standing, what_of

HITS = 8
SOURCES = ("phone", "desk", "patrol", "dormitory", "canteen", "adhoc")


class PhoneForm(forms.Form):
    """What the caller says. Place and caller may be typed as people write them; the kind of fault follows from words.

    `shown`: the open reports of the same fault that were already shown; `joins`: the one it is to count on.
    """

    place_text = forms.CharField(label=gettext_lazy("哪里"), max_length=80)
    place = forms.IntegerField(required=False, widget=forms.HiddenInput)
    what = forms.CharField(label=gettext_lazy("坏了什么"), max_length=200, required=False)
    category = forms.ModelChoiceField(Category.objects.none(), label=gettext_lazy("类别"), required=False)
    reporter_name = forms.CharField(label=gettext_lazy("谁报的"), max_length=40, required=False)
    reporter = forms.ModelChoiceField(Person.objects.none(), required=False, widget=forms.HiddenInput)
    reporter_phone = forms.CharField(label=gettext_lazy("电话"), max_length=30, required=False)
    source = forms.ChoiceField(label=gettext_lazy("来源"), choices=[c for c in Job.Source.choices if c[0] in SOURCES])
    urgency = forms.ChoiceField(
        label=gettext_lazy("缓急"), choices=[("", gettext_lazy("按类别")), *Job.Urgency.choices], required=False
    )
    shown = forms.CharField(required=False, widget=forms.HiddenInput)
    joins = forms.IntegerField(required=False)

    def __init__(self, *args: Any, request: AuthedRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = registers["places.place"].rows(request.user).filter(status=PlaceStatus.OPEN)
        self.candidates: list[Place] = []
        choose_from(
            self,
            category=Category.objects.filter(is_active=True),
            reporter=registers["people.person"].rows(request.user),
        )

    def clean(self) -> dict[str, Any]:
        """The place as a record, the kind of fault from the words where no chip was pressed."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("place_text"):
            given["place"] = self._place(given)
        if not given.get("category") and "category" not in self.errors:
            given["category"] = category_in(given.get("what", ""))
            if given["category"] is None:
                self.add_error("category", _("请点一下什么坏了，例如“灯不亮”。"))
        person = given.get("reporter")
        if person is not None and given.get("reporter_name", "").strip() not in {person.name, ""}:
            given["reporter"] = None  # somebody else's name was typed over the chosen one
        return given

    def _place(self, given: dict[str, Any]) -> Place | None:
        """The chosen place, if its name still stands in the box; else the one that is named so."""
        text = given["place_text"].strip()
        chosen: Place | None = self.places.filter(pk=given.get("place") or 0).first()
        if chosen is not None and chosen.full_name == text:
            return chosen
        found = place_by_name(text)
        if found is not None:
            return found
        self.candidates = places_like(self.places, text)
        if len(self.candidates) == 1:
            return self.candidates[0]
        several = _("“%(text)s”有好几处，请点下面的一处。")
        nothing = _("没有找到“%(text)s”。请写楼名和房号，例如“教学楼301”。")
        self.add_error("place_text", (several if self.candidates else nothing) % {"text": text[:40]})
        return None


def places_like(rows: Any, text: str) -> list[Place]:
    """Places in use that match words or pinyin initials, the exactly named one first, then the shortest names."""
    exact = place_by_name(text)
    found = [one for one in records.matching(rows, text).order_by("depth", "sort", "name")[:HITS] if one != exact]
    return ([exact] if exact else []) + found[: HITS - (exact is not None)]


def category_in(words: str) -> Category | None:
    """The kind of fault whose name stands in the words (the longest one), so that "301灯不亮" needs no chip."""
    if not words.strip():
        return None
    found = [kind for _top, kinds in category_tree() for kind in kinds if kind.name in words]
    return max(found, key=lambda kind: len(kind.name), default=None)


@needs(DISPATCH)
def phone_in(request: AuthedRequest) -> HttpResponseBase:
    """The form; a report that was taken stands above it with the worker to give it to."""
    form = PhoneForm(request.POST or None, request=request, initial={"source": "phone", "urgency": ""})
    similar: list[Job] = []
    if request.method == "POST" and form.is_valid():
        now = timezone.now()
        try:
            taken = _taken(request, form.cleaned_data, now)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            if isinstance(taken, Job):
                return redirect(f"{reverse('repairs:phone-in')}?{urlencode({'last': taken.pk})}")
            similar = taken
    status = 400 if form.errors else 409 if similar else 200
    return render(request, "repairs/phone_in.html", _context(request, form, similar), status=status)


def _taken(request: AuthedRequest, given: dict[str, Any], now: Any) -> Job | list[Job]:
    """The job that was made, or counted on; or the open reports the desk has not been shown yet."""
    found = similar_open(given["place"], given["category"], now=now)
    joined = next((job for job in found if job.pk == given["joins"]), None)
    who = {"name": given["reporter_name"], "phone": given["reporter_phone"]}
    if joined is not None:
        made = services.job_same(joined, words=given["what"], **who, now=now, actor=request.user)
        messages.success(request, _("记在 %(number)s 上了：又有人报同一故障。") % {"number": made.number})
        return made
    shown = set(given["shown"].split(","))
    if fresh := [job for job in found if str(job.pk) not in shown]:
        return fresh
    return services.job_report(
        place=given["place"],
        category=given["category"],
        what=given["what"],
        source=given["source"],
        urgency=given["urgency"],
        reporter=given["reporter"],
        reporter_name=given["reporter_name"],
        reporter_phone=given["reporter_phone"],
        first_asked=person_of(request.user),
        now=now,
        actor=request.user,
    )


def _context(request: AuthedRequest, form: PhoneForm, similar: list[Job]) -> dict[str, Any]:
    now = timezone.now()
    last = _last(request)
    picked = str(form["category"].value() or "")
    tree = category_tree()
    return {
        "form": form,
        "groups": [
            {"top": top, "kinds": kinds, "on": picked in {str(k.pk) for k in [top, *kinds]}} for top, kinds in tree
        ],
        "picked": picked,
        "similar": _said(similar, now),
        "shown": ",".join(str(job.pk) for job in similar),
        "last": last,
        "best": Staff(now).best(last) if last is not None and last.status == Job.Status.NEW else None,
        "last_standing": standing(last, now) if last else None,
        "recent": _recent(request, now),
    }


def _last(request: AuthedRequest) -> Job | None:
    pk = request.GET.get("last", "")
    rows = registers["repairs.job"].rows(request.user).select_related("place", "category", "worker", "contractor")
    found: Job | None = rows.filter(pk=int(pk)).first() if pk.isdecimal() else None
    return found


def _recent(request: AuthedRequest, now: Any) -> list[dict[str, Any]]:
    """What this person took today, the newest first."""
    person = person_of(request.user)
    if person is None:
        return []
    rows = Job.objects.filter(first_asked=person, reported_on=timezone.localdate(now)).order_by("-pk")[:6]
    return _said(list(rows.select_related("place", "category", "worker", "contractor")), now)


def _said(jobs: list[Job], now: Any) -> list[dict[str, Any]]:
    return [{"job": job, "title": what_of(job), "standing": standing(job, now), "owner": owner(job)} for job in jobs]


# --- what is suggested while typing ------------------------------------------------------------------------------


@needs(DISPATCH)
def suggest_places(request: AuthedRequest) -> HttpResponse:
    """Places for the letters typed so far."""
    text = request.GET.get("q", "").strip()[:60]
    rows = registers["places.place"].rows(request.user).filter(status=PlaceStatus.OPEN)
    found = places_like(rows, text) if text else []
    return render(request, "repairs/_suggest.html", {"hits": [{"pk": p.pk, "text": p.full_name} for p in found]})


@needs(DISPATCH)
def suggest_people(request: AuthedRequest) -> HttpResponse:
    """Persons for the letters or the telephone typed so far, with the telephone where this user may see it."""
    text = request.GET.get("q", "").strip()[:40]
    rows = registers["people.person"].rows(request.user).filter(status=PersonStatus.HERE)
    called = with_phone(text, request.user).filter(status=PersonStatus.HERE)
    named = called if called else records.matching(rows, text)
    found = named.select_related("department").order_by("kind", "name")[:HITS] if text else []
    hits = [{"pk": p.pk, "text": p.name, "extra": p.phone, "small": p.department or p.phone} for p in found]
    return render(request, "repairs/_suggest.html", {"hits": hits})


@needs(DISPATCH)
def similar(request: AuthedRequest) -> HttpResponse:
    """Open reports of the same fault at the place, once both are known."""
    place, category = request.GET.get("place", ""), request.GET.get("category", "")
    now = timezone.now()
    found: list[Job] = []
    if place.isdecimal() and category.isdecimal():
        where = registers["places.place"].rows(request.user).filter(pk=int(place)).first()
        kind = Category.objects.filter(pk=int(category)).first()
        found = similar_open(where, kind, now=now) if where and kind else []
    context = {"similar": _said(found, now), "shown": ",".join(str(job.pk) for job in found)}
    return render(request, "repairs/_similar.html", context)
