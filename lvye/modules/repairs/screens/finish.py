"""Done in two taps: by the repairer on his phone, and by the desk for him. One form, one page, two doors."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.files import api as files
from lvye.kernel.outbox.api import sent_once
from lvye.kernel.records.api import WrongStatusError, deed
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.repairs import queries, services
from lvye.modules.repairs.models import Job, Leftover
from lvye.modules.repairs.services.dispatch import worker_of

from . import finishing, photos, supplying, words
from . import job as desk_page
from . import mine as phone_page
from .board import DISPATCH, owner

MOST_PHOTOS = 4
OFTEN = 8
S = Job.Status


@needs(phone_page.WORK)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def mine(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The repairer: what he did, as lines; then it is done."""
    found = phone_page.job_of(request, pk)
    if worker_of(request.user) is None:
        raise Http404
    if not found.is_open:
        status = 409 if request.method == "POST" else 200
        return phone_page.job_page(request, found, status=status, problem=_past_words(found))
    return _screen(request, found, by_desk=False)


@needs(DISPATCH)
@require_http_methods(["GET", "HEAD", "POST"])
@sent_once
def desk(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """The desk fills in the same for the one who did it; the work stays his, the trail names who typed it."""
    found = phone_page.job_of(request, pk)
    if found.status == S.NEW or not found.is_open:
        problem = _("还没有派给谁：先派工，再登记修好。") if found.is_open else _past_words(found)
        return desk_page.page(request, found, status=409, problem=problem)
    return _screen(request, found, by_desk=True)


def _past_words(found: Job) -> str:
    return _("这张报修单已经是“%(now)s”，不用再填。") % {"now": found.get_status_display()}


def _screen(request: AuthedRequest, found: Job, *, by_desk: bool) -> HttpResponseBase:
    now = timezone.now()
    items = queries.frequent_items(found.worker, category=found.category, now=now, count=OFTEN)
    supply = supplying.offered(found, timezone.localdate(now))
    if request.method != "POST":
        form = finishing.blank(items, minutes=words.spent(found, now), supply=supply)
        return _page(request, found, form, by_desk=by_desk)
    form = finishing.read(request.POST, items, supply=supply)
    if not form.errors and not (form.lines or form.note or form.unmended):
        form.errors["lines"] = _("请点一下做了什么，或者在下面写一句。")
    if form.errors:
        return _page(request, found, form, by_desk=by_desk, status=400)
    try:
        _finished(request, found, form, now)
    except ValidationError as problem:
        form.errors[""] = " ".join(problem.messages)
        status = 409 if isinstance(problem, WrongStatusError) else 400
        return _page(request, phone_page.job_of(request, found.pk), form, by_desk=by_desk, status=status)
    messages.success(request, _done_words(found, by_desk=by_desk))
    return redirect(_job_url(found)) if by_desk else redirect("repairs:mine")


def _job_url(found: Job) -> str:
    return reverse("repairs.job:detail", args=[found.pk])


def _done_words(found: Job, *, by_desk: bool) -> str:
    """What happens next: who has an account is told by the program, who left a number is called."""
    said = {"number": found.number, "who": found.reporter_name or _("报修人"), "phone": found.reporter_phone}
    for_whom = _("记在%(name)s名下。") % {"name": owner(found)} if by_desk else ""
    if found.reporter is None and found.reporter_phone:
        return for_whom + _("%(number)s 修好了。%(who)s留了电话 %(phone)s，请打过去说一声。") % said
    return for_whom + _("%(number)s 修好了，已经请%(who)s看一看。") % said


def _finished(request: AuthedRequest, found: Job, form: finishing.Finish, now: datetime) -> None:
    before = [_received(one) for one in photos.sent(request, "before", most=MOST_PHOTOS)]
    after = [_received(one) for one in photos.sent(request, "after", most=MOST_PHOTOS)]
    with deed():
        done = services.job_finish(
            found,
            lines=form.lines,
            minutes=form.minutes,
            materials=form.parts,
            supplies=form.supply.draws,
            unmended=form.unmended,
            material_cost=form.cost,
            outside_quote=form.quote,
            photos=after,
            note=form.note,
            now=now,
            actor=request.user,
        )
        if before:
            files.attach_all(done, before, kind=files.Attachment.Kind.BEFORE, actor=request.user, now=now)


def _received(one: photos.Photo) -> files.Received:
    return one if isinstance(one, files.Received) else files.receive(one)


def _page(
    request: AuthedRequest, found: Job, form: finishing.Finish, *, by_desk: bool, status: int = 200
) -> HttpResponse:
    refused = request.method == "POST"
    context = {
        "job": found,
        "heading": words.heading(found),
        "form": form,
        "words": finishing.suggestions(),
        "fates": Leftover.Fate.choices,
        "most": MOST_PHOTOS,
        "refused": refused,
        "kept_before": photos.keep(request, "before", most=MOST_PHOTOS) if refused else [],
        "kept_after": photos.keep(request, "after", most=MOST_PHOTOS) if refused else [],
        "for_whom": owner(found) if by_desk else "",
        "often_words": _("%(name)s常做的，点一下就加上") % {"name": owner(found)} if by_desk else "",
        "job_url": _job_url(found),
    }
    return render(request, "repairs/finish.html", context, status=status)
