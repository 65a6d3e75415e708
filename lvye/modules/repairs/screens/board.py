"""The board: what waits for a worker, what is being done, what waits for parts, what waits to be accepted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from lvye.kernel.files import api as files
from lvye.kernel.registers.api import AuthedRequest, needs, registers, varied, wants_part
from lvye.kernel.terms.api import current
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Contractor, Job, JobLine, Trade, Visit, Worker
from lvye.modules.repairs.queries import RANK, Suggestion, late_jobs

from .staff import Staff
from .standing import Standing, reporter_of, since_words, standing, until, what_of

CARDS, MOST = 30, 200
S = Job.Status
OF_BOARD = (S.NEW, S.ASSIGNED, S.DOING, S.HELD, S.FINISHED)
DISPATCH = "repairs.dispatch_job"
COLUMNS: tuple[tuple[str, str | Promise, tuple[str, ...]], ...] = (
    ("new", gettext_lazy("待派"), (S.NEW,)),
    ("going", gettext_lazy("处理中"), (S.ASSIGNED, S.DOING)),
    ("held", gettext_lazy("等配件"), (S.HELD,)),
    ("finished", gettext_lazy("待验收"), (S.FINISHED,)),
)


@dataclass(frozen=True)
class Card:
    """One job on the board. best: whom to give it to (new jobs); done: what was done; again: how often this term."""

    job: Job
    title: str
    standing: Standing
    small: str
    holder: str
    best: Suggestion | None
    done: str
    photos: list[Any]
    again: int


@dataclass(frozen=True)
class Column:
    """A column with its most pressing cards, and how many there are."""

    name: str
    label: str
    count: int
    cards: list[Card]
    more: int


@needs(DISPATCH)
def board(request: AuthedRequest) -> HttpResponse:
    """The whole board; htmx asks for its part every half minute."""
    return _drawn(request)


def _drawn(request: AuthedRequest, status: int = 200) -> HttpResponse:
    context = context_of(request, timezone.now())
    name = "repairs/_board.html" if wants_part(request) else "repairs/board.html"
    return varied(render(request, name, context, status=status))


def context_of(request: AuthedRequest, now: datetime) -> dict[str, Any]:
    """Everything the board shows; the number of queries does not depend on the number of jobs."""
    rows = registers["repairs.job"].rows(request.user)
    asked = {name: request.GET[name] for name in ("trade", "teaching", "all") if request.GET.get(name)}
    counted = _counted(rows)
    staff = Staff(now)
    narrowed = _narrowed(rows, asked)
    here = _counted(narrowed) if asked.keys() - {"all"} else counted
    total = sum(counted.values())
    return {
        "columns": _columns(narrowed, here, staff, asked.get("all", "")),
        "total": total,
        "late": late_jobs(rows, now=now).count(),
        "chips": _chips(counted, asked),
        "staff": staff.on_duty(),
        "visits": Visit.objects.filter(status=Visit.Status.DUE).count(),
        "kept": f"?{urlencode(asked)}" if asked else "",
        "now": timezone.localtime(now),
    }


Counted = dict[tuple[str, int, bool], int]


def _counted(rows: QuerySet[Job]) -> Counted:
    """(status, trade, affects teaching) → how many: one query for columns and chips."""
    found = rows.filter(status__in=OF_BOARD).order_by().values_list("status", "category__trade", "urgency")
    counted: Counted = {}
    for status, trade, urgency, n in found.annotate(n=Count("pk")):
        key = (status, trade, urgency == Job.Urgency.TEACHING)
        counted[key] = counted.get(key, 0) + n
    return counted


def _narrowed(rows: QuerySet[Job], asked: dict[str, str]) -> QuerySet[Job]:
    if asked.get("trade", "").isdecimal():
        rows = rows.filter(category__trade=int(asked["trade"]))
    return rows.filter(urgency=Job.Urgency.TEACHING) if "teaching" in asked else rows


def _chips(counted: Counted, asked: dict[str, str]) -> list[dict[str, Any]]:
    """全部工种, then each craft that has something to do, then what stops lessons."""
    chips = [{"label": _("全部工种"), "url": "?", "on": not asked.keys() - {"all"}, "n": ""}]
    for trade in Trade.objects.order_by("sort", "pk"):
        n = sum(k for (_status, craft, _teaching), k in counted.items() if craft == trade.pk)
        if n or asked.get("trade") == str(trade.pk):
            on = asked.get("trade") == str(trade.pk)
            chips.append({"label": trade.name, "url": f"?trade={trade.pk}", "on": on, "n": n})
    teaching = sum(n for (_status, _craft, stops), n in counted.items() if stops)
    chips.append({"label": _("只看影响上课"), "url": "?teaching=1", "on": "teaching" in asked, "n": teaching or ""})
    return chips


def _columns(rows: QuerySet[Job], counted: Counted, staff: Staff, whole: str) -> list[Column]:
    related = ("place", "category", "worker", "contractor")
    found = {}
    for name, _label, statuses in COLUMNS:
        kept = rows.filter(status__in=statuses).select_related(*related).annotate(rank=RANK)
        found[name] = list(kept.order_by("rank", "finish_by", "pk")[: MOST if whole == name else CARDS])
    done = found["finished"]
    extras = _Extras(done, [job for jobs in found.values() for job in jobs], staff)
    made = []
    for name, label, statuses in COLUMNS:
        count = sum(n for (status, _craft, _teaching), n in counted.items() if status in statuses)
        cards = [extras.card(job) for job in found[name]]
        made.append(Column(name, str(label), count, cards, count - len(cards)))
    return made


class _Extras:
    """What cards show beside the job, fetched for all of them at once: photos, lines of work, how often this term."""

    def __init__(self, done: Sequence[Job], every: Sequence[Job], staff: Staff) -> None:
        self.staff, self.now = staff, staff.now
        self.photos = files.many_of(done)
        self.lines: dict[int, list[JobLine]] = {}
        for line in JobLine.objects.filter(job__in=done).order_by("pk"):
            self.lines.setdefault(line.job_id, []).append(line)
        self.again = often_this_term(every, self.now)

    def card(self, job: Job) -> Card:
        """One card."""
        is_new = job.status == S.NEW
        return Card(
            job=job,
            title=what_of(job),
            standing=standing(job, self.now),
            small=self._small(job),
            holder=self._holder(job),
            best=self.staff.best(job) if is_new else None,
            done="，".join(line_words(line) for line in self.lines.get(job.pk, [])[:3]),
            photos=before_and_after(self.photos.get(job.pk, [])),
            again=self.again.get((job.place_id, job.category_id), 0),
        )

    def _small(self, job: Job) -> str:
        words = []
        if job.status == S.NEW:
            words = [f"{reporter_of(job)} {since_words(job.reported_at, self.now)}".strip()]
        if job.urgency in {Job.Urgency.TEACHING, Job.Urgency.URGENT}:
            words.append(str(job.get_urgency_display()))
        if job.same_count:
            words.append(_("还有 %(n)s 人也报了") % {"n": job.same_count})
        if job.urged_count:
            words.append(_("催过 %(n)s 次") % {"n": job.urged_count})
        if job.reopened_count:
            words.append(_("返修 %(n)s 次") % {"n": job.reopened_count})
        return " · ".join(words)

    def _holder(self, job: Job) -> str:
        if job.status == S.DOING and job.started_at:
            return _("%(who)s · 从 %(when)s") % {"who": owner(job), "when": since_words(job.started_at, self.now)}
        if job.status == S.ASSIGNED:
            late = job.respond_by < self.now
            return _("%(who)s · 还没到场" if late else "%(who)s · 在路上") % {"who": owner(job)}
        return owner(job)


def owner(job: Job) -> str:
    """Who holds it, by name."""
    return job.worker.name if job.worker else job.contractor.name if job.contractor else ""


def line_words(line: JobLine) -> str:
    """更换灯管3根."""
    from_text = line.qty_text or f"{line.qty.normalize():f}"
    return f"{line.action}{line.object}{from_text}{line.unit}"


def before_and_after(found: list[Any]) -> list[Any]:
    """One photo of the fault and one of the work, as far as there are."""
    kinds = files.Attachment.Kind
    pictures = [one for one in found if one.is_picture]
    first = next((one for one in pictures if one.kind in {kinds.PHOTO, kinds.BEFORE}), None)
    last = next((one for one in reversed(pictures) if one.kind == kinds.AFTER), None)
    return [
        {"url": files.url(one), "thumb": files.thumb_url(one), "caption": label}
        for one, label in ((first, _("修前")), (last, _("修后")))
        if one is not None
    ]


def often_this_term(jobs: Sequence[Job], now: datetime) -> dict[tuple[int, int], int]:
    """(place, kind of fault) → how often it was reported this term, where that is more than once."""
    term = current(timezone.localdate(now))
    if term is None or not jobs:
        return {}
    rows = Job.objects.filter(
        ~Q(status__in=[S.CANCELLED, S.JOINED]),
        category__in={job.category_id for job in jobs}, place__in={job.place_id for job in jobs},
        reported_on__gte=term.begins_on,
    )  # fmt: skip
    counted = rows.order_by().values_list("place", "category").annotate(n=Count("pk")).filter(n__gt=1)
    return {(place, category): n for place, category, n in counted}


# --- giving a job to somebody ------------------------------------------------------------------------------------


@needs(DISPATCH)
def who(request: AuthedRequest, pk: int) -> HttpResponse:
    """Who else could do it: all repairers with the reason, and the outside firms. A page, and the board's dialog."""
    now = timezone.now()
    job = job_of(request, pk)
    context = {
        "job": job,
        "title": what_of(job),
        "standing": standing(job, now),
        "suggestions": [one for one in Staff(now).suggestions(job) if one.worker.pk != job.worker_id],
        "contractors": Contractor.objects.filter(is_active=True).exclude(pk=job.contractor_id or 0).order_by("name"),
        "next": safe_next(request, ""),
        "kept": f"?{urlencode({k: v for k, v in request.GET.items() if k in ('trade', 'teaching', 'all')})}",
        "part": wants_part(request),
    }
    name = "repairs/_who.html" if wants_part(request) else "repairs/who.html"
    return varied(render(request, name, context))


