"""What is done from a job's page beside its steps: urge, promise, ask and answer, visit, the outside firm's link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.people.api import person_of
from lvye.kernel.records.api import WrongStatusError
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kit import say
from lvye.kit.days import read_day
from lvye.modules.repairs import services
from lvye.modules.repairs.models import ContractorLink, Job, Referral
from lvye.modules.repairs.services.dispatch import worker_of

from . import photos, remarks
from .board import DISPATCH, job_of
from .job import page

Deed = Callable[[Job, datetime], str]


def _done(request: AuthedRequest, pk: int, name: str, deed: Deed) -> HttpResponseBase:
    """Do it and go back to the page with a sentence; refused: the page with the reason and what was typed."""
    job = job_of(request, pk)
    try:
        said = deed(job, timezone.now())
    except ValidationError as problem:
        status = 409 if isinstance(problem, WrongStatusError) else 400
        fresh = job_of(request, pk)
        kept = photos.keep(request, most=remarks.MOST_PHOTOS)
        more = {"problem": " ".join(problem.messages), "doing": name, "typed": request.POST, "kept_said": kept}
        return page(request, fresh, status=status, **more)
    messages.success(request, said)
    return redirect(reverse("repairs.job:detail", args=[pk]))


@needs("repairs.view_job")
@require_POST
def say_more(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Add a sentence or a photo to the story; whom the job does not concern may read it, not write."""

    def deed(job: Job, now: datetime) -> str:
        side = services.side_of(job, request.user)
        if not side:
            raise PermissionDenied
        sent = photos.sent(request, most=remarks.MOST_PHOTOS)
        typed = request.POST.get("said", "")
        services.job_remark(job, words=typed, photos=sent, side=side, now=now, actor=request.user)
        return _("加进经过里了，相关的人都会收到。")

    return _done(request, pk, "say", deed)


@needs("repairs.view_job")
@require_POST
def about(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Say which thing it is about: the desk, or the repairer who stands before it."""

    def deed(job: Job, now: datetime) -> str:
        worker = worker_of(request.user)
        if not request.user.has_perm(DISPATCH) and (worker is None or worker.pk != job.worker_id):
            raise PermissionDenied
        text = request.POST.get("asset", "").strip()
        services.job_about(job, services.thing_of(text) if text else None, actor=request.user)
        return _("记下了。")

    return _done(request, pk, "about", deed)


@needs("repairs.urge_job")
@require_POST
def urge(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Ask when it will be done."""
    person = person_of(request.user)

    def deed(job: Job, now: datetime) -> str:
        by = person.name if person else request.user.name
        services.job_urge(job, by_name=by, words=request.POST.get("words", "")[:200], now=now, actor=request.user)
        return _("催过了，维修人员和总务处都收到了。")

    return _done(request, pk, "urge", deed)


@needs("repairs.promise_job")
@require_POST
def promise(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Tell the reporter a day."""

    def deed(job: Job, now: datetime) -> str:
        day = _day(request.POST.get("promised_on", ""), "promised_on")
        note = request.POST.get("promise_note", "")[:200]
        services.job_promise(job, promised_on=day, note=note, now=now, actor=request.user)
        return _("已经答复报修人：%(day)s修好。到时候没修好会提醒您。") % {"day": say.date(day)}

    return _done(request, pk, "promise", deed)


def _day(text: str, name: str) -> date:
    found = read_day(text)
    if found is None:
        raise ValidationError({name: _("请选一个日期，例如 2026-03-02。")})
    return found


@needs("repairs.refer_job")
@require_POST
def ask(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Pass a question up (请示)."""

    def deed(job: Job, now: datetime) -> str:
        services.referral_ask(job, question=request.POST.get("question", "")[:300], now=now, actor=request.user)
        return _("已经报给校领导，有答复马上通知您。")

    return _done(request, pk, "ask", deed)


@needs("repairs.answer_referral")
@require_POST
def answer(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Answer a question that was passed up."""
    found: Referral = get_object_or_404(registers["repairs.referral"].rows(request.user), pk=pk)

    def deed(job: Job, now: datetime) -> str:
        services.referral_answer(found, answer=request.POST.get("answer", "")[:300], now=now, actor=request.user)
        return _("答复已经转给总务处和报修人。")

    return _done(request, found.job_id, f"answer{found.pk}", deed)


@needs("repairs.record_visit")
@require_POST
def visit(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Visit now, or plan it: the visit stands on the list of visits."""

    def deed(job: Job, now: datetime) -> str:
        services.visit_add(job, due_on=timezone.localdate(now), actor=request.user)
        return _("放进今天的回访清单了。")

    return _done(request, pk, "visit", deed)


@needs(DISPATCH)
@require_POST
def link(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """A new link for the outside firm that has the job; the one before stops working."""

    def deed(job: Job, now: datetime) -> str:
        if job.contractor is None:
            raise ValidationError(_("这张单没有派给外修单位，请先派给一个单位。"))
        made = services.contractor_link_make(job, contractor=job.contractor, now=now, actor=request.user)
        return _("新链接做好了，%(day)s前有效，请发给对方。") % {"day": say.date(made.expires_on)}

    return _done(request, pk, "link", deed)


@needs("repairs.revoke_contractorlink")
@require_POST
def revoke(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Withdraw the firm's link."""
    found: ContractorLink = get_object_or_404(registers["repairs.contractorlink"].rows(request.user), pk=pk)
    if not request.user.has_perm(DISPATCH):
        raise PermissionDenied

    def deed(job: Job, now: datetime) -> str:
        services.contractor_link_revoke(found, now=now, actor=request.user)
        return _("链接收回了，对方再打开会看到请联系总务处。")

    return _done(request, found.job_id, "revoke", deed)
