"""A person's record as a page, and as the file of his 述职."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from lvye.kernel.papers.api import answer
from lvye.kernel.people.api import Person, person_of
from lvye.kernel.registers.api import AuthedRequest, needs, registers
from lvye.kernel.terms.api import Period, period_of
from lvye.kit import say

from . import periods, record
from .documents import summary_file
from .models import Kind, Summary
from .screens import file_name
from .services import unsaved_draft


@needs("summaries.view_summary")
def mine(request: AuthedRequest) -> HttpResponseBase:
    """One's own record."""
    person = person_of(request.user)
    if person is None:
        messages.warning(request, _("这个账号没有对应的人员，所以没有工作记录。请总务处在“人员”里连上。"))
        return redirect(reverse("home"))
    return redirect(reverse("summaries:person", args=[person.pk]))


@needs("summaries.view_summary")
def person(request: AuthedRequest, pk: int) -> HttpResponse:
    """Everything somebody did in a period: numbers, kinds of work, plan items, week by week."""
    whose, span, today = _whose(request, pk), _period(request), timezone.localdate()
    deeds = record.deeds_of(whose, span)
    kept = _kept(whose, span, request)
    context: dict[str, Any] = {
        "person": whose,
        "is_own": whose.user_id == request.user.pk,
        "period": span,
        "periods": periods.choices(today),
        "numbers": record.numbers_of(whose, span),
        "works": record.works_of(whose, span),
        "items": record.items_of(whose, span, today=today),
        "count": say.number(len(deeds)) if deeds else "",
        "weeks": record.weeks_of(deeds),
        "kept": kept,
        "may_open": request.user.has_perm(registers["repairs.job"].permission("view")),
        "may_draft": kept is None and request.user.has_perm("summaries.add_summary"),
        "draft": urlencode({"kind": str(Kind.PERSON), "period": span.code, "person": str(whose.pk)}),
    }
    return render(request, "summaries/record.html", context)


@needs("summaries.view_summary")
def person_paper(request: AuthedRequest, pk: int, kind: str) -> HttpResponse:
    """The same as a file: the newest kept 述职, else a draft made for this printing."""
    whose, span = _whose(request, pk), _period(request)
    found = _kept(whose, span, request) or unsaved_draft(Kind.PERSON, span, whose, today=timezone.localdate())
    return answer(summary_file(found, kind=kind), f"{file_name(found.title)}.{kind}", save=True)


def _whose(request: AuthedRequest, pk: int) -> Person:
    found = get_object_or_404(Person, pk=pk)
    if not record.may_read(request.user, found):
        raise PermissionDenied
    return found


def _period(request: AuthedRequest) -> Period:
    """The period asked for; where there is none of that name, the usual one, and the page says so."""
    usual = periods.usual(timezone.localdate())
    try:
        return period_of(request.GET.get("period") or usual)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
        return period_of(usual)


def _kept(whose: Person, span: Period, request: AuthedRequest) -> Summary | None:
    rows = registers["summaries.summary"].rows(request.user)
    found: Summary | None = rows.filter(kind=Kind.PERSON, person=whose, period=span.code).order_by("-version").first()
    return found
