"""启动预案: an emergency plan as it was followed, step by step, with the times."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, Step

from .plan import Plan


class RunStatus(models.TextChoices):
    """Where it stands."""

    CHOOSING = "choosing", _("选预案")
    RUNNING = "running", _("处置中")
    OVER = "over", _("已解除")


S = RunStatus


class PlanRun(Record):
    """One emergency. plan: chosen a moment after it began. about, about_id: the record it began from."""

    Status = RunStatus

    plan = models.ForeignKey(
        Plan, models.PROTECT, null=True, blank=True, related_name="runs", verbose_name=_("预案"), editable=False
    )
    what = models.CharField(_("发生了什么"), max_length=200, editable=False)
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("在哪里"), editable=False
    )
    begun_at = models.DateTimeField(_("启动时间"), editable=False)
    begun_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁启动的"), editable=False
    )
    about = models.CharField(_("台账"), max_length=60, blank=True, editable=False)
    about_id = models.BigIntegerField(_("编号"), default=0, editable=False)
    over_at = models.DateTimeField(_("解除时间"), null=True, blank=True, editable=False)
    words = models.CharField(_("怎么结束的、要改什么"), max_length=400, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=S.choices, default=S.CHOOSING, editable=False)

    flow: ClassVar[Flow] = Flow(
        Step("choose", _("选预案"), {S.CHOOSING}, S.RUNNING, tone="main"),
        Step("end", _("解除"), {S.CHOOSING, S.RUNNING}, S.OVER, fields=("words",), tone="main"),
        final={S.OVER},
    )
    tones: ClassVar[dict[str, str]] = {S.CHOOSING: "late", S.RUNNING: "late", S.OVER: "done"}
    extra_verbs: ClassVar[tuple[str, ...]] = ("start",)
    verbs: ClassVar[dict[str, object]] = {"start": _("启动预案")}

    class Meta:
        verbose_name = _("预案启动")
        verbose_name_plural = _("预案启动记录")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="running") | Q(plan__isnull=False), name="fire_planrun_plan",
                violation_error_message=_("请选按哪一份预案。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="over") | Q(over_at__isnull=False) & ~Q(words=""), name="fire_planrun_over",
                violation_error_message=_("解除要写怎么结束的。"),
            ),
            models.UniqueConstraint(
                fields=["about", "about_id"], condition=~Q(about=""), name="fire_planrun_once",
                violation_error_message=_("这件事已经启动过预案了。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["status"], name="fire_planrun_status")]

    def __str__(self) -> str:
        return self.what


class PlanStep(Record):
    """One line of the plan, as it stood, and when it was done."""

    run = models.ForeignKey(PlanRun, models.PROTECT, related_name="steps", verbose_name=_("预案启动"), editable=False)
    number = models.PositiveSmallIntegerField(_("第几步"), editable=False)
    text = models.CharField(_("做什么"), max_length=400, editable=False)
    done_at = models.DateTimeField(_("做到的时间"), null=True, blank=True, editable=False)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁点的"), editable=False
    )
    verbs: ClassVar[dict[str, object]] = {"tick": _("做到了")}

    class Meta:
        verbose_name = _("预案步骤")
        verbose_name_plural = _("预案步骤")
        constraints = [
            models.UniqueConstraint(
                fields=["run", "number"], name="fire_planstep_once",
                violation_error_message=_("这一步已经有了。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.text[:40]
