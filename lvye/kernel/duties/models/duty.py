"""A recurring duty as the school keeps it: how often, who, where, with which checklist."""

from __future__ import annotations

from datetime import time
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from lvye.kernel.duties.cadence import Cadence, Window, check_cadence
from lvye.kernel.duties.items import Item, items_from
from lvye.kernel.people.api import Person, Post
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class Area(models.TextChoices):
    """What part of the school's work it belongs to."""

    PATROL = "patrol", _("巡查")
    FIRE = "fire", _("消防")
    SECURITY = "security", _("安保")
    FOOD = "food", _("食堂")
    HEALTH = "health", _("卫生")
    BUILDING = "building", _("设施设备")
    WATER = "water", _("水电能源")
    GROUND = "ground", _("保洁绿化")
    PROPERTY = "property", _("财物")
    OTHER = "other", _("其它")


class Unit(models.TextChoices):
    """How often."""

    DAY = "day", _("每天")
    MEAL = "meal", _("每餐")
    WEEK = "week", _("每周")
    BIWEEK = "biweek", _("每两周")
    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    HALF_YEAR = "half_year", _("每半年")
    YEAR = "year", _("每年")
    TERM = "term", _("每学期")
    WORKDAYS = "workdays", _("每隔几天")
    HOLIDAY = "holiday", _("节假日前")
    EVENT = "event", _("事情发生时")


class Days(models.TextChoices):
    """Which days count."""

    SCHOOL = "school", _("上课的日子")
    WORK = "work", _("工作日")
    EVERY = "every", _("每一天")


class Point(models.TextChoices):
    """Where in a term."""

    BEGIN = "begin", _("开学第一天")
    BEFORE = "before", _("开学前")
    END = "end", _("学期最后一天")


class Proof(models.TextChoices):
    """What shows that somebody was there."""

    NONE = "none", _("不要求")
    SCAN = "scan", _("扫现场的码")


