"""What is cooked: meals, their dishes, which batches went in, samples; fridges, disinfection, what was thrown away."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.stores.api import IssueLine

from .goods import Batch
from .staff import Worker


class MealKind(models.TextChoices):
    """Which meal of the day."""

    BREAKFAST = "breakfast", _("早餐")
    LUNCH = "lunch", _("午餐")
    SNACK = "snack", _("点心")
    DINNER = "dinner", _("晚餐")


class Meal(Record):
    """One meal of one day: what its dishes, batches, samples and diners hang on."""

    Kind = MealKind

    day = models.DateField(_("日期"))
    kind = models.CharField(_("餐次"), max_length=9, choices=MealKind.choices)
    diners = models.PositiveIntegerField(_("用餐人数"), null=True, blank=True)

    class Meta:
        verbose_name = _("餐次")
        verbose_name_plural = _("餐次")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "kind"],
                name="canteen_meal_once",
                violation_error_message=_("这一餐已经有了。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.get_kind_display()}"


class Serving(Record):
    """One finished food of a meal, soup and porridge too. core: ℃ in its middle when it was done."""

    meal = models.ForeignKey(Meal, models.PROTECT, related_name="servings", verbose_name=_("餐次"))
    name = models.CharField(_("菜名"), max_length=40)
    core = models.DecimalField(_("中心温度（℃）"), max_digits=4, decimal_places=1, null=True, blank=True)
    core_at = models.DateTimeField(_("测温时间"), null=True, blank=True, editable=False)
    core_by = models.ForeignKey(
        Worker, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("测温人")
    )
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("name",)

    class Meta:
        verbose_name = _("成品")
        verbose_name_plural = _("成品")
        constraints = [
            models.UniqueConstraint(
                fields=["meal", "name"],
                name="canteen_serving_once",
                violation_error_message=_("这一餐已经有这个菜了。"),
            )
        ]
        indexes = [models.Index(fields=["name"], name="canteen_serving_name")]

    def __str__(self) -> str:
        return self.name


class Use(Record):
    """So much of a batch that went into a dish; serving None: into the whole meal (oil, salt). line: of the store."""

    batch = models.ForeignKey(Batch, models.PROTECT, related_name="uses", verbose_name=_("批次"))
    meal = models.ForeignKey(Meal, models.PROTECT, related_name="uses", verbose_name=_("餐次"))
    serving = models.ForeignKey(
        Serving, models.PROTECT, null=True, blank=True, related_name="uses", verbose_name=_("用在哪个菜")
    )
    qty = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name=_("谁领的"))
    line = models.OneToOneField(IssueLine, models.PROTECT, related_name="+", editable=False, verbose_name=_("出库明细"))

    class Meta:
        verbose_name = _("食材领用")
        verbose_name_plural = _("食材领用")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0), name="canteen_use_qty", violation_error_message=_("数量要大于零。")
            )
        ]

    def __str__(self) -> str:
        return f"{self.qty.normalize():f}"


class Fridge(Record):
    """A fridge, freezer or the cabinet of samples; its readings are recurring duties, once for each."""

    class Kind(models.TextChoices):
        """What it is for."""

        CHILLED = "chilled", _("冷藏柜")
        FROZEN = "frozen", _("冷冻柜")
        SAMPLE = "sample", _("留样柜")

    name = models.CharField(_("名称"), max_length=20, unique=True, error_messages={"unique": _("已经有这个名称了。")})
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices, default=Kind.CHILLED)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    sort = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("冰箱和留样柜")
        verbose_name_plural = _("冰箱和留样柜")

    def __str__(self) -> str:
        return self.name


class SampleStatus(models.TextChoices):
    """Where a sample is."""

    KEPT = "kept", _("在柜")
    SEALED = "sealed", _("封存")
    EMPTIED = "emptied", _("已倒")
    HANDED = "handed", _("已送检")


S = SampleStatus


class Sample(Record):
    """留样: so many grams of one finished food, kept until `keep_until` at least.

    keep_until: as the rule stood when it was put in. sealed: an incident holds it, whatever its age.
    """

    Status = SampleStatus

    code = models.CharField(_("留样编号"), max_length=20, unique=True, editable=False)
    serving = models.OneToOneField(
        Serving, models.PROTECT, related_name="sample", verbose_name=_("菜名"),
        error_messages={"unique": _("这个菜已经留样了。")},
    )  # fmt: skip
    grams = models.PositiveSmallIntegerField(_("留样量（克）"))
    cabinet = models.ForeignKey(
        Fridge, models.PROTECT, related_name="+", verbose_name=_("留样柜"), limit_choices_to={"kind": "sample"}
    )
    put_at = models.DateTimeField(_("留样时间"), editable=False)
    put_by = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name=_("留样人"))
    day = models.DateField(_("日期"), editable=False)
    keep_until = models.DateTimeField(_("留到"), editable=False)
    status = models.CharField(_("状态"), max_length=7, choices=SampleStatus.choices, default=S.KEPT, editable=False)
    emptied_at = models.DateTimeField(_("销样时间"), null=True, blank=True, editable=False)
    emptied_by = models.ForeignKey(
        Worker, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("销样人")
    )
    handed_to = models.CharField(_("送给谁检验"), max_length=60, blank=True)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("empty", _("倒掉"), {S.KEPT}, S.EMPTIED, tone="main"),
        Step("seal", _("封存"), {S.KEPT}, S.SEALED, tone="no"),
        Step("release", _("解封"), {S.SEALED}, S.KEPT),
        Step("hand", _("送检"), {S.SEALED}, S.HANDED, fields=("handed_to",)),
        final={S.EMPTIED, S.HANDED},
    )
    tones: ClassVar[dict[str, str]] = {S.KEPT: "going", S.SEALED: "late", S.EMPTIED: "done", S.HANDED: "done"}

    class Meta:
        verbose_name = _("留样")
        verbose_name_plural = _("食品留样")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status=S.EMPTIED) | Q(emptied_at__gte=F("keep_until"), emptied_by__isnull=False),
                name="canteen_sample_kept_long_enough",
                violation_error_message=_("还没有留满时间，不能倒。"),
            )
        ]
        indexes = [
            models.Index(fields=["status", "keep_until"], name="canteen_sample_until"),
            models.Index(fields=["day"], name="canteen_sample_day"),
        ]

    def __str__(self) -> str:
        return self.code

    def search_source(self) -> list[str]:
        """Its number and the food it is of."""
        return [self.code, self.serving.name]


class Method(models.TextChoices):
    """How things are made free of germs."""

    STEAM = "steam", _("蒸汽、煮沸")
    INFRARED = "infrared", _("红外消毒柜")
    WASHER = "washer", _("洗碗机")
    CHLORINE = "chlorine", _("含氯消毒液")
    ULTRAVIOLET = "ultraviolet", _("紫外线灯")


class Disinfection(Record):
    """One disinfection. degrees ℃, minutes, strength mg/L: what the method asks for. is_good: all limits were met."""

    class What(models.TextChoices):
        """Of what."""

        TABLEWARE = "tableware", _("餐具")
        TOOLS = "tools", _("刀板容器")
        TABLES = "tables", _("餐桌台面")
        ROOM = "room", _("备餐间空气")

    Method = Method

    meal = models.ForeignKey(Meal, models.PROTECT, related_name="disinfections", verbose_name=_("餐次"))
    day = models.DateField(_("日期"), editable=False)
    what = models.CharField(_("消毒什么"), max_length=10, choices=What.choices, default=What.TABLEWARE)
    method = models.CharField(_("方法"), max_length=12, choices=Method.choices)
    degrees = models.DecimalField(_("温度（℃）"), max_digits=4, decimal_places=1, null=True, blank=True)
    minutes = models.DecimalField(_("时间（分钟）"), max_digits=6, decimal_places=2, null=True, blank=True)
    strength = models.PositiveIntegerField(_("有效氯（毫克/升）"), null=True, blank=True)
    is_good = models.BooleanField(_("合格"), editable=False)
    note = models.CharField(_("不合格怎么办的"), max_length=120, blank=True)
    done_at = models.DateTimeField(_("时间"), editable=False)
    by = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name=_("谁做的"))

    class Meta:
        verbose_name = _("消毒")
        verbose_name_plural = _("消毒记录")
        indexes = [models.Index(fields=["day"], name="canteen_disinfection_day")]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.get_method_display()}"


class Discard(Record):
    """Doubtful or spoilt food thrown away: of a batch (out of the store) or of a finished dish."""

    class How(models.TextChoices):
        """What was done with it."""

        DESTROYED = "destroyed", _("销毁")
        WASTE = "waste", _("按餐厨垃圾处理")
        BACK = "back", _("退给供货单位")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    day = models.DateField(_("日期"), editable=False)
    batch = models.ForeignKey(
        Batch, models.PROTECT, null=True, blank=True, related_name="discards", verbose_name=_("批次")
    )
    serving = models.ForeignKey(
        Serving, models.PROTECT, null=True, blank=True, related_name="discards", verbose_name=_("菜名")
    )
    qty = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    unit = models.CharField(_("单位"), max_length=10)
    why = models.CharField(_("什么异常"), max_length=120)
    how = models.CharField(_("怎么处理"), max_length=10, choices=How.choices, default=How.DESTROYED)
    done_at = models.DateTimeField(_("时间"), editable=False)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("经手人"))
    witness = models.ForeignKey(Worker, models.PROTECT, related_name="+", verbose_name=_("见证人"))
    line = models.OneToOneField(
        IssueLine, models.PROTECT, null=True, blank=True, related_name="+", editable=False,
        verbose_name=_("出库明细"),
    )  # fmt: skip

    class Meta:
        verbose_name = _("可疑食品处置")
        verbose_name_plural = _("可疑食品处置")
        constraints = [
            models.CheckConstraint(
                condition=Q(batch__isnull=False) ^ Q(serving__isnull=False),
                name="canteen_discard_of_one",
                violation_error_message=_("写明是哪一批食材，或者哪个菜。"),
            ),
            models.CheckConstraint(
                condition=Q(qty__gt=0), name="canteen_discard_qty", violation_error_message=_("数量要大于零。")
            ),
        ]
        indexes = [models.Index(fields=["day"], name="canteen_discard_day")]

    def __str__(self) -> str:
        return self.number
