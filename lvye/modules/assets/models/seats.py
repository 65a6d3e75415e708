"""Desks, chairs and beds for a new term: how many people a room will hold, against what stands in it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import SchoolClass
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step
from lvye.kernel.terms.api import Term


class SeatStatus(models.TextChoices):
    """A plan is worked on, carried out, or dropped."""

    OPEN = "open", _("安排中")
    DONE = "done", _("已安排")
    DROPPED = "dropped", _("作废")


class SeatPlan(Record):
    """课桌椅和床位安排 of a term. What stands in the rooms is read from the cards whenever the plan is opened."""

    class Kind(models.TextChoices):
        """What is planned."""

        DESKS = "desks", _("课桌椅")
        BEDS = "beds", _("床位")

    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    kind = models.CharField(_("安排什么"), max_length=5, choices=Kind.choices, default=Kind.DESKS)
    made_on = models.DateField(_("列表日期"), editable=False)
    done_on = models.DateField(_("安排好的日期"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=7, choices=SeatStatus.choices, default=SeatStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("finish", _("安排好了"), {SeatStatus.OPEN}, SeatStatus.DONE, tone="main"),
        Step("drop", _("作废"), {SeatStatus.OPEN}, SeatStatus.DROPPED, tone="no"),
        final={SeatStatus.DONE, SeatStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        SeatStatus.OPEN: "going", SeatStatus.DONE: "done", SeatStatus.DROPPED: "idle"
    }  # fmt: skip

    class Meta:
        verbose_name = _("课桌椅和床位安排")
        verbose_name_plural = _("课桌椅和床位安排")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "kind"],
                condition=~models.Q(status=SeatStatus.DROPPED),
                name="assets_seatplan_once",
                violation_error_message=_("这个学期已经有一张安排表。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class SeatRoom(Record):
    """One room of a plan: which class sits (or sleeps) there, and how many they are."""

    removable = True

    plan = models.ForeignKey(SeatPlan, models.PROTECT, related_name="rooms", verbose_name=_("安排表"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("房间"))
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("班级")
    )
    heads = models.PositiveIntegerField(_("人数"), default=0)

    class Meta:
        verbose_name = _("安排的房间")
        verbose_name_plural = _("安排的房间")
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "place"],
                name="assets_seatroom_once",
                violation_error_message=_("这间房已经在安排表上。"),
            )
        ]

    def __str__(self) -> str:
        return str(self.heads)
