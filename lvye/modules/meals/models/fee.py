"""What eating costs, what is paid for it in advance, who does not eat when, and what is given back."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person, SchoolClass
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kernel.terms.api import Term


class Meal(models.TextChoices):
    """The meals of a day, in their order."""

    BREAKFAST = "breakfast", _("早餐")
    LUNCH = "lunch", _("午餐")
    DINNER = "dinner", _("晚餐")
    SNACK = "snack", _("课间餐")


class How(models.TextChoices):
    """The way money goes."""

    BANK = "bank", _("银行代收代付")
    TRANSFER = "transfer", _("转账")
    CASH = "cash", _("现金")


class Standard(Record):
    """What one kind of diner eats and pays in a term. A meal without a price is not part of it; 0 is free of charge."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    name = models.CharField(_("标准"), max_length=20)
    breakfast = models.DecimalField(_("早餐（元）"), max_digits=6, decimal_places=2, null=True, blank=True)
    lunch = models.DecimalField(_("午餐（元）"), max_digits=6, decimal_places=2, null=True, blank=True)
    dinner = models.DecimalField(_("晚餐（元）"), max_digits=6, decimal_places=2, null=True, blank=True)
    snack = models.DecimalField(_("课间餐（元）"), max_digits=6, decimal_places=2, null=True, blank=True)
    document = models.CharField(_("收费依据"), max_length=100)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("伙食费标准")
        verbose_name_plural = _("伙食费标准")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "name"],
                name="meals_standard_once",
                violation_error_message=_("这个学期已经有这个标准了。"),
            ),
            models.CheckConstraint(
                condition=Q(breakfast__isnull=False)
                | Q(lunch__isnull=False)
                | Q(dinner__isnull=False)
                | Q(snack__isnull=False),
                name="meals_standard_some",
                violation_error_message=_("至少要有一餐的价格。"),
            ),
            models.CheckConstraint(
                condition=(Q(breakfast__isnull=True) | Q(breakfast__gte=0))
                & (Q(lunch__isnull=True) | Q(lunch__gte=0))
                & (Q(dinner__isnull=True) | Q(dinner__gte=0))
                & (Q(snack__isnull=True) | Q(snack__gte=0)),
                name="meals_standard_prices",
                violation_error_message=_("价格不能小于零。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def prices(self) -> dict[str, Decimal]:
        """meal → yuan, of the meals that are part of it."""
        found = {meal: getattr(self, meal) for meal in Meal.values}
        return {meal: price for meal, price in found.items() if price is not None}

    @property
    def per_day(self) -> Decimal:
        """Yuan for a day on which all its meals are eaten."""
        return sum(self.prices.values(), Decimal(0))


class FeeStatus(models.TextChoices):
    """Where a pupil's meal money of a term stands."""

    PAID = "paid", _("在用")
    SETTLED = "settled", _("已结算")
    VOID = "void", _("作废")


class Fee(Record):
    """What was paid at the beginning of a term for one pupil's meals, and, once settled, what of it was eaten.

    paid: the first payment; added: what was paid later. aid_per_day: what is paid for him for each day he eats.
    days, eaten, charge, aid: days and meals eaten, what they cost, what of that the aid bears; frozen when settled.
    """

    Status = FeeStatus

    class Aid(models.TextChoices):
        """Who helps."""

        NONE = "", _("没有补助")
        NUTRITION = "nutrition", _("营养改善计划")
        POOR = "poor", _("家庭经济困难学生生活补助")
        ORPHAN = "orphan", _("孤儿、事实无人抚养儿童")
        OTHER = "other", _("其他补助")

    number = models.CharField(_("收据号"), max_length=20, unique=True, editable=False)
    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    pupil = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("学生"))
    school_class = models.ForeignKey(SchoolClass, models.PROTECT, related_name="+", verbose_name=_("班级"))
    standard = models.ForeignKey(Standard, models.PROTECT, related_name="+", verbose_name=_("标准"))
    from_on = models.DateField(_("从哪天吃"))
    paid = models.DecimalField(_("预收（元）"), max_digits=9, decimal_places=2)
    added = models.DecimalField(_("补交（元）"), max_digits=9, decimal_places=2, default=0, editable=False)
    paid_on = models.DateField(_("收款日期"))
    how = models.CharField(_("方式"), max_length=8, choices=How.choices, default=How.BANK)
    aid_kind = models.CharField(_("补助"), max_length=10, choices=Aid.choices, default=Aid.NONE, blank=True)
    aid_per_day = models.DecimalField(_("每个就餐日补助（元）"), max_digits=6, decimal_places=2, default=0)
    aid_document = models.CharField(_("补助依据"), max_length=100, blank=True)
    status = models.CharField(
        _("状态"), max_length=8, choices=FeeStatus.choices, default=FeeStatus.PAID, editable=False
    )
    until_on = models.DateField(_("吃到哪天"), null=True, blank=True, editable=False)
    days = models.PositiveSmallIntegerField(_("就餐天数"), null=True, blank=True, editable=False)
    eaten = models.PositiveSmallIntegerField(_("就餐次数"), null=True, blank=True, editable=False)
    charge = models.DecimalField(
        _("按实际就餐（元）"), max_digits=9, decimal_places=2, null=True, blank=True, editable=False
    )
    aid = models.DecimalField(
        _("补助抵扣（元）"), max_digits=9, decimal_places=2, null=True, blank=True, editable=False
    )
    settled_on = models.DateField(_("结算日期"), null=True, blank=True, editable=False)
    why = models.CharField(_("作废的原因"), max_length=100, blank=True)
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("settle", _("结算"), {FeeStatus.PAID}, FeeStatus.SETTLED, tone="main"),
        Step("void", _("作废"), {FeeStatus.PAID}, FeeStatus.VOID, fields=("why",), tone="no"),
        final={FeeStatus.VOID},
    )
    # all: sees every pupil's meal money; others none.
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)
    verbs: ClassVar[dict[str, object]] = {
        "all": _("看全部学生的伙食费"),
        "top_up": _("补交"),
        "entitle": _("按名单记补助"),
    }
    tones: ClassVar[dict[str, str]] = {
        FeeStatus.PAID: "going", FeeStatus.SETTLED: "done", FeeStatus.VOID: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("预收伙食费")
        verbose_name_plural = _("预收伙食费")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "pupil"], condition=~Q(status="void"), name="meals_fee_once",
                violation_error_message=_("这个学生这学期的伙食费已经收过了；不够的用“补交”。"),
            ),
            models.CheckConstraint(
                condition=Q(paid__gte=0) & Q(added__gte=0), name="meals_fee_paid",
                violation_error_message=_("收的钱不能小于零。"),
            ),
            models.CheckConstraint(
                condition=Q(aid_kind="", aid_per_day=0) | (~Q(aid_kind="") & Q(aid_per_day__gt=0)),
                name="meals_fee_aid", violation_error_message=_("有补助的要选是哪一种，并写每个就餐日补多少。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="settled")
                | Q(charge__isnull=False, aid__isnull=False, days__isnull=False, eaten__isnull=False,
                    until_on__isnull=False, settled_on__isnull=False, aid__lte=F("charge")),
                name="meals_fee_settled", violation_error_message=_("结算要有天数、次数和金额。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["term", "school_class"], name="meals_fee_class")]

    def __str__(self) -> str:
        return self.number

    def search_source(self) -> list[str]:
        """Receipt, pupil and class."""
        return [self.number, self.pupil.name, self.school_class.name]

    @property
    def received(self) -> Decimal:
        """All that was paid for this pupil by his family."""
        return self.paid + self.added

    @property
    def left(self) -> Decimal | None:
        """What of it was not eaten, before refunds; below zero: what is still owed. None before it is settled."""
        if self.charge is None or self.aid is None:
            return None
        return self.received - (self.charge - self.aid)


class Refund(Record):
    """Money given back to a family. A wrong one is voided and another written."""

    class Kind(models.TextChoices):
        """Why."""

        LEAVE = "leave", _("请假停餐")
        SETTLE = "settle", _("期末结余")
        LEFT = "left", _("中途离校")

    class Status(models.TextChoices):
        """Whether it counts."""

        GOOD = "good", _("有效")
        VOID = "void", _("作废")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    fee = models.ForeignKey(Fee, models.PROTECT, related_name="refunds", verbose_name=_("预收伙食费"))
    pupil = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("学生"))
    kind = models.CharField(_("类型"), max_length=8, choices=Kind.choices)
    amount = models.DecimalField(_("退款（元）"), max_digits=9, decimal_places=2)
    paid_on = models.DateField(_("退款日期"))
    how = models.CharField(_("方式"), max_length=8, choices=How.choices, default=How.BANK)
    status = models.CharField(_("状态"), max_length=4, choices=Status.choices, default=Status.GOOD, editable=False)
    why = models.CharField(_("作废的原因"), max_length=100, blank=True)

    flow: ClassVar[Flow] = Flow(
        Step("void", _("作废"), {Status.GOOD}, Status.VOID, fields=("why",), tone="no"), final={Status.VOID}
    )
    tones: ClassVar[dict[str, str]] = {Status.GOOD: "done", Status.VOID: "idle"}

    class Meta:
        verbose_name = _("退伙食费")
        verbose_name_plural = _("退伙食费")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0), name="meals_refund_amount", violation_error_message=_("退款要大于零。")
            )
        ]

    def __str__(self) -> str:
        return self.number


