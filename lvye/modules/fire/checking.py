"""The monthly check of devices: which duty is whose, what is due on one now, and how all of them stand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from lvye.kernel.duties.api import Instance, Status

from .codes import device_by_code
from .models import Device, DeviceStatus, Kind

TARGET = "fire.device"
DATES = "dates"  # the item the program answers by itself
# duty of the library → which devices it is due on; is_often: None both, else only those
CHECKS: dict[str, tuple[tuple[str, ...], bool | None]] = {
    "extinguisher_monthly": ((Kind.EXTINGUISHER,), False),
    "fire-extinguisher-often": ((Kind.EXTINGUISHER,), True),
    "fire-hydrant-monthly": ((Kind.HYDRANT,), None),
    "fire-light-monthly": ((Kind.LIGHT, Kind.EXIT), None),
    "fire-alarm-monthly": ((Kind.ALARM,), None),
    "fire-pump-weekly": ((Kind.PUMP,), None),
}


def devices_for(duty: Any) -> QuerySet[Device]:
    """The devices in their places a duty is due on, in the order one walks."""
    rows = Device.objects.filter(status=DeviceStatus.HERE).select_related("place").order_by("place__path", "pk")
    kinds, often = CHECKS.get(duty.code, ((), None))
    if kinds:
        rows = rows.filter(kind__in=kinds)
    return rows if often is None else rows.filter(is_often=often)


def number_in(text: str) -> int:
    """The number of the device whose label was read, 0 for none."""
    found = device_by_code(text)
    return found.pk if found is not None else 0


def code_of(number: int) -> str:
    """What is on the label of a device."""
    return Device.objects.filter(pk=number).values_list("code", flat=True).first() or ""


def due_on(device: Device, now: datetime) -> Instance | None:
    """What is to be checked on this device now: what is open, else what was missed and may be made up for."""
    rows = Instance.objects.filter(spot__target=TARGET, spot__target_id=device.pk).select_related("duty", "spot__place")
    here = rows.filter(status=Status.DUE, opens_at__lte=now).order_by("closes_at").first()
    return here or rows.filter(status=Status.MISSED).order_by("-closes_at").first()


def last_of(device: Device) -> Instance | None:
    """The last check that was made on it."""
    rows = Instance.objects.filter(spot__target=TARGET, spot__target_id=device.pk, result__isnull=False)
    return rows.select_related("duty", "result").order_by("-result__done_at").first()


@dataclass(frozen=True)
class Stand:
    """How a device stands, for a picture: a kind (done, going, soon, late, idle), a sign, and words."""

    kind: str
    sign: str
    words: str


def stand_of(device: Device, status: str, today: date) -> Stand:
    """status: of its present check, "" where none is due. What is worst counts."""
    if device.status == DeviceStatus.OUT:
        return Stand("soon", "→", _("送修中"))
    if device.is_past(today):
        return Stand("late", "×", _("过了报废年限"))
    if device.is_bad:
        return Stand("late", "!", _("上次检查有问题"))
    if device.wants_service(today):
        return Stand("late", "!", _("该送修、检测了"))
    if status in (Status.DONE, Status.LATE):
        return Stand("done", "✓", _("本期已查"))
    if status == Status.DUE:
        return Stand("going", "", _("本期还没查"))
    return Stand("soon", "?", _("漏检")) if status == Status.MISSED else Stand("idle", "", _("没有安排检查"))


def standing(devices: Iterable[Device], now: datetime) -> dict[int, Stand]:
    """How many devices stand: one query for the present checks of all of them."""
    found = list(devices)
    today = timezone.localdate(now)
    rows = Instance.objects.filter(spot__target=TARGET, opens_at__lte=now, closes_at__gte=now)
    present = dict(rows.order_by("closes_at").values_list("spot__target_id", "status"))
    return {one.pk: stand_of(one, present.get(one.pk, ""), today) for one in found}


@dataclass(frozen=True)
class Glance:
    """The present round in numbers: devices whose check is due in a window that is open, and those checked."""

    due: int
    checked: int

    @property
    def left(self) -> int:
        """Still to be checked."""
        return self.due - self.checked


def glance(now: datetime) -> Glance:
    """The round that is going on."""
    rows = Instance.objects.filter(spot__target=TARGET, opens_at__lte=now, closes_at__gte=now)
    rows = rows.exclude(status=Status.EXCUSED)
    return Glance(rows.count(), rows.filter(status__in=(Status.DONE, Status.LATE)).count())
