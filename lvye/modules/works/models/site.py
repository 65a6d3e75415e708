"""What happens while a work goes on: papers got, stages, the site's diary, findings, changes."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .checking import Acceptance
from .project import Gate, Project

USER = settings.AUTH_USER_MODEL


class Formality(Record):
    """A paper of the work's file (手续): got with its number, or not needed and why."""

    class Status(models.TextChoices):
        """Whether it is there."""

        WANTED = "wanted", _("待办")
        HELD = "held", _("已归档")
        SPARED = "spared", _("不需要")

    Gate = Gate

    project = models.ForeignKey(Project, models.PROTECT, related_name="formalities", verbose_name=_("工程"))
    name = models.CharField(_("手续、资料"), max_length=60)
    gate = models.CharField(_("什么时候要有"), max_length=6, choices=Gate.choices, default=Gate.START)
    due_on = models.DateField(_("最迟办好"), null=True, blank=True)
    got_on = models.DateField(_("办好日期"), null=True, blank=True)
    number = models.CharField(_("文号、编号"), max_length=60, blank=True)
    kept = models.CharField(_("存放在"), max_length=60, blank=True)
    why = models.CharField(_("为什么不需要"), max_length=120, blank=True)
    status = models.CharField(_("状态"), max_length=6, choices=Status.choices, default=Status.WANTED, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("file", _("办好归档"), {"wanted"}, "held", fields=("got_on", "number", "kept"), tone="main"),
        Step("spare", _("不需要"), {"wanted"}, "spared", fields=("why",)),
        final={"held", "spared"},
    )
    tones: ClassVar[dict[str, str]] = {"wanted": "soon", "held": "done", "spared": "idle"}

    class Meta:
        verbose_name = _("工程手续")
        verbose_name_plural = _("工程手续和档案")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"], name="works_formality_once",
                violation_error_message=_("这个工程已经列了这一项。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="held") | Q(got_on__isnull=False), name="works_formality_held",
                violation_error_message=_("归档要写办好的日期。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="spared") | ~Q(why=""), name="works_formality_spared",
                violation_error_message=_("不需要的要写为什么。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Stage(Record):
    """A stage of the work, with its planned and its real days. percent: how far it is, by the last diary entry."""

    project = models.ForeignKey(Project, models.PROTECT, related_name="stages", verbose_name=_("工程"))
    name = models.CharField(_("阶段"), max_length=40)
    begins_on = models.DateField(_("计划开始"))
    ends_on = models.DateField(_("计划完成"))
    began_on = models.DateField(_("实际开始"), null=True, blank=True, editable=False)
    ended_on = models.DateField(_("实际完成"), null=True, blank=True, editable=False)
    percent = models.PositiveSmallIntegerField(
        _("完成（%）"), default=0, editable=False, validators=[MaxValueValidator(100)]
    )

    class Meta:
        verbose_name = _("工程阶段")
        verbose_name_plural = _("工程阶段")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "name"], name="works_stage_once",
                violation_error_message=_("这个工程已经有这个阶段。"),
            ),
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")), name="works_stage_days",
                violation_error_message=_("计划完成不能早于计划开始。"),
            ),
            models.CheckConstraint(
                condition=Q(percent__lt=100) | Q(ended_on__isnull=False), name="works_stage_ended",
                violation_error_message=_("完成的阶段要有完成日期。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["ended_on", "ends_on"], name="works_stage_ends")]

    def __str__(self) -> str:
        return self.name


class DiaryKind(models.TextChoices):
    """What the entry is."""

    LOG = "log", _("施工日志")
    WATCH = "watch", _("现场监督")
    MEETING = "meeting", _("例会")


class Diary(Record):
    """One entry of the site's diary. percent: how far its stage was that day. Photos hang on it."""

    Kind = DiaryKind

    project = models.ForeignKey(Project, models.PROTECT, related_name="diaries", verbose_name=_("工程"))
    stage = models.ForeignKey(
        Stage, models.PROTECT, null=True, blank=True, related_name="diaries", verbose_name=_("阶段")
    )
    on = models.DateField(_("日期"))
    kind = models.CharField(_("种类"), max_length=7, choices=DiaryKind.choices, default=DiaryKind.LOG)
    words = models.TextField(_("做了什么"), max_length=1000)
    workers = models.PositiveSmallIntegerField(_("现场人数"), null=True, blank=True)
    percent = models.PositiveSmallIntegerField(
        _("阶段完成（%）"), null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("记录人")
    )

    class Meta:
        verbose_name = _("工程日志")
        verbose_name_plural = _("工程日志")
        constraints = [
            models.CheckConstraint(
                condition=Q(percent=None) | Q(stage__isnull=False), name="works_diary_percent",
                violation_error_message=_("写了进度就要选是哪个阶段。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["project", "on"], name="works_diary_on")]

    def __str__(self) -> str:
        return f"{self.on:%m-%d} {self.words[:30]}"


class FindingKind(models.TextChoices):
    """What is wrong."""

    SAFETY = "safety", _("安全")
    QUALITY = "quality", _("质量")
    PROGRESS = "progress", _("进度")
    WARRANTY = "warranty", _("保修")


class FindingStatus(models.TextChoices):
    """Whether it was put right."""

    OPEN = "open", _("待整改")
    FIXED = "fixed", _("待复查")
    CHECKED = "checked", _("已合格")


F_ = FindingStatus


class Finding(Record):
    """Something that must be put right: seen on the site, at an acceptance, or within the warranty."""

    Kind, Status = FindingKind, FindingStatus

    project = models.ForeignKey(Project, models.PROTECT, related_name="findings", verbose_name=_("工程"))
    diary = models.ForeignKey(
        Diary, models.PROTECT, null=True, blank=True, editable=False, related_name="findings", verbose_name=_("日志")
    )
    acceptance = models.ForeignKey(
        Acceptance, models.PROTECT, null=True, blank=True, editable=False, related_name="findings",
        verbose_name=_("验收"),
    )  # fmt: skip
    kind = models.CharField(_("哪方面"), max_length=8, choices=FindingKind.choices, default=FindingKind.QUALITY)
    what = models.CharField(_("什么问题"), max_length=200)
    found_on = models.DateField(_("发现日期"), editable=False)
    due_on = models.DateField(_("最迟改好"))
    fixed = models.CharField(_("怎么改的"), max_length=200, blank=True)
    fixed_on = models.DateField(_("改好日期"), null=True, blank=True, editable=False)
    fixed_by = models.ForeignKey(USER, models.PROTECT, null=True, editable=False, related_name="+")
    checked_on = models.DateField(_("复查日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("哪里还不行"), max_length=200, blank=True)
    status = models.CharField(_("状态"), max_length=7, choices=FindingStatus.choices, default=F_.OPEN, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("fix", _("改好了"), {F_.OPEN}, F_.FIXED, fields=("fixed",), tone="main"),
        Step("check", _("复查合格"), {F_.FIXED}, F_.CHECKED, tone="main"),
        Step("reject", _("还不行"), {F_.FIXED}, F_.OPEN, fields=("why",), tone="no"),
        final={F_.CHECKED},
    )
    tones: ClassVar[dict[str, str]] = {F_.OPEN: "late", F_.FIXED: "soon", F_.CHECKED: "done"}

    class Meta:
        verbose_name = _("工程问题")
        verbose_name_plural = _("工程问题和整改")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="open") | Q(fixed_on__isnull=False) & ~Q(fixed=""), name="works_finding_fixed",
                violation_error_message=_("改好了要写怎么改的。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="checked") | Q(checked_on__isnull=False), name="works_finding_checked",
                violation_error_message=_("复查合格要有日期。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["status", "due_on"], name="works_finding_due")]

    def __str__(self) -> str:
        return self.what


class ChangeStatus(models.TextChoices):
    """Whether it was agreed to."""

    DRAFT = "draft", _("草稿")
    ASKED = "asked", _("审批中")
    AGREED = "agreed", _("已同意")
    REFUSED = "refused", _("未同意")


C = ChangeStatus


class Change(Record):
    """A change of the work (变更签证) with its amount in yuan: below zero where something is left out."""

    class Kind(models.TextChoices):
        """Why it comes."""

        DESIGN = "design", _("设计变更")
        SITE = "site", _("现场签证")

    Status = ChangeStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    project = models.ForeignKey(Project, models.PROTECT, related_name="changes", verbose_name=_("工程"))
    kind = models.CharField(_("种类"), max_length=6, choices=Kind.choices, default=Kind.SITE)
    on = models.DateField(_("日期"))
    what = models.CharField(_("变更什么"), max_length=120)
    why = models.CharField(_("为什么"), max_length=200)
    amount = models.DecimalField(
        _("增减金额（元）"), max_digits=12, decimal_places=2, help_text=_("减少的写负数，不动钱的写 0。")
    )
    days = models.SmallIntegerField(_("增减工期（天）"), default=0)
    agreed_on = models.DateField(_("同意日期"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=7, choices=ChangeStatus.choices, default=C.DRAFT, editable=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "what", "why")
    flow: ClassVar[Flow] = Flow(
        Step("ask", _("送审"), {C.DRAFT}, C.ASKED, tone="main"),
        Step("agree", _("同意"), {C.ASKED}, C.AGREED),
        Step("send_back", _("退回"), {C.ASKED}, C.DRAFT),
        Step("refuse", _("不同意"), {C.ASKED}, C.REFUSED, tone="no"),
        final={C.AGREED, C.REFUSED},
    )
    tones: ClassVar[dict[str, str]] = {C.DRAFT: "idle", C.ASKED: "soon", C.AGREED: "done", C.REFUSED: "late"}

    class Meta:
        verbose_name = _("变更签证")
        verbose_name_plural = _("工程变更签证")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="agreed") | Q(agreed_on__isnull=False), name="works_change_agreed",
                violation_error_message=_("同意了的要有日期。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.number} {self.what}".strip()