class Duty(Record):
    """One recurring duty. Switched off until the school says from when on it wants it.

    weekdays, months, windows: as in `cadence.Cadence`, windows as [["07:00", "09:00", "早餐"]]. post, person or roster
    (a kind of duty roster) says who does it. targets: it is due once for every record of such a source; each: once at
    every spot, else one round over all of them. grace: minutes after its window in which it still counts as in time.
    version_no: the checklist used now. basis, article: the document that asks for it; evidence: how sure that is.
    """

    class Status(models.TextChoices):
        """Whether it is done here."""

        OFF = "off", _("未启用")
        ON = "on", _("在用")

    class Evidence(models.TextChoices):
        """How sure the requirement is."""

        LAW = "law", _("法规原文")
        SECONDARY = "secondary", _("转引")
        LOCAL = "local", _("地方或本校")
        MEMORY = "memory", _("待核对")

    flow: ClassVar[Flow] = Flow(
        Step("switch_on", _("启用"), {Status.OFF}, Status.ON, fields=("starts_on",), tone="main"),
        Step("switch_off", _("停用"), {Status.ON}, Status.OFF, tone="no"),
    )
    tones: ClassVar[dict[str, str]] = {Status.ON: "done", Status.OFF: "idle"}
    search_from: ClassVar[tuple[str, ...]] = ("name", "basis")
    verbs: ClassVar[dict[str, Any]] = {
        "publish": _("换检查表"), "generate": _("排检查任务"), "miss": _("记漏检"),
    }  # fmt: skip

    code = models.SlugField(_("代号"), max_length=60, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    area = models.CharField(_("类别"), max_length=10, choices=Area.choices, default=Area.OTHER)
    purpose = models.CharField(_("怎么做"), max_length=300, blank=True)
    unit = models.CharField(_("多久一次"), max_length=10, choices=Unit.choices, default=Unit.DAY)
    days = models.CharField(_("算哪些日子"), max_length=6, choices=Days.choices, default=Days.SCHOOL)
    weekdays = models.JSONField(_("星期几"), default=list, blank=True)
    every = models.PositiveSmallIntegerField(_("每隔几天"), default=1)
    month_day = models.PositiveSmallIntegerField(_("几号"), default=1, help_text=_("0 表示月末。"))
    months = models.JSONField(_("哪几个月"), default=list, blank=True)
    is_whole = models.BooleanField(_("周期内哪天都行"), default=False)
    point = models.CharField(_("学期的什么时候"), max_length=6, choices=Point.choices, blank=True)
    lead = models.PositiveSmallIntegerField(_("提前几天可以做"), default=0)
    windows = models.JSONField(_("时段"), default=list, blank=True)
    grace = models.PositiveIntegerField(_("宽限（分钟）"), default=0, help_text=_("过了时段多少分钟以内仍算按时。"))
    starts_on = models.DateField(_("从哪天起"), null=True, blank=True)
    ends_on = models.DateField(_("到哪天止"), null=True, blank=True)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("由哪个岗位做")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("由谁做")
    )
    roster = models.CharField(_("按哪种值班表"), max_length=30, blank=True)
    targets = models.CharField(_("对哪一类逐个做"), max_length=60, blank=True, editable=False)
    each = models.BooleanField(_("每处各记一次"), default=False, help_text=_("不选就是一趟走完，一张表。"))
    in_order = models.BooleanField(_("按顺序走"), default=False)
    proof = models.CharField(_("到场证明"), max_length=5, choices=Proof.choices, default=Proof.NONE)
    basis = models.CharField(_("依据"), max_length=200, blank=True)
    evidence = models.CharField(_("依据来源"), max_length=10, choices=Evidence.choices, default=Evidence.LOCAL)
    keep = models.CharField(_("记录保存"), max_length=100, blank=True)
    fits = models.JSONField(_("适用"), default=list, blank=True, editable=False)
    version_no = models.PositiveIntegerField(_("检查表第几版"), default=0, editable=False)
    status = models.CharField(_("状态"), max_length=3, choices=Status.choices, default=Status.OFF, editable=False)
    search_text = SearchField()

    class Meta:
        verbose_name = _("例行检查事项")
        verbose_name_plural = _("例行检查事项")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="on") | Q(starts_on__isnull=False),
                name="duties_duty_dated",
                violation_error_message=_("启用要写明从哪天起。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gte=models.F("starts_on")),
                name="duties_duty_ends_after",
                violation_error_message=_("截止日期不能早于开始日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A cadence that cannot be laid over the calendar is refused."""
        check_cadence(self.cadence)

    @property
    def is_on(self) -> bool:
        """Whether it is done here."""
        return self.status == self.Status.ON

    @property
    def cadence(self) -> Cadence:
        """How often and when."""
        windows = tuple(
            Window(time.fromisoformat(opens), time.fromisoformat(closes), *name)
            for opens, closes, *name in self.windows
        )
        return Cadence(
            unit=self.unit, days=self.days, weekdays=tuple(self.weekdays), every=self.every, month_day=self.month_day,
            months=tuple(self.months), is_whole=self.is_whole, point=self.point, lead=self.lead,
            windows=windows or (Window(),),
        )  # fmt: skip

    @cached_property
    def version(self) -> Version | None:
        """The checklist used now."""
        return self.versions.filter(number=self.version_no).first()


class Version(Record):
    """One version of a duty's checklist. It never changes; a change is the next version."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="versions", verbose_name=_("事项"), editable=False)
    number = models.PositiveIntegerField(_("第几版"), editable=False)
    items = models.JSONField(_("检查项"), default=list)
    why = models.CharField(_("为什么改"), max_length=200, blank=True)
    from_on = models.DateField(_("从哪天起用"), editable=False)

    class Meta:
        verbose_name = _("检查表")
        verbose_name_plural = _("检查表")
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "number"],
                name="duties_version_once",
                violation_error_message=_("刚才有人也改了检查表，请刷新后再改。"),
            )
        ]

    def __str__(self) -> str:
        return str(_("%(duty)s 第 %(n)s 版") % {"duty": self.duty.name, "n": self.number})

    @cached_property
    def checklist(self) -> list[Item]:
        """The items in order."""
        return items_from(self.items)


class Spot(Record):
    """Where a duty is done: a place, a record of a register (an extinguisher), or both. `sort`: the way one walks."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="spots", verbose_name=_("事项"), editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("地点"))
    target = models.CharField(_("台账"), max_length=60, blank=True, editable=False)
    target_id = models.BigIntegerField(_("编号"), default=0, editable=False)
    label = models.CharField(_("检查点"), max_length=120, blank=True)
    sort = models.IntegerField(_("顺序"), default=0)
    is_open = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("检查点")
        verbose_name_plural = _("检查点")
        constraints = [
            models.UniqueConstraint(
                fields=["duty", "target_id"],
                condition=~Q(target_id=0),
                name="duties_spot_target_once",
                violation_error_message=_("这一个已经在检查点里了。"),
            ),
            models.UniqueConstraint(
                fields=["duty", "place"],
                condition=Q(target_id=0),
                name="duties_spot_place_once",
                violation_error_message=_("这个地点已经在检查点里了。"),
            ),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(target_id=0),
                name="duties_spot_somewhere",
                violation_error_message=_("检查点要有地点。"),
            ),
        ]
        indexes = [models.Index(fields=["target", "target_id"], name="duties_spot_target")]

    def __str__(self) -> str:
        return self.label or (self.place.full_name if self.place else "")
