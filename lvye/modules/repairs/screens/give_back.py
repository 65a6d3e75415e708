"""退料: what was taken from the store for a job and not needed goes back, from the repairer's own phone."""

from __future__ import annotations

from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from lvye.kernel.outbox.api import sent_once
from lvye.kernel.records.api import attempt
from lvye.kernel.registers.api import AuthedRequest, needs
from lvye.modules.repairs import services
from lvye.modules.repairs.models import Job, Material
from lvye.modules.repairs.services.dispatch import worker_of

from .mine import WORK, job_of, job_page
from .numbers import number


@needs(WORK)
@require_POST
@sent_once
def give_back(request: AuthedRequest, pk: int) -> HttpResponseBase:
    """His own job's materials: so much of each goes back."""
    job = job_of(request, pk)
    worker = worker_of(request.user)
    if worker is None or job.worker_id != worker.pk:
        raise PermissionDenied
    try:
        with attempt():
            made = services.job_return(job, _typed(request, job), now=timezone.now(), actor=request.user)
    except ValidationError as refused:
        more = {"problem": " ".join(refused.messages), "doing": "return", "typed": request.POST}
        return job_page(request, job, status=400, **more)
    messages.success(request, _("已退回库里：%(numbers)s。") % {"numbers": "、".join(one.number for one in made)})
    return redirect("repairs:mine-job", pk=pk)


def _typed(request: AuthedRequest, job: Job) -> list[tuple[Material, Decimal]]:
    found = []
    for material in Material.objects.filter(job=job, issue__isnull=False).select_related("issue", "item"):
        text = request.POST.get(f"back-{material.pk}", "").strip()
        try:
            qty = number(text) if text else None
        except ValueError as problem:
            raise ValidationError(str(problem)) from None
        if qty:
            found.append((material, qty))
    return found
