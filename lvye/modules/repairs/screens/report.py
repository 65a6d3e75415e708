"""Reporting in three taps: by the code on the door without account, or signed in with a place chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import Place, PlaceField, resolve, school
from lvye.kernel.records.api import deed
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.modules.assets.api import Asset
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Category, Job
from lvye.modules.repairs.services.reporting import open_at, reporting_place

from . import photos, thing, words

MOST_PHOTOS = 3
MINE = "lv_reports"  # the reporter's own phone remembers what it reported here
MINE_DAYS, MINE_MOST = 30, 8
OLD_PLACES = 4
# Why a report was refused → how the answer is marked; all else is 400.
STATUSES = {"code_unknown": 404, "code_revoked": 410, "code_off": 403, "too_often": 429, "gone": 409}


@dataclass(frozen=True)
class Typed:
    """What the form brought, as it was typed. follow: the open job the reporter joins instead."""

    category: int | None = None
    top: int | None = None
    follow: int | None = None
    what: str = ""
    teaching: bool = False
    is_other: bool = False

    @classmethod
    def of(cls, data: QueryDict) -> Typed:
        """Read a sent form; what is no number counts as not chosen."""
        numbers = {name: _number(data.get(name, "")) for name in ("category", "top", "follow")}
        return cls(
            **numbers, what=data.get("what", "").strip(), teaching="teaching" in data, is_other="is_other" in data
        )


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 18 else None


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def report_code(request: HttpRequest, code: str) -> HttpResponseBase:
    """The page behind the code on the door. Who is signed in and may report does so under his own name."""
    if request.method == "POST":
        return _by_code(request, code)
    if request.user.is_authenticated and request.user.has_perm("repairs.report_job"):
        about = thing.asked(request)
        return redirect(f"{reverse('repairs:report')}?{urlencode({'code': code} | _about(about))}")
    try:
        place = _open_place(code)
    except ValidationError as problem:
        return _dead_end(request, problem, Typed())
    return render(request, "repairs/report.html", _context(request, place, Typed(), code=code))


def _about(asset: Asset | None) -> dict[str, str]:
    """How an address names a thing."""
    return {"asset": asset.code} if asset is not None else {}


def _open_place(code: str) -> Place:
    """The place of a code that may be reported from. Raises ValidationError saying why not."""
    place = reporting_place(code).place
    if not place.is_open:
        text = _("“%(name)s”已经停用。要报修请扫旁边的标签，或者打电话。")
        raise ValidationError(text % {"name": place.full_name}, code="code_revoked")
    return place


def _by_code(request: HttpRequest, code: str) -> HttpResponseBase:
    typed, now = Typed.of(request.POST), timezone.now()
    try:
        found = photos.sent(request, most=MOST_PHOTOS)
        if typed.follow is not None:
            job = services.job_same_by_code(code, typed.follow, words=typed.what, photos=found, now=now)
        else:
            job = services.job_report_by_code(
                code,
                category=_chosen(typed),
                what=typed.what,
                photos=found,
                affects_teaching=typed.teaching,
                asset=thing.asked(request),
                is_other=typed.is_other,
                now=now,
            )
    except ValidationError as problem:
        return _refused(request, code, typed, problem)
    return _arrived(request, job, now)


def _chosen(typed: Typed) -> Category:
    """The kind of fault by its number; whether there is one the service sees."""
    if typed.category is None:
        hint = _("请再点一下是哪一样坏了。") if typed.top else _("请先点一张图：哪里坏了。")
        raise ValidationError({"category": hint})
    return Category(pk=typed.category)


def _arrived(request: HttpRequest, job: Job, now: datetime) -> HttpResponse:
    """On to the status page, which says what happens next; this phone remembers it."""
    if job.reported_at == now:
        messages.success(request, _("已经送到总务处。"))
    else:
        messages.success(request, _("这件事已经有人报了，给您跟上了那一单，进度看这里。"))
    response = redirect("repairs:status", token=job.token)
    kept = [job.token, *(one for one in _remembered(request) if one != job.token)][:MINE_MOST]
    response.set_signed_cookie(
        MINE, ".".join(kept), salt=MINE, max_age=timedelta(days=MINE_DAYS), path="/r/", httponly=True, samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
    )  # fmt: skip
    return response


def _remembered(request: HttpRequest) -> list[str]:
    kept = request.get_signed_cookie(MINE, default="", salt=MINE, max_age=timedelta(days=MINE_DAYS))
    return [token for token in str(kept or "").split(".") if token]


def _refused(request: HttpRequest, code: str, typed: Typed, problem: ValidationError) -> HttpResponse:
    """The form again with everything on it and the reason; where the code leads nowhere, the way out."""
    found = resolve(code)
    if found is None or not found.place.is_open:
        return _dead_end(request, problem, typed)
    context = _context(request, found.place, typed, code=code) | _complaints(problem)
    context["kept"] = photos.keep(request, most=MOST_PHOTOS)
    return render(request, "repairs/report.html", context, status=_status(problem))


def _status(problem: ValidationError) -> int:
    return STATUSES.get(str(getattr(problem, "code", "")), 400)


def _complaints(problem: ValidationError) -> dict[str, Any]:
    """Refusals where they belong: beside their field, or above the form."""
    if hasattr(problem, "error_dict"):
        said = problem.message_dict
    else:  # without a field and a reason of its own it is about a photo
        said = {"" if getattr(problem, "code", None) in STATUSES else "photos": problem.messages}
    above = [line for name, lines in said.items() if name not in ("category", "what", "photos") for line in lines]
    return {"errors": said, "problem": " ".join(above), "refused": True}


def _dead_end(request: HttpRequest, problem: ValidationError, typed: Typed) -> HttpResponse:
    status = _status(problem)
    context = {
        "problem": " ".join(problem.messages),
        "school": school(),
        "typed": typed,
        "unknown": status == STATUSES["code_unknown"],
    }
    return render(
        request, "repairs/dead_end.html", context, status=STATUSES["code_revoked"] if status == 400 else status
    )


def _context(request: HttpRequest, place: Place, typed: Typed, *, code: str = "") -> dict[str, Any]:
    now = timezone.now()
    tree = queries.category_tree()
    top = next((top.pk for top, below in tree for one in below if one.pk == typed.category), typed.top)
    mine, others = _open_here(request, place, now)
    about = thing.plain(thing.typed(request))
    return {
        "place": place,
        "code": code,
        "tree": tree,
        "typed": typed,
        "top": top,
        "mine": mine,
        "others": others,
        "school": school(),
        "most": MOST_PHOTOS,
        "draft": f"report:{place.pk}:{about.code}" if about else f"report:{place.pk}",
        "thing": about,
        "no_thing_url": request.path if code else f"{request.path}?place={place.pk}",
    }


def _open_here(request: HttpRequest, place: Place, now: datetime) -> tuple[list[Any], list[Any]]:
    """What is open at this place already: reported by this phone or person, and by others. One query."""
    day = timezone.localdate(now) - timedelta(days=int(rules.value("repairs.similar_days")))
    own = Q(token__in=_remembered(request))
    if request.user.is_authenticated:
        own |= Q(reporter__user=request.user.pk)
    rows = Job.objects.filter(
        Q(is_open=True, reported_on__gte=day) | (own & Q(status=Job.Status.FINISHED)), place=place
    )
    rows = rows.select_related("category", "reporter").order_by("-pk")[:12]
    mine: list[Any] = []
    others: list[Any] = []
    for job in rows:
        said = {"job": job, "ago": say.ago(job.reported_at, now)}
        is_mine = job.token in _remembered(request) or (
            job.reporter is not None and job.reporter.user_id is not None and job.reporter.user_id == request.user.pk
        )
        (mine if is_mine else others).append(said)
    return mine, others


# --- signed in ---------------------------------------------------------------------------------------------------


class Where(forms.Form):
    """Which place it is about."""

    def __init__(self, data: Any, *, user: Any) -> None:
        super().__init__(data)
        self.fields["place"] = PlaceField(user=user, label=_("地点"))


@needs("repairs.report_job")
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def report(request: AuthedRequest) -> HttpResponseBase:
    """Report under one's own name. The place comes with the address (?place=, ?code=) or is chosen first."""
    where = _place_asked(request)
    if isinstance(where, Where):
        status = 400 if where.errors else 200
        return render(request, "repairs/where.html", {"form": where, "old": _old_places(request)}, status=status)
    if request.method == "POST":
        return _signed(request, where)
    return render(request, "repairs/report_signed.html", _context(request, where, Typed()))


