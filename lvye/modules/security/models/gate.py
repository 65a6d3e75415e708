"""脱岗提醒: an hour in which nobody showed at the gate that he was there."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.api import Instance
from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .keyplace import KeyPlace


class GapStatus(models.TextChoices):
    """Whether somebody has looked into it."""

    OPEN = "open", _("待核实")
    JUDGED = "judged", _("已核实")


class Verdict(models.TextChoices):
    """What it was."""

    AWAY = "away", _("门岗没有人")
    FORGOT = "forgot", _("人在岗，没有扫码")
    DEVICE = "device", _("手机或网络坏了")


class Gap(Record):
    """One hour without a scan. on_duty: whom the roster names for it, as it stood."""

    Status, Verdict = GapStatus, Verdict

    instance = models.OneToOneField(
        Instance, models.PROTECT, related_name="+", verbose_name=_("检查任务"), editable=False
    )
    gate = models.ForeignKey(KeyPlace, models.PROTECT, related_name="gaps", verbose_name=_("门岗"), editable=False)
    on = models.DateField(_("日期"), editable=False)
    begins_at = models.DateTimeField(_("从"), editable=False)
    ends_at = models.DateTimeField(_("到"), editable=False)
    on_duty = models.CharField(_("当班人"), max_length=100, blank=True, editable=False)
    verdict = models.CharField(_("核实结果"), max_length=6, choices=Verdict.choices, blank=True)
    words = models.CharField(_("情况说明"), max_length=200, blank=True)
    judged_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("核实人")
    )
    status = models.CharField(
        _("状态"), max_length=6, choices=GapStatus.choices, default=GapStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("judge", _("核实"), {GapStatus.OPEN}, GapStatus.JUDGED, fields=("verdict", "words"), tone="main"),
        final={GapStatus.JUDGED},
    )
    tones: ClassVar[dict[str, str]] = {GapStatus.OPEN: "late", GapStatus.JUDGED: "idle"}

    class Meta:
        verbose_name = _("门岗缺扫")
        verbose_name_plural = _("门岗缺扫")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | ~Q(verdict="") & Q(judged_by__isnull=False),
                name="security_gap_judged",
                violation_error_message=_("核实要写明结果。"),
            )
        ]
        indexes = [models.Index(fields=["on"], name="security_gap_on")]

    def __str__(self) -> str:
        return self.on_duty or str(self.get_status_display())
