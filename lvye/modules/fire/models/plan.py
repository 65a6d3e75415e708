"""Emergency plans (应急预案): versions that follow each other, each with the day it is looked at again."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class PlanKind(models.TextChoices):
    """For what. The first five are what a school is asked for; 防火制度 stands with them and is not drilled."""

    FIRE = "fire", _("消防应急")
    EVACUATION = "evacuation", _("教学楼紧急疏散")
    DORM = "dorm", _("学生宿舍安全")
    FOOD = "food", _("食品安全")
    ACTIVITY = "activity", _("学生活动安全")
    CAMPUS = "campus", _("校园突发事件")
    RULES = "rules", _("校园防火制度")
    OTHER = "other", _("其它")


class PlanStatus(models.TextChoices):
    """Which version holds."""

    DRAFT = "draft", _("拟稿")
    HOLDS = "holds", _("现行")
    REPLACED = "replaced", _("已换新版")


class Plan(Record):
    """One version of one plan. series: the plan through its versions; drills: how often a term it is practised."""

    Kind, Status = PlanKind, PlanStatus

    series = models.SlugField(_("代号"), max_length=40, editable=False)
    version = models.PositiveSmallIntegerField(_("第几版"), default=1, editable=False)
    kind = models.CharField(_("类型"), max_length=10, choices=PlanKind.choices)
    title = models.CharField(_("名称"), max_length=80)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁负责"))
    text = models.TextField(_("内容"), max_length=8000)
    drills = models.PositiveSmallIntegerField(_("每学期演练几次"), default=0)
    issued_on = models.DateField(_("发布日期"), null=True, blank=True, editable=False)
    review_on = models.DateField(_("下次修订"), null=True, blank=True, editable=False)
    changed = models.CharField(_("这一版改了什么"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=PlanStatus.choices, default=PlanStatus.DRAFT, editable=False
    )
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("issue", _("发布"), {PlanStatus.DRAFT}, PlanStatus.HOLDS, tone="main"),
        Step("replace", _("换新版"), {PlanStatus.HOLDS}, PlanStatus.REPLACED),
        final={PlanStatus.REPLACED},
    )
    tones: ClassVar[dict[str, str]] = {PlanStatus.DRAFT: "soon", PlanStatus.HOLDS: "done", PlanStatus.REPLACED: "idle"}
    search_from: ClassVar[tuple[str, ...]] = ("title", "text")
    verbs: ClassVar[dict[str, Any]] = {"revise": _("拟新版"), "review": _("看过，不用改")}
    extra_verbs: ClassVar[tuple[str, ...]] = ("revise",)

    class Meta:
        verbose_name = _("应急预案")
        verbose_name_plural = _("应急预案")
        constraints = [
            models.UniqueConstraint(
                fields=["series", "version"], name="fire_plan_version",
                violation_error_message=_("这一版已经有了，请刷新。"),
            ),
            models.UniqueConstraint(
                fields=["series"], condition=Q(status="holds"), name="fire_plan_holds",
                violation_error_message=_("一份预案同时只有一版现行。"),
            ),
            models.CheckConstraint(
                condition=Q(status="draft") | Q(issued_on__isnull=False, review_on__isnull=False),
                name="fire_plan_issued",
                violation_error_message=_("发布要有日期和下次修订的日期。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return str(_("%(title)s（第%(n)s版）") % {"title": self.title, "n": self.version})

    def is_stale(self, today: date) -> bool:
        """In force, and past the day on which it was to be looked at again."""
        return self.status == PlanStatus.HOLDS and self.review_on is not None and self.review_on < today
