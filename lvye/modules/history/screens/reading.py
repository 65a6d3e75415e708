"""Bringing a document in, and saying which time it speaks of."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.registers.api import AuthedRequest, Register, allowed, explain, needs
from lvye.kit import say
from lvye.modules.history import services

from .document import document_of
from .entries import ReadForm, WhenForm


@allowed("add")
def new(request: AuthedRequest, reg: Register) -> HttpResponseBase:
    """Upload or paste; what was read stands on the next page."""
    form = ReadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.document_read(now=timezone.now(), actor=request.user, **form.cleaned_data)
        except services.KnownError as known:
            first = known.document
            text = _("这份材料 %(when)s 由%(who)s读过了，就是这一份，没有再读。")
            messages.warning(request, text % {"when": say.moment(first.read_at), "who": first.read_by.name})
            return redirect(reverse(f"{reg.key}:detail", args=[first.pk]))
        except ValidationError as problem:
            explain(form, problem)
        else:
            return redirect(reverse(f"{reg.key}:detail", args=[made.pk]))
    context = {"reg": reg, "form": form, "cancel_url": reverse(f"{reg.key}:list")}
    return render(request, "history/new.html", context, status=400 if form.errors else 200)


@needs("history.change_historydocument")
@require_POST
def when(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Say the year."""
    document = document_of(request, pk)
    form = WhenForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError([error for errors in form.errors.as_data().values() for error in errors])
        with transaction.atomic():
            services.document_change(document, actor=request.user, **form.cleaned_data)
    except ValidationError as problem:
        messages.warning(request, " ".join(problem.messages))
    return redirect(reverse("history.historydocument:detail", args=[pk]))
