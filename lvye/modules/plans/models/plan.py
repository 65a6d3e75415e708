"""A plan: a period, and who agreed to it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kernel.terms.api import Period


class PlanKind(models.TextChoices):
    """How long it reaches."""

    TERM = "term", _("学期计划")
    YEAR = "year", _("学年计划")
    HOLIDAY = "holiday", _("假期工作安排")
    MONTH = "month", _("月计划")


class PlanStatus(models.TextChoices):
    """Where it stands between the first draft and the reckoning."""

    DRAFT = "draft", _("草稿")
    SUBMITTED = "submitted", _("待审定")
    AGREED = "agreed", _("执行中")
    CLOSED = "closed", _("已总结")


S = PlanStatus


class Plan(Record):
    """One plan. `period` is a period's code ("2026-1", "2026-09-01..2027-08-31"), its days are kept beside it.

    author: who made it, and therefore does not agree to it. outcome: item number → how it stood at the closing
    (state and values in words), so that a standing number of a later day does not change what was reckoned up.
    """

    Kind = PlanKind
    Status = PlanStatus

    kind = models.CharField(_("种类"), max_length=10, choices=PlanKind.choices, default=PlanKind.TERM)
    period = models.CharField(_("期间"), max_length=24)
    begins_on = models.DateField(_("从"), editable=False)
    ends_on = models.DateField(_("到"), editable=False)
    title = models.CharField(_("标题"), max_length=80)
    aim = models.TextField(_("总的要求"), max_length=2000, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=PlanStatus.choices, default=S.DRAFT, editable=False)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, editable=False, related_name="+", verbose_name=_("编制人")
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("审定人"),
    )  # fmt: skip
    agreed_at = models.DateTimeField(_("审定时间"), null=True, blank=True, editable=False)
    why = models.CharField(_("退回的原因"), max_length=200, blank=True)
    closed_on = models.DateField(_("总结日期"), null=True, blank=True, editable=False)
    outcome = models.JSONField(default=dict, editable=False, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("title",)
    flow = Flow(
        Step("submit", _("送审"), {S.DRAFT}, S.SUBMITTED, tone="main"),
        Step("agree", _("同意"), {S.SUBMITTED}, S.AGREED, tone="main"),
        Step("send_back", _("退回修改"), {S.SUBMITTED}, S.DRAFT, fields=("why",), tone="no"),
        Step("close", _("总结这份计划"), {S.AGREED}, S.CLOSED),
        final={S.CLOSED},
    )
    tones: ClassVar[dict[str, str]] = {S.DRAFT: "idle", S.SUBMITTED: "soon", S.AGREED: "going", S.CLOSED: "done"}

    class Meta:
        verbose_name = _("工作计划")
        verbose_name_plural = _("工作计划")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "title"],
                name="plans_plan_once",
                violation_error_message=_("这一期已经有同名的计划，请打开原来那份。"),
            ),
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")),
                name="plans_plan_days",
                violation_error_message=_("计划的结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.AGREED, S.CLOSED]) | Q(agreed_by__isnull=False),
                name="plans_plan_agreed_by_somebody",
                violation_error_message=_("执行的计划要有审定人。"),
            ),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("author")),
                name="plans_plan_two_people",
                violation_error_message=_("自己编的计划不能由自己审定。"),
            ),
        ]
        indexes = [models.Index(fields=["begins_on", "ends_on"], name="plans_plan_days")]

    def __str__(self) -> str:
        return self.title

    @property
    def span(self) -> Period:
        """Its days as a period, for figures."""
        return Period(self.begins_on, self.ends_on, self.title, self.period)

    @property
    def is_written(self) -> bool:
        """Whether items may still be added and changed freely."""
        return self.status == PlanStatus.DRAFT
