"""Plots, what was planted in them and what died of it, and the work that was done."""

from __future__ import annotations

from collections.abc import Collection
from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step


class PlotKind(models.TextChoices):
    """What grows there."""

    GARDEN = "garden", _("花园")
    BED = "bed", _("花坛")
    LAWN = "lawn", _("草坪")
    HEDGE = "hedge", _("绿篱")
    TREES = "trees", _("树木")
    ROOF = "roof", _("屋顶绿化")
    POND = "pond", _("池塘")


class WorkKind(models.TextChoices):
    """What was done. The last five put something out that people must keep away from."""

    WATER = "water", _("浇水")
    WEED = "weed", _("除草")
    PRUNE = "prune", _("修剪")
    FEED = "feed", _("施肥")
    PLANT = "plant", _("补种移栽")
    CLEAR = "clear", _("清枯枝落叶")
    POND = "pond", _("池塘养护")
    RENEW = "renew", _("池塘换水")
    CAMPAIGN = "campaign", _("爱国卫生大扫除")
    PEST = "pest", _("防治病虫害")
    TERMITE = "termite", _("灭白蚁")
    MOSQUITO = "mosquito", _("灭蚊蝇")
    RAT = "rat", _("灭鼠")
    DISINFECT = "disinfect", _("消毒")


SPRAYED = (WorkKind.PEST, WorkKind.TERMITE, WorkKind.MOSQUITO, WorkKind.RAT, WorkKind.DISINFECT)
CARE = (WorkKind.WATER, WorkKind.WEED, WorkKind.PRUNE, WorkKind.FEED, WorkKind.PEST)


class Unit(models.TextChoices):
    """What a quantity counts."""

    TIMES = "times", _("次")
    BAGS = "bags", _("袋")
    PLANTS = "plants", _("株")
    SQUARE = "square", _("平方米")
    CUBIC = "cubic", _("立方米")
    SPOTS = "spots", _("处")


