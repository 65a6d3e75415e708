"""Those who look on: who eats with the pupils, inspectors and their grades; and the day somebody falls ill."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .meals import Meal


class Mark(models.IntegerChoices):
    """优良中差."""

    BEST = 4, _("优")
    GOOD = 3, _("良")
    FAIR = 2, _("中")
    BAD = 1, _("差")


class Accompany(Record):
    """One person who ate with the pupils: the same dishes at the same price, and wrote it down at once.

    parent: the name of a parent; then `person` is who received him. pupils: what they said.
    """

    class Who(models.TextChoices):
        """As what he came."""

        LEADER = "leader", _("学校负责人")
        TEACHER = "teacher", _("教师")
        PARENT = "parent", _("家长")

    meal = models.ForeignKey(Meal, models.PROTECT, related_name="company", verbose_name=_("餐次"))
    day = models.DateField(_("日期"), editable=False)
    who = models.CharField(_("谁陪餐"), max_length=8, choices=Who.choices, default=Who.LEADER)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("姓名"))
    parent = models.CharField(_("家长姓名"), max_length=40, blank=True)
    quality = models.PositiveSmallIntegerField(_("饭菜质量"), choices=Mark.choices)
    hygiene = models.PositiveSmallIntegerField(_("食堂卫生"), choices=Mark.choices)
    order = models.PositiveSmallIntegerField(_("就餐秩序"), choices=Mark.choices)
    service = models.PositiveSmallIntegerField(_("服务情况"), choices=Mark.choices)
    is_same = models.BooleanField(_("与学生同菜同价"), default=True)
    pupils = models.CharField(_("学生怎么说"), max_length=200, blank=True)
    words = models.CharField(_("意见"), max_length=300, blank=True)
    written_at = models.DateTimeField(_("记录时间"), editable=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("person", "parent", "words")

    class Meta:
        verbose_name = _("陪餐记录")
        verbose_name_plural = _("陪餐记录")
        constraints = [
            models.UniqueConstraint(
                fields=["meal", "person"],
                condition=Q(parent=""),
                name="canteen_accompany_once",
                violation_error_message=_("您这一餐已经记过了。"),
            ),
            models.UniqueConstraint(
                fields=["meal", "parent"],
                condition=~Q(parent=""),
                name="canteen_accompany_parent_once",
                violation_error_message=_("这位家长这一餐已经记过了。"),
            ),
            models.CheckConstraint(
                condition=~Q(who="parent") | ~Q(parent=""),
                name="canteen_accompany_named",
                violation_error_message=_("写上家长的姓名。"),
            ),
        ]
        indexes = [models.Index(fields=["day"], name="canteen_accompany_day")]

    def __str__(self) -> str:
        return self.parent or self.person.name

    def search_source(self) -> list[str]:
        """Who, and what he said."""
        return [self.person.name, self.parent, self.words]


class Visit(Record):
    """An inspection of the canteen by an authority, with its grade where one was given."""

    class Kind(models.TextChoices):
        """Which."""

        DAILY = "daily", _("日常监督检查")
        SPECIAL = "special", _("专项检查")
        GRADE = "grade", _("量化分级")
        SURPRISE = "surprise", _("飞行检查")

    class Grade(models.TextChoices):
        """The official grade of risk, best first."""

        A = "A", _("A 级")
        B = "B", _("B 级")
        C = "C", _("C 级")
        D = "D", _("D 级")

    visited_on = models.DateField(_("检查日期"))
    kind = models.CharField(_("哪种检查"), max_length=8, choices=Kind.choices, default=Kind.DAILY)
    authority = models.CharField(_("检查单位"), max_length=60)
    inspectors = models.CharField(_("检查人"), max_length=60, blank=True)
    grade = models.CharField(_("等级"), max_length=1, choices=Grade.choices, blank=True)
    words = models.CharField(_("结论"), max_length=300)
    is_posted = models.BooleanField(_("已张贴公示"), default=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("authority", "inspectors", "words")

    class Meta:
        verbose_name = _("上级检查和等级")
        verbose_name_plural = _("上级检查和等级")
        indexes = [models.Index(fields=["visited_on"], name="canteen_visit_day")]

    def __str__(self) -> str:
        return f"{self.visited_on} {self.authority}"


class IncidentStatus(models.TextChoices):
    """Where it stands."""

    OPEN = "open", _("处置中")
    CLOSED = "closed", _("已了结")


class Incident(Record):
    """Somebody fell ill, perhaps of the food: what is sealed, and when it was reported to whom."""

    Status = IncidentStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    meal = models.ForeignKey(Meal, models.PROTECT, related_name="incidents", verbose_name=_("疑似哪一餐"))
    begun_at = models.DateTimeField(_("发现时间"))
    day = models.DateField(_("日期"), editable=False)
    ill = models.PositiveIntegerField(_("多少人不适"))
    words = models.CharField(_("什么情况"), max_length=300)
    food_office_at = models.DateTimeField(_("报市场监管部门的时间"), null=True, blank=True)
    health_office_at = models.DateTimeField(_("报卫生健康部门的时间"), null=True, blank=True)
    education_at = models.DateTimeField(_("报教育部门的时间"), null=True, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("谁启动的"))
    is_food = models.BooleanField(_("确认与饮食有关"), null=True, blank=True)
    outcome = models.CharField(_("结论"), max_length=300, blank=True)
    status = models.CharField(
        _("状态"), max_length=6, choices=IncidentStatus.choices, default=IncidentStatus.OPEN, editable=False
    )

    flow: ClassVar[Flow] = Flow(
        Step("close", _("了结"), {IncidentStatus.OPEN}, IncidentStatus.CLOSED, fields=("is_food", "outcome")),
        final={IncidentStatus.CLOSED},
    )
    tones: ClassVar[dict[str, str]] = {IncidentStatus.OPEN: "late", IncidentStatus.CLOSED: "done"}

    class Meta:
        verbose_name = _("疑似食源性事件")
        verbose_name_plural = _("疑似食源性事件")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=IncidentStatus.CLOSED) | (Q(is_food__isnull=False) & ~Q(outcome="")),
                name="canteen_incident_closed",
                violation_error_message=_("了结要写明是不是饮食引起的、结论是什么。"),
            )
        ]

    def __str__(self) -> str:
        return self.number
