"""Devices that go out to be serviced or tested, and those that are to be scrapped, as one order each."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.partners.api import Partner

from .device import Device


class UpkeepKind(models.TextChoices):
    """What is to be done with the devices."""

    SERVICE = "service", _("送修充装")
    TEST = "test", _("检测维护")
    SCRAP = "scrap", _("报废")


class UpkeepStatus(models.TextChoices):
    """Where the order stands."""

    DRAFT = "draft", _("待送出")
    ASKED = "asked", _("待同意")
    OUT = "out", _("已送出")
    DONE = "done", _("已办完")
    DROPPED = "dropped", _("不办了")


class Upkeep(Record):
    """One order: a service or test by a firm, or the scrapping of devices, which somebody else agrees to."""

    Kind, Status = UpkeepKind, UpkeepStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("办什么"), max_length=8, choices=UpkeepKind.choices, editable=False)
    why = models.CharField(_("原因"), max_length=200, blank=True)
    asked_on = models.DateField(_("提出日期"), editable=False)
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("提出人")
    )
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("维修单位")
    )
    firm = models.CharField(_("维修单位名称"), max_length=60, blank=True)
    sent_on = models.DateField(_("送出日期"), null=True, blank=True, editable=False)
    due_on = models.DateField(_("约定取回"), null=True, blank=True)
    done_on = models.DateField(_("办完日期"), null=True, blank=True, editable=False)
    done_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("经手人")
    )
    cost = models.DecimalField(_("费用（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    drop_why = models.CharField(_("为什么不办"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=UpkeepStatus.choices, default=UpkeepStatus.DRAFT, editable=False
    )
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step(
            "send", _("送出"), {UpkeepStatus.DRAFT}, UpkeepStatus.OUT, fields=("partner", "firm", "due_on"), tone="main"
        ),
        Step("back", _("取回"), {UpkeepStatus.OUT}, UpkeepStatus.DONE, fields=("cost",), tone="main"),
        Step("agree", _("同意报废"), {UpkeepStatus.ASKED}, UpkeepStatus.DONE, tone="main"),
        Step(
            "drop", _("不办了"), {UpkeepStatus.DRAFT, UpkeepStatus.ASKED}, UpkeepStatus.DROPPED, fields=("drop_why",),
            tone="no",
        ),
        final={UpkeepStatus.DONE, UpkeepStatus.DROPPED},
    )  # fmt: skip
    tones: ClassVar[dict[str, str]] = {
        UpkeepStatus.DRAFT: "soon", UpkeepStatus.ASKED: "soon", UpkeepStatus.OUT: "going", UpkeepStatus.DONE: "done",
        UpkeepStatus.DROPPED: "idle",
    }  # fmt: skip
    search_from: ClassVar[tuple[str, ...]] = ("number", "why", "firm")

    class Meta:
        verbose_name = _("器材送修报废单")
        verbose_name_plural = _("器材送修报废单")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status__in=["out", "done"]) | Q(kind="scrap")
                | (Q(sent_on__isnull=False) & (~Q(firm="") | Q(partner__isnull=False))),
                name="fire_upkeep_sent",
                violation_error_message=_("送出要写送到哪个单位。"),
            ),
            models.CheckConstraint(
                condition=~Q(kind="scrap", status="done") | ~Q(asked_by=F("done_by")),
                name="fire_upkeep_two_people",
                violation_error_message=_("提出报废的人不能自己同意，请换一个人。"),
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="fire_upkeep_cost",
                violation_error_message=_("费用不能小于零。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.get_kind_display()}"

    @property
    def what(self) -> str:
        """What a purchase that follows from it is for."""
        return str(_("消防器材报废后补充（%(number)s）") % {"number": self.number})


class LineResult(models.TextChoices):
    """What became of one device."""

    WAITING = "", _("未取回")
    SERVICED = "serviced", _("修好、充好")
    SCRAPPED = "scrapped", _("报废")
    AS_WAS = "as_was", _("原样退回")


class UpkeepLine(Record):
    """One device of an order, and what became of it."""

    Result = LineResult

    upkeep = models.ForeignKey(
        Upkeep, models.PROTECT, related_name="lines", verbose_name=_("送修报废单"), editable=False
    )
    device = models.ForeignKey(Device, models.PROTECT, related_name="lines", verbose_name=_("器材"), editable=False)
    result = models.CharField(_("结果"), max_length=8, choices=LineResult.choices, blank=True)
    certificate = models.CharField(_("维修合格证号"), max_length=40, blank=True)
    done_on = models.DateField(_("日期"), null=True, blank=True, editable=False)
    note = models.CharField(_("说明"), max_length=120, blank=True)
    verbs: ClassVar[dict[str, Any]] = {"settle": _("记结果")}

    class Meta:
        verbose_name = _("送修报废明细")
        verbose_name_plural = _("送修报废明细")
        constraints = [
            models.UniqueConstraint(
                fields=["upkeep", "device"], name="fire_upkeepline_once",
                violation_error_message=_("这一件已经在单子上了。"),
            ),
            models.CheckConstraint(
                condition=Q(result="") | Q(done_on__isnull=False), name="fire_upkeepline_dated",
                violation_error_message=_("有结果就要有日期。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.upkeep.number} {self.device}"