class Plot(Record):
    """A green area with who looks after it. water … pest: which care of the calendar it is due."""

    Kind = PlotKind

    name = models.CharField(_("名称"), max_length=40, unique=True)
    kind = models.CharField(_("类型"), max_length=6, choices=PlotKind.choices, default=PlotKind.BED)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    area = models.DecimalField(_("面积（平方米）"), max_digits=9, decimal_places=1, null=True, blank=True)
    plants = models.CharField(_("主要植物"), max_length=200, blank=True)
    keeper = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("专人"))
    water = models.BooleanField(_("要浇水"), default=True)
    weed = models.BooleanField(_("要除草"), default=True)
    prune = models.BooleanField(_("要修剪"), default=True)
    feed = models.BooleanField(_("要施肥"), default=False)
    pest = models.BooleanField(_("要防病虫"), default=True)
    is_open = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()
    search_from: ClassVar[tuple[str, ...]] = ("name", "plants")

    class Meta:
        verbose_name = _("绿地")
        verbose_name_plural = _("绿地台账")
        constraints = [
            models.CheckConstraint(
                condition=Q(area=None) | Q(area__gt=0), name="grounds_plot_area",
                violation_error_message=_("面积要大于零。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class PlantingStatus(models.TextChoices):
    """Whether what was planted has been counted again."""

    PLANTED = "planted", _("待清点")
    COUNTED = "counted", _("已清点")


class Planting(Record):
    """Plants (or fish) put into a plot at one time, and how many of them lived. part: of which design it was one."""

    Status = PlantingStatus

    plot = models.ForeignKey(Plot, models.PROTECT, related_name="plantings", verbose_name=_("绿地"))
    species = models.CharField(_("种了什么"), max_length=40)
    count = models.PositiveIntegerField(_("数量"))
    measure = models.CharField(_("单位"), max_length=10, default="株")  # house: a unit, as it is kept
    planted_on = models.DateField(_("栽种日期"))
    cost = models.DecimalField(_("花费（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    why = models.CharField(_("活动或计划"), max_length=120, blank=True)
    part = models.ForeignKey(
        "DesignPart", models.PROTECT, null=True, blank=True, related_name="plantings", verbose_name=_("规划项目")
    )
    lived = models.PositiveIntegerField(_("成活"), null=True, blank=True)
    count_due_on = models.DateField(_("最迟清点"), editable=False)
    counted_on = models.DateField(_("清点日期"), null=True, blank=True, editable=False)
    status = models.CharField(
        _("状态"), max_length=7, choices=PlantingStatus.choices, default=PlantingStatus.PLANTED, editable=False
    )
    flow: ClassVar[Flow] = Flow(
        Step("count", _("清点成活"), {PlantingStatus.PLANTED}, PlantingStatus.COUNTED, fields=("lived",), tone="main"),
        final={PlantingStatus.COUNTED},
    )
    tones: ClassVar[dict[str, str]] = {PlantingStatus.PLANTED: "going", PlantingStatus.COUNTED: "done"}
    named_by: ClassVar[tuple[str, ...]] = ("plot",)

    class Meta:
        verbose_name = _("栽种")
        verbose_name_plural = _("栽种和成活")
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gt=0), name="grounds_planting_some", violation_error_message=_("数量要大于零。")
            ),
            models.CheckConstraint(
                condition=Q(lived=None) | Q(lived__lte=F("count")), name="grounds_planting_lived",
                violation_error_message=_("成活不能比栽种的还多。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="counted") | Q(lived__isnull=False, counted_on__isnull=False),
                name="grounds_planting_counted",
                violation_error_message=_("清点要写成活多少。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plot} {self.species}{self.count}{self.measure}"

    @property
    def left(self) -> int:
        """How many are still alive, as far as anybody wrote down. Reads its losses: prefetch them for many."""
        if self.status == PlantingStatus.COUNTED:
            return (self.lived or 0) - sum(one.count for one in self.losses.all() if one.after_count)
        return self.count - sum(one.count for one in self.losses.all())


class Loss(Record):
    """Some of a planting died: fish found dead in the pond, plants that withered.

    after_count: it happened after the planting was counted, so that it lessens what lived. result: the recurring check
    that found it.
    """

    planting = models.ForeignKey(Planting, models.PROTECT, related_name="losses", verbose_name=_("哪一批"))
    on = models.DateField(_("日期"))
    count = models.PositiveIntegerField(_("死了多少"))
    cause = models.CharField(_("原因"), max_length=120, blank=True)
    by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("谁记的")
    )
    after_count = models.BooleanField(_("清点以后"), default=False, editable=False)
    result = models.BigIntegerField(_("检查结果编号"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("死亡")
        verbose_name_plural = _("死鱼、死株")
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gt=0), name="grounds_loss_some", violation_error_message=_("数量要大于零。")
            ),
        ]
        indexes = [models.Index(fields=["on"], name="grounds_loss_on")]

    def __str__(self) -> str:
        return f"{self.on} {self.count}"


class Work(Record):
    """One piece of work, with its quantity. result: the number of the recurring check it was done as, if it was.

    agent: what was put out; safe_at: from when on one may come near again. part: of which design it was one.
    """

    Kind, Unit = WorkKind, Unit

    on = models.DateField(_("日期"))
    kind = models.CharField(_("做了什么"), max_length=9, choices=WorkKind.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("在哪里"))
    plot = models.ForeignKey(Plot, models.PROTECT, null=True, blank=True, related_name="works", verbose_name=_("绿地"))
    qty = models.DecimalField(_("数量"), max_digits=10, decimal_places=1, default=Decimal(1))
    unit = models.CharField(_("单位"), max_length=6, choices=Unit.choices, default=Unit.TIMES)
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("谁做的")
    )
    hired = models.CharField(_("外请单位"), max_length=60, blank=True)
    pest = models.CharField(_("什么病虫"), max_length=60, blank=True)
    agent = models.CharField(_("药剂和用量"), max_length=100, blank=True)
    safe_at = models.DateTimeField(_("几点以后可以靠近"), null=True, blank=True)
    cost = models.DecimalField(_("花费（元）"), max_digits=10, decimal_places=2, null=True, blank=True)
    part = models.ForeignKey(
        "DesignPart", models.PROTECT, null=True, blank=True, related_name="works", verbose_name=_("规划项目")
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)
    result = models.BigIntegerField(_("检查结果编号"), null=True, blank=True, unique=True, editable=False)

    class Meta:
        verbose_name = _("绿化保洁作业")
        verbose_name_plural = _("绿化保洁作业")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0), name="grounds_work_some", violation_error_message=_("数量要大于零。")
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=SPRAYED) | (~Q(agent="") & Q(safe_at__isnull=False)),
                name="grounds_work_sprayed",
                violation_error_message=_("用药的要写药剂和用量，还有几点以后可以靠近。"),
            ),
            models.CheckConstraint(
                condition=Q(cost=None) | Q(cost__gte=0), name="grounds_work_cost",
                violation_error_message=_("花费不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | ~Q(hired=""), name="grounds_work_whose",
                violation_error_message=_("谁做的：写本校的人，或者外请的单位。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["on", "kind"], name="grounds_work_on")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.plot or self.place}"

    def validate_constraints(self, exclude: Collection[str] | None = None) -> None:
        """A form may leave out who did it: the service says so for whoever filled it in, and the database holds it."""
        left_out = {"person"} if self.person_id is None and not self.hired else set()
        super().validate_constraints({*(exclude or ()), *left_out})
