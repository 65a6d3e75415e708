"""定期供应: what a department is given at fixed times without asking each time."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department, Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .goods import Item, Store
from .outgoing import Issue


class SupplyPer(models.TextChoices):
    """How often."""

    WEEK = "week", _("每周")
    MONTH = "month", _("每月")
    TERM = "term", _("每学期")


class Supply(Record):
    """供应计划: so much to a department every week, month or term.

    day: of the week 1 (Monday) to 7; of the month 1 to 31; of the term its n-th workday. A day nobody works on becomes
    the next workday. taken_by: who fetches it and signs. in_holidays: also between terms.
    """

    search_from: ClassVar[tuple[str, ...]] = ("name",)
    verbs: ClassVar[dict[str, Any]] = {"stop": _("停止")}

    name = models.CharField(_("名称"), max_length=40)
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("部门"))
    taken_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("谁来领"))
    store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name=_("从哪个保管室"))
    per = models.CharField(_("多久一次"), max_length=5, choices=SupplyPer.choices, default=SupplyPer.MONTH)
    day = models.PositiveSmallIntegerField(
        _("第几天"), default=1, help_text=_("每周：1 是周一；每月：几号；每学期：第几个工作日。")
    )
    begins_on = models.DateField(_("从哪天起"))
    in_holidays = models.BooleanField(_("寒暑假也发"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("定期供应")
        verbose_name_plural = _("定期供应")
        constraints = [
            models.UniqueConstraint(
                fields=["department", "name"],
                condition=Q(is_active=True),
                name="stores_supply_once",
                violation_error_message=_("这个部门已经有同名的定期供应。"),
            ),
            models.CheckConstraint(
                condition=Q(per="week", day__range=(1, 7)) | Q(per="month", day__range=(1, 31))
                | Q(per="term", day__range=(1, 60)),
                name="stores_supply_day",
                violation_error_message=_("每周填 1 到 7，每月填 1 到 31，每学期填 1 到 60。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class SupplyLine(Record):
    """So much of one item each time, in its own unit."""

    removable: ClassVar[bool] = True

    supply = models.ForeignKey(Supply, models.PROTECT, related_name="lines", verbose_name=_("定期供应"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("物资"))
    qty = models.DecimalField(_("每次数量"), max_digits=14, decimal_places=3)

    class Meta:
        verbose_name = _("定期供应明细")
        verbose_name_plural = _("定期供应明细")
        constraints = [
            models.UniqueConstraint(
                fields=["supply", "item"],
                name="stores_supplyline_once",
                violation_error_message=_("同一种物资只列一行。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__gt=0), name="stores_supplyline_qty", violation_error_message=_("数量要大于零。")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} {self.qty.normalize():f}{self.item.unit}"


class TurnStatus(models.TextChoices):
    """Where one hand-out stands."""

    DUE = "due", _("待发")
    HANDED = "handed", _("已发")
    SKIPPED = "skipped", _("这次不发")


class SupplyTurn(Record):
    """One hand-out on its day. issue: the 领用单 it became; why: the reason it was left out."""

    Status = TurnStatus
    flow: ClassVar[Flow] = Flow(
        Step("hand", _("发放"), {TurnStatus.DUE}, TurnStatus.HANDED, tone="main"),
        Step("skip", _("这次不发"), {TurnStatus.DUE}, TurnStatus.SKIPPED, fields=("why",), tone="no"),
        final={TurnStatus.HANDED, TurnStatus.SKIPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        TurnStatus.DUE: "soon", TurnStatus.HANDED: "done", TurnStatus.SKIPPED: "idle"
    }  # fmt: skip
    removable: ClassVar[bool] = True

    supply = models.ForeignKey(Supply, models.PROTECT, related_name="turns", verbose_name=_("定期供应"))
    due_on = models.DateField(_("哪天发"))
    status = models.CharField(
        _("状态"), max_length=7, choices=TurnStatus.choices, default=TurnStatus.DUE, editable=False
    )
    issue = models.ForeignKey(
        Issue, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("领用单")
    )
    handed_on = models.DateField(_("发放日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("不发的原因"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("定期发放")
        verbose_name_plural = _("定期发放")
        constraints = [
            models.UniqueConstraint(
                fields=["supply", "due_on"],
                name="stores_supplyturn_once",
                violation_error_message=_("这一天已经排了。"),
            )
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="stores_supplyturn_due")]

    def __str__(self) -> str:
        return f"{self.supply} {self.due_on:%m-%d}"
