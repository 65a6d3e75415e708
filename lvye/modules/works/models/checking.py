"""Acceptance: several people look, each says what he thinks, what is wrong is put right before it is passed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, Step

from .project import Project


class AcceptanceKind(models.TextChoices):
    """What is looked at."""

    HIDDEN = "hidden", _("隐蔽工程验收")
    MIDDLE = "middle", _("阶段验收")
    FINAL = "final", _("竣工验收")


class AcceptanceStatus(models.TextChoices):
    """What came of it."""

    OPEN = "open", _("验收中")
    PASSED = "passed", _("合格")
    FAILED = "failed", _("不合格")


A = AcceptanceStatus


class Acceptance(Record):
    """One acceptance. outsiders: who came from outside the school (监理, 施工, 设计, 质监)."""

    Kind, Status = AcceptanceKind, AcceptanceStatus

    project = models.ForeignKey(Project, models.PROTECT, related_name="acceptances", verbose_name=_("工程"))
    kind = models.CharField(_("哪种验收"), max_length=6, choices=AcceptanceKind.choices, default=AcceptanceKind.FINAL)
    on = models.DateField(_("日期"))
    outsiders = models.CharField(_("校外参加的人"), max_length=200, blank=True)
    words = models.TextField(_("验收结论"), max_length=1000, blank=True)
    decided_on = models.DateField(_("结论日期"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=6, choices=AcceptanceStatus.choices, default=A.OPEN, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("pass", _("验收合格"), {A.OPEN}, A.PASSED, fields=("words",), tone="main"),
        Step("fail", _("验收不合格"), {A.OPEN}, A.FAILED, fields=("words",), tone="no"),
        final={A.PASSED, A.FAILED},
    )
    tones: ClassVar[dict[str, str]] = {A.OPEN: "soon", A.PASSED: "done", A.FAILED: "late"}

    class Meta:
        verbose_name = _("工程验收")
        verbose_name_plural = _("工程验收")
        constraints = [
            models.UniqueConstraint(
                fields=["project"], condition=Q(kind="final", status="open"), name="works_acceptance_one",
                violation_error_message=_("竣工验收正在进行，先有结论再开下一次。"),
            ),
            models.CheckConstraint(
                condition=Q(status="open") | Q(decided_on__isnull=False) & ~Q(words=""), name="works_acceptance_words",
                violation_error_message=_("验收要写结论。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.on:%Y-%m-%d}"


class Verdict(models.TextChoices):
    """What one of those who look says."""

    YES = "yes", _("合格")
    MEND = "mend", _("整改后合格")
    NO = "no", _("不合格")


class OpinionStatus(models.TextChoices):
    """Whether he has said it."""

    ASKED = "asked", _("待签意见")
    GIVEN = "given", _("已签")


class Opinion(Record):
    """What one person says at an acceptance; only he himself says it."""

    Status = OpinionStatus

    acceptance = models.ForeignKey(
        Acceptance, models.PROTECT, editable=False, related_name="opinions", verbose_name=_("验收")
    )
    person = models.ForeignKey(Person, models.PROTECT, editable=False, related_name="+", verbose_name=_("验收人"))
    verdict = models.CharField(_("意见"), max_length=4, choices=Verdict.choices, blank=True)
    words = models.CharField(_("说明"), max_length=200, blank=True)
    given_at = models.DateTimeField(_("签的时间"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=5, choices=OpinionStatus.choices, default=OpinionStatus.ASKED, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("give", _("签意见"), {"asked"}, "given", fields=("verdict", "words"), tone="main"), final={"given"}
    )
    tones: ClassVar[dict[str, str]] = {"asked": "soon", "given": "done"}

    class Meta:
        verbose_name = _("验收意见")
        verbose_name_plural = _("验收意见")
        constraints = [
            models.UniqueConstraint(
                fields=["acceptance", "person"], name="works_opinion_once",
                violation_error_message=_("这个人已经在验收组里了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="given") | ~Q(verdict=""), name="works_opinion_verdict",
                violation_error_message=_("请选合格、整改后合格或不合格。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_verdict_display() or self.get_status_display()}"
