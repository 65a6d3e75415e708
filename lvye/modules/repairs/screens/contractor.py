"""An outside master's page: one job, opened by his link. He sees the place and the fault, and no telephone but ours."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lvye.kernel.accounts.api import system_user
from lvye.kernel.files import api as files
from lvye.kernel.places.api import school
from lvye.kernel.records.api import WrongStatusError
from lvye.modules.repairs import services
from lvye.modules.repairs.models import ContractorLink, Job

from . import finishing, photos, remarks, words
from .mine import day_of

MOST_PHOTOS = 4
DEAD = {"link_unknown": 404, "link_revoked": 410, "link_lapsed": 410}
# What an outside master may wait for.
REASONS = (Job.Hold.PARTS, Job.Hold.ROOM, Job.Hold.WEATHER, Job.Hold.OTHER)
Deed = Callable[[HttpRequest, str, datetime], str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contractor(request: HttpRequest, token: str) -> HttpResponseBase:
    """Look at the one job; begin, wait, go on, be done."""
    now = timezone.now()
    try:
        link = services.contractor_link_resolve(token, now=now)
    except ValidationError as problem:
        return _dead_end(request, problem)
    if request.method != "POST":
        return _page(request, link, now)
    done = DEEDS.get(request.POST.get("do", ""))
    try:
        if done is None:
            raise ValidationError(_("没看懂您要做什么，请再点一次。"))
        said = done(request, token, now)
    except ValidationError as problem:
        return _refused(request, token, problem, now)
    messages.success(request, said)
    return redirect("repairs:contractor", token=token)


def _dead_end(request: HttpRequest, problem: ValidationError) -> HttpResponse:
    status = DEAD.get(str(getattr(problem, "code", "")), 404)
    context = {"problem": " ".join(problem.messages), "school": school()}
    return render(request, "repairs/dead_link.html", context, status=status)


def _page(request: HttpRequest, link: ContractorLink, now: datetime, *, status: int = 200, **more: Any) -> HttpResponse:
    job = link.job
    kind, word = words.due(job, now)
    if not job.is_open:
        kind, word = job.tones[job.status], str(job.get_status_display())
    said, others = remarks.shown(job, list(files.of(job)), key=files.grant(job), public=True)
    context = {
        "job": job,
        "heading": words.heading(job),
        "link": link,
        "due": {"kind": kind, "word": word},
        "photos": others,
        "remarks": said,
        "may_say": services.may_remark(job, now),
        "reasons": [(str(one.value), one.label) for one in REASONS],
        "form": finishing.blank([]),
        "words": finishing.suggestions(),
        "school": school(),
        "today": timezone.localdate(now),
        "most": MOST_PHOTOS,
        **more,
    }
    return render(request, "repairs/contractor.html", context, status=status)


def _refused(request: HttpRequest, token: str, problem: ValidationError, now: datetime) -> HttpResponse:
    try:
        link = services.contractor_link_resolve(token, now=now)
    except ValidationError as gone:
        return _dead_end(request, gone)
    doing = request.POST.get("do", "")
    more: dict[str, Any] = {
        "problem": " ".join(problem.messages),
        "doing": doing,
        "typed": request.POST,
        "refused": True,
    }
    if doing == "finish":
        more |= {"form": finishing.read(request.POST, []), "kept": photos.keep(request, most=MOST_PHOTOS)}
    elif doing == "say":
        more |= {"kept_said": photos.keep(request, most=MOST_PHOTOS)}
    return _page(request, link, now, status=409 if isinstance(problem, WrongStatusError) else 400, **more)


def _start(request: HttpRequest, token: str, now: datetime) -> str:
    services.contractor_start(token, now=now)
    return _("开始了，学校看得到。")


def _resume(request: HttpRequest, token: str, now: datetime) -> str:
    job = services.contractor_link_resolve(token, now=now).job
    services.job_resume(job, now=now, actor=system_user("contractor"))
    return _("接着修，学校看得到。")


def _hold(request: HttpRequest, token: str, now: datetime) -> str:
    reason = request.POST.get("reason", "")
    services.contractor_hold(
        token,
        reason=reason if reason in {str(one.value) for one in REASONS} else "",
        note=request.POST.get("note", ""),
        expected_on=day_of(request.POST.get("expected_on", "")),
        now=now,
    )
    return _("记下了，学校看得到原因。")


def _finish(request: HttpRequest, token: str, now: datetime) -> str:
    form = finishing.read(request.POST, [])
    if form.errors:
        problems = [*(row.error for row in form.free), *form.errors.values()]
        raise ValidationError([problem for problem in dict.fromkeys(problems) if problem])
    services.contractor_finish(
        token,
        lines=form.lines,
        minutes=form.minutes,
        cost=form.cost,
        photos=photos.sent(request, most=MOST_PHOTOS),
        note=form.note,
        now=now,
    )
    return _("学校收到了，会请人来看一看。")


def _say(request: HttpRequest, token: str, now: datetime) -> str:
    sent = photos.sent(request, most=MOST_PHOTOS)
    services.contractor_remark(token, words=request.POST.get("said", ""), photos=sent, now=now)
    return _("加上了，学校看得到。")


DEEDS: dict[str, Deed] = {"say": _say, "start": _start, "resume": _resume, "hold": _hold, "finish": _finish}
