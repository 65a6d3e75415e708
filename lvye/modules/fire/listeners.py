"""What fire does when something happens below it."""

from __future__ import annotations

from django.utils import timezone

from lvye.kernel.accounts.api import User, system_user
from lvye.kernel.duties.api import Done, Result
from lvye.kernel.records import api as records
from lvye.kernel.setup.api import SchoolSetUp
from lvye.kit.events import on

from .checking import TARGET
from .models import Device, DeviceStatus
from .services import plans_prepare


@on(SchoolSetUp)
def bring_the_plans(event: SchoolSetUp) -> None:
    """A school that begins finds the plans it is asked for, as drafts."""
    plans_prepare(actor=User.objects.get(pk=event.actor_id))


@on(Done)
def checked(event: Done) -> None:
    """A check was made on a device: its card says when, and whether something was wrong."""
    if event.target != TARGET:
        return
    result = Result.objects.select_related("person__user").get(pk=event.result_id)
    device = Device.objects.exclude(status=DeviceStatus.SCRAPPED).filter(pk=event.target_id).first()
    day = timezone.localdate(result.done_at)
    if device is None or (device.checked_on is not None and device.checked_on > day):
        return
    user = result.person.user if result.person is not None else None
    records.amend(device, actor=user or system_user(), verb="check", checked_on=day, is_bad=event.bad > 0)
