"""The canteen's own book: what came in and went out, month by month, and what is made public of it."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.partners.api import Partner

from .fee import Meal


class Section(models.TextChoices):
    """The parts of the published sheet, in its order."""

    INCOME = "income", _("伙食费收入")
    FOOD = "food", _("伙食费支出")
    TAX = "tax", _("税金及附加")
    ADMIN = "admin", _("管理费用")
    FINANCE = "finance", _("财务费用")
    EXTRA_IN = "extra_in", _("营业外收入")
    EXTRA_OUT = "extra_out", _("营业外支出")


COMES_IN = (Section.INCOME, Section.EXTRA_IN)


class Category(Record):
    """A line of the book and of the published sheet. is_food: ingredients, the part that reaches the plate.

    comes_in: money that comes in; interest received comes in though it stands among the financial costs.
    """

    code = models.SlugField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=30)
    section = models.CharField(_("公示表的哪一部分"), max_length=10, choices=Section.choices)
    comes_in = models.BooleanField(_("是收入"), default=False)
    is_food = models.BooleanField(_("是食材"), default=False)
    sort = models.PositiveSmallIntegerField(_("顺序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("膳食账科目")
        verbose_name_plural = _("膳食账科目")
        constraints = [
            models.UniqueConstraint(
                fields=["section", "name"], name="meals_category_once",
                violation_error_message=_("这一部分里已经有这个科目。"),
            ),
            models.CheckConstraint(
                condition=Q(section__in=COMES_IN, comes_in=True)
                | Q(section="finance")
                | (~Q(section__in=[*COMES_IN, "finance"]) & Q(comes_in=False)),
                name="meals_category_side", violation_error_message=_("这一部分的科目收支方向不对。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.name


class LineStatus(models.TextChoices):
    """Whether a line counts."""

    GOOD = "good", _("有效")
    VOID = "void", _("作废")


class Line(Record):
    """One line of the book. month: the first day of the month it counts in."""

    Status = LineStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    day = models.DateField(_("日期"))
    month = models.DateField(_("月份"), editable=False)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("科目"))
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    words = models.CharField(_("摘要"), max_length=100)
    paper = models.CharField(_("单据号"), max_length=40, blank=True)
    partner = models.ForeignKey(
        Partner, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("往来单位")
    )
    status = models.CharField(
        _("状态"), max_length=4, choices=LineStatus.choices, default=LineStatus.GOOD, editable=False
    )
    why = models.CharField(_("作废的原因"), max_length=100, blank=True)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("void", _("作废"), {LineStatus.GOOD}, LineStatus.VOID, fields=("why",), tone="no"),
        final={LineStatus.VOID},
    )
    tones: ClassVar[dict[str, str]] = {LineStatus.GOOD: "done", LineStatus.VOID: "idle"}
    search_from: ClassVar[tuple[str, ...]] = ("number", "words", "paper")

    class Meta:
        verbose_name = _("膳食账")
        verbose_name_plural = _("膳食账")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="meals_line_amount",
                violation_error_message=_("金额要大于零；记错的作废，另记一笔。"),
            )
        ]  # fmt: skip
        indexes = [models.Index(fields=["month", "category"], name="meals_line_month")]

    def __str__(self) -> str:
        return self.number


class MonthStatus(models.TextChoices):
    """How far a month is."""

    OPEN = "open", _("记账中")
    CLOSED = "closed", _("已结账")
    PUBLISHED = "published", _("已公示")


class Month(Record):
    """A month of the book. first: its first day; before the first of all nothing is booked.

    is_opening: no month of the book, it only holds what was in store before it began.
    stock: what the food in store was worth when it was counted at the month's end; none where no stock is kept.
    words: what is said where the balance is beyond its limit, and to the public.
    cooked: what the kitchen took out of its batches in the month; gap: what the book has used beyond that (below zero:
    less). Both as they were when it was closed; none where too few of its meals were cooked out of batches.
    """

    Status = MonthStatus

    first = models.DateField(_("月份"), unique=True, editable=False, error_messages={"unique": _("这个月已经开了账。")})
    stock = models.DecimalField(
        _("月末库存（元）"), max_digits=12, decimal_places=2, null=True, blank=True,
        help_text=_(
            "月底盘点的食材值多少钱，空着按食堂库房的账面。食材用掉多少 = 月初库存 + 本月购进 - 月末库存。"
        ),
    )  # fmt: skip
    cooked = models.DecimalField(
        _("灶上领用（元）"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False
    )
    gap = models.DecimalField(
        _("账上比灶上多（元）"), max_digits=12, decimal_places=2, null=True, blank=True, editable=False
    )
    is_opening = models.BooleanField(_("只是期初"), default=False, editable=False)
    words = models.CharField(_("说明"), max_length=300, blank=True)
    due_on = models.DateField(_("最迟公示"), editable=False)
    status = models.CharField(
        _("状态"), max_length=10, choices=MonthStatus.choices, default=MonthStatus.OPEN, editable=False
    )
    closed_on = models.DateField(_("结账日期"), null=True, blank=True, editable=False)
    published_on = models.DateField(_("公示日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("重新打开的原因"), max_length=100, blank=True)

    flow: ClassVar[Flow] = Flow(
        Step("close", _("结账"), {MonthStatus.OPEN}, MonthStatus.CLOSED, fields=("stock", "words"), tone="main"),
        Step("reopen", _("反结账"), {MonthStatus.CLOSED}, MonthStatus.OPEN, fields=("why",), tone="no"),
        Step("publish", _("公示"), {MonthStatus.CLOSED}, MonthStatus.PUBLISHED, tone="main"),
        final={MonthStatus.PUBLISHED},
    )
    tones: ClassVar[dict[str, str]] = {
        MonthStatus.OPEN: "going", MonthStatus.CLOSED: "soon", MonthStatus.PUBLISHED: "done",
    }  # fmt: skip
    verbs: ClassVar[dict[str, Any]] = {"match": _("和灶上对账")}

    class Meta:
        verbose_name = _("膳食账月份")
        verbose_name_plural = _("膳食账月份")
        constraints = [
            models.CheckConstraint(
                condition=Q(stock__isnull=True) | Q(stock__gte=0), name="meals_month_stock",
                violation_error_message=_("库存不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(first__day=1), name="meals_month_first",
                violation_error_message=_("月份用它的第一天表示。"),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def code(self) -> str:
        """ "202611"."""
        return f"{self.first:%Y%m}"


class Waste(Record):
    """What was thrown away of a meal, weighed."""

    class Kind(models.TextChoices):
        """From where."""

        PLATE = "plate", _("吃剩的")
        POT = "pot", _("没打完的")
        KITCHEN = "kitchen", _("加工边角料")

    day = models.DateField(_("日期"))
    meal = models.CharField(_("餐次"), max_length=10, choices=Meal.choices)
    kind = models.CharField(_("哪一种"), max_length=8, choices=Kind.choices)
    kilos = models.DecimalField(_("重量（公斤）"), max_digits=7, decimal_places=2)
    heads = models.PositiveIntegerField(_("就餐人数"), editable=False)

    class Meta:
        verbose_name = _("餐厨剩余称重")
        verbose_name_plural = _("餐厨剩余称重")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "meal", "kind"], name="meals_waste_once",
                violation_error_message=_("这一餐的这一种已经称过了。"),
            ),
            models.CheckConstraint(
                condition=Q(kilos__gte=0), name="meals_waste_kilos", violation_error_message=_("重量不能小于零。")
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.get_meal_display()} {self.get_kind_display()}"
