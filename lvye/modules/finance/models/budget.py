"""The year's budget: its lines, how they are changed, what is held of them and what went over."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Department
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .about import About, money, positive
from .chart import Book, Item
from .counting import Lines

USER = settings.AUTH_USER_MODEL


class BudgetStatus(models.TextChoices):
    """Where a year's budget stands."""

    DRAFT = "draft", _("编制中")
    ASKED = "asked", _("审批中")
    RUNNING = "running", _("执行中")
    CLOSED = "closed", _("已决算")


class Fund(models.TextChoices):
    """Where the money comes from. special: for one purpose alone, never moved away from it."""

    PUBLIC = "public", _("公用经费")
    STAFF = "staff", _("人员经费")
    SPECIAL = "special", _("专项资金")
    OWN = "own", _("其他自有资金")
    UNION = "union", _("工会经费")
    CANTEEN = "canteen", _("伙食费")


class Rank(models.TextChoices):
    """What goes first when there is too little."""

    TEACHING = "teaching", _("保教学")
    URGENT = "urgent", _("急需")
    NORMAL = "normal", _("一般")
    LATER = "later", _("可缓")
    RESERVE = "reserve", _("机动数")


class Budget(Record):
    """One fiscal year of one set of books. note: how it was drawn up; final_note: what the final account says."""

    Status = BudgetStatus

    year = models.PositiveSmallIntegerField(_("财政年度"))
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    status = models.CharField(
        _("状态"), max_length=10, choices=BudgetStatus.choices, default=BudgetStatus.DRAFT, editable=False
    )
    note = models.TextField(_("编制说明"), max_length=4000, blank=True)
    final_note = models.TextField(_("决算说明"), max_length=4000, blank=True)
    author = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("编制人"))
    approved_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("批准人")
    )

    flow = Flow(
        Step("ask", _("送审"), {BudgetStatus.DRAFT}, BudgetStatus.ASKED, tone="main"),
        Step("agree", _("批准"), {BudgetStatus.ASKED}, BudgetStatus.RUNNING, tone="main"),
        Step("send_back", _("退回"), {BudgetStatus.ASKED}, BudgetStatus.DRAFT, tone="no"),
        Step("close", _("决算"), {BudgetStatus.RUNNING}, BudgetStatus.CLOSED, fields=("final_note",)),
        final={BudgetStatus.CLOSED},
    )
    tones: ClassVar[dict[str, str]] = {
        BudgetStatus.DRAFT: "idle", BudgetStatus.ASKED: "soon", BudgetStatus.RUNNING: "going",
        BudgetStatus.CLOSED: "done",
    }  # fmt: skip

    class Meta:
        verbose_name = _("年度预算")
        verbose_name_plural = _("年度预算")
        constraints = [
            models.UniqueConstraint(
                fields=["year", "book"],
                name="finance_budget_once",
                violation_error_message=_("这个账套这一年的预算已经有了。"),
            ),
            models.CheckConstraint(
                condition=Q(year__gte=2000) & Q(year__lte=2100),
                name="finance_budget_year",
                violation_error_message=_("财政年度要写四位年份。"),
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("author")),
                name="finance_budget_two_people",
                violation_error_message=_("自己编的预算不能由自己批准。"),
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(year)s年预算") % {"year": self.year})


class BudgetLine(Record):
    """So much for one item of one project. `amount` is what was first agreed; agreed adjustments come on top.

    What is left of it is computed (services.left), never kept.
    """

    budget = models.ForeignKey(Budget, models.PROTECT, related_name="lines", verbose_name=_("年度预算"))
    project = models.CharField(_("项目"), max_length=60)
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("支出科目"))
    fund = models.CharField(_("资金来源"), max_length=10, choices=Fund.choices, default=Fund.PUBLIC)
    amount = money(_("预算数（元）"))
    department = models.ForeignKey(
        Department, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("归口部门")
    )
    rank = models.CharField(_("轻重缓急"), max_length=10, choices=Rank.choices, default=Rank.NORMAL)
    note = models.CharField(_("测算依据"), max_length=200, blank=True)
    label = models.CharField(_("预算项目"), max_length=120, editable=False)
    search_text = SearchField()

    objects = Lines()

    search_from: ClassVar[tuple[str, ...]] = ("label", "note", "project", "item")
    extra_verbs: ClassVar[tuple[str, ...]] = ("exceed",)

    class Meta:
        verbose_name = _("预算项目")
        verbose_name_plural = _("预算项目")
        constraints = [
            models.UniqueConstraint(
                fields=["budget", "project", "item", "fund"],
                name="finance_budgetline_once",
                violation_error_message=_("这个项目的这个支出科目已经列过了，请改原来那一行。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0),
                name="finance_budgetline_amount",
                violation_error_message=_("预算数不能小于零。"),
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def search_source(self) -> list[str]:
        """Found by its project, its item and its notes."""
        return [self.project, self.label.removeprefix(f"{self.project} · "), self.note]

    @property
    def year(self) -> int:
        """The fiscal year it belongs to."""
        return self.budget.year


class DocStatus(models.TextChoices):
    """Where a paper stands that has to be agreed to."""

    DRAFT = "draft", _("草稿")
    ASKED = "asked", _("审批中")
    AGREED = "agreed", _("已同意")
    REFUSED = "refused", _("未同意")


class Adjustment(Record):
    """A change of the budget as a paper: moved between lines (sums to nothing), or more or less in all."""

    class Kind(models.TextChoices):
        """What it does to the total."""

        MOVE = "move", _("项目间调剂")
        CHANGE = "change", _("追加或追减")
        CARRY = "carry", _("上年结转")

    Status = DocStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    budget = models.ForeignKey(Budget, models.PROTECT, related_name="adjustments", verbose_name=_("年度预算"))
    kind = models.CharField(_("种类"), max_length=8, choices=Kind.choices, default=Kind.MOVE)
    why = models.CharField(_("调整理由"), max_length=200)
    document = models.CharField(_("依据文件"), max_length=80, blank=True)
    made_on = models.DateField(_("日期"))
    status = models.CharField(
        _("状态"), max_length=10, choices=DocStatus.choices, default=DocStatus.DRAFT, editable=False
    )
    author = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("申请人"))
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "why")
    flow = Flow(
        Step("ask", _("送审"), {DocStatus.DRAFT}, DocStatus.ASKED, tone="main"),
        Step("agree", _("同意"), {DocStatus.ASKED}, DocStatus.AGREED),
        Step("send_back", _("退回"), {DocStatus.ASKED}, DocStatus.DRAFT),
        Step("refuse", _("不同意"), {DocStatus.ASKED}, DocStatus.REFUSED, tone="no"),
        final={DocStatus.AGREED, DocStatus.REFUSED},
    )
    tones: ClassVar[dict[str, str]] = {
        DocStatus.DRAFT: "idle", DocStatus.ASKED: "soon", DocStatus.AGREED: "done", DocStatus.REFUSED: "late",
    }  # fmt: skip

    class Meta:
        verbose_name = _("预算调整单")
        verbose_name_plural = _("预算调整单")

    def __str__(self) -> str:
        return f"{self.number} {self.why}"


class AdjustmentLine(Record):
    """By how much one line changes: more (positive) or less (negative)."""

    adjustment = models.ForeignKey(Adjustment, models.PROTECT, related_name="lines", verbose_name=_("预算调整单"))
    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="adjustments", verbose_name=_("预算项目"))
    delta = money(_("增减（元）"))

    class Meta:
        verbose_name = _("预算调整明细")
        verbose_name_plural = _("预算调整明细")
        constraints = [
            models.UniqueConstraint(
                fields=["adjustment", "line"],
                name="finance_adjustmentline_once",
                violation_error_message=_("一张调整单里同一个预算项目只写一行。"),
            ),
            models.CheckConstraint(
                condition=~Q(delta=0),
                name="finance_adjustmentline_delta",
                violation_error_message=_("增减数不能是零。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delta:+}"


class Commitment(Record, About):
    """Money held of a line for a request, an order, a payment on its way.

    used: how much of `amount` has gone on to a payment, which holds it itself from then on.
    """

    class Status(models.TextChoices):
        """Whether it still holds."""

        HELD = "held", _("占用中")
        RELEASED = "released", _("已释放")
        SPENT = "spent", _("已支出")
        CARRIED = "carried", _("已结转下年")

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="commitments", verbose_name=_("预算项目"))
    amount = money(_("占用（元）"))
    used = money(_("已转付款（元）"), default=0)
    what = models.CharField(_("为了什么"), max_length=160)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.HELD)
    made_at = models.DateTimeField(_("占用时间"), default=timezone.now)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("经办人"))

    tones: ClassVar[dict[str, str]] = {
        "held": "soon", "released": "idle", "spent": "done", "carried": "done",
    }  # fmt: skip
    verbs: ClassVar[dict[str, object]] = {
        "use": _("转付款"),
        "release": _("释放"),
        "spend": _("支出"),
        "hold": _("占用"),
        "carry": _("结转下年"),
    }

    class Meta:
        verbose_name = _("预算占用")
        verbose_name_plural = _("预算占用")
        constraints = [
            models.CheckConstraint(
                condition=Q(used__gte=0) & Q(used__lte=F("amount")),
                name="finance_commitment_used",
                violation_error_message=_("转付款的数不能多于占用的数。"),
            ),
            models.UniqueConstraint(
                fields=["about", "about_id", "line"],
                condition=Q(status="held"),
                name="finance_commitment_once",
                violation_error_message=_("这张单据在这个预算项目上已经占用了。"),
            ),
        ]
        indexes = [models.Index(fields=["line", "status", "amount", "used"], name="finance_commitment_held")]

    def __str__(self) -> str:
        return self.what

    @property
    def held(self) -> Decimal:
        """How much it holds now, in yuan."""
        return self.amount - self.used if self.status == self.Status.HELD else Decimal()


class OverRun(Record, About):
    """A budget line was exceeded: let through with a warning, or by somebody who named himself and his reason."""

    class How(models.TextChoices):
        """How it was let through."""

        WARNED = "warned", _("只提醒，已放行")
        NAMED = "named", _("有人写明理由放行")

    line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="overruns", verbose_name=_("预算项目"))
    amount = money(_("这一笔（元）"))
    over = money(_("超出（元）"))
    how = models.CharField(_("怎样放行"), max_length=8, choices=How.choices)
    why = models.CharField(_("理由"), max_length=200, blank=True)
    what = models.CharField(_("为了什么"), max_length=160)
    by = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("放行人"))
    on = models.DateField(_("日期"), default=timezone.localdate)

    class Meta:
        verbose_name = _("超预算记录")
        verbose_name_plural = _("超预算记录")
        constraints = [
            positive("over", "finance_overrun_over"),
            models.CheckConstraint(
                condition=~Q(how="named") | ~Q(why=""),
                name="finance_overrun_reason",
                violation_error_message=_("超预算放行要写明理由。"),
            ),
        ]

    def __str__(self) -> str:
        return self.what
