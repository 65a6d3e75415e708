"""The repairer's phone: what is his, sorted by what presses and by building; one job and its steps."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lvye.kernel.files import api as files
from lvye.kernel.people.api import Person, PersonKind
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.registers.api import AuthedRequest, needs, registers, story
from lvye.kernel.rules import api as rules
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Job, Worker
from lvye.modules.repairs.services.dispatch import worker_of

from . import photos, remarks, words
from .supplying import used, waiting_for
from .thing import card

WORK = "repairs.work_job"
STORY = 6
DONE_DAYS, DONE_MOST = 30, 60
FREE_MOST = 40
PRESSING = (Job.Urgency.URGENT, Job.Urgency.TEACHING)
SHOWS = ("todo", "held", "free", "done")
Jobs = list[Job]


def _rows(request: AuthedRequest) -> Any:
    return registers["repairs.job"].rows(request.user)


@needs(WORK)
@require_http_methods(["GET", "HEAD"])
def mine(request: AuthedRequest) -> HttpResponse:
    """What is mine: to do, waiting, free to take, done."""
    worker, now = worker_of(request.user), timezone.now()
    if worker is None:
        return render(request, "repairs/no_worker.html", {}, status=403)
    show = request.GET.get("show", "todo")
    show = show if show in SHOWS else "todo"
    own = _sorted(_rows(request).filter(worker=worker, is_open=True))
    held = [job for job in own if job.status == Job.Status.HELD]
    todo = [job for job in own if job.status != Job.Status.HELD]
    new = _rows(request).filter(status=Job.Status.NEW, category__trade__in=worker.trades.all())
    free = _sorted(new)[:FREE_MOST]
    done = _done(request, worker, now) if show == "done" else []
    shown = {"todo": todo, "held": held, "free": free, "done": done}[show]
    context = {
        "worker": worker,
        "show": show,
        "todo": todo,
        "held": held,
        "free": free,
        "groups": _groups(shown, now, apart=show in ("todo", "free")),
        "totals": _totals(worker, now) if show == "done" else None,
        "late": sum(job.is_late(now) for job in own),
    }
    return render(request, "repairs/mine.html", context)


def _sorted(rows: Any) -> Jobs:
    """By urgency, then building by building, then what is due first."""
    rows = rows.select_related("place", "category", "building", "worker").annotate(rank=queries.RANK)
    return list(rows.order_by("rank", "building__sort", "building", "finish_by", "pk")[:300])


def _done(request: AuthedRequest, worker: Worker, now: datetime) -> Jobs:
    day = timezone.localdate(now) - timedelta(days=DONE_DAYS)
    rows = _rows(request).filter(worker=worker, done_on__gte=day).select_related("place", "category", "building")
    return list(rows.select_related("rating").order_by("-done_on", "-pk")[:DONE_MOST])


def _totals(worker: Worker, now: datetime) -> dict[str, Any]:
    """The last thirty days in numbers: his work is to be seen."""
    today = timezone.localdate(now)
    found = queries.worker_totals(worker, today - timedelta(days=DONE_DAYS), today)
    return {
        "jobs": say.number(found["jobs"] or 0) if found["jobs"] else "",
        "minutes": say.minutes(found["minutes"]) if found["minutes"] else "",
        "saved": say.money(found["saved"]) if found["saved"] else "",
    }


def _groups(jobs: Jobs, now: datetime, *, apart: bool) -> list[dict[str, Any]]:
    """What presses first, then building by building; done and waiting ones as they come."""
    pictures = files.many_of(jobs)

    def shown(some: Jobs, *, short: bool) -> list[dict[str, Any]]:
        return [_row(job, now, has_photo=job.pk in pictures, short=short) for job in some]

    if not apart:
        return [{"name": "", "rows": shown(jobs, short=False)}] if jobs else []
    first = [job for job in jobs if job.urgency in PRESSING]
    rest = [job for job in jobs if job.urgency not in PRESSING]
    made = [{"name": _("先去"), "small": _("急的和影响上课的"), "rows": shown(first, short=False)}] if first else []
    by_building = sorted(rest, key=lambda job: (job.building.sort if job.building else 0, job.building_id or 0))
    for building, some in groupby(by_building, key=lambda job: job.building):
        found = sorted(some, key=lambda job: (job.finish_by, job.pk))
        small = _("%(n)s 件，顺路一起") % {"n": len(found)} if len(found) > 1 else ""
        name = building.full_name if building else _("室外和其他")
        made.append({"name": name, "small": small, "rows": shown(found, short=building is not None)})
    return made


def _row(job: Job, now: datetime, *, has_photo: bool, short: bool) -> dict[str, Any]:
    kind, word = words.due(job, now)
    if not job.is_open:
        kind, word = job.tones[job.status], str(job.get_status_display())
    where = job.place.full_name
    if short and job.building is not None:
        where = where.removeprefix(job.building.full_name).strip() or where
    notes = [
        job.reporter_name,
        _("返修") if job.reopened_count else "",
        _("催过 %(n)s 次") % {"n": job.urged_count} if job.urged_count else "",
        _("又有 %(n)s 人报") % {"n": job.same_count} if job.same_count else "",
        _("有照片") if has_photo else "",
    ]
    rating = getattr(job, "rating", None) if not job.is_open else None
    if rating is not None:
        notes.append(_("评 %(n)s 分") % {"n": rating.score})
    return {
        "job": job,
        "title": job.what or job.category.name,
        "kind_of": job.category.name if job.what not in ("", job.category.name) else "",
        "where": where,
        "kind": kind,
        "word": word,
        "small": " · ".join(note for note in notes if note),
    }


# --- one job -----------------------------------------------------------------------------------------------------


@needs(WORK)
@require_http_methods(["GET", "HEAD"])
def job(request: AuthedRequest, pk: int) -> HttpResponse:
    """One job: what, where, who reported it, what was done so far, and what comes next."""
    return job_page(request, job_of(request, pk))


def job_of(request: AuthedRequest, pk: int) -> Job:
    related = ("place", "category", "top", "building", "worker__person", "contractor", "reporter", "asset")
    found: Job = get_object_or_404(_rows(request).select_related(*related), pk=pk)
    return found


def job_page(request: AuthedRequest, found: Job, *, status: int = 200, **more: Any) -> HttpResponse:
    now, worker = timezone.now(), worker_of(request.user)
    is_mine = worker is not None and found.worker_id == worker.pk
    kind, word = words.due(found, now)
    if not found.is_open:
        kind, word = found.tones[found.status], str(found.get_status_display())
    said_more, others = remarks.shown(found, list(files.of(found)), public=False)
    context = {
        "job": found,
        "heading": words.heading(found),
        "worker": worker,
        "is_mine": is_mine,
        "may_take": worker is not None and found.status == Job.Status.NEW,
        "due": {"kind": kind, "word": word},
        "doing_for": _doing_for(found, now),
        "phone": _phone(found) if is_mine or found.status == Job.Status.NEW else "",
        "photos": others,
        "again": _again(found),
        "too_often": int(rules.value("repairs.watch_times")),
        "reasons": Job.Hold.choices,
        "story": story(registers["repairs.job"], found)[:STORY],
        "lines": words.lines(found),
        "remarks": said_more,
        "may_say": is_mine and services.may_remark(found, now),
        "most": remarks.MOST_PHOTOS,
        "promised": say.date(found.promised_on) if found.promised_on else "",
        "waiting": words.waiting(found),
        **waiting_for(found, request.user),
        **used(found),
        "thing": card(found.asset, request.user, timezone.localdate(now)),
        "today": timezone.localdate(now),
        **more,
    }
    return render(request, "repairs/job_mine.html", context, status=status)


def _doing_for(found: Job, now: datetime) -> str:
    if found.status != Job.Status.DOING or found.started_at is None:
        return ""
    return say.minutes(max(words.spent(found, now) or 0, 0))


def _phone(found: Job) -> str:
    """The number to call about this job: the one left with it, else that of a grown-up who reported it."""
    if found.reporter_phone:
        return found.reporter_phone
    person: Person | None = found.reporter
    return person.phone if person is not None and person.kind != PersonKind.STUDENT else ""


def _again(found: Job) -> int:
    """Which time this is within half a year that the same kind of fault is repaired at this place."""
    day = found.reported_on - timedelta(days=180)
    rows = Job.objects.filter(category=found.category_id, place=found.place_id, reported_on__gte=day, pk__lte=found.pk)
    return rows.exclude(status__in=[Job.Status.CANCELLED, Job.Status.JOINED]).count()


@needs(WORK)
@require_POST
def take(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A new job is his now."""
    return _step(request, pk, lambda found, now: services.job_take(found, now=now, actor=request.user), _("归您了。"))


