"""The register of devices."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.places.api import scan_with
from lvye.kernel.registers.api import Column, Register, View, register, rights
from lvye.modules.fire import services
from lvye.modules.fire.codes import device_by_code
from lvye.modules.fire.models import Device, DeviceStatus, Kind
from lvye.modules.fire.posts import ADMIN, DESK, GUARDS, HEADS, LEADERS, STAFF


def _create(*, actor: User, **values: Any) -> Device:
    return services.device_create(today=timezone.localdate(), actor=actor, **values)


def _amend(device: Device, *, actor: User, **values: Any) -> Device:
    return services.device_amend(device, today=timezone.localdate(), actor=actor, **values)


def _scanned(text: str) -> str:
    """Where a device's label leads, for 扫一扫."""
    found = device_by_code(text)
    return reverse("fire:scan", args=[found.code]) if found else ""


scan_with(_scanned)
register(
    Register(
        model=Device,
        menu="safety",
        icon="shield",
        columns=(
            "number", Column("what", _("器材"), lambda one: one.what, sort="kind"), "place", "spot", "made_on",
            "service_due_on", "scrap_due_on", "checked_on", "is_bad", "status",
        ),
        fields=("kind", "agent", "spec", "place", "spot", "made_on", "installed_on", "serviced_on"),
        more=("maker", "serial", "certificate", "keeper", "asset", "is_often", "note"),
        imports=(
            "kind", "agent", "spec", "place", "spot", "made_on", "installed_on", "serviced_on", "maker", "serial",
            "note",
        ),
        filters=("kind", "agent", "status", "building", "is_bad", "service_due_on", "scrap_due_on"),
        sorts=("-id", "kind", "number"),
        views=(
            View("extinguisher", _("灭火器"), {"kind": Kind.EXTINGUISHER}),
            View("hydrant", _("消火栓"), {"kind": Kind.HYDRANT}),
            View("bad", _("有问题"), {"is_bad": "True"}),
            View("out", _("送修中"), {"status": DeviceStatus.OUT}),
        ),
        create=_create,
        amend=_amend,
        rights=rights(
            (HEADS, "view add change export import check"), (DESK, "view add change export import check"),
            (LEADERS, "view export check"), (GUARDS, "view check"), (("repairer", "keeper"), "check"), (STAFF, "view"),
            (ADMIN, "view export"),
        ),
        empty=_("灭火器、消火栓、应急灯一件一张卡。先登记，再打印标签贴上；维修和报废的日子自己算出来，月检扫码就行。"),
    )
)  # fmt: skip