def _place_asked(request: AuthedRequest) -> Place | Where:
    """The place the address means, or the form that asks for it, with the reason why the one given will not do."""
    code = request.GET.get("code", "")
    found = resolve(code) if code else None
    asked = request.GET.copy()
    about = thing.typed(request)
    if found is not None and found.is_live:
        asked["place"] = str(found.place_id)
    elif about is not None and about.place_id is not None and not asked.get("place"):
        asked["place"] = str(about.place_id)
    if not (asked.get("place") or asked.get("place__ask")):
        form = Where(None, user=request.user)
        if code:
            form = Where({}, user=request.user)
            form.errors.clear()
            form.add_error(None, _("没有这个地点码，或者它已经作废。请在这里选地点。"))
        return form
    form = Where(asked, user=request.user)
    return form.cleaned_data["place"] if form.is_valid() else form


def _old_places(request: AuthedRequest) -> list[Place]:
    """Where this person reported from lately."""
    jobs = queries.own_jobs(request.user)[:20]
    found = {job.place_id: job.place for job in jobs if job.place.is_open}
    return list(found.values())[:OLD_PLACES]


def _signed(request: AuthedRequest, place: Place) -> HttpResponseBase:
    typed, now = Typed.of(request.POST), timezone.now()
    try:
        job = _reported(request, place, typed, now)
    except ValidationError as problem:
        context = _context(request, place, typed) | _complaints(problem)
        context["kept"] = photos.keep(request, most=MOST_PHOTOS)
        return render(request, "repairs/report_signed.html", context, status=_status(problem))
    return _arrived(request, job, now)


