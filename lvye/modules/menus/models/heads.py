"""How many eat: announced by classes, and for the staff."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import Record
from lvye.modules.menus.words import Meal


class HeadCount(Record):
    """报餐: how many of a class (of the staff, where none is named) eat one meal of one day."""

    # office: announces for everybody, also after the hour.
    extra_verbs: ClassVar[tuple[str, ...]] = ("office",)
    verbs: ClassVar[dict[str, Any]] = {"office": _("替各班和教职工报餐")}

    date = models.DateField(_("日期"))
    meal = models.CharField(_("餐次"), max_length=9, choices=Meal.choices)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("班级"),
        help_text=_("不选就是教职工。"),
    )  # fmt: skip
    count = models.PositiveIntegerField(_("人数"))
    note = models.CharField(_("备注"), max_length=60, blank=True, help_text=_("清真、忌口的人数等，不写姓名和病情。"))
    said_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("谁报的")
    )
    said_at = models.DateTimeField(_("报餐时间"), editable=False)
    is_late = models.BooleanField(_("截止以后改的"), default=False, editable=False)

    class Meta:
        verbose_name = _("报餐")
        verbose_name_plural = _("报餐人数")
        constraints = [
            models.UniqueConstraint(
                fields=["date", "meal", "school_class"],
                name="menus_headcount_once",
                violation_error_message=_("这个班这一餐已经报过了。"),
            ),
            models.UniqueConstraint(
                fields=["date", "meal"],
                condition=Q(school_class__isnull=True),
                name="menus_headcount_staff_once",
                violation_error_message=_("教职工这一餐已经报过了。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date}/{self.school_class_id}"
