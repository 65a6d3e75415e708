"""安保器材: what the guards have in their hands, and until when it is good."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step


class Sort(models.TextChoices):
    """What it is."""

    FORK = "fork", _("钢叉")
    BATON = "baton", _("警棍")
    SHIELD = "shield", _("盾牌")
    HELMET = "helmet", _("头盔")
    VEST = "vest", _("防刺背心")
    GLOVES = "gloves", _("防割手套")
    SPRAY = "spray", _("催泪喷射器")
    TORCH = "torch", _("强光手电")
    RADIO = "radio", _("对讲机")
    ALARM = "alarm", _("一键报警")
    BARRIER = "barrier", _("防撞桩、拒马")
    CROSSING = "crossing", _("护学旗、反光背心")
    OTHER = "other", _("其他")


class EquipmentStatus(models.TextChoices):
    """Whether it can be used."""

    USED = "used", _("在用")
    GONE = "gone", _("已停用")


class Equipment(Record):
    """So many of one thing at one place. expires_on: when it must be replaced or tested again."""

    Sort, Status = Sort, EquipmentStatus

    kind = models.CharField(_("器材"), max_length=10, choices=Sort.choices)
    spec = models.CharField(_("型号"), max_length=60, blank=True)
    count = models.PositiveSmallIntegerField(_("数量"), default=1, validators=[MinValueValidator(1)])
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("放在哪里"))
    keeper = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("谁管"),
        limit_choices_to={"kind__in": ("teacher", "staff")},
    )  # fmt: skip
    got_on = models.DateField(_("配备日期"), null=True, blank=True)
    expires_on = models.DateField(_("到期日期"), null=True, blank=True)
    why = models.CharField(_("为什么停用"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=4, choices=EquipmentStatus.choices, default=EquipmentStatus.USED, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("retire", _("停用"), {EquipmentStatus.USED}, EquipmentStatus.GONE, fields=("why",), tone="no"),
        final={EquipmentStatus.GONE},
    )
    tones: ClassVar[dict[str, str]] = {EquipmentStatus.USED: "done", EquipmentStatus.GONE: "idle"}

    class Meta:
        verbose_name = _("安保器材")
        verbose_name_plural = _("安保器材")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.spec}".strip()
