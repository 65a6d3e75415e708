"""The pages of the first run: the door, then six steps. Each may be left, and taken up again at /setup/."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from lvye.kernel.accounts.api import system_user
from lvye.kernel.places.api import School
from lvye.kernel.registers.api import AuthedRequest, explain
from lvye.kernel.terms.api import Term, calendar_known

from . import doorkey, services, standing
from .following import followings
from .questions import CodeForm, SchoolForm, TermForm, WhoForm
from .way import STEPS, Step, first_open, step_after, stepper

P = ParamSpec("P")
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@never_cache
def start(request: HttpRequest) -> HttpResponseBase:
    """Where one is: the first step that is not done yet."""
    return redirect(reverse(f"setup:{first_open()}"))


@never_cache
def code(request: HttpRequest) -> HttpResponseBase:
    """The door: whoever comes from another machine gives the code that stands on the terminal."""
    if standing.has_account() or not doorkey.needed(request):
        return redirect(reverse("setup:start"))
    if doorkey.tried_too_often(request):
        return render(request, "429.html", status=429)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if doorkey.holds(form.cleaned_data["code"]):
            request.session[doorkey.OPENED] = True
            return redirect(reverse("setup:start"))
        doorkey.count_try(request)
        form.add_error("code", _("口令不对。它写在运行 lvye serve 的窗口里，运行 lvye doctor 也能看到。"))
    return render(request, "school_setup/code.html", {"form": form}, status=400 if form.errors else 200)


def at_the_door(screen: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    """The first step: open while nobody has a sign-in, to who sits at the machine or gave the code."""

    @never_cache
    @wraps(screen)
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if standing.has_account():
            return redirect(reverse("setup:start"))
        if doorkey.needed(request) and not request.session.get(doorkey.OPENED):
            return redirect(reverse("setup:code"))
        return screen(request)

    return guarded


def at_step(
    name: str,
) -> Callable[[Callable[Concatenate[AuthedRequest, P], HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """A later step: sign-in, the step's right, and what must stand before it."""
    step: Step = STEPS[name]

    def decorate(screen: Callable[Concatenate[AuthedRequest, P], HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @never_cache
        @wraps(screen)
        def guarded(request: AuthedRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not standing.has_account():
                return redirect(reverse("setup:who"))
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not request.user.has_perm(step.right):
                raise PermissionDenied
            if step.after_school and not standing.has_school():
                return redirect(reverse("setup:school"))
            return screen(request, *args, **kwargs)

        return guarded

    return decorate


def page(request: HttpRequest, step: str, context: dict[str, Any], *, refused: bool = False) -> HttpResponse:
    """One step's page, with the way around it."""
    names = list(STEPS)
    around = {
        "stepper": stepper(step),
        "number": names.index(step) + 1,
        "count": len(names),
        "label": STEPS[step].label,
        "onward": reverse(f"setup:{step_after(step)}"),
    }
    return render(request, f"school_setup/{step}.html", around | context, status=400 if refused else 200)


@sensitive_post_parameters("password", "again")
@at_the_door
def who(request: HttpRequest) -> HttpResponseBase:
    """1: who sets the school up. Gets a sign-in and the post of the administrator, and is signed in at once."""
    form = WhoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = {name: value for name, value in form.cleaned_data.items() if name != "again"}
        try:
            with transaction.atomic():
                user = services.founder_make(**given, actor=system_user(), today=timezone.localdate())
        except services.FirstComeError as problem:
            messages.warning(request, " ".join(problem.messages))
            return redirect(reverse("account_login"))
        except ValidationError as problem:
            explain(form, problem)
        else:
            login(request, user, backend=BACKEND)
            doorkey.forget_code()
            return redirect(reverse("setup:school"))
    return page(request, "who", {"form": form}, refused=bool(form.errors))


@at_step("school")
def school(request: AuthedRequest) -> HttpResponseBase:
    """2: the school."""
    form = SchoolForm(request.POST or None, instance=School.objects.first())
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.school_found(actor=request.user, today=timezone.localdate(), **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(reverse("setup:term"))
    return page(request, "school", {"form": form}, refused=bool(form.errors))


@at_step("term")
def term(request: AuthedRequest) -> HttpResponseBase:
    """3: the running term; the calendar of its years is filled in."""
    today = timezone.localdate()
    form = TermForm(request.POST or None, today=today)
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made, filled = services.term_begin(**form.values(), actor=request.user)
        except ValidationError as problem:
            explain(form, problem)
        else:
            messages.success(request, _("%(term)s记好了，节假日和调休也填进了校历。") % {"term": made.name})
            for year in filled:
                if year.note:
                    messages.info(request, year.note)
            return redirect(reverse("setup:places"))
    context = {"form": form, "terms": list(Term.objects.order_by("begins_on")), "known": calendar_known(today.year)}
    return page(request, "term", context, refused=bool(form.errors))


@at_step("done")
def done(request: AuthedRequest) -> HttpResponseBase:
    """6: what stands, what still lacks, and what to do next."""
    lacks = [{"label": STEPS[name].lacking, "url": reverse(f"setup:{name}")} for name in standing.lacking()]
    nexts = [
        {"label": one.label, "words": one.words, "icon": one.icon, "url": reverse(one.url_name)}
        for one in sorted(followings, key=lambda one: one.order)
        if one.right is None or request.user.has_perm(one.right)
    ]
    return page(request, "done", {"lacks": lacks, "nexts": nexts})
