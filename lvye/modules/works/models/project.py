"""A work: what is to be built or rebuilt, for how much, by whom, and where it stands."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.finance.api import Fund
from lvye.modules.partners.api import Contract, Partner


class ProjectKind(models.TextChoices):
    """What kind of work it is."""

    NEW = "new", _("新建")
    EXTEND = "extend", _("改扩建")
    RENOVATE = "renovate", _("维修改造")
    SAFETY = "safety", _("校安工程")
    WATER = "water", _("水井厕所")
    ROAD = "road", _("道路场地")


BUILDS = (ProjectKind.NEW, ProjectKind.EXTEND)
"""Kinds that put up something new, with survey, drawings and licence."""


class ProjectStatus(models.TextChoices):
    """Where it stands."""

    DRAFT = "draft", _("拟建")
    ASKED = "asked", _("立项审批中")
    AGREED = "agreed", _("已立项")
    GOING = "going", _("在建")
    DONE = "done", _("待验收")
    PASSED = "passed", _("已验收")
    USED = "used", _("已移交")
    CLOSED = "closed", _("已结算")
    DROPPED = "dropped", _("不建了")


S = ProjectStatus
ON_SITE = (S.GOING, S.DONE)
"""Somebody works on the site, or what he made waits to be accepted."""
LIVE = (S.AGREED, S.GOING, S.DONE, S.PASSED, S.USED)
"""Agreed to and not finished with."""


class Gate(models.TextChoices):
    """Before which deed a paper has to be there."""

    START = "start", _("开工前")
    ACCEPT = "accept", _("竣工验收前")
    SETTLE = "settle", _("结算前")


class Project(Record):
    """One work. estimate, submitted, settled: yuan.

    began_on … passed_on: what really happened, kept by the deeds. defects_until: until when the quality guarantee may
    be held (缺陷责任期); warranty_until: until when the contractor mends for nothing (保修期). final_due_on: the last
    day of the final account. meeting_due_on: when the leading group of a building-safety project meets next.
    """

    Kind, Status = ProjectKind, ProjectStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    name = models.CharField(_("工程名称"), max_length=80)
    kind = models.CharField(_("类型"), max_length=8, choices=ProjectKind.choices, default=ProjectKind.RENOVATE)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    scale = models.CharField(_("规模"), max_length=80, blank=True, help_text=_("如：500 平方米、6 间教室。"))
    why = models.TextField(_("为什么要做"), max_length=1000)
    estimate = models.DecimalField(_("概算（元）"), max_digits=12, decimal_places=2)
    fund = models.CharField(_("资金来源"), max_length=8, choices=Fund.choices, default=Fund.PUBLIC)
    lead = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("工程负责人"))
    site = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("现场监督人")
    )
    file_keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("档案专管人")
    )
    group = models.TextField(
        _("领导小组和分工"), max_length=1000, blank=True, help_text=_("校安工程要写：组长、组员、各管什么。")
    )
    designer = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("设计单位")
    )
    supervisor = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("监理单位")
    )
    contract = models.ForeignKey(
        Contract, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("施工合同"),
        help_text=_("合同在“合同”里登记、审签；付款、质保金也在那里。"),
    )  # fmt: skip
    begins_on = models.DateField(_("计划开工"))
    ends_on = models.DateField(_("计划完工"))
    warranty_months = models.PositiveSmallIntegerField(
        _("保修期（月）"), default=24, validators=[MaxValueValidator(600)]
    )
    is_proof = models.BooleanField(_("含屋面、卫生间防水"), default=False)
    began_on = models.DateField(_("开工日期"), null=True, blank=True)
    finished_on = models.DateField(_("完工日期"), null=True, blank=True)
    passed_on = models.DateField(_("验收日期"), null=True, blank=True, editable=False)
    used_on = models.DateField(_("移交日期"), null=True, blank=True, editable=False)
    handed = models.CharField(_("移交给谁、移交了什么"), max_length=200, blank=True, editable=False)
    submitted = models.DecimalField(_("送审金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    settled = models.DecimalField(_("审定金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    settled_on = models.DateField(_("结算日期"), null=True, blank=True, editable=False)
    defects_until = models.DateField(_("缺陷责任期到"), null=True, blank=True, editable=False)
    warranty_until = models.DateField(_("保修到"), null=True, blank=True, editable=False)
    final_due_on = models.DateField(_("结算最迟"), null=True, blank=True, editable=False)
    meeting_due_on = models.DateField(_("下次例会最迟"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=8, choices=ProjectStatus.choices, default=S.DRAFT, editable=False)
    why_not = models.CharField(_("不建的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "name", "scale", "why")
    flow: ClassVar[Flow] = Flow(
        Step("ask", _("送审立项"), {S.DRAFT}, S.ASKED, tone="main"),
        Step("agree", _("同意立项"), {S.ASKED}, S.AGREED),
        Step("send_back", _("退回"), {S.ASKED}, S.DRAFT),
        Step("start", _("开工"), {S.AGREED}, S.GOING, fields=("began_on",), tone="main"),
        Step("finish", _("完工报验"), {S.GOING}, S.DONE, fields=("finished_on",), tone="main"),
        Step("accept", _("验收合格"), {S.DONE}, S.PASSED),
        Step("hand_over", _("移交使用"), {S.PASSED}, S.USED, tone="main"),
        Step("settle", _("登记结算"), {S.USED}, S.CLOSED, fields=("submitted", "settled"), tone="main"),
        Step("drop", _("不建了"), {S.DRAFT, S.AGREED}, S.DROPPED, fields=("why_not",), tone="no"),
        final={S.CLOSED, S.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {
        S.DRAFT: "idle", S.ASKED: "soon", S.AGREED: "soon", S.GOING: "going", S.DONE: "soon", S.PASSED: "going",
        S.USED: "going", S.CLOSED: "done", S.DROPPED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("工程")
        verbose_name_plural = _("工程台账")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")), name="works_project_days",
                violation_error_message=_("计划完工不能早于计划开工。"),
            ),
            models.CheckConstraint(
                condition=Q(estimate__gt=0), name="works_project_estimate",
                violation_error_message=_("概算要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(status__in=[S.DRAFT, S.ASKED, S.AGREED, S.DROPPED]) | Q(began_on__isnull=False),
                name="works_project_began", violation_error_message=_("开了工要有开工日期。"),
            ),
            models.CheckConstraint(
                condition=Q(finished_on=None) | Q(finished_on__gte=F("began_on")), name="works_project_finished",
                violation_error_message=_("完工日期不能早于开工日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[S.PASSED, S.USED, S.CLOSED])
                | Q(passed_on__isnull=False, warranty_until__isnull=False),
                name="works_project_passed", violation_error_message=_("验收合格要有日期和保修期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.CLOSED) | Q(submitted__gte=F("settled"), settled__gte=0),
                name="works_project_settled", violation_error_message=_("审定金额不能比送审金额还多。"),
            ),
            models.UniqueConstraint(
                fields=["contract"], name="works_project_contract",
                violation_error_message=_("这份合同已经用在别的工程上了。"),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["status", "ends_on"], name="works_project_ends"),
            models.Index(fields=["passed_on"], name="works_project_passed_on"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}".strip()

    @property
    def cost(self) -> Decimal:
        """What it costs as far as one knows: the final account, else the estimate."""
        return self.estimate if self.settled is None else self.settled
