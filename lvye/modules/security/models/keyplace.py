"""重点部位: where somebody must look in several times a day, and who answers for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record


class PlaceKind(models.TextChoices):
    """What it is."""

    GATE = "gate", _("校门、门卫室")
    WALL = "wall", _("围墙、周界")
    DORM = "dorm", _("学生宿舍")
    CANTEEN = "canteen", _("食堂")
    STORE = "store", _("库房")
    LAB = "lab", _("实验室、危化品柜")
    POWER = "power", _("配电房、发电机房")
    GAS = "gas", _("锅炉房、燃气间")
    WATER = "water", _("水泵房、水箱")
    FINANCE = "finance", _("财务室")
    ARCHIVE = "archive", _("档案室、试卷库")
    COMPUTER = "computer", _("机房")
    MONITOR = "monitor", _("监控室")
    CROWD = "crowd", _("人员密集场所")
    OTHER = "other", _("其他")


class KeyPlace(Record):
    """One key place. is_target: named by the police as a target of terrorism, so that its video is kept longer.

    is_watched: a gate whose guard shows every hour by a scan that he is there.
    """

    Kind = PlaceKind

    place = models.OneToOneField(
        Place, models.PROTECT, related_name="+", verbose_name=_("地点"),
        error_messages={"unique": _("这个地点已经是重点部位。")},
    )  # fmt: skip
    kind = models.CharField(_("类型"), max_length=10, choices=PlaceKind.choices, default=PlaceKind.OTHER)
    responsible = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("责任人"),
        limit_choices_to={"kind__in": ("teacher", "staff")},
    )  # fmt: skip
    people = models.CharField(_("人防"), max_length=200, blank=True, help_text=_("谁看、几点看。"))
    things = models.CharField(_("物防"), max_length=200, blank=True, help_text=_("门、锁、护栏、防撞桩。"))
    technique = models.CharField(_("技防"), max_length=200, blank=True, help_text=_("监控、报警、门禁。"))
    is_target = models.BooleanField(_("反恐防范重点目标"), default=False)
    is_watched = models.BooleanField(_("每小时扫码在岗"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("重点部位")
        verbose_name_plural = _("重点部位")
        constraints = [
            models.CheckConstraint(
                condition=Q(is_watched=False) | Q(kind="gate"),
                name="security_keyplace_watched",
                violation_error_message=_("只有校门、门卫室才每小时扫码在岗。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