class Serving(Record):
    """How many of a class, or of the staff (no class), were to eat a meal, and how many did."""

    day = models.DateField(_("日期"))
    meal = models.CharField(_("餐次"), max_length=10, choices=Meal.choices)
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("班级"),
        help_text=_("教职工就餐不选班级。"),
    )  # fmt: skip
    due = models.PositiveIntegerField(_("应就餐人数"))
    eaten = models.PositiveIntegerField(_("实际就餐人数"))
    is_late = models.BooleanField(_("过了时间才报"), default=False, editable=False)

    # tell: reports who of a class does not eat today.
    extra_verbs: ClassVar[tuple[str, ...]] = ("tell",)
    verbs: ClassVar[dict[str, object]] = {"tell": _("报谁不吃")}

    class Meta:
        verbose_name = _("就餐人数")
        verbose_name_plural = _("就餐人数")
        constraints = [
            models.UniqueConstraint(
                fields=["day", "meal", "school_class"],
                name="meals_serving_class",
                violation_error_message=_("这个班这一餐的人数已经报过了。"),
            ),
            models.UniqueConstraint(
                fields=["day", "meal"],
                condition=Q(school_class__isnull=True),
                name="meals_serving_staff",
                violation_error_message=_("教职工这一餐的人数已经报过了。"),
            ),
            models.CheckConstraint(
                condition=Q(eaten__lte=F("due")),
                name="meals_serving_eaten",
                violation_error_message=_("实际就餐的人不能比应就餐的多。"),
            ),
        ]
        indexes = [models.Index(fields=["school_class", "day"], name="meals_serving_days")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.get_meal_display()}"


