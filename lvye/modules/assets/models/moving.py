"""Where things went and through whose hands: transfers, handovers, and every single movement of a card."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person, SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step

from .asset import Asset


class TransferStatus(models.TextChoices):
    """A transfer is asked for, then booked by the general office."""

    ASKED = "asked", _("待调整")
    POSTED = "posted", _("已入账")
    DROPPED = "dropped", _("未同意")


class Transfer(Record):
    """调拨单: some things go to another room, keeper, department or class. The general office books it."""

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    to_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("调到地点")
    )
    to_department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("调入部门")
    )
    to_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("调入班级")
    )
    to_keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("新保管人")
    )
    why = models.CharField(_("调拨原因"), max_length=200)
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("申请人")
    )
    asked_on = models.DateField(_("申请日期"), editable=False)
    posted_on = models.DateField(_("入账日期"), null=True, blank=True, editable=False)
    answer = models.CharField(_("总务处意见"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=TransferStatus.choices, default=TransferStatus.ASKED, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("post", _("调整入账"), {TransferStatus.ASKED}, TransferStatus.POSTED, fields=("answer",), tone="main"),
        Step("drop", _("不同意"), {TransferStatus.ASKED}, TransferStatus.DROPPED, fields=("answer",), tone="no"),
        final={TransferStatus.POSTED, TransferStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        TransferStatus.ASKED: "soon", TransferStatus.POSTED: "done", TransferStatus.DROPPED: "idle"
    }  # fmt: skip

    class Meta:
        verbose_name = _("调拨单")
        verbose_name_plural = _("调拨单")
        constraints = [
            models.CheckConstraint(
                condition=Q(to_place__isnull=False)
                | Q(to_department__isnull=False)
                | Q(to_class__isnull=False)
                | Q(to_keeper__isnull=False),
                name="assets_transfer_where",
                violation_error_message=_("请写明调到哪里，或者交给谁保管。"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class HandoverStatus(models.TextChoices):
    """A handover is listed, given by the one, taken by the other."""

    LISTED = "listed", _("待移交人签字")
    GIVEN = "given", _("待接收人签字")
    DONE = "done", _("已交接")
    DROPPED = "dropped", _("作废")


class Handover(Record):
    """交接清单: on a change of post all that one person keeps goes to another, by one list both sign."""

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    giver = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("移交人"))
    taker = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("接收人"))
    watcher = models.CharField(_("监交人"), max_length=40, blank=True)
    why = models.CharField(_("交接原因"), max_length=100, blank=True)
    listed_on = models.DateField(_("列表日期"), editable=False)
    given_at = models.DateTimeField(_("移交人签字时间"), null=True, blank=True, editable=False)
    taken_at = models.DateTimeField(_("接收人签字时间"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=8, choices=HandoverStatus.choices, default=HandoverStatus.LISTED, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("give", _("移交人签字"), {HandoverStatus.LISTED}, HandoverStatus.GIVEN, tone="main"),
        Step("take", _("接收人签字"), {HandoverStatus.GIVEN}, HandoverStatus.DONE, tone="main"),
        Step("drop", _("作废"), {HandoverStatus.LISTED, HandoverStatus.GIVEN}, HandoverStatus.DROPPED, tone="no"),
        final={HandoverStatus.DONE, HandoverStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        HandoverStatus.LISTED: "soon", HandoverStatus.GIVEN: "going", HandoverStatus.DONE: "done",
        HandoverStatus.DROPPED: "idle",
    }  # fmt: skip
    extra_verbs: ClassVar[tuple[str, ...]] = ("sign",)
    verbs: ClassVar[dict[str, Any]] = {"sign": _("代登记签字")}

    class Meta:
        verbose_name = _("交接清单")
        verbose_name_plural = _("交接清单")
        constraints = [
            models.CheckConstraint(
                condition=~Q(giver=F("taker")),
                name="assets_handover_two",
                violation_error_message=_("移交人和接收人不能是同一个人。"),
            )
        ]

    def __str__(self) -> str:
        return self.number


class Movement(Record):
    """One card's change of room, keeper, department or class; a line of its transfer or handover, where it has one.

    moved_on: the day it was booked; none while its paper waits. The to-fields are what the card says afterwards.
    qty: so many pieces of a lot go (they get a card of their own when it is booked); none: the whole card.
    """

    asset = models.ForeignKey(Asset, models.PROTECT, related_name="movements", verbose_name=_("资产"))
    transfer = models.ForeignKey(
        Transfer, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("调拨单")
    )
    handover = models.ForeignKey(
        Handover, models.PROTECT, null=True, blank=True, related_name="lines", verbose_name=_("交接清单")
    )
    qty = models.PositiveIntegerField(_("件数"), null=True, blank=True)
    from_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原地点")
    )
    to_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("现地点")
    )
    from_keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("原保管人")
    )
    to_keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("现保管人")
    )
    from_owner = models.CharField(_("原部门、班级"), max_length=60, blank=True)
    to_owner = models.CharField(_("现部门、班级"), max_length=60, blank=True)
    moved_on = models.DateField(_("入账日期"), null=True, blank=True)
    why = models.CharField(_("原因"), max_length=200, blank=True)

    verbs: ClassVar[dict[str, Any]] = {"post": _("入账")}

    class Meta:
        verbose_name = _("变动记录")
        verbose_name_plural = _("变动记录")
        constraints = [
            models.UniqueConstraint(
                fields=["transfer", "asset"],
                condition=Q(transfer__isnull=False),
                name="assets_movement_transfer_once",
                violation_error_message=_("同一件资产在调拨单上只能列一次。"),
            ),
            models.UniqueConstraint(
                fields=["handover", "asset"],
                condition=Q(handover__isnull=False),
                name="assets_movement_handover_once",
                violation_error_message=_("同一件资产在交接清单上只能列一次。"),
            ),
        ]

    def __str__(self) -> str:
        return str(self.asset)
