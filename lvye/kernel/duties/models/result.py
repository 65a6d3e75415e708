"""What was found: the answers of one check, its readings, its faults."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.items import Answer, number
from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step

from .duty import Duty, Spot, Version
from .instance import Instance


class Clock(models.TextChoices):
    """What the device's clock is worth."""

    RIGHT = "right", _("时间可信")
    WRONG = "wrong", _("手机时间不准")
    NONE = "none", _("手机没有报时间")


class Result(Record):
    """One check that was made: exactly one for a time it was due. It never changes.

    done_at: when it counts as done: the device's time where its clock is right, else when it arrived. key: made on the
    device; what is sent twice is kept once. answers: item code → {key, value, note, bad}. scans: the codes read on the
    way, in order, [{place, at, known}]. seconds: from opening the page to the last answer.
    """

    instance = models.OneToOneField(
        Instance, models.PROTECT, related_name="result", verbose_name=_("检查任务"), editable=False
    )
    version = models.ForeignKey(Version, models.PROTECT, related_name="+", verbose_name=_("检查表"), editable=False)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("检查人"), editable=False
    )
    by_name = models.CharField(_("检查人"), max_length=60, editable=False)
    done_at = models.DateTimeField(_("检查时间"), editable=False)
    device_at = models.DateTimeField(_("手机上的时间"), null=True, blank=True, editable=False)
    received_at = models.DateTimeField(_("收到时间"), editable=False)
    clock = models.CharField(_("手机时间"), max_length=5, choices=Clock.choices, editable=False)
    is_late = models.BooleanField(_("补录"), default=False, editable=False)
    answers = models.JSONField(_("检查结果"), default=dict, editable=False)
    scans = models.JSONField(_("扫码"), default=list, editable=False)
    is_proved = models.BooleanField(_("扫码到场"), default=False, editable=False)
    bad = models.PositiveSmallIntegerField(_("不正常"), default=0, editable=False)
    cannot = models.PositiveSmallIntegerField(_("无法检查"), default=0, editable=False)
    seconds = models.PositiveIntegerField(_("用时（秒）"), null=True, blank=True, editable=False)
    note = models.CharField(_("备注"), max_length=500, blank=True)
    key = models.UUIDField(_("编号"), unique=True, editable=False)

    class Meta:
        verbose_name = _("检查结果")
        verbose_name_plural = _("检查结果")
        indexes = [models.Index(fields=["person", "done_at"], name="duties_result_person")]

    def __str__(self) -> str:
        return str(self.instance)

    @cached_property
    def read(self) -> list[Answer]:
        """The answers with their items, in the order of the checklist it was made with."""
        return [
            Answer(item=item, key=said["key"], value=_value(item.kind, said), note=said.get("note", ""))
            for item in self.version.checklist
            if (said := self.answers.get(item.code)) is not None
        ]


def _value(kind: str, said: dict[str, Any]) -> Any:
    value = said.get("value")
    return number(value) if kind == "reading" and value is not None else value


class Reading(Record):
    """One number that was read: for the course of a value over time, and for what looks invented."""

    result = models.ForeignKey(Result, models.PROTECT, related_name="readings", verbose_name=_("检查结果"))
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+", verbose_name=_("事项"), db_index=False)
    spot = models.ForeignKey(Spot, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("检查点"))
    item = models.CharField(_("检查项"), max_length=40)
    label = models.CharField(_("读数"), max_length=80)
    unit = models.CharField(_("单位"), max_length=20, blank=True)
    value = models.DecimalField(_("数值"), max_digits=12, decimal_places=3)
    is_bad = models.BooleanField(_("超限"), default=False)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("读数")
        verbose_name_plural = _("读数")
        indexes = [models.Index(fields=["duty", "item", "at"], name="duties_reading_course")]

    def __str__(self) -> str:
        return f"{self.label} {self.value.normalize():f}{self.unit}"


class Fault(Record):
    """One thing that was not as it should be. It goes to a repair, a hazard or a note, or was mended on the spot.

    handed_as: the code of the deed that took it (`offers`); target, target_id: the record it became. refusal: why
    the deed chosen while checking did not take it; the fault then waits here for a person.
    """

    class Status(models.TextChoices):
        """What became of it."""

        OPEN = "open", _("待处理")
        HANDED = "handed", _("已转办")
        SETTLED = "settled", _("当场处理")

    flow: ClassVar[Flow] = Flow(
        Step("hand", _("转办"), {Status.OPEN}, Status.HANDED, tone="main"),
        Step("settle", _("已处理"), {Status.OPEN}, Status.SETTLED, fields=("measure",)),
        final={Status.HANDED, Status.SETTLED},
    )
    verbs: ClassVar[dict[str, Any]] = {"refused": _("没能转出")}
    tones: ClassVar[dict[str, str]] = {Status.OPEN: "late", Status.HANDED: "going", Status.SETTLED: "done"}

    result = models.ForeignKey(
        Result, models.PROTECT, related_name="faults", verbose_name=_("检查结果"), editable=False
    )
    duty = models.ForeignKey(Duty, models.PROTECT, related_name="+", verbose_name=_("事项"), editable=False)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"), editable=False
    )
    item = models.CharField(_("检查项代号"), max_length=40, editable=False)
    label = models.CharField(_("检查项"), max_length=120, editable=False)
    words = models.CharField(_("情况"), max_length=500, blank=True, editable=False)
    found_on = models.DateField(_("发现日期"), editable=False)
    measure = models.CharField(_("怎么处理的"), max_length=300, blank=True)
    handed_as = models.CharField(_("转到"), max_length=60, blank=True, editable=False)
    target = models.CharField(_("台账"), max_length=60, blank=True, editable=False)
    target_id = models.BigIntegerField(_("编号"), null=True, blank=True, editable=False)
    refusal = models.CharField(_("没能转出"), max_length=300, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=7, choices=Status.choices, default=Status.OPEN, editable=False)

    class Meta:
        verbose_name = _("检查发现的问题")
        verbose_name_plural = _("检查发现的问题")
        constraints = [
            models.UniqueConstraint(
                fields=["result", "item"], name="duties_fault_once", violation_error_message=_("这一项已经记过了。")
            ),
            models.CheckConstraint(
                condition=~Q(status="handed") | (~Q(handed_as="") & Q(target_id__isnull=False)),
                name="duties_fault_handed",
                violation_error_message=_("转办要有转出的记录。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="settled") | ~Q(measure=""),
                name="duties_fault_settled",
                violation_error_message=_("处理了要写明怎么处理的。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "found_on"], name="duties_fault_open"),
            models.Index(fields=["target", "target_id"], name="duties_fault_target"),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.words}".strip()