class Leave(Record):
    """A pupil does not eat from a day to a day. Why is nobody's business here: a canteen needs no illness.

    refund_from: the first of these days that is not charged, by the rule as it stood when it was told.
    """

    class Status(models.TextChoices):
        """Whether it stands."""

        GOOD = "good", _("停餐")
        VOID = "void", _("撤回")

    pupil = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("学生"))
    school_class = models.ForeignKey(
        SchoolClass, models.PROTECT, related_name="+", editable=False, verbose_name=_("班级")
    )
    begins_on = models.DateField(_("从"))
    ends_on = models.DateField(_("到"))
    told_at = models.DateTimeField(_("什么时候说的"), editable=False)
    refund_from = models.DateField(_("从哪天起不收钱"), editable=False)
    status = models.CharField(_("状态"), max_length=4, choices=Status.choices, default=Status.GOOD, editable=False)

    flow: ClassVar[Flow] = Flow(Step("void", _("撤回"), {Status.GOOD}, Status.VOID, tone="no"), final={Status.VOID})
    tones: ClassVar[dict[str, str]] = {Status.GOOD: "going", Status.VOID: "idle"}

    class Meta:
        verbose_name = _("停餐")
        verbose_name_plural = _("停餐")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")), name="meals_leave_days",
                violation_error_message=_("结束日期不能早于开始日期。"),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["school_class", "begins_on"], name="meals_leave_class")]

    def __str__(self) -> str:
        return f"{self.begins_on:%Y-%m-%d}—{self.ends_on:%Y-%m-%d}"
