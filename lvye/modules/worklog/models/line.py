"""The counted parts of an entry."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Kind as PlaceKind
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step
from lvye.kit import say
from lvye.modules.repairs.api import Category, Job, WorkItem

from .entry import Entry
from .kind import Kind


class Line(Record):
    """动作 × 物件 × 数量 × 单位 of an entry, with its place. person and done_on are the entry's, for quick totals.

    item: the repairs' own kind of work, where it is one. place_said: the place in the person's words. job: the repair
    job this line became; from then on the job counts it, unless the job is cancelled.
    """

    class Status(models.TextChoices):
        """Whether it stands."""

        KEPT = "kept", _("已记")
        DROPPED = "dropped", _("已撤下")

    class Sense(models.TextChoices):
        """What kind of 大约 a number has: 余, 多 say that there were at least so many."""

        AT_LEAST = "at_least", _("余、多")
        ABOUT = "about", _("大约")

    flow: ClassVar[Flow] = Flow(
        Step("drop", _("撤下"), {Status.KEPT}, Status.DROPPED, tone="no"), final={Status.DROPPED}
    )
    tones: ClassVar[dict[str, str]] = {Status.KEPT: "done", Status.DROPPED: "idle"}
    verbs: ClassVar[dict[str, Any]] = {"became_job": _("转为报修")}

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="lines", verbose_name=_("工作日志"))
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁做的"))
    done_on = models.DateField(_("哪天"))
    action = models.CharField(_("动作"), max_length=20)
    object = models.CharField(_("物件"), max_length=40)
    qty = models.DecimalField(_("数量"), max_digits=10, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=10)
    is_approx = models.BooleanField(_("约数"), default=False)
    approx_sense = models.CharField(_("怎样的约数"), max_length=8, choices=Sense.choices, blank=True)
    item = models.ForeignKey(
        WorkItem, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("维修项目")
    )
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="+", verbose_name=_("类别"))
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("故障类别")
    )
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"))
    place_said = models.CharField(_("地点原话"), max_length=40, blank=True)
    building = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("楼栋"),
        limit_choices_to={"kind": PlaceKind.BUILDING},
    )  # fmt: skip
    job = models.ForeignKey(
        Job, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("转成的报修")
    )
    status = models.CharField(_("状态"), max_length=7, choices=Status.choices, default=Status.KEPT, editable=False)

    class Meta:
        verbose_name = _("日志明细")
        verbose_name_plural = _("日志明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0), name="worklog_line_qty", violation_error_message=_("数量要大于零。")
            )
        ]
        indexes = [
            models.Index(fields=["done_on", "object", "action", "unit"], name="worklog_line_work"),
            models.Index(fields=["person", "done_on"], name="worklog_line_own"),
            models.Index(fields=["kind", "-id"], name="worklog_line_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.object} {say.qty(self.qty)} {self.unit}"

    @property
    def words(self) -> str:
        """The line as people read it: 更换 水龙头 20余 个."""
        about = {self.Sense.AT_LEAST.value: _("余"), self.Sense.ABOUT.value: _("左右")}.get(self.approx_sense, "")
        return f"{self.action} {self.object} {say.qty(self.qty)}{about if self.is_approx else ''} {self.unit}"
