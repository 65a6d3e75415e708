"""培训科目: what is trained again and again, for whom, how often."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Post
from lvye.kernel.records.api import Record, SearchField


class Kind(models.TextChoices):
    """What it is about."""

    FOOD = "food", _("食品安全")
    SAFETY = "safety", _("消防和急救")
    GUARD = "guard", _("安保")
    SKILL = "skill", _("岗位技能")
    SERVICE = "service", _("服务礼仪")
    SYSTEM = "system", _("新系统、新流程")
    PUPIL = "pupil", _("学生安全教育")
    OTHER = "other", _("其他")


class Audience(models.TextChoices):
    """Who is to come."""

    POST = "post", _("一个岗位的人")
    LOGISTICS = "logistics", _("全体后勤人员")
    STAFF = "staff", _("全体教职工")
    PUPILS = "pupils", _("学生")


class Every(models.TextChoices):
    """How often."""

    TERM = "term", _("每学期")
    YEAR = "year", _("每学年")
    ONCE = "once", _("按需要")


class Course(Record):
    """One subject. workday: by which workday of the term a training of it is to have been held."""

    Kind, Audience, Every = Kind, Audience, Every

    code = models.SlugField(_("代号"), max_length=40, unique=True)
    name = models.CharField(_("培训什么"), max_length=60)
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices, default=Kind.SKILL)
    audience = models.CharField(_("谁参加"), max_length=10, choices=Audience.choices, default=Audience.POST)
    post = models.ForeignKey(Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位"))
    every = models.CharField(_("多久一次"), max_length=5, choices=Every.choices, default=Every.TERM)
    workday = models.PositiveSmallIntegerField(
        _("开学后第几个工作日前办"), default=30, validators=[MinValueValidator(1), MaxValueValidator(110)]
    )
    content = models.TextField(_("讲什么"), max_length=2000, blank=True)
    with_test = models.BooleanField(_("要考核"), default=False)
    basis = models.CharField(_("依据"), max_length=100, blank=True)
    is_open = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()
    search_from: ClassVar[tuple[str, ...]] = ("name", "content")

    class Meta:
        verbose_name = _("培训科目")
        verbose_name_plural = _("培训科目")
        constraints = [
            models.CheckConstraint(
                condition=~Q(audience="post") | Q(post__isnull=False), name="training_course_post",
                violation_error_message=_("一个岗位的培训要选是哪个岗位。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="pupil") & Q(audience="pupils") | ~Q(kind="pupil") & ~Q(audience="pupils"),
                name="training_course_pupils",
                violation_error_message=_("学生安全教育由学生参加，别的培训由教职工参加。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
