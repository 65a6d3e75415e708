"""The page of one report, opened by its secret: where it stands, who has it, until when; and the reporter's word."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.files import api as files
from lvye.kernel.people.api import person_of
from lvye.kernel.places.api import code_of, school
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.registers.api import varied, wants_part
from lvye.kernel.rules import api as rules
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Job, Rating, Remark

from . import photos, remarks, words

MOST_PHOTOS = remarks.MOST_PHOTOS
# Kept with the rating as they are written here; shown in the reader's language.
TAGS = (
    gettext_noop("来得快"),
    gettext_noop("修得好"),
    gettext_noop("讲得清楚"),
    gettext_noop("收拾干净"),
    gettext_noop("来得慢"),
    gettext_noop("没修彻底"),
    gettext_noop("没有收拾"),
)
PHONE = re.compile(r"\+?[0-9][0-9 \-]{2,18}[0-9]")
Deed = Callable[[HttpRequest, Job, User, datetime], str]


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def status(request: HttpRequest, token: str) -> HttpResponseBase:
    """Look, or say something: urge, accept, send back, rate, leave a number."""
    job = queries.job_by_token(token)
    if job is None:
        return render(request, "repairs/no_job.html", {"school": school(), "base": _base(request)}, status=404)
    now = timezone.now()
    if request.method == "POST":
        return _said(request, job, now)
    if wants_part(request):
        response = render(request, "repairs/_standing.html", _standing(job, now))
        if request.GET.get("was") != job.status:  # what may be said now is another thing: the whole page
            response["HX-Refresh"] = "true"
        return varied(response)
    return varied(_page(request, job, now))


def _base(request: HttpRequest) -> str:
    return "base.html" if request.user.is_authenticated else "base_public.html"


def _page(request: HttpRequest, job: Job, now: datetime, *, status: int = 200, **more: Any) -> HttpResponse:
    rating = Rating.objects.filter(job=job).first() if job.status == Job.Status.CLOSED else None
    context = {
        "base": _base(request),
        "school": school(),
        "code": code_of(job.place),
        "rating": rating,
        "rating_tags": [_(tag) for tag in rating.tags.split("、") if tag] if rating else [],
        "may_rate": _may_rate(job, rating),
        "may_reopen": _may_reopen(job, now),
        "may_say": services.may_remark(job, now),
        "may_urge": job.is_open,
        "urge_in": _urge_in(job, now),
        "tags": [(tag, _(tag)) for tag in TAGS],
        "scores": [(5, _("很满意")), (4, _("满意")), (3, _("一般")), (2, _("不满意")), (1, _("很不满意"))],
        "confirm_days": int(rules.value("repairs.confirm_days")),
        "asks_phone": job.is_open and job.reporter_id is None,
        "phone_tail": job.reporter_phone[-4:],
        "most": MOST_PHOTOS,
        **_standing(job, now),
        **more,
    }
    return render(request, "repairs/status.html", context, status=status)


def _standing(job: Job, now: datetime) -> dict[str, Any]:
    """What changes by itself, and is fetched again every minute."""
    said = queries.progress(job, now=now)
    kind, sentence = words.expected(job, now)
    said_more, others = remarks.shown(job, list(files.of(job)), key=files.grant(job), public=True)
    return {
        "job": job,
        "said": said,
        "tone": job.tones[job.status],
        "expected": {"kind": kind, "words": sentence},
        "since": words.since(job, now),
        "stepper": words.stepper(job, now),
        "photos": others,
        "remarks": said_more,
        "lines": words.lines(job) if job.done_on else [],
        "teaching": job.is_open and job.urgency == Job.Urgency.TEACHING,
    }


def _may_rate(job: Job, rating: Rating | None) -> bool:
    if job.status != Job.Status.CLOSED or job.confirmed_how == Job.How.IMPORTED:
        return False
    return rating is None or (job.finished_at is not None and rating.rated_at < job.finished_at)


def _may_reopen(job: Job, now: datetime) -> bool:
    if job.status == Job.Status.FINISHED:
        return True
    days = timedelta(days=int(rules.value("repairs.reopen_days")))
    return job.status == Job.Status.CLOSED and job.closed_at is not None and now <= job.closed_at + days


def _urge_in(job: Job, now: datetime) -> int:
    """In how many minutes it may be urged again; 0 for at once."""
    if job.last_urged_at is None:
        return 0
    left = job.last_urged_at + timedelta(minutes=int(rules.value("repairs.urge_minutes"))) - now
    return max(-(-int(left.total_seconds()) // 60), 0)


# --- what the reporter says --------------------------------------------------------------------------------------


def _said(request: HttpRequest, job: Job, now: datetime) -> HttpResponseBase:
    deed = DEEDS.get(request.POST.get("do", ""))
    if deed is None:
        return _page(request, job, now, status=400, problem=_("没看懂您要做什么，请再点一次。"))
    actor = request.user if request.user.is_authenticated else system_user("visitor")
    try:
        answer = deed(request, job, actor, now)
    except ValidationError as problem:
        return _refused(request, problem, now)
    messages.success(request, answer)
    return redirect("repairs:status", token=job.token)


def _refused(request: HttpRequest, problem: ValidationError, now: datetime) -> HttpResponse:
    """The page as it stands now, with the reason beside what was typed."""
    assert request.resolver_match is not None  # noqa: S101 - a screen was found
    job = queries.job_by_token(request.resolver_match.kwargs["token"])
    assert job is not None  # noqa: S101 - jobs are never deleted
    doing = request.POST.get("do", "")
    more = {
        "problem": " ".join(problem.messages),
        "doing": doing,
        "typed": request.POST,
        "typed_tags": request.POST.getlist("tag"),
        "kept": photos.keep(request, most=MOST_PHOTOS) if doing == "reopen" else [],
        "kept_said": photos.keep(request, most=MOST_PHOTOS) if doing == "say" else [],
    }
    return _page(request, job, now, status=409 if isinstance(problem, WrongStatusError) else 400, **more)


def _urge(request: HttpRequest, job: Job, actor: User, now: datetime) -> str:
    services.job_urge(job, words=request.POST.get("words", "")[:200], now=now, actor=actor)
    holder = queries.holder_of(job)
    return _("已经提醒%(who)s和总务处。") % {"who": holder} if job.worker_id else _("已经提醒总务处。")


def _confirm(request: HttpRequest, job: Job, actor: User, now: datetime) -> str:
    services.job_confirm(job, how=Job.How.REPORTER, now=now, actor=actor)
    return _("谢谢，这一单办结了。")


def _reopen(request: HttpRequest, job: Job, actor: User, now: datetime) -> str:
    found = photos.sent(request, most=MOST_PHOTOS)
    services.job_reopen(job, words=request.POST.get("why", ""), photos=found, now=now, actor=actor)
    return _("已经退回去再修，总务处和维修师傅都收到了。")


def _rate(request: HttpRequest, job: Job, actor: User, now: datetime) -> str:
    score = request.POST.get("score", "")
    if score not in {"1", "2", "3", "4", "5"}:
        raise ValidationError(_("请先点一个满意程度。"))
    services.job_rate(
        job,
        score=int(score),
        tags=[tag for tag in request.POST.getlist("tag") if tag in TAGS],
        words=request.POST.get("words", ""),
        rater=person_of(request.user),
        now=now,
        actor=actor,
    )
    return _("谢谢您的评价，总务处会看。")


def _phone(request: HttpRequest, job: Job, actor: User, now: datetime) -> str:
    """Leave a number; once there is one, only the office changes it."""
    phone = request.POST.get("phone", "").strip()
    if not job.is_open or job.reporter_id is not None or job.reporter_phone:
        raise ValidationError(_("这一单已经有联系电话了，要改请打总务处电话。"))
    if not PHONE.fullmatch(phone):
        raise ValidationError(_("“%(phone)s”不像电话号码，请写手机号或者分机号。") % {"phone": phone[:20]})
    name = request.POST.get("name", "").strip()[:40]
    services.job_change(job, actor=actor, reporter_phone=phone, **({"reporter_name": name} if name else {}))
    return _("记下了，修好了用这个号码告诉您。")


def _say(request: HttpRequest, job: Job, actor: User, now: datetime) -> str:
    """A sentence more, for the side he is on; who only has the page's secret speaks for the reporter."""
    side = "" if actor.is_system else services.side_of(job, actor)
    services.job_remark(
        job,
        words=request.POST.get("said", ""),
        photos=photos.sent(request, most=MOST_PHOTOS),
        side=side or Remark.Side.REPORTER,
        now=now,
        actor=actor,
    )
    return _("加上了，总务处和维修师傅都看得到。")


DEEDS: dict[str, Deed] = {
    "say": _say,
    "urge": _urge,
    "confirm": _confirm,
    "reopen": _reopen,
    "rate": _rate,
    "phone": _phone,
}
