"""Looking after things while they are kept: what is to be done how often, and each time it was done."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .asset import Asset
from .classes import AssetClass


class UpkeepStatus(models.TextChoices):
    """A plan runs, or is stopped: the thing has left, or once was enough."""

    RUNS = "runs", _("执行中")
    STOPPED = "stopped", _("已停止")


class Upkeep(Record):
    """保养计划: what is done to a thing, or to all of a class (in a place), every so many months.

    interval_months: none for what is done once (learning to run a new machine before the teachers use it).
    due_on: when it is due next; none once nothing is. last_on: when it was done last.
    """

    class Kind(models.TextChoices):
        """What sort of care."""

        CARE = "care", _("保养")
        CHECK = "check", _("检查检测")
        LEARN = "learn", _("先学会操作保养")

    name = models.CharField(_("做什么"), max_length=80, help_text=_("例如：清洗滤网、上油紧螺丝、测绝缘。"))
    kind = models.CharField(_("种类"), max_length=5, choices=Kind.choices, default=Kind.CARE)
    asset = models.ForeignKey(
        Asset,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="upkeeps",
        verbose_name=_("资产"),
        help_text=_("只管一件的选这里。"),
    )
    asset_class = models.ForeignKey(
        AssetClass,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("资产分类"),
        help_text=_("一类的都要做，选这里；两样只选一样。"),
    )
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("在哪里"),
        help_text=_("选了类别才用：只管这栋楼、这间房里的；不填就是全校的。"),
    )  # fmt: skip
    interval_months = models.PositiveSmallIntegerField(
        _("几个月一次"), null=True, blank=True, help_text=_("只做一次的留空。")
    )
    due_on = models.DateField(_("下次做的日期"), null=True, blank=True)
    last_on = models.DateField(_("上次做的日期"), null=True, blank=True, editable=False)
    doer = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁做"),
        limit_choices_to={"kind__in": ("teacher", "staff")},
    )  # fmt: skip
    how = models.CharField(_("怎么做、按什么规定"), max_length=200, blank=True)
    reminded_on = models.DateField(_("上次提醒"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=7, choices=UpkeepStatus.choices, default=UpkeepStatus.RUNS, editable=False
    )
    search_text = SearchField()

    verbs: ClassVar[dict[str, Any]] = {"done": _("做好一次")}
    search_from: ClassVar[tuple[str, ...]] = ("name", "how")
    flow: ClassVar[Flow] = Flow(
        Step("stop", _("停止"), {UpkeepStatus.RUNS}, UpkeepStatus.STOPPED, tone="no"),
        Step("resume", _("恢复"), {UpkeepStatus.STOPPED}, UpkeepStatus.RUNS, fields=("due_on",), tone="main"),
    )
    tones: ClassVar[dict[str, str]] = {UpkeepStatus.RUNS: "going", UpkeepStatus.STOPPED: "idle"}

    class Meta:
        verbose_name = _("保养计划")
        verbose_name_plural = _("保养计划")
        constraints = [
            models.CheckConstraint(
                condition=Q(asset__isnull=False, asset_class__isnull=True)
                | Q(asset__isnull=True, asset_class__isnull=False),
                name="assets_upkeep_what",
                violation_error_message=_("请选一件资产，或者选一类资产，只选一样。"),
            ),
            models.CheckConstraint(
                condition=Q(interval_months__isnull=True) | Q(interval_months__gt=0),
                name="assets_upkeep_interval",
                violation_error_message=_("几个月一次要大于零。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="assets_upkeep_due")]

    def __str__(self) -> str:
        return self.name


class UpkeepDone(Record):
    """保养记录: it was done, by whom, with what cost (yuan), and whether something was found. Never rewritten.

    was_due_on: the day it was due; is_late: done after it. fine: nothing was found that needs a repair.
    """

    upkeep = models.ForeignKey(
        Upkeep, models.PROTECT, related_name="done", verbose_name=_("保养计划"), limit_choices_to={"status": "runs"}
    )
    done_on = models.DateField(_("哪天做的"))
    by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁做的"))
    firm = models.CharField(_("外面的单位"), max_length=80, blank=True)
    pieces = models.PositiveIntegerField(_("做了几件"), default=1)
    cost = models.DecimalField(_("花费（元）"), max_digits=10, decimal_places=2, default=0)
    fine = models.BooleanField(_("没发现问题"), default=True)
    found = models.CharField(_("情况"), max_length=200, blank=True)
    was_due_on = models.DateField(_("应做日期"), null=True, blank=True, editable=False)
    is_late = models.BooleanField(_("晚了"), default=False, editable=False)

    class Meta:
        verbose_name = _("保养记录")
        verbose_name_plural = _("保养记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(cost__gte=0),
                name="assets_upkeepdone_cost",
                violation_error_message=_("花费不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(pieces__gt=0),
                name="assets_upkeepdone_pieces",
                violation_error_message=_("做了几件要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(fine=True) | ~Q(found=""),
                name="assets_upkeepdone_found",
                violation_error_message=_("发现了问题的，请写明是什么情况。"),
            ),
        ]
        indexes = [models.Index(fields=["done_on"], name="assets_upkeepdone_day")]

    def __str__(self) -> str:
        return str(self.done_on)
