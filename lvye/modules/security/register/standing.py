"""The registers of what stands: key places, cameras and their faults, equipment."""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.records import api as records
from lvye.kernel.registers.api import Panel, Register, View, panel_on, register, rights
from lvye.modules.security import services
from lvye.modules.security.models import (
    Camera,
    CameraFault,
    CameraStatus,
    Equipment,
    EquipmentStatus,
    FaultStatus,
    KeyPlace,
)

from .posts import ADMIN, DESK, GUARDS, HEADS, LEADERS

KEEP = rights(
    (HEADS, "view add change export import"), ((*DESK, *LEADERS), "view export"), (GUARDS, "view"), (ADMIN, "view")
)
register(
    Register(
        model=KeyPlace,
        menu="safety",
        icon="shield",
        columns=("place", "kind", "responsible", "is_target", "is_watched", "is_active"),
        fields=("place", "kind", "responsible", "people", "things", "technique"),
        more=("is_target", "is_watched", "is_active"),
        filters=("kind", "responsible", "is_target", "is_active"),
        amend=services.keyplace_change,
        rights=KEEP,
        empty=_("校门、宿舍、食堂、配电房、危化品柜、财务室……先列出来，定责任人，门卫每天巡查几遍。"),
    )
)


def _add_fault(*, camera: Camera, what: str, actor: User) -> CameraFault:
    return services.camera_fail(camera, what=what, repair=True, now=timezone.now(), actor=actor)


def _off(camera: Camera, *, actor: User) -> Camera:
    return records.take(camera, "switch_off", actor=actor)


def _on(camera: Camera, *, actor: User) -> Camera:
    return records.take(camera, "switch_on", actor=actor)


register(
    Register(
        model=Camera,
        menu="safety",
        icon="camera",
        columns=("number", "name", "place", "keyplace", "keeps_days", "wanted_days", "measured_on", "status"),
        fields=("number", "name", "place", "keyplace"),
        more=("recorder", "installed_on", "keeps_days", "measured_on"),
        filters=("status", "keyplace", "recorder"),
        sorts=("-id", "number"),
        views=(View("fault", _("有故障"), {"status": CameraStatus.FAULT}),),
        imports=("number", "name", "place", "recorder", "installed_on"),
        create=services.camera_add,
        amend=services.camera_change,
        actions={"switch_off": _off, "switch_on": _on},
        rights=rights(
            (HEADS, "view add change export import switch_off switch_on"),
            ((*DESK, *LEADERS), "view export"),
            (GUARDS, "view"),
            (ADMIN, "view"),
        ),
        empty=_("每个监控点一行：编号、看哪里、接到哪台录像机。每月看一次回放，能看到几天前记在这里。"),
    )
)


def _repair(fault: CameraFault, *, actor: User) -> CameraFault:
    return services.camera_repair(fault, actor=actor)


def _mend(fault: CameraFault, *, actor: User, note: str = "") -> CameraFault:
    return services.camera_mend(fault, note=note, now=timezone.now(), actor=actor)


register(
    Register(
        model=CameraFault,
        menu="more",
        icon="warn",
        columns=("camera", "what", "found_on", "due_on", "status", "mended_on", "note"),
        fields=("camera", "what"),
        filters=("status", "camera", "found_on"),
        views=(View("open", _("没修好"), {"status": FaultStatus.OPEN}),),
        create=_add_fault,
        actions={"repair": _repair, "mend": _mend},
        rights=rights(
            (HEADS, "view add change export repair mend"),
            (DESK, "view add export repair mend"),
            (LEADERS, "view export"),
            (GUARDS, "view add repair"),
            (ADMIN, "view"),
        ),
        empty=_("黑屏、模糊、时钟不准、录像不到天数：登记的同时报修，到时限没有修好会提醒。"),
    )
)


def _retire(thing: Equipment, *, actor: User, why: str = "") -> Equipment:
    return records.take(thing, "retire", actor=actor, why=why)


register(
    Register(
        model=Equipment,
        menu="more",
        icon="shield",
        columns=("kind", "spec", "count", "place", "keeper", "expires_on", "status"),
        fields=("kind", "count", "place", "keeper", "expires_on"),
        more=("spec", "got_on"),
        filters=("kind", "status", "keeper"),
        views=(View("used", _("在用"), {"status": EquipmentStatus.USED}),),
        actions={"retire": _retire},
        rights=rights(
            (HEADS, "view add change export retire"),
            ((*DESK, *LEADERS), "view export"),
            (GUARDS, "view"),
            (ADMIN, "view"),
        ),
        empty=_("钢叉、警棍、盾牌、对讲机、一键报警：几件、放在哪里、谁管、哪天到期。"),
    )
)
panel_on("security.keyplace", Panel(_("监控点"), register="security.camera", by="keyplace"))
panel_on("security.keyplace", Panel(_("门岗缺扫"), register="security.gap", by="gate"))
panel_on("security.camera", Panel(_("故障"), register="security.camerafault", by="camera"))
panel_on("places.place", Panel(_("监控点"), register="security.camera", by="place"))
panel_on("repairs.job", Panel(_("监控故障"), register="security.camerafault", by="job"))
