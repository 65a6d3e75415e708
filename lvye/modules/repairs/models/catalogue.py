"""What faults are called, what work is called, and who does it."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record, SearchField
from lvye.modules.partners.api import Partner


class Trade(Record):
    """A kind of craft a job asks for: 水电, 木工门锁 … Workers have some of them."""

    code = models.SlugField(_("编码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=20)
    sort = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        verbose_name = _("工种")
        verbose_name_plural = _("工种")

    def __str__(self) -> str:
        return self.name


class Category(Record):
    """What is broken, in two levels: 电 › 灯不亮. The upper level has no parent.

    icon is a name of the icon set; is_teaching: such a fault stops a lesson, so it goes first unless said otherwise.
    joins: a second report by code of this at the same place is the same fault (one leak, not two; but two chairs).
    """

    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("上级"))
    code = models.SlugField(_("编码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=20)
    icon = models.CharField(_("图标"), max_length=30, blank=True)
    trade = models.ForeignKey(Trade, models.PROTECT, related_name="+", verbose_name=_("工种"))
    sort = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_teaching = models.BooleanField(_("影响教学"), default=False)
    joins = models.BooleanField(_("同一地点再报算同一故障"), default=True)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("故障类别")
        verbose_name_plural = _("故障类别")

    def __str__(self) -> str:
        return self.name


class WorkItem(Record):
    """One kind of work as the tally counts it: 动作 × 物件 × 单位 (更换 灯管 根).

    is_watched: a part that ages with the house (水路, 暖气管道 …); replacement_cost: yuan for a new one.
    """

    action = models.CharField(_("动作"), max_length=20)
    object = models.CharField(_("物件"), max_length=40)
    unit = models.CharField(_("单位"), max_length=10)
    trade = models.ForeignKey(Trade, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("工种"))
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("故障类别")
    )
    is_watched = models.BooleanField(_("老化关注"), default=False)
    replacement_cost = models.DecimalField(_("换新单价（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("action", "object", "unit")

    class Meta:
        verbose_name = _("维修项目")
        verbose_name_plural = _("维修项目")
        constraints = [
            models.UniqueConstraint(
                fields=["action", "object", "unit"],
                name="repairs_workitem_once",
                violation_error_message=_("这个维修项目已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(replacement_cost__isnull=True) | Q(replacement_cost__gte=0),
                name="repairs_workitem_cost",
                violation_error_message=_("换新单价不能小于零。"),
            ),
        ]
        indexes = [models.Index(fields=["object", "action"], name="repairs_workitem_object")]

    def __str__(self) -> str:
        return f"{self.action} {self.object}（{self.unit}）"


class Worker(Record):
    """A repairer: his crafts, his buildings (none named: all), when he is here.

    weekdays: digits 1-7, Monday is 1. name is the person's, kept here so a list of jobs needs no second look-up.
    phone_shown: reporters may see his number.
    """

    class Week(models.TextChoices):
        """On which days of the week he is here."""

        WORKDAYS = "12345", _("周一到周五")
        SIX = "123456", _("周一到周六")
        ALL = "1234567", _("每天")
        WEEKEND = "67", _("周六和周日")
        ODD = "135", _("周一、三、五")
        EVEN = "246", _("周二、四、六")

    person = models.OneToOneField(Person, models.PROTECT, related_name="+", verbose_name=_("人员"))
    name = models.CharField(_("姓名"), max_length=40, editable=False)
    trades = models.ManyToManyField(Trade, related_name="+", blank=True, verbose_name=_("工种"))
    zones = models.ManyToManyField(
        Place, related_name="+", blank=True, verbose_name=_("负责楼栋"), limit_choices_to={"kind": "building"}
    )
    weekdays = models.CharField(_("上班的星期"), max_length=7, choices=Week.choices, default=Week.WORKDAYS)
    works_from = models.TimeField(_("上班"), default=datetime.time(8, 0))
    works_to = models.TimeField(_("下班"), default=datetime.time(17, 30))
    away_from = models.DateField(_("请假从"), null=True, blank=True)
    away_to = models.DateField(_("请假到"), null=True, blank=True)
    phone_shown = models.BooleanField(_("向报修人显示电话"), default=True)
    is_active = models.BooleanField(_("在岗"), default=True)

    class Meta:
        verbose_name = _("维修工")
        verbose_name_plural = _("维修工")
        constraints = [
            models.CheckConstraint(
                condition=Q(works_from__lt=models.F("works_to")),
                name="repairs_worker_hours",
                violation_error_message=_("下班时间要晚于上班时间。"),
            ),
            models.CheckConstraint(
                condition=Q(away_from__isnull=True) | Q(away_to__isnull=True) | Q(away_from__lte=models.F("away_to")),
                name="repairs_worker_away",
                violation_error_message=_("请假的结束日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def away_on(self, day: datetime.date) -> bool:
        """Whether he is on leave that day; an open end means until further notice."""
        if self.away_from is None or day < self.away_from:
            return False
        return self.away_to is None or day <= self.away_to

    def on_duty(self, at: datetime.datetime) -> bool:
        """Whether he is here at that moment: in service, not on leave, his weekday, his hours."""
        here = timezone.localtime(at)
        if not self.is_active or self.away_on(here.date()):
            return False
        return str(here.isoweekday()) in self.weekdays and self.works_from <= here.time() < self.works_to


class Contractor(Record):
    """An outside firm or master that gets single jobs by a link.

    partner: its file with licences and contracts, where it has one; who is barred there gets no jobs here.
    """

    name = models.CharField(_("单位名称"), max_length=60, unique=True)
    contact = models.CharField(_("联系人"), max_length=40, blank=True)
    phone = models.CharField(_("电话"), max_length=30, blank=True)
    trades = models.CharField(_("会做什么"), max_length=100, blank=True)
    partner = models.OneToOneField(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("往来单位档案"),
        error_messages={"unique": _("这个往来单位已经对应另一个外修单位。")},
    )  # fmt: skip
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("外修单位")
        verbose_name_plural = _("外修单位")

    def __str__(self) -> str:
        return self.name
