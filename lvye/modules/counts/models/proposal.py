"""What a count proposes to change in the books. Somebody who did not count decides."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step
from lvye.modules.assets.api import Asset

from .count import Count
from .line import Line
from .scan import Scan


class ProposalKind(models.TextChoices):
    """What is to change."""

    MOVE = "move", _("改存放地点")
    TWICE = "twice", _("两处都盘到")
    MISSING = "missing", _("盘亏，登记丢失")
    FEWER = "fewer", _("件数少了，少的登记丢失")
    BACK = "back", _("丢失的找回")
    REPAIR = "repair", _("送修")
    SCRAP = "scrap", _("转待报废")
    UNKNOWN = "unknown", _("盘盈，建卡片")
    MORE = "more", _("件数多了，多的建卡片")


class ProposalStatus(models.TextChoices):
    """Whether it was decided."""

    PROPOSED = "proposed", _("待入账")
    POSTED = "posted", _("已入账")
    DECLINED = "declined", _("不入账")


P = ProposalStatus


class Proposal(Record):
    """One change to the books. to_place: where it was seen. asset: the card; none until a thing found has one.

    cause: how the difference came about, as the form for the authority says.
    """

    Kind = ProposalKind
    Status = ProposalStatus

    count = models.ForeignKey(Count, models.PROTECT, related_name="proposals", verbose_name=_("盘点"))
    kind = models.CharField(_("建议"), max_length=8, choices=ProposalKind.choices)
    asset = models.ForeignKey(Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("资产"))
    line = models.ForeignKey(
        Line, models.PROTECT, null=True, blank=True, related_name="proposals", verbose_name=_("盘点明细")
    )
    scan = models.ForeignKey(Scan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("扫码记录"))
    to_place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("盘到的地点")
    )
    words = models.CharField(_("说明"), max_length=200, blank=True)
    cause = models.CharField(_("盘盈盘亏的原因"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=P.choices, default=P.PROPOSED, editable=False)
    decided_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("入账人")
    )
    decided_on = models.DateField(_("入账日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("不入账的原因"), max_length=200, blank=True)

    flow: ClassVar[Flow] = Flow(
        Step("post", _("入账"), {P.PROPOSED}, P.POSTED, tone="main"),
        Step("decline", _("不入账"), {P.PROPOSED}, P.DECLINED, fields=("why",), tone="no"),
        final={P.POSTED, P.DECLINED},
    )
    tones: ClassVar[dict[str, str]] = {P.PROPOSED: "soon", P.POSTED: "done", P.DECLINED: "idle"}

    class Meta:
        verbose_name = _("盘点建议")
        verbose_name_plural = _("盘点建议")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=P.DECLINED) | ~Q(why=""),
                name="counts_proposal_why",
                violation_error_message=_("不入账要写明原因。"),
            )
        ]
        indexes = [models.Index(fields=["count", "status", "kind"], name="counts_proposal_open")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.words}".strip()
