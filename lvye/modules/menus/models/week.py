"""The menu of a week or of an event, day by day and meal by meal."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.menus.words import Meal

from .dish import Dish


class WeekKind(models.TextChoices):
    """What the menu is for."""

    WEEK = "week", _("一周食谱")
    EVENT = "event", _("活动食谱")


class WeekStatus(models.TextChoices):
    """Where a menu stands."""

    DRAFT = "draft", _("在编")
    PUBLISHED = "published", _("已公示")
    DROPPED = "dropped", _("作废")


class MenuWeek(Record):
    """A menu (食谱). Of a week: begins_on is its Monday. Of an event: from a day to a day, for `heads` people.

    What is known of it at its publication is kept: kinds of food, whether it is within the norm (None: cannot be
    said, because a food's values are unknown), yuan for a head and day (None: a price is unknown).
    """

    Status = WeekStatus
    Kind = WeekKind
    flow: ClassVar[Flow] = Flow(
        Step("publish", _("公示"), {WeekStatus.DRAFT}, WeekStatus.PUBLISHED, tone="main"),
        Step("recall", _("撤回修改"), {WeekStatus.PUBLISHED}, WeekStatus.DRAFT, fields=("why",), tone="no"),
        Step("drop", _("作废"), {WeekStatus.DRAFT}, WeekStatus.DROPPED, fields=("why",), tone="no"),
        final={WeekStatus.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {"draft": "going", "published": "done", "dropped": "idle"}
    extra_verbs: ClassVar[tuple[str, ...]] = ("shop",)  # sees what has to be bought
    verbs: ClassVar[dict[str, Any]] = {"shop": _("看采购清单"), "judge": _("核算营养"), "fill": _("用排菜方案")}
    search_from: ClassVar[tuple[str, ...]] = ("name", "made_with")

    kind = models.CharField(_("类型"), max_length=5, choices=WeekKind.choices, default=WeekKind.WEEK, editable=False)
    name = models.CharField(_("名称"), max_length=40)
    begins_on = models.DateField(_("从哪天"))
    ends_on = models.DateField(_("到哪天"))
    heads = models.PositiveIntegerField(
        _("用餐人数"), null=True, blank=True, help_text=_("活动食谱填；一周食谱按报餐。")
    )
    made_with = models.CharField(
        _("和谁一起定的"), max_length=80, blank=True, help_text=_("厨师、工会、校医、家长委员会……")
    )
    budget = models.DecimalField(_("每人每天预算（元）"), max_digits=6, decimal_places=2, null=True, blank=True)
    note = models.CharField(_("备注"), max_length=200, blank=True)
    why = models.CharField(_("撤回或作废的原因"), max_length=100, blank=True)
    status = models.CharField(
        _("状态"), max_length=9, choices=WeekStatus.choices, default=WeekStatus.DRAFT, editable=False
    )
    published_at = models.DateTimeField(_("公示时间"), null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+",
        verbose_name=_("公示人"),
    )  # fmt: skip
    kinds = models.PositiveSmallIntegerField(_("食物种数"), null=True, blank=True, editable=False)
    least_kinds = models.PositiveSmallIntegerField(_("最少一天的种数"), null=True, blank=True, editable=False)
    energy_share = models.DecimalField(
        _("能量占标准（%）"), max_digits=5, decimal_places=1, null=True, blank=True, editable=False
    )
    protein_share = models.DecimalField(
        _("蛋白质占标准（%）"), max_digits=5, decimal_places=1, null=True, blank=True, editable=False
    )
    is_within = models.BooleanField(_("营养达标"), null=True, blank=True, editable=False)
    cost = models.DecimalField(
        _("每人每天成本（元）"), max_digits=8, decimal_places=2, null=True, blank=True, editable=False
    )
    search_text = SearchField()

    class Meta:
        verbose_name = _("食谱")
        verbose_name_plural = _("食谱")
        constraints = [
            models.UniqueConstraint(
                fields=["begins_on"],
                condition=Q(kind="week") & ~Q(status="dropped"),
                name="menus_week_once",
                violation_error_message=_("这一周已经有食谱了。"),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="menus_week_days",
                violation_error_message=_("止日不能早于起日。"),
            ),
            models.CheckConstraint(
                condition=Q(kind="week") | (Q(heads__gt=0) & ~Q(made_with="")),
                name="menus_week_event",
                violation_error_message=_("活动食谱要写用餐人数，以及和谁一起定的。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="published") | Q(published_at__isnull=False, published_by__isnull=False),
                name="menus_week_published",
                violation_error_message=_("公示要有时间和公示人。"),
            ),
            models.CheckConstraint(
                condition=Q(budget__isnull=True) | Q(budget__gt=0),
                name="menus_week_budget",
                violation_error_message=_("预算要大于零。"),
            ),
        ]
        indexes = [models.Index(fields=["begins_on", "status"], name="menus_week_begins")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_event(self) -> bool:
        """Whether it is of an event."""
        return self.kind == WeekKind.EVENT


class MenuDish(Record):
    """A dish on a day and a meal. instead_of and why: what was changed after the menu was published."""

    removable: ClassVar[bool] = True
    verbs: ClassVar[dict[str, Any]] = {"swap": _("临时换菜")}

    week = models.ForeignKey(MenuWeek, models.PROTECT, related_name="dishes", verbose_name=_("食谱"))
    date = models.DateField(_("日期"))
    meal = models.CharField(_("餐次"), max_length=9, choices=Meal.choices)
    dish = models.ForeignKey(Dish, models.PROTECT, related_name="+", verbose_name=_("菜品"))
    sort = models.PositiveSmallIntegerField(_("顺序"), default=0, editable=False)
    instead_of = models.ForeignKey(
        Dish, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("原来是")
    )
    why = models.CharField(_("为什么换"), max_length=100, blank=True, editable=False)
    swapped_on = models.DateField(_("换菜日期"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("食谱上的菜")
        verbose_name_plural = _("每餐菜品")
        constraints = [
            models.UniqueConstraint(
                fields=["week", "date", "meal", "dish"],
                name="menus_menudish_once",
                violation_error_message=_("这一餐已经有这道菜了。"),
            ),
            models.CheckConstraint(
                condition=Q(instead_of__isnull=True) | (~Q(why="") & Q(swapped_on__isnull=False)),
                name="menus_menudish_why",
                violation_error_message=_("临时换菜要写为什么。"),
            ),
        ]
        indexes = [
            models.Index(fields=["date", "meal"], name="menus_menudish_day"),
            models.Index(fields=["dish", "-date"], name="menus_menudish_lately"),
        ]

    def __str__(self) -> str:
        return f"{self.date}/{self.dish_id}"
