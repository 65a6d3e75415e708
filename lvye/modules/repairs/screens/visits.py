"""Return visits: the drawn jobs as a list to telephone through, and what people said."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.terms.api import current, term_period
from lvye.kit import say
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, JobLine, Visit

from .board import line_words, owner
from .standing import what_of

DUE_MOST, DONE_MOST = 60, 15
RECORD = "repairs.record_visit"


@needs("repairs.view_visit")
def visits(request: AuthedRequest) -> HttpResponse:
    """Who is to be asked, with the telephone and what was done; below it what was said lately."""
    return _page(request)


def _page(request: AuthedRequest, status: int = 200, **more: Any) -> HttpResponse:
    today = timezone.localdate()
    rows = registers["repairs.visit"].rows(request.user)
    related = ("job__place", "job__category", "job__worker", "job__contractor", "job__reporter", "by")
    found = rows.select_related(*related)
    due = list(found.filter(status=Visit.Status.DUE).order_by("due_on", "pk")[:DUE_MOST])
    done = list(found.filter(status=Visit.Status.DONE).order_by("-done_on", "-pk")[:DONE_MOST])
    lines: dict[int, list[str]] = {}
    for line in JobLine.objects.filter(job__in=[visit.job_id for visit in due]).order_by("pk"):
        lines.setdefault(line.job_id, []).append(line_words(line))
    context = {
        "due": [_shown(visit, lines.get(visit.job_id, []), today) for visit in due],
        "done": [{"visit": visit, "title": what_of(visit.job)} for visit in done],
        "may_record": request.user.has_perm(RECORD),
        "sentence": _sentence(rows, today),
        "reopen": _reopen(request),
        **more,
    }
    return render(request, "repairs/visits.html", context, status=status)


def _shown(visit: Visit, lines: list[str], today: Any) -> dict[str, Any]:
    job = visit.job
    phone = job.reporter_phone or (job.reporter.phone if job.reporter else "")
    late = visit.due_on < today
    past = _("超 %(n)s 天") % {"n": (today - visit.due_on).days}
    word = past if late else _("%(day)s前") % {"day": say.date(visit.due_on)}
    return {
        "visit": visit,
        "job": job,
        "title": what_of(job),
        "done": "，".join(lines[:4]) or job.done_note,
        "owner": owner(job),
        "phone": phone,
        "kind": "late" if late else "soon",
        "word": word,
    }


def _sentence(rows: Any, today: Any) -> str:
    """How the visits of the term went, in one sentence; empty before the first."""
    term = current(today)
    made = rows.filter(status=Visit.Status.DONE)
    if term is not None:
        period = term_period(term)
        made = made.filter(done_on__gte=period.begins_on, done_on__lte=period.ends_on)
    outcomes = list(made.order_by().values_list("outcome", flat=True))
    reached = [one for one in outcomes if one != Visit.Outcome.UNREACHABLE]
    if not outcomes:
        return ""
    good = sum(1 for one in reached if one == Visit.Outcome.SATISFIED)
    words = {"n": len(outcomes), "reached": len(reached), "share": say.share(good, len(reached))}
    return _("本学期回访 %(n)s 次，联系上 %(reached)s 次，其中 %(share)s 满意。") % words


def _reopen(request: AuthedRequest) -> Job | None:
    """The job somebody was not content with, to be sent back at once."""
    pk = request.GET.get("reopen", "")
    if not pk.isdecimal() or not request.user.has_perm("repairs.reopen_job"):
        return None
    rows = registers["repairs.job"].rows(request.user).filter(status__in=[Job.Status.FINISHED, Job.Status.CLOSED])
    found: Job | None = rows.select_related("category").filter(pk=int(pk)).first()
    return found


@needs(RECORD)
def record(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Write down what was said; somebody who was not content leads to sending the job back."""
    visit: Visit = get_object_or_404(registers["repairs.visit"].rows(request.user), pk=pk)
    if request.method != "POST":
        return redirect(f"{reverse('repairs:visits')}#v{pk}")
    outcome, words = request.POST.get("outcome", ""), request.POST.get("words", "")[:300]
    try:
        services.visit_record(visit, outcome=outcome, words=words, now=timezone.now(), actor=request.user)
    except ValidationError as problem:
        return _page(request, 400, problem_pk=pk, problem=" ".join(problem.messages), typed=words)
    if outcome == Visit.Outcome.NOT:
        messages.warning(request, _("记下了，主任已经收到。要不要退回去再修？"))
        return redirect(f"{reverse('repairs:visits')}?reopen={visit.job_id}")
    messages.success(request, _("记下了。"))
    return redirect(reverse("repairs:visits"))
