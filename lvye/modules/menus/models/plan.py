"""What the program proposed for a week: kept, so that one knows later whose menu it was."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Record
from lvye.modules.menus.words import Age

from .week import MenuWeek


class PlanState(models.TextChoices):
    """What came of it."""

    BEST = "best", _("已证明最好")
    GOOD = "good", _("可用，差距已知")
    NONE = "none", _("排不出来")
    UNKNOWN = "unknown", _("时间内没有找到")


class Plan(Record):
    """A proposed week (排菜方案). lines: [date, meal, dish]; told: what the solver said; why: what limits it."""

    tones: ClassVar[dict[str, str]] = {"best": "done", "good": "done", "none": "late", "unknown": "soon"}
    verbs: ClassVar[dict[str, Any]] = {"use": _("采用方案")}

    week = models.ForeignKey(MenuWeek, models.PROTECT, related_name="plans", verbose_name=_("食谱"))
    age = models.CharField(_("按哪个年龄"), max_length=5, choices=Age.choices)
    budget = models.DecimalField(_("每人每天预算（元）"), max_digits=6, decimal_places=2, null=True, blank=True)
    status = models.CharField(_("结果"), max_length=7, choices=PlanState.choices)
    cost = models.DecimalField(_("每人每天成本（元）"), max_digits=8, decimal_places=2, null=True, blank=True)
    gap = models.DecimalField(_("离最好最多差（%）"), max_digits=6, decimal_places=2, null=True, blank=True)
    lines = models.JSONField(_("菜单"), default=list, blank=True, editable=False)
    told = models.JSONField(_("求解记录"), default=dict, blank=True, editable=False)
    why = models.JSONField(_("说明"), default=list, blank=True, editable=False)
    asked_on = models.DateField(_("排菜日期"))
    asked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁排的")
    )
    used_on = models.DateField(_("采用日期"), null=True, blank=True)

    class Meta:
        verbose_name = _("排菜方案")
        verbose_name_plural = _("排菜方案")
        indexes = [models.Index(fields=["week", "-id"], name="menus_plan_week")]

    def __str__(self) -> str:
        return f"{self.week_id}/{self.asked_on}"
