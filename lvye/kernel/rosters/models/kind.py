"""Kinds of duty as data: what a school serves, in which shifts, with how many of which posts."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record

from .fields import PostsField, WeekdaysField

MOST_SEATS = 40


class Kind(Record):
    """A kind of duty (值班, 护导, 陪餐) with the rules of its rosters.

    rest_hours: between the end of one shift of a person and the begin of his next; gap_days: from the day of one duty
    to the day of the next, at least (1: never twice on one day); week_most: shifts a person serves in a calendar
    week, 0: any. A shift on a weekend or holiday weighs `weekend_times`, `holiday_times` as much.
    """

    code = models.SlugField(_("代号"), max_length=30, unique=True, error_messages={"unique": _("这个代号已经有了。")})
    name = models.CharField(_("名称"), max_length=30, unique=True, error_messages={"unique": _("这个名称已经有了。")})
    note = models.CharField(_("说明"), max_length=200, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"))
    rest_hours = models.PositiveSmallIntegerField(
        _("两班之间至少休息（小时）"), default=0, validators=[MaxValueValidator(240)]
    )
    gap_days = models.PositiveSmallIntegerField(
        _("两次之间至少隔（天）"), default=1, validators=[MaxValueValidator(60)],
        help_text=_("1 表示一天只值一次；3 表示周一值了，最早周四再值。"),
    )  # fmt: skip
    week_most = models.PositiveSmallIntegerField(
        _("一人一周最多几次"), default=0, validators=[MaxValueValidator(21)], help_text=_("0 表示不限。")
    )
    weekend_times = models.DecimalField(
        _("双休日折算"), max_digits=3, decimal_places=1, default=Decimal("1.5"),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(5))],
        help_text=_("双休日值一班，按几班算负担。"),
    )  # fmt: skip
    holiday_times = models.DecimalField(
        _("节假日折算"), max_digits=3, decimal_places=1, default=Decimal(2),
        validators=[MinValueValidator(Decimal(1)), MaxValueValidator(Decimal(5))],
        help_text=_("法定节假日值一班，按几班算负担。"),
    )  # fmt: skip
    sort = models.IntegerField(_("顺序"), default=100)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("值班类型")
        verbose_name_plural = _("值班类型")

    def __str__(self) -> str:
        return self.name


class On(models.TextChoices):
    """On which days of the calendar a shift is served."""

    SCHOOL = "school", _("上课日")
    WORK = "work", _("工作日（含寒暑假）")
    REST = "rest", _("双休日和节假日")
    WEEKEND = "weekend", _("双休日")
    HOLIDAY = "holiday", _("法定节假日")
    EVERY = "every", _("每天")


class Span(models.TextChoices):
    """How long the same people serve."""

    DAY = "day", _("一天一换")
    WEEK = "week", _("一周一换（值周）")


class Shift(Record):
    """A shift (班次) of a kind: from when to when, on which days. Until at or before its begin: the next morning."""

    kind = models.ForeignKey(Kind, models.PROTECT, related_name="shifts", verbose_name=_("值班类型"))
    name = models.CharField(_("班次"), max_length=30)
    begins = models.TimeField(_("从"))
    ends = models.TimeField(_("到"), help_text=_("不晚于开始时间的，算到第二天。"))
    on = models.CharField(_("哪些日子"), max_length=8, choices=On.choices, default=On.SCHOOL)
    weekdays = WeekdaysField(_("只在周几"), default=list, blank=True, help_text=_("不选就是每个这样的日子都要。"))
    span = models.CharField(_("轮换"), max_length=4, choices=Span.choices, default=Span.DAY)
    weight = models.DecimalField(
        _("一班算几分"), max_digits=3, decimal_places=1, default=Decimal(1),
        validators=[MinValueValidator(Decimal("0.1")), MaxValueValidator(Decimal(20))],
        help_text=_("公平分摊时，一个通宵班可以算两个白班。"),
    )  # fmt: skip
    place = models.ForeignKey(
        Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("岗位地点")
    )
    sort = models.IntegerField(_("顺序"), default=100)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("班次")
        verbose_name_plural = _("班次")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "name"],
                condition=Q(is_open=True),
                name="rosters_shift_once",
                violation_error_message=_("这一类里已经有同名的班次。"),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_overnight(self) -> bool:
        """Whether it ends on the next morning."""
        return self.ends <= self.begins

    @property
    def hours(self) -> str:
        """From when to when: 22:00—次日06:00."""
        night = str(_("次日")) if self.is_overnight else ""
        return f"{self.begins:%H:%M}—{night}{self.ends:%H:%M}"


class Seat(Record):
    """A place in a shift (席位): how many, and the posts whose holders may take it. Two seats make a pair."""

    shift = models.ForeignKey(Shift, models.PROTECT, related_name="seats", verbose_name=_("班次"))
    name = models.CharField(_("席位"), max_length=20, help_text=_("例如带班领导、值班教师。"))
    count = models.PositiveSmallIntegerField(
        _("几个人"), default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_SEATS)]
    )
    posts = PostsField(_("哪些岗位的人可以值"), default=list)
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("只限部门")
    )
    sort = models.IntegerField(_("顺序"), default=100)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("席位")
        verbose_name_plural = _("席位")
        constraints = [
            models.UniqueConstraint(
                fields=["shift", "name"],
                condition=Q(is_open=True),
                name="rosters_seat_once",
                violation_error_message=_("这个班次里已经有同名的席位。"),
            )
        ]

    def __str__(self) -> str:
        return self.name
