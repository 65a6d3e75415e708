"""Acceptance: opened with those who look; each signs on his own phone; decided once all is put right."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_of
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.rules import api as rules
from lvye.kit.days import read_day
from lvye.modules.works import services
from lvye.modules.works.models import (
    Acceptance,
    AcceptanceKind,
    AcceptanceStatus,
    FindingStatus,
    Opinion,
    OpinionStatus,
    Project,
    ProjectStatus,
    Verdict,
)
from lvye.modules.works.queries import missing_papers, purse

WRONG = 3


def _people() -> Any:
    """Those of the school who can sign: they have a sign-in."""
    here = Person.objects.filter(kind__in=(PersonKind.STAFF, PersonKind.TEACHER), status=PersonStatus.HERE)
    return here.filter(user__isnull=False, user__is_active=True).order_by("pinyin", "pk")


@needs("works.add_acceptance")
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What is looked at, when, by whom."""
    rows = registers["works.project"].rows(request.user).select_related("contract__handler")
    project: Project = get_object_or_404(rows, pk=pk)
    if project.status not in (ProjectStatus.GOING, ProjectStatus.DONE):
        messages.warning(request, _("工程%(now)s，现在不验收。") % {"now": project.get_status_display()})
        return redirect("works.project:detail", pk=pk)
    today = timezone.localdate()
    problem = ""
    if request.method == "POST":
        try:
            with attempt():
                made = _begun(request, project, today)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("已通知验收的人，各人在自己的手机上签意见。"))
            return redirect("works.acceptance:detail", pk=made.pk)
    is_done = project.status == ProjectStatus.DONE
    handler = project.contract.handler if project.contract is not None else None
    context = {
        "project": project, "problem": problem, "today": today, "said": request.POST, "handler": handler,
        "kinds": [(one.value, one.label) for one in AcceptanceKind if is_done or one != AcceptanceKind.FINAL],
        "kind": request.POST.get("kind", AcceptanceKind.FINAL if is_done else AcceptanceKind.HIDDEN),
        "people": _people().exclude(pk=handler.pk) if handler is not None else _people(),
        "picked": request.POST.getlist("member"), "least": int(rules.value("works.acceptors", on=today)),
        "missing": missing_papers(project) if is_done else [],
    }  # fmt: skip
    return render(request, "works/accept.html", context, status=400 if problem else 200)


def _begun(request: AuthedRequest, project: Project, today: date) -> Acceptance:
    post = request.POST
    kind = post.get("kind", "")
    picked = [int(one) for one in post.getlist("member") if one.isdecimal()]
    return services.acceptance_open(
        project, kind=kind if kind in AcceptanceKind.values else AcceptanceKind.HIDDEN,
        on=read_day(post.get("on")) or today, members=list(_people().filter(pk__in=picked)),
        outsiders=post.get("outsiders", ""), today=today, actor=request.user,
    )  # fmt: skip


@needs("works.give_opinion")
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """What is looked at, what the others say, and one's own opinion with three big buttons."""
    rows = (
        registers["works.acceptance"].rows(request.user).select_related("project__place", "project__contract__partner")
    )
    acceptance: Acceptance = get_object_or_404(rows, pk=pk)
    me = person_of(request.user)
    opinions = list(acceptance.opinions.select_related("person").order_by("pk"))
    mine = next((one for one in opinions if me is not None and one.person_id == me.pk), None)
    may_sign = mine is not None and mine.status == OpinionStatus.ASKED and acceptance.status == AcceptanceStatus.OPEN
    problem = ""
    if request.method == "POST" and mine is not None:
        try:
            with attempt():
                _signed(request, mine)
        except ValidationError as refused:
            problem = " ".join(refused.messages)
        else:
            messages.success(request, _("您的意见签好了。"))
            return redirect("works:look", pk=pk)
    context = {
        "one": acceptance, "project": acceptance.project, "opinions": opinions, "mine": mine, "may_sign": may_sign,
        "verdicts": Verdict.choices, "problem": problem, "said": request.POST,
        "wrong": [*request.POST.getlist("wrong"), "", "", ""][:WRONG],
        "findings": acceptance.project.findings.exclude(status=FindingStatus.CHECKED).order_by("due_on", "pk"),
        "purse": purse(acceptance.project) if request.user.has_perm("works.view_project") else None,
    }  # fmt: skip
    return render(request, "works/look.html", context, status=400 if problem else 200)


def _signed(request: AuthedRequest, mine: Opinion) -> Opinion:
    post, now = request.POST, timezone.now()
    return services.opinion_give(
        mine, verdict=post.get("verdict", ""), words=post.get("words", ""),
        wrong=[one[:200] for one in post.getlist("wrong")[:WRONG]], now=now, today=timezone.localdate(now),
        actor=request.user,
    )  # fmt: skip
