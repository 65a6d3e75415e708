"""Who was asked first gives the job to another, who answers to the reporter from then on (首问责任)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lvye.kernel.accounts.api import User
from lvye.kernel.people.api import Person, PersonKind, PersonStatus, person_of
from lvye.kernel.registers.api import AuthedRequest, choose_from, needs, registers
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job

from .board import DISPATCH, job_of


def may_hand_over(job: Job, user: User) -> bool:
    """Whether this account may give it on: the one who answers for it now, and the desk."""
    if job.status in {Job.Status.CANCELLED, Job.Status.JOINED}:
        return False
    person = person_of(user)
    return user.has_perm(DISPATCH) or (person is not None and person.pk == job.first_asked_id)


class HandOverForm(forms.Form):
    """To whom."""

    to = forms.ModelChoiceField(Person.objects.none(), label=gettext_lazy("转给谁"), empty_label="")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        grown = [PersonKind.STAFF, PersonKind.TEACHER]
        rows = Person.objects.filter(status=PersonStatus.HERE, kind__in=grown, user__isnull=False)
        choose_from(self, to=rows.order_by("name"))


@needs("repairs.view_job")
def hand_over(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """Choose who answers for it from now on."""
    job = job_of(request, pk)
    if not may_hand_over(job, request.user):
        raise PermissionDenied
    form = HandOverForm(request.POST or None)
    here = reverse("repairs.job:detail", args=[pk])
    if request.method == "POST" and form.is_valid():
        try:
            given = services.job_hand_over(job, to=form.cleaned_data["to"], now=timezone.now(), actor=request.user)
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("从现在起由%(name)s负责答复报修人。") % {"name": given.first_asked})
            return redirect(here)
    context = {
        "reg": registers["repairs.job"],
        "form": form,
        "more": (),
        "title": _("%(number)s 转交首问责任") % {"number": job.number},
        "submit_label": _("转交"),
        "cancel_url": here,
    }
    return render(request, "registers/form.html", context, status=400 if form.errors else 200)