@needs(DISPATCH)
@require_POST
def assign(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Give the job to the named worker or firm. `seen`: the status the sender saw; two who are quick are told apart."""
    now = timezone.now()
    job = job_of(request, pk)
    status = 200
    try:
        _refuse_changed(job, request.POST.get("seen", ""))
        worker, contractor = _chosen(request)
        if contractor is not None:
            services.contractor_link_make(job, contractor=contractor, now=now, actor=request.user)
        else:
            job = services.job_assign(job, worker=worker, now=now, actor=request.user)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        status = 409
    else:
        words = {"what": what_of(job), "who": worker or contractor, "when": until(job.finish_by, now)}
        done = _("“%(what)s”交给%(who)s了，通知已经发出，%(when)s前要修好。")
        if job.finish_by <= now:
            done = _("“%(what)s”交给%(who)s了，通知已经发出；这一件已经超时。")
        linked = _("“%(what)s”交给%(who)s了，请把链接发给对方。")
        messages.success(request, (done if worker else linked) % words)
        if contractor is not None and not wants_part(request):
            return redirect(reverse("repairs.job:detail", args=[job.pk]) + "#link")
    if wants_part(request):
        return _drawn(request, status)
    return redirect(safe_next(request, reverse("repairs:board")))


def _refuse_changed(job: Job, seen: str) -> None:
    if seen and seen != job.status:
        words = {"number": job.number, "who": owner(job), "now": job.get_status_display()}
        by_whom = _("%(number)s 刚刚变成了“%(now)s”（%(who)s），没有再派。")
        nobodys = _("%(number)s 刚刚变成了“%(now)s”，没有再派。")
        raise ValidationError((by_whom if owner(job) else nobodys) % words)


def _chosen(request: AuthedRequest) -> tuple[Worker | None, Contractor | None]:
    """The worker or firm named in the form; none for a number that is nobody's."""
    named = {name: request.POST.get(name, "") for name in ("worker", "contractor")}
    keys = {name: int(text) if text.isdecimal() else 0 for name, text in named.items()}
    worker = Worker.objects.filter(pk=keys["worker"]).select_related("person").first()
    contractor = Contractor.objects.filter(pk=keys["contractor"]).first()
    if worker is None and contractor is None:
        raise ValidationError(_("没有这位维修工，请从列表里选。"))
    return worker, contractor


def job_of(request: AuthedRequest, pk: int) -> Job:
    """The job, if this user may see it, with what pages show of it."""
    rows = registers["repairs.job"].rows(request.user)
    found: Job = get_object_or_404(
        rows.select_related("place", "category__trade", "top", "worker__person", "contractor", "reporter", "asset"),
        pk=pk,
    )
    return found


def safe_next(request: HttpRequest, fallback: str) -> str:
    """Where the form came from, as long as that is here."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    return asked if url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else fallback
