"""监控: each camera, how many days back it can be played, and its faults."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import Fault
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.repairs.api import Job

from .keyplace import KeyPlace


class CameraStatus(models.TextChoices):
    """Whether it sees."""

    OK = "ok", _("正常")
    FAULT = "fault", _("有故障")
    OFF = "off", _("停用")


C = CameraStatus


class Camera(Record):
    """One camera. keeps_days: how many days back were really played, on measured_on; wanted_days: what the rule asks.

    wanted_days follows the key place it looks at, and is kept so that lists and figures can compare.
    """

    Status = CameraStatus

    number = models.CharField(_("编号"), max_length=20, unique=True)
    name = models.CharField(_("看哪里"), max_length=60)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("装在哪里"))
    keyplace = models.ForeignKey(
        KeyPlace, models.PROTECT, null=True, blank=True, related_name="cameras", verbose_name=_("看的重点部位")
    )
    recorder = models.CharField(_("接到哪台录像机"), max_length=40, blank=True)
    installed_on = models.DateField(_("安装日期"), null=True, blank=True)
    keeps_days = models.PositiveSmallIntegerField(_("能回放几天"), null=True, blank=True)
    measured_on = models.DateField(_("哪天看的"), null=True, blank=True)
    wanted_days = models.PositiveSmallIntegerField(_("应存几天"), default=30, editable=False)
    status = models.CharField(_("状态"), max_length=6, choices=C.choices, default=C.OK, editable=False)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("fail", _("报故障"), {C.OK}, C.FAULT),
        Step("work", _("恢复正常"), {C.FAULT}, C.OK),
        Step("switch_off", _("停用"), {C.OK, C.FAULT}, C.OFF, tone="no"),
        Step("switch_on", _("重新启用"), {C.OFF}, C.OK),
    )
    tones: ClassVar[dict[str, str]] = {C.OK: "done", C.FAULT: "late", C.OFF: "idle"}
    verbs: ClassVar[dict[str, object]] = {"measure": _("看回放"), "want": _("改应存天数")}
    search_from: ClassVar[tuple[str, ...]] = ("number", "name", "recorder")

    class Meta:
        verbose_name = _("监控点")
        verbose_name_plural = _("监控点")
        constraints = [
            models.CheckConstraint(
                condition=Q(keeps_days=None) | Q(measured_on__isnull=False),
                name="security_camera_measured",
                violation_error_message=_("写了能回放几天，要写明哪天看的。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def is_short(self) -> bool:
        """Whether less is kept than the rule asks."""
        return self.keeps_days is not None and self.keeps_days < self.wanted_days


class FaultStatus(models.TextChoices):
    """Where a fault stands."""

    OPEN = "open", _("没修好")
    MENDED = "mended", _("修好了")


class CameraFault(Record):
    """A camera that does not see. due_at: until when the rule wants it mended. fault: the check that found it."""

    Status = FaultStatus

    camera = models.ForeignKey(Camera, models.PROTECT, related_name="faults", verbose_name=_("监控点"))
    what = models.CharField(_("什么故障"), max_length=200)
    found_at = models.DateTimeField(_("发现时间"), editable=False)
    found_on = models.DateField(_("发现日期"), editable=False)
    due_at = models.DateTimeField(_("最迟修好"), editable=False)
    due_on = models.DateField(_("最迟修好的日期"), editable=False)
    fault = models.ForeignKey(
        Fault, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("检查发现")
    )
    job = models.ForeignKey(
        Job, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("报修单")
    )
    mended_at = models.DateTimeField(_("修好时间"), null=True, blank=True, editable=False)
    mended_on = models.DateField(_("修好日期"), null=True, blank=True, editable=False)
    note = models.CharField(_("怎么修的"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=6, choices=FaultStatus.choices, default=FaultStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("repair", _("报修"), {FaultStatus.OPEN}, FaultStatus.OPEN, tone="main"),
        Step("mend", _("修好了"), {FaultStatus.OPEN}, FaultStatus.MENDED, fields=("note",)),
        final={FaultStatus.MENDED},
    )
    tones: ClassVar[dict[str, str]] = {FaultStatus.OPEN: "late", FaultStatus.MENDED: "done"}

    class Meta:
        verbose_name = _("监控故障")
        verbose_name_plural = _("监控故障")
        constraints = [
            models.UniqueConstraint(
                fields=["camera"],
                condition=Q(status="open"),
                name="security_camerafault_one",
                violation_error_message=_("这个监控点的故障已经登记了，还没有修好。"),
            ),
            models.CheckConstraint(
                condition=Q(status="open", mended_at=None) | Q(status="mended", mended_at__gte=F("found_at")),
                name="security_camerafault_mended",
                violation_error_message=_("修好的时间不能早于发现的时间。"),
            ),
        ]
        indexes = [models.Index(fields=["found_on"], name="security_camerafault_found")]

    def __str__(self) -> str:
        return self.what
