"""What security does when something happens below it."""

from __future__ import annotations

from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.duties.api import Done, Fault, Faulted, Missed, Result
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on
from lvye.modules.repairs.api import Job, JobFinished

from .models import Camera, CameraFault, FaultStatus
from .services import camera_checked, camera_fail, gaps_open, mended_by, point_checked, wordings_prepare
from .services.cameras import DAYS
from .services.cameras import TARGET as CAMERA
from .services.gates import DUTY


@on(SchoolSetUp)
def bring_the_letters(event: SchoolSetUp) -> None:
    """A school that begins finds the usual responsibility letters."""
    wordings_prepare(actor=User.objects.get(pk=event.actor_id))


@on(Missed)
def nobody_at_the_gate(event: Missed) -> None:
    """An hour of a gate passed without a scan: the director hears of it at once."""
    if event.code == DUTY:
        gaps_open(event.instance_ids, now=timezone.now(), actor=system_user())  # house: an event has no clock


@on(Done)
def camera_was_checked(event: Done) -> None:
    """How many days back a camera's video was played is kept on it."""
    if event.target == CAMERA:
        camera_checked(
            event.target_id, result_id=event.result_id, actor=system_user(), now=timezone.now()
        )  # house: no clock


@on(Done)
def point_was_looked_at(event: Done) -> None:
    """A crossing, sign or line before the gate was looked at."""
    if event.target == "security.crosspoint":
        result = Result.objects.get(pk=event.result_id)
        day = timezone.localdate(result.done_at)
        point_checked(event.target_id, bad=event.bad > 0, on=day, actor=system_user())


@on(Faulted)
def camera_was_found_blind(event: Faulted) -> None:
    """A check found a camera out of order; too few days of video are no fault of the camera."""
    if event.target != CAMERA or event.item == DAYS:
        return
    fault = Fault.objects.select_related("result").get(pk=event.fault_id)
    camera = Camera.objects.get(pk=event.target_id)
    if not CameraFault.objects.filter(camera=camera, status=FaultStatus.OPEN).exists():
        what = f"{fault.label}：{fault.words}" if fault.words else fault.label  # house: punctuation
        moment = fault.result.done_at
        camera_fail(camera, what=what, fault=fault, found_at=moment, now=moment, actor=system_user())


@on(JobFinished)
def camera_sees_again(event: JobFinished) -> None:
    """The repair of a camera is finished."""
    job = Job.objects.get(pk=event.job_id)
    if job.finished_at is not None:
        mended_by(job, now=job.finished_at, actor=system_user())
