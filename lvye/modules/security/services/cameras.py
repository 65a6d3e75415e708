"""Cameras: how long their video must be kept, what a check read off them, faults and their mending."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.accounts.api import User
from lvye.kernel.duties.api import Fault, Reading
from lvye.kernel.offers import api as offers
from lvye.kernel.records import api as records
from lvye.kernel.rules import api as rules
from lvye.modules.repairs.api import Job
from lvye.modules.security.models import Camera, CameraFault, CameraStatus, FaultStatus, KeyPlace

from .telling import CAMERA, HEADS, tell_posts

TARGET = "security.camera"
DAYS = "days"  # the item of the check that reads how many days back were played
REPAIR = "repairs.report"


def days_wanted(keyplace: KeyPlace | None) -> int:
    """How many days of video must be kept there."""
    is_target = keyplace is not None and keyplace.is_target
    return int(rules.value("security.target_days" if is_target else "security.video_days"))


def camera_add(*, keyplace: KeyPlace | None = None, actor: User, **values: Any) -> Camera:
    """A camera with what the rule wants of it."""
    return records.create(Camera, actor=actor, keyplace=keyplace, wanted_days=days_wanted(keyplace), **values)


def camera_change(camera: Camera, *, actor: User, **values: Any) -> Camera:
    """Other facts; what must be kept follows the key place it looks at."""
    keyplace = values.get("keyplace", camera.keyplace)
    return records.amend(camera, actor=actor, **values, wanted_days=days_wanted(keyplace))


def keyplace_change(keyplace: KeyPlace, *, actor: User, **values: Any) -> KeyPlace:
    """Other facts; the cameras that look at it follow."""
    with records.deed():
        changed = records.amend(keyplace, actor=actor, **values)
        wanted = days_wanted(changed)
        for camera in Camera.objects.filter(keyplace=changed).exclude(wanted_days=wanted).order_by("pk"):
            records.amend(camera, actor=actor, verb="want", wanted_days=wanted)
    return changed


def camera_measured(camera: Camera, *, days: int, on: date, now: datetime, actor: User) -> Camera:
    """So many days back were played. Less than the rule asks is told to the office."""
    with records.deed():
        changed = records.amend(camera, actor=actor, verb="measure", keeps_days=days, measured_on=on)
        if changed.is_short:
            words = {"name": changed.name, "days": days, "wanted": changed.wanted_days}
            title = _("监控“%(name)s”只能回放 %(days)s 天，应存 %(wanted)s 天") % words
            url = reverse("security.camera:detail", args=[changed.pk])
            tell_posts(HEADS, title, url=url, about=changed, kind=CAMERA, urgent=False, now=now)
    return changed


def camera_checked(camera_id: int, *, result_id: int, now: datetime, actor: User) -> None:
    """A check of the library was made on a camera: what it read is kept on the camera."""
    camera = Camera.objects.filter(pk=camera_id).first()
    reading = Reading.objects.filter(result=result_id, item=DAYS).first()
    if camera is not None and reading is not None:
        day = timezone.localdate(reading.at)
        camera_measured(camera, days=int(reading.value), on=day, now=now, actor=actor)


def camera_fail(
    camera: Camera,
    *,
    what: str,
    fault: Fault | None = None,
    repair: bool = False,
    found_at: datetime | None = None,
    now: datetime,
    actor: User,
) -> CameraFault:
    """It does not see. repair: a repair is reported at once.

    Raises ValidationError without words, or where its fault is known and not mended.
    """  # fmt: skip
    if not what.strip():
        raise ValidationError({"what": _("什么故障？请写一句。")})
    if CameraFault.objects.filter(camera=camera, status=FaultStatus.OPEN).exists():
        raise ValidationError({"camera": _("这个监控点的故障已经登记了，还没有修好。")})
    moment = found_at or now
    due_at = moment + timedelta(hours=int(rules.value("security.mend_hours")))
    with records.deed():
        if camera.status == CameraStatus.OK:
            records.take(camera, "fail", actor=actor)
        made = records.create(
            CameraFault, actor=actor, camera=camera, what=what.strip()[:200], found_at=moment,
            found_on=timezone.localdate(moment), due_at=due_at, due_on=timezone.localdate(due_at), fault=fault,
        )  # fmt: skip
        return camera_repair(made, actor=actor) if repair else made


def camera_repair(fault: CameraFault, *, actor: User) -> CameraFault:
    """Report its repair. Raises ValidationError where one is reported already, also from the check that found it."""
    if fault.job_id or _job_of_check(fault):
        raise ValidationError(_("已经报修了，修好会自己记上。"), code="reported")
    camera = fault.camera
    title = _("监控 %(camera)s") % {"camera": camera}
    with records.deed():
        job = offers.take(REPAIR, title=title, text=fault.what, place=camera.place, about=fault, actor=actor)
        return records.take(fault, "repair", actor=actor, job=job)


def _job_of_check(fault: CameraFault) -> int | None:
    checked = Fault.objects.filter(pk=fault.fault_id, target="repairs.job").first() if fault.fault_id else None
    return checked.target_id if checked is not None else None


def camera_mend(fault: CameraFault, *, note: str, now: datetime, actor: User) -> CameraFault:
    """It sees again. Raises ValidationError without a word of how."""
    if not note.strip():
        raise ValidationError({"note": _("怎么修的？请写一句。")})
    with records.deed():
        done = records.take(
            fault, "mend", actor=actor, note=note.strip()[:200], mended_at=now, mended_on=timezone.localdate(now)
        )
        camera = Camera.objects.get(pk=fault.camera_id)
        if camera.status == CameraStatus.FAULT:
            records.take(camera, "work", actor=actor)
    return done


def mended_by(job: Job, *, now: datetime, actor: User) -> int:
    """A repair is finished: the faults it was reported for are mended."""
    checks = Fault.objects.filter(target="repairs.job", target_id=job.pk).values("pk")
    rows = CameraFault.objects.filter(status=FaultStatus.OPEN)
    found = list(rows.filter(job=job).union(rows.filter(fault__in=checks)))
    for fault in found:
        note = _("报修单 %(number)s 修好了。%(note)s") % {"number": job.number, "note": job.done_note}
        camera_mend(CameraFault.objects.get(pk=fault.pk), note=note, now=now, actor=actor)
    return len(found)
