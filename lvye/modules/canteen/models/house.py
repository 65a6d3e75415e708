"""The canteen as a house: its own licence, its machines, its meetings, the prices at its windows."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record, SearchField
from lvye.modules.assets.api import Asset


class Licence(Record):
    """A paper the canteen itself must have. ends_on: the last day it holds; its picture is attached."""

    class Kind(models.TextChoices):
        """Which."""

        FOOD = "food", _("食品经营许可证")
        WATER = "water", _("二次供水卫生许可证")
        DRAIN = "drain", _("排水许可证")
        OTHER = "other", _("其他证照")

    kind = models.CharField(_("证照"), max_length=8, choices=Kind.choices, default=Kind.FOOD)
    number = models.CharField(_("证号"), max_length=40)
    scope = models.CharField(_("许可项目"), max_length=100, blank=True, help_text=_("照证上写：热食类食品制售等。"))
    issued_by = models.CharField(_("发证机关"), max_length=60, blank=True)
    issued_on = models.DateField(_("发证日期"))
    ends_on = models.DateField(_("有效期至"))
    is_posted = models.BooleanField(_("已张贴公示"), default=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "scope", "issued_by")

    class Meta:
        verbose_name = _("食堂证照")
        verbose_name_plural = _("食堂证照")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "number"], name="canteen_licence_once",
                violation_error_message=_("这个证号已经登记过了。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gt=F("issued_on")), name="canteen_licence_days",
                violation_error_message=_("有效期要晚于发证日期。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}"


class Machine(Record):
    """A machine or a pipe of the kitchen: checked by recurring duties, once for each. asset: its card, if it has one.

    by: who looks after it from outside, by contract (cleaning of the duct, upkeep of the lift).
    """

    class Kind(models.TextChoices):
        """What it is; which duty checks it follows from it."""

        COOK = "cook", _("灶具、蒸箱")
        WORK = "work", _("切配、和面等机器")
        WASH = "wash", _("洗碗、消毒设备")
        STEAM = "steam", _("锅炉、蒸汽管道")
        AIR = "air", _("排烟风机")
        DUCT = "duct", _("油烟管道")
        GAS = "gas", _("燃气管道、阀门、报警器")
        LIFT = "lift", _("食梯")
        WATER = "water", _("感应龙头、水处理")
        PEST = "pest", _("灭蝇灯、防鼠设施")

    name = models.CharField(_("名称"), max_length=30, unique=True, error_messages={"unique": _("已经有这个名称了。")})
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices, default=Kind.COOK)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    asset = models.OneToOneField(
        Asset, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("资产卡片"),
        error_messages={"unique": _("这张资产卡片已经登记过了。")},
    )  # fmt: skip
    by = models.CharField(_("维保、清洗单位和合同"), max_length=80, blank=True)
    sort = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)
    handed = models.CharField(max_length=60, blank=True, editable=False)
    handed_id = models.BigIntegerField(null=True, blank=True, editable=False)

    verbs: ClassVar[dict[str, object]] = {"report": _("报修")}

    class Meta:
        verbose_name = _("灶间设备")
        verbose_name_plural = _("灶间设备")
        constraints = [
            models.CheckConstraint(
                condition=(Q(handed="") & Q(handed_id=None)) | (~Q(handed="") & Q(handed_id__isnull=False)),
                name="canteen_machine_handed", violation_error_message=_("报修要写明是哪一单。"),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class Meeting(Record):
    """A meeting about the canteen beside the monthly one (月调度): who was there, what about, what was decided."""

    class Kind(models.TextChoices):
        """Which."""

        WORK = "work", _("食堂工作会议")
        SAFETY = "safety", _("食品安全专题会议")
        ONSITE = "onsite", _("现场办公会")
        TRAINING = "training", _("从业人员培训会")

    kind = models.CharField(_("哪种会"), max_length=8, choices=Kind.choices, default=Kind.WORK)
    held_on = models.DateField(_("日期"))
    host = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("主持人"))
    present = models.CharField(_("参加的人"), max_length=200)
    topics = models.TextField(_("议题"), max_length=1000)
    decided = models.TextField(_("决定和分工"), max_length=1000)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("present", "topics", "decided")

    class Meta:
        verbose_name = _("食堂会议")
        verbose_name_plural = _("食堂会议")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "held_on", "host"], name="canteen_meeting_once",
                violation_error_message=_("这个会已经记过了。"),
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["held_on"], name="canteen_meeting_day")]

    def __str__(self) -> str:
        return f"{self.held_on} {self.get_kind_display()}"


class Price(Record):
    """What a dish costs at a window, from a day on. until_on: the last day, where another price followed or it ended.

    window "all": every window. Pupils and teachers pay the same for the same dish on the same day.
    """

    class Window(models.TextChoices):
        """Who buys there."""

        ALL = "all", _("所有窗口")
        PUPIL = "pupil", _("学生窗口")
        STAFF = "staff", _("教工窗口")

    name = models.CharField(_("菜名"), max_length=40)
    window = models.CharField(_("窗口"), max_length=5, choices=Window.choices, default=Window.ALL)
    price = models.DecimalField(_("价格（元）"), max_digits=6, decimal_places=2)
    per = models.CharField(_("一份是多少"), max_length=20, blank=True)
    from_on = models.DateField(_("从哪天起"))
    until_on = models.DateField(_("到哪天止"), null=True, blank=True, help_text=_("还在卖的空着。"))
    why = models.CharField(_("调价原因"), max_length=100, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("窗口菜价")
        verbose_name_plural = _("窗口菜价")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "window", "from_on"], name="canteen_price_once",
                violation_error_message=_("这个窗口这一天已经有这个菜的价格了。"),
            ),
            models.UniqueConstraint(
                fields=["name", "window"], condition=Q(until_on=None), name="canteen_price_running",
                violation_error_message=_("这个菜在这个窗口已经有现行的价格了。"),
            ),
            models.CheckConstraint(
                condition=Q(price__gte=0), name="canteen_price_amount",
                violation_error_message=_("价格不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="canteen_price_days",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name
