"""Who answers for what: custody sheets of each room, and the marks a class gets for its property."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step
from lvye.kernel.terms.api import Term

from .asset import Asset


class SheetStatus(models.TextChoices):
    """A sheet waits for its keeper, or is signed."""

    OPEN = "open", _("待签字")
    SIGNED = "signed", _("已签字")
    DROPPED = "dropped", _("作废")


class CustodySheet(Record):
    """责任书: what stands in a room at the beginning (or end) of a term, signed item by item by who keeps it.

    count, value: pieces and yuan at the moment of signing; problems: how many items were damaged or missing.
    """

    class Phase(models.TextChoices):
        """When it is signed."""

        BEGIN = "begin", _("学期初")
        END = "end", _("学期末")

    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    phase = models.CharField(_("时间"), max_length=5, choices=Phase.choices, default=Phase.BEGIN)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("地点"))
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("保管人"))
    made_on = models.DateField(_("发出日期"), editable=False)
    signed_at = models.DateTimeField(_("签字时间"), null=True, blank=True, editable=False)
    on_paper = models.BooleanField(_("纸上签字"), default=False, editable=False)
    count = models.PositiveIntegerField(_("件数"), default=0, editable=False)
    value = models.DecimalField(_("价值（元）"), max_digits=14, decimal_places=2, default=0, editable=False)
    problems = models.PositiveIntegerField(_("有问题的"), default=0, editable=False)
    status = models.CharField(
        _("状态"), max_length=7, choices=SheetStatus.choices, default=SheetStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("sign", _("签字"), {SheetStatus.OPEN}, SheetStatus.SIGNED, tone="main"),
        Step("drop", _("作废"), {SheetStatus.OPEN}, SheetStatus.DROPPED, tone="no"),
        final={SheetStatus.SIGNED, SheetStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        SheetStatus.OPEN: "soon", SheetStatus.SIGNED: "done", SheetStatus.DROPPED: "idle"
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("for",)
    verbs: ClassVar[dict[str, Any]] = {"for": _("代登记签字")}

    class Meta:
        verbose_name = _("保管责任书")
        verbose_name_plural = _("保管责任书")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "phase", "place", "keeper"],
                condition=~models.Q(status="dropped"),
                name="assets_custodysheet_once",
                violation_error_message=_("这个地点本学期已经有这位保管人的责任书。"),
            )
        ]
        indexes = [models.Index(fields=["term", "phase", "status"], name="assets_custodysheet_term")]

    def __str__(self) -> str:
        return f"{self.place} {self.keeper}"


class CustodyLine(Record):
    """One card as it was found when the sheet was signed."""

    class State(models.TextChoices):
        """How it was found."""

        OK = "ok", _("完好")
        DAMAGED = "damaged", _("有损坏")
        MISSING = "missing", _("不在")

    sheet = models.ForeignKey(CustodySheet, models.PROTECT, related_name="lines", verbose_name=_("责任书"))
    asset = models.ForeignKey(Asset, models.PROTECT, related_name="+", verbose_name=_("资产"))
    qty = models.PositiveIntegerField(_("数量"))
    value = models.DecimalField(_("价值（元）"), max_digits=14, decimal_places=2)
    state = models.CharField(_("情况"), max_length=7, choices=State.choices, default=State.OK)
    note = models.CharField(_("说明"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("责任书明细")
        verbose_name_plural = _("责任书明细")
        constraints = [
            models.UniqueConstraint(
                fields=["sheet", "asset"],
                name="assets_custodyline_once",
                violation_error_message=_("同一件资产在责任书上只能列一次。"),
            )
        ]
        indexes = [models.Index(fields=["state", "-id"], name="assets_custodyline_state")]

    def __str__(self) -> str:
        return str(self.asset)


class ClassMark(Record):
    """班级财产考核: one item looked at in a class, with what it cost or earned the class.

    points: taken off (below nought) or given; a class begins each month with what the rule says.
    """

    class Item(models.TextChoices):
        """What was looked at."""

        DESKS = "desks", _("课桌椅")
        DOORS = "doors", _("门窗玻璃")
        WALLS = "walls", _("墙面地面")
        POWER = "power", _("灯具电扇开关")
        SCREEN = "screen", _("电教设备")
        TOOLS = "tools", _("清洁工具饮水机")
        OTHER = "other", _("其他")

    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="+", verbose_name=_("班级"))
    checked_on = models.DateField(_("检查日期"))
    item = models.CharField(_("项目"), max_length=8, choices=Item.choices)
    points = models.SmallIntegerField(_("加减分"), help_text=_("扣分写负数，例如 -2；爱护得好的可以加分。"))
    why = models.CharField(_("情况"), max_length=120)
    checker = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("检查人")
    )

    class Meta:
        verbose_name = _("班级财产考核")
        verbose_name_plural = _("班级财产考核")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(points__gte=-100) & models.Q(points__lte=100) & ~models.Q(points=0),
                name="assets_classmark_points",
                violation_error_message=_("加减分在 -100 到 100 之间，不能是 0。"),
            )
        ]
        indexes = [models.Index(fields=["checked_on", "school_class"], name="assets_classmark_month")]

    def __str__(self) -> str:
        return f"{self.school_class} {self.get_item_display()}"
