"""Screens to send to: one for everybody, one behind the sign-in. What they do is a deed like any: a rule is set."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lvye.kernel.accounts.api import system_user
from lvye.kernel.outbox.api import filled_at, sent_once
from lvye.kernel.registers.api import needs
from lvye.kernel.rules.api import Rule, rule_set

FORM = Template(
    "{% load outbox %}<form method=post>{% csrf_token %}{% outbox_form '标准' %}<p class=err>{{ why }}</p></form>"
)


def _screen(request: Any, slug: str, actor: Any) -> HttpResponseBase:
    if request.method != "POST":
        return HttpResponse(FORM.render(RequestContext(request)))
    day = date.fromisoformat(request.POST.get("day", "2026-03-01"))
    try:
        found = rule_set("test.hours", request.POST["hours"], effective_from=day, why=slug, actor=actor)
    except ValidationError as problem:
        # Drawing the page asks the database, as pages do.
        known = Rule.objects.count()
        page = RequestContext(request, {"why": f"{' '.join(problem.messages)} ({known})"})
        return HttpResponse(FORM.render(page), status=400)
    messages.success(request, "记下了")
    answer = redirect(f"/t/done/{found.pk}/")
    answer.set_cookie("remembered", str(found.pk))
    answer.headers["X-Filled"] = str(filled_at(request, timezone.now()))
    return answer


@require_http_methods(["GET", "POST"])
@sent_once
def everybody(request: HttpRequest, slug: str) -> HttpResponseBase:
    return _screen(request, slug, request.user if request.user.is_authenticated else system_user("visitor"))


@needs()
@require_http_methods(["GET", "POST"])
@sent_once
def office(request: Any, slug: str) -> HttpResponseBase:
    return _screen(request, slug, request.user)


urlpatterns = [
    path("t/open/<slug:slug>/", everybody),
    path("t/office/<slug:slug>/", office),
    path("", include("lvye.config.urls")),
]