@needs(WORK)
@require_POST
def start(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """He begins."""
    return _step(
        request, pk, lambda found, now: services.job_start(found, now=now, actor=request.user), _("开始计时了。")
    )


@needs(WORK)
@require_POST
def resume(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """He goes on after waiting."""
    said = _("接着修，报修人看得到。")
    return _step(request, pk, lambda found, now: services.job_resume(found, now=now, actor=request.user), said)


@needs(WORK)
@require_POST
def hold(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """He waits, for a reason the reporter reads."""

    def held(found: Job, now: datetime) -> Job:
        return services.job_hold(
            found,
            reason=request.POST.get("reason", ""),
            note=request.POST.get("note", ""),
            expected_on=day_of(request.POST.get("expected_on", "")),
            now=now,
            actor=request.user,
        )

    return _step(request, pk, held, _("放到“等一等”里了，报修人看得到原因。"), holding=True)


@needs(WORK)
@require_POST
def said(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """He adds a sentence or a photo; the reporter and the office hear of it."""
    found, now = job_of(request, pk), timezone.now()
    try:
        if (side := services.side_of(found, request.user)) == "":
            raise ValidationError(_("这张单现在不归您，要说什么请告诉总务处。"))
        sent = photos.sent(request, most=remarks.MOST_PHOTOS)
        typed = request.POST.get("said", "")
        services.job_remark(found, words=typed, photos=sent, side=side, now=now, actor=request.user)
    except ValidationError as problem:
        kept = photos.keep(request, most=remarks.MOST_PHOTOS)
        more = {"problem": " ".join(problem.messages), "doing": "say", "typed": request.POST, "kept_said": kept}
        return job_page(request, found, status=400, **more)
    messages.success(request, _("加上了，报修人和总务处都看得到。"))
    return redirect("repairs:mine-job", pk=pk)


def day_of(text: str) -> date | None:
    """A day as a form sends it. Raises ValidationError for what is none."""
    if not (text := text.strip()):
        return None
    found = read_day(text)
    if found is None:
        raise ValidationError({"expected_on": _("“%(text)s”不是日期，请这样写：2026-03-15。") % {"text": text[:20]}})
    return found


def _step(request: AuthedRequest, pk: int, deed_of: Any, said: str, *, holding: bool = False) -> HttpResponseBase:
    found = job_of(request, pk)
    try:
        deed_of(found, timezone.now())
    except ValidationError as problem:
        status = 409 if isinstance(problem, WrongStatusError) else 400
        more: dict[str, Any] = {"problem": " ".join(problem.messages)}
        if holding:
            more |= {"holding": True, "typed": request.POST}
            if hasattr(problem, "error_dict"):
                more["errors"] = problem.message_dict
        return job_page(request, job_of(request, pk), status=status, **more)
    messages.success(request, said)
    return redirect("repairs:mine-job", pk=pk)
