"""The screens of every register. Each takes the declaration and the request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.forms import BaseForm, ModelForm
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lvye.kernel.audit import api as audit
from lvye.kernel.records.api import WrongStatusError

from . import details
from .declare import Register
from .fields import form_class, step_form_class
from .guard import AuthedRequest, varied, wants_part
from .listpage import list_context
from .lists import Listing

Screen = Callable[..., HttpResponseBase]


def allowed(verb: str) -> Callable[[Screen], Screen]:
    """Sign-in, then the register's right for the verb; `step` means the step named in the address."""

    def decorate(screen: Screen) -> Screen:
        @login_required
        @wraps(screen)
        def guarded(request: AuthedRequest, reg: Register, **kwargs: Any) -> HttpResponseBase:
            name = kwargs["step"] if verb == "step" else verb
            if not request.user.has_perm(reg.permission(name)):
                raise PermissionDenied
            if verb == "step" and name not in reg.actions:
                raise Http404  # no such step, or one that no person takes
            return screen(request, reg, **kwargs)

        return guarded

    return decorate


@allowed("view")
def list_(request: AuthedRequest, reg: Register) -> HttpResponse:
    """All records the user may see, narrowed as the address says."""
    listing = Listing(reg, request.user, request.GET.dict())
    if request.GET.get("part") == "filters":
        return render(request, "registers/_filters.html", {"filters": listing.filters})
    if request.GET.get("part") == "count":
        return render(request, "registers/_count.html", {"text": listing.count_text()})
    context = list_context(request, listing)
    if wants_part(request):
        return varied(render(request, "registers/_table.html", context))
    name = "registers/print_list.html" if request.GET.get("as") == "print" else "registers/list.html"
    return varied(render(request, name, context))


@allowed("view")
def detail(request: AuthedRequest, reg: Register, pk: int) -> HttpResponse:
    """One record: what it is, what may be done, its story, what hangs on it."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    name = "registers/print_detail.html" if request.GET.get("as") == "print" else "registers/detail.html"
    return render(request, name, details.context(reg, record, request.user))


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """The form for a new record."""
    if not reg.can_add:
        raise PermissionDenied
    form = form_class(reg, request.user)(request.POST or None, request.FILES or None, initial=_first(request))
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                made = reg.create_service(actor=request.user, **form.cleaned_data)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(reverse(f"{reg.key}:detail", args=[made.pk]))
    title = _("登记%(what)s") % {"what": reg.model._meta.verbose_name}
    return _form_page(request, reg, form, title, reverse(f"{reg.key}:list"))


@allowed("change")
def edit(request: AuthedRequest, reg: Register, pk: int) -> HttpResponseBase:
    """The form of a record that is there. Only what was changed is written."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    fresh = get_object_or_404(reg.rows(request.user), pk=pk)  # the form writes into its own copy
    form = form_class(reg, request.user)(request.POST or None, request.FILES or None, instance=fresh)
    address = reverse(f"{reg.key}:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        changed = {name: form.cleaned_data[name] for name in form.changed_data}
        try:
            _refuse_crossing(request, record, set(changed))
            with transaction.atomic():
                reg.amend(record, actor=request.user, **changed)
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(address)
    title = _("修改%(what)s") % {"what": reg.model._meta.verbose_name}
    seen = audit.trail(record).values_list("pk", flat=True).first() or 0
    return _form_page(request, reg, form, title, address, seen=request.POST.get("seen", seen))


@allowed("step")
def do(request: AuthedRequest, reg: Register, pk: int, step: str) -> HttpResponseBase:
    """Take a step: at once by POST, or after its form."""
    record = get_object_or_404(reg.rows(request.user), pk=pk)
    service, taken = reg.actions[step], reg.model.flow[step]
    address = reverse(f"{reg.key}:detail", args=[pk])
    made = step_form_class(reg, taken, request.user)
    if made is None and request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    form = made(request.POST or None, request.FILES or None, instance=_copy(record)) if made else None
    status = 200
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            with transaction.atomic():
                service(record, actor=request.user, **(form.cleaned_data if form else {}))
        except ValidationError as problem:
            status = 409 if isinstance(problem, WrongStatusError) else 400
            if form is None:
                context = details.context(reg, record, request.user) | {"problem": " ".join(problem.messages)}
                return render(request, "registers/detail.html", context, status=status)
            explain(form, problem)
        else:
            return redirect(address)
    assert form is not None  # noqa: S101 - without a form we have answered above
    return _form_page(request, reg, form, str(taken.label), address, status=status, submit=str(taken.label))


@allowed("step")
def do_many(request: AuthedRequest, reg: Register, step: str) -> HttpResponseBase:
    """Take one step on all selected records; each for itself, and each refusal is told."""
    if request.method != "POST" or reg.model.flow[step].fields:
        return HttpResponseNotAllowed(["POST"])
    chosen = [int(pk) for pk in request.POST.getlist("pk") if pk.isdecimal()]
    done, problems = 0, []
    for record in reg.rows(request.user).filter(pk__in=chosen):
        try:
            with transaction.atomic():
                reg.actions[step](record, actor=request.user)
        except ValidationError as problem:
            problems.append(f"{record}：{' '.join(problem.messages)}")
        else:
            done += 1
    if done:
        text = ngettext("%(n)s 条已经“%(what)s”。", "%(n)s 条已经“%(what)s”。", done)
        messages.success(request, text % {"n": done, "what": reg.model.flow[step].label})
    for problem_text in problems[:10]:
        messages.warning(request, problem_text)
    if not chosen:
        messages.warning(request, _("还没有选中记录，请先在左边打勾。"))
    return redirect(reverse(f"{reg.key}:list"))


def _form_page(
    request: AuthedRequest,
    reg: Register,
    form: ModelForm[Any],
    title: str,
    cancel: str,
    *,
    status: int = 0,
    submit: str = "",
    seen: Any = None,
) -> HttpResponse:
    context = {
        "reg": reg,
        "form": form,
        "more": reg.more,
        "title": title,
        "cancel_url": cancel,
        "submit_label": submit or _("保存"),
        "seen": seen,
        "draft": f"{reg.key}:{request.path}",
    }
    return render(request, "registers/form.html", context, status=status or (400 if form.errors else 200))


def _first(request: AuthedRequest) -> dict[str, str]:
    """What the address already knows (a place from its code, an asset from its panel)."""
    return {name: value for name, value in request.GET.dict().items() if isinstance(value, str)}


def _copy(record: Any) -> Any:
    return type(record)._default_manager.get(pk=record.pk)


def explain(form: BaseForm, problem: ValidationError) -> None:
    """Put a service's refusal where it belongs: beside its field, or above the form."""
    if hasattr(problem, "error_dict"):
        for name, errors in problem.message_dict.items():
            form.add_error(name if name in form.fields else None, errors)
    else:
        form.add_error(None, problem.messages)


def _refuse_crossing(request: AuthedRequest, record: Any, changed: set[str]) -> None:
    """Somebody else changed the same field since this form was opened: say so, overwrite nothing."""
    seen = request.POST.get("seen", "")
    if not seen.isdecimal():
        return
    for entry in audit.trail(record).filter(pk__gt=int(seen)):
        if both := changed & entry.changes.keys():
            name = sorted(both)[0]
            text = _("%(who)s刚刚改了这一项（现在是“%(now)s”）。请看一看，还要改就再保存一次。")
            words = {"who": entry.actor, "now": entry.changes[name][1]}
            raise ValidationError({name: text % words})