def _reported(request: AuthedRequest, place: Place, typed: Typed, now: datetime) -> Job:
    """A new job, or the open one of the same fault, which is joined."""
    found = photos.sent(request, most=MOST_PHOTOS)
    about = thing.asked(request)
    person = person_of(request.user)
    name = person.name if person else str(request.user)
    same = typed.follow
    if same is None:
        arrival = queries.arrival_at(place, _chosen(typed), asset=about, now=now)
        same = None if typed.is_other else arrival.same_job
    if same is None:
        return services.job_report(
            place=place,
            category=arrival.category,
            what=typed.what,
            source=Job.Source.SIGNED,
            urgency=Job.Urgency.TEACHING if typed.teaching else "",
            reporter=person,
            reporter_name=name,
            asset=about,
            photos=found,
            now=now,
            actor=request.user,
        )
    with deed():
        job = open_at(place, same)
        return services.job_same(job, words=typed.what, name=name, photos=found, now=now, actor=request.user)


@needs()
@require_http_methods(["GET", "HEAD"])
def my_reports(request: AuthedRequest) -> HttpResponse:
    """What I reported and where it stands; what waits for my word first."""
    now = timezone.now()
    before = request.GET.get("before", "")
    rows = queries.own_jobs(request.user).select_related("contractor")
    if before.isdecimal() and len(before) < 18:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    shown = [_row(job, now) for job in found[:PAGE]]
    context = {
        "waiting": [one for one in shown if one["job"].status == Job.Status.FINISHED],
        "going": [one for one in shown if one["job"].is_open],
        "done": [one for one in shown if not one["job"].is_open and one["job"].status != Job.Status.FINISHED],
        "before": found[PAGE - 1].pk if len(found) > PAGE else None,
        "may_report": request.user.has_perm("repairs.report_job"),
    }
    return render(request, "repairs/my_reports.html", context)


PAGE = 50


def _row(job: Job, now: datetime) -> dict[str, Any]:
    kind, sentence = words.expected(job, now)
    return {
        "job": job,
        "kind": job.tones[job.status],
        "late": kind == "late",
        "holder": queries.holder_of(job) if job.is_open else "",
        "sentence": sentence,
        "ago": say.ago(job.reported_at, now),
    }
