"""What the school thinks of its partners: the yearly evaluation and the ban list."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, Step

from .partner import Partner

MOST = 100


class EvaluationStatus(models.TextChoices):
    """Whether it counts."""

    DRAFT = "draft", _("待定")
    DECIDED = "decided", _("已定")


class Verdict(models.TextChoices):
    """What follows: the good stay, the bad go."""

    KEEP = "keep", _("继续合作")
    MEND = "mend", _("限期改进")
    EXIT = "exit", _("退出")


E = EvaluationStatus


class Evaluation(Record):
    """How a partner did in a year: four marks of 100 each, weighed by rules into `score`.

    score is kept as it was weighed, since weights may change; it follows every change of a mark until it is decided.
    """

    Status = EvaluationStatus

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="evaluations", verbose_name=_("单位"))
    year = models.PositiveSmallIntegerField(_("年度"))
    price = models.PositiveSmallIntegerField(_("价格"), validators=[MaxValueValidator(MOST)])
    quality = models.PositiveSmallIntegerField(_("质量"), validators=[MaxValueValidator(MOST)])
    delivery = models.PositiveSmallIntegerField(_("及时"), validators=[MaxValueValidator(MOST)])
    service = models.PositiveSmallIntegerField(_("服务"), validators=[MaxValueValidator(MOST)])
    score = models.DecimalField(_("总分"), max_digits=5, decimal_places=1, editable=False)
    words = models.CharField(_("评语"), max_length=300, blank=True)
    members = models.CharField(_("评价人"), max_length=100, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=EvaluationStatus.choices, default=E.DRAFT, editable=False
    )
    verdict = models.CharField(_("结论"), max_length=6, choices=Verdict.choices, blank=True)
    decided_on = models.DateField(_("评定日期"), null=True, blank=True, editable=False)

    flow = Flow(
        Step("decide", _("评定"), {E.DRAFT}, E.DECIDED, fields=("verdict", "words"), tone="main"), final={E.DECIDED}
    )
    tones: ClassVar[dict[str, str]] = {E.DRAFT: "soon", E.DECIDED: "done"}

    class Meta:
        verbose_name = _("供应商评价")
        verbose_name_plural = _("供应商评价")
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "year"],
                name="partners_evaluation_once",
                violation_error_message=_("这个单位这一年已经评过了。"),
            ),
            models.CheckConstraint(
                condition=Q(price__lte=MOST, quality__lte=MOST, delivery__lte=MOST, service__lte=MOST),
                name="partners_evaluation_marks",
                violation_error_message=_("每一项最多 100 分。"),
            ),
            models.CheckConstraint(
                condition=Q(status=E.DRAFT) | (~Q(verdict="") & Q(decided_on__isnull=False)),
                name="partners_evaluation_verdict",
                violation_error_message=_("请选择结论。"),
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(year)s年度评价") % {"year": self.year})


class BanStatus(models.TextChoices):
    """Whether the ban was lifted before its end."""

    IN_FORCE = "force", _("禁止交易")
    LIFTED = "lifted", _("已解除")


B = BanStatus


class Ban(Record):
    """A partner nothing is ordered from, from a day to a day (none: until it is lifted), with the reason."""

    Status = BanStatus

    class Kind(models.TextChoices):
        """Why."""

        FRAUD = "fraud", _("弄虚作假、串标")
        QUALITY = "quality", _("质量或安全问题")
        BREACH = "breach", _("违约")
        BRIBE = "bribe", _("商业贿赂")
        OFFICIAL = "official", _("列入政府采购严重违法失信名单")
        OTHER = "other", _("其他")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="bans", verbose_name=_("单位"))
    kind = models.CharField(_("原因"), max_length=10, choices=Kind.choices)
    words = models.CharField(_("事由"), max_length=200)
    document = models.CharField(_("依据文件"), max_length=80, blank=True)
    begins_on = models.DateField(_("从"))
    ends_on = models.DateField(_("到"), null=True, blank=True, help_text=_("不填就是一直禁止，直到解除。"))
    status = models.CharField(_("状态"), max_length=8, choices=BanStatus.choices, default=B.IN_FORCE, editable=False)
    lifted_on = models.DateField(_("解除日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("解除的原因"), max_length=200, blank=True)

    flow = Flow(Step("lift", _("解除"), {B.IN_FORCE}, B.LIFTED, fields=("why",)), final={B.LIFTED})
    tones: ClassVar[dict[str, str]] = {B.IN_FORCE: "late", B.LIFTED: "idle"}

    class Meta:
        verbose_name = _("禁止交易")
        verbose_name_plural = _("禁止交易名单")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(begins_on__lte=F("ends_on")),
                name="partners_ban_days",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(status=B.IN_FORCE) | Q(lifted_on__isnull=False),
                name="partners_ban_lifted_day",
                violation_error_message=_("解除的要有日期。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "ends_on"], name="partners_ban_ends")]

    def __str__(self) -> str:
        return self.words
