"""What the inspections do when something happens below them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on
from lvye.modules.repairs.api import Job, JobFinished

from .models import Hazard, Status
from .services import catalogue_prepare, mended


@on(SchoolSetUp)
def bring_the_catalogue(event: SchoolSetUp) -> None:
    """A school that begins finds the usual kinds of hazards and the conditions of 重大隐患."""
    catalogue_prepare(actor=User.objects.get(pk=event.actor_id))


@on(JobFinished)
def mended_by_repair(event: JobFinished) -> None:
    """The repair that mends a hazard is finished: the hazard waits for its re-check."""
    rows = Hazard.objects.filter(job=event.job_id, status__in=[Status.ASSIGNED, Status.DOING, Status.REFERRED])
    for hazard in rows.select_related("place", "responsible").order_by("pk"):
        job = Job.objects.select_related("worker__person").get(pk=event.job_id)
        who = job.worker.person if job.worker is not None else hazard.responsible
        note = _("报修单 %(number)s 修好了。%(note)s") % {"number": job.number, "note": job.done_note}
        moment = job.finished_at
        if moment is not None:
            mended(hazard, note=note, by=who, now=moment, actor=(who.user if who else None) or system_user())
