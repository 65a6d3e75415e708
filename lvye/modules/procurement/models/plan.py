"""The year's purchase plan: what departments will need, put together and agreed to."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.finance.api import BudgetLine
from lvye.modules.partners.api import SupplyCategory

USER = settings.AUTH_USER_MODEL


class PlanStatus(models.TextChoices):
    """Where a year's plan stands."""

    DRAFT = "draft", _("收集中")
    ASKED = "asked", _("审批中")
    RUNNING = "running", _("执行中")
    CLOSED = "closed", _("已结束")


P = PlanStatus


class Plan(Record):
    """The purchase plan of one fiscal year. While it gathers, departments write what they need."""

    Status = PlanStatus

    year = models.PositiveSmallIntegerField(
        _("年度"), unique=True, error_messages={"unique": _("这一年的采购计划已经有了。")}
    )
    note = models.CharField(_("说明"), max_length=300, blank=True)
    author = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("编制人"))
    status = models.CharField(_("状态"), max_length=8, choices=P.choices, default=P.DRAFT, editable=False)

    flow = Flow(
        Step("ask", _("送审"), {P.DRAFT}, P.ASKED, tone="main"),
        Step("agree", _("批准"), {P.ASKED}, P.RUNNING),
        Step("send_back", _("退回"), {P.ASKED}, P.DRAFT),
        Step("close", _("结束"), {P.RUNNING}, P.CLOSED),
        final={P.CLOSED},
    )
    tones: ClassVar[dict[str, str]] = {P.DRAFT: "idle", P.ASKED: "soon", P.RUNNING: "going", P.CLOSED: "done"}

    class Meta:
        verbose_name = _("采购计划")
        verbose_name_plural = _("采购计划")
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2000) & Q(year__lte=2100),
                name="procurement_plan_year",
                violation_error_message=_("年度要写四位年份。"),
            )
        ]

    def __str__(self) -> str:
        return str(_("%(year)s年采购计划") % {"year": self.year})


class PlanLine(Record):
    """What a department needs in the year. sum: yuan, as estimated; needed_in: the month it is wanted."""

    class Status(models.TextChoices):
        """What became of the wish."""

        WANTED = "wanted", _("已列入")
        STRUCK = "struck", _("未列入")

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="lines", verbose_name=_("采购计划"))
    department = models.ForeignKey(Department, models.PROTECT, related_name="+", verbose_name=_("需求部门"))
    what = models.CharField(_("品名规格"), max_length=80)
    category = models.ForeignKey(SupplyCategory, models.PROTECT, related_name="+", verbose_name=_("类别"))
    qty = models.DecimalField(_("数量"), max_digits=12, decimal_places=2)
    unit = models.CharField(_("单位"), max_length=10, default="个")  # house: the usual unit, as it is kept
    price = models.DecimalField(_("预计单价（元）"), max_digits=12, decimal_places=2)
    sum = models.DecimalField(_("预计金额（元）"), max_digits=14, decimal_places=2, editable=False)
    needed_in = models.PositiveSmallIntegerField(_("几月份要"), null=True, blank=True)
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("预算项目")
    )
    why = models.CharField(_("用途"), max_length=120, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.WANTED, editable=False)
    struck_why = models.CharField(_("不列入的原因"), max_length=120, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("what", "why")
    flow = Flow(
        Step("strike", _("不列入"), {"wanted"}, "struck", fields=("struck_why",), tone="no"),
        Step("restore", _("重新列入"), {"struck"}, "wanted"),
    )
    tones: ClassVar[dict[str, str]] = {"wanted": "done", "struck": "idle"}

    class Meta:
        verbose_name = _("采购计划明细")
        verbose_name_plural = _("采购计划明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0, price__gte=0),
                name="procurement_planline_qty",
                violation_error_message=_("数量要大于零，单价不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(needed_in__isnull=True) | Q(needed_in__gte=1, needed_in__lte=12),
                name="procurement_planline_month",
                violation_error_message=_("月份是1到12。"),
            ),
        ]

    def __str__(self) -> str:
        return self.what
