"""A piece of fire equipment: where it stands, what it is, and until when it may be relied upon."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.assets.api import Asset

CODE_LENGTH = 8  # a place's code has six, a thing's seven: typed by hand they are never taken for each other


class Kind(models.TextChoices):
    """What it is."""

    EXTINGUISHER = "extinguisher", _("灭火器")
    HYDRANT = "hydrant", _("消火栓")
    EXIT = "exit", _("安全出口")
    LIGHT = "light", _("应急照明和疏散指示")
    ALARM = "alarm", _("火灾报警器")
    PUMP = "pump", _("消防水泵")


class Agent(models.TextChoices):
    """What an extinguisher is filled with: it decides when it is serviced and when it is scrapped."""

    POWDER = "powder", _("干粉")
    WATER = "water", _("水基")
    CO2 = "co2", _("二氧化碳")
    GAS = "gas", _("洁净气体")


class DeviceStatus(models.TextChoices):
    """Whether it stands in its place."""

    HERE = "here", _("在位")
    OUT = "out", _("送修中")
    SCRAPPED = "scrapped", _("已报废")


class Device(Record):
    """One piece of equipment.

    code: on its label, for ever. spot: where exactly ("东侧楼梯口"). serial: what the maker stamped on it.
    made_on: 出厂日期, from which the dates count. service_due_on, scrap_due_on: computed from kind,
    agent and dates by the rules in force; None where none applies. serviced_on: the last service,
    refill or yearly test. checked_on, is_bad: the last check.
    is_often: stands where half a month is the rule (boiler room, cellar).
    """

    Kind, Agent, Status = Kind, Agent, DeviceStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    code = models.CharField(_("标签码"), max_length=CODE_LENGTH, unique=True, editable=False)
    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices, default=Kind.EXTINGUISHER)
    agent = models.CharField(_("灭火剂"), max_length=6, choices=Agent.choices, blank=True)
    spec = models.CharField(_("型号规格"), max_length=60, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("放在哪里"))
    building = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("楼栋"),
        limit_choices_to={"kind": "building"},
    )  # fmt: skip
    spot = models.CharField(_("具体位置"), max_length=60, blank=True)
    made_on = models.DateField(_("出厂日期"), null=True, blank=True)
    installed_on = models.DateField(_("安装日期"), null=True, blank=True)
    maker = models.CharField(_("生产厂家"), max_length=60, blank=True)
    serial = models.CharField(_("出厂编号"), max_length=40, blank=True)
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("负责人")
    )
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("资产卡"))
    is_often = models.BooleanField(_("半月一查"), default=False, help_text=_("锅炉房、地下室里的。"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=DeviceStatus.choices, default=DeviceStatus.HERE, editable=False
    )
    serviced_on = models.DateField(_("上次维修、检测"), null=True, blank=True)
    certificate = models.CharField(_("维修合格证号"), max_length=40, blank=True)
    service_due_on = models.DateField(_("下次维修、检测"), null=True, blank=True, editable=False)
    scrap_due_on = models.DateField(_("报废日期"), null=True, blank=True, editable=False)
    checked_on = models.DateField(_("上次检查"), null=True, blank=True, editable=False)
    is_bad = models.BooleanField(_("上次检查有问题"), default=False, editable=False)
    scrapped_on = models.DateField(_("哪天报废"), null=True, blank=True, editable=False)
    scrap_why = models.CharField(_("为什么报废"), max_length=200, blank=True)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("send", _("送修"), {DeviceStatus.HERE}, DeviceStatus.OUT),
        Step("back", _("取回"), {DeviceStatus.OUT}, DeviceStatus.HERE),
        Step(
            "scrap", _("报废"), {DeviceStatus.HERE, DeviceStatus.OUT}, DeviceStatus.SCRAPPED, fields=("scrap_why",),
            tone="no",
        ),
        final={DeviceStatus.SCRAPPED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        DeviceStatus.HERE: "done", DeviceStatus.OUT: "soon", DeviceStatus.SCRAPPED: "idle",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {"check": _("记检查"), "date": _("重算日期")}
    extra_verbs: ClassVar[tuple[str, ...]] = ("check",)

    class Meta:
        verbose_name = _("消防器材")
        verbose_name_plural = _("消防器材")
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind="extinguisher") | (~Q(agent="") & Q(made_on__isnull=False)),
                name="fire_device_extinguisher",
                violation_error_message=_("灭火器要写灭火剂和出厂日期：维修和报废的日子从它们算起。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="extinguisher") | Q(agent=""),
                name="fire_device_agent",
                violation_error_message=_("只有灭火器才写灭火剂。"),
            ),
            models.CheckConstraint(
                condition=Q(made_on=None) | Q(serviced_on=None) | Q(serviced_on__gte=models.F("made_on")),
                name="fire_device_serviced_after",
                violation_error_message=_("维修、检测不能早于出厂日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="scrapped") | (~Q(scrap_why="") & Q(scrapped_on__isnull=False)),
                name="fire_device_scrapped",
                violation_error_message=_("报废要写为什么。"),
            ),
        ]
        indexes = [
            models.Index(fields=["building", "status"], name="fire_device_building"),
            models.Index(fields=["service_due_on"], condition=~Q(status="scrapped"), name="fire_device_service"),
            models.Index(fields=["scrap_due_on"], condition=~Q(status="scrapped"), name="fire_device_scrap"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

    def search_source(self) -> list[str]:
        """Number, kind, place and what is stamped on it."""
        return [self.number, self.code, str(self.get_kind_display()), self.place.full_name, self.spot, self.spec,
                self.serial]  # fmt: skip

    @property
    def where(self) -> str:
        """Its place and the spot in it."""
        return f"{self.place.full_name} {self.spot}".strip()

    @property
    def what(self) -> str:
        """ "干粉灭火器 MFZ/ABC4"."""
        return f"{self.get_agent_display() if self.agent else ''}{self.get_kind_display()} {self.spec}".strip()

    def is_past(self, today: date) -> bool:
        """Past its scrap date: not to be relied upon any more."""
        return self.scrap_due_on is not None and self.scrap_due_on < today

    def wants_service(self, today: date) -> bool:
        """Past the day by which it had to be serviced or tested."""
        return self.service_due_on is not None and self.service_due_on < today
