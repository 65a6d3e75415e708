"""Income, debts, the review of each term, payouts and the reports that fall due."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.kernel.terms.api import Term

from .about import About, money, positive
from .chart import Account, Book
from .ledger import MONTH, Voucher
from .paying import Payment

USER = settings.AUTH_USER_MODEL


class Income(Record, About):
    """Money that came in. What belongs to the treasury is handed over in full (收支两条线), not spent."""

    class Kind(models.TextChoices):
        """Where from."""

        FISCAL = "fiscal", _("财政拨款")
        SUPERIOR = "superior", _("上级补助")
        LOCAL = "local", _("地方政府支持")
        CONTRACT = "contract", _("承包和租金")
        DISPOSAL = "disposal", _("资产处置")
        FEE = "fee", _("行政事业性收费")
        MEALS = "meals", _("伙食费")
        DUES = "dues", _("工会会费")
        GIFT = "gift", _("捐赠")
        INTEREST = "interest", _("利息")
        OTHER = "other", _("其他")

    class Status(models.TextChoices):
        """kept: the school's own; owed: to be handed over to the treasury; handed: done."""

        KEPT = "kept", _("已入账")
        OWED = "owed", _("待上缴财政")
        HANDED = "handed", _("已上缴财政")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    kind = models.CharField(_("来源"), max_length=10, choices=Kind.choices)
    on = models.DateField(_("收款日期"))
    payer = models.CharField(_("缴款单位（人）"), max_length=80)
    what = models.CharField(_("事由"), max_length=120)
    amount = money(_("金额（元）"))
    receipt = models.CharField(_("开出的票据号"), max_length=40, blank=True)
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="+", verbose_name=_("收款账户"), limit_choices_to=~Q(journal="none")
    )
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, editable=False)
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, editable=False, related_name="income", verbose_name=_("记账凭证")
    )
    hand_by = models.DateField(_("最迟上缴日期"), null=True, blank=True, editable=False)
    handed_on = models.DateField(_("上缴日期"), null=True, blank=True, editable=False)
    slip = models.CharField(_("缴款书号"), max_length=40, blank=True)
    handed_voucher = models.OneToOneField(
        Voucher, models.PROTECT, null=True, blank=True, editable=False, related_name="handed_income",
        verbose_name=_("上缴凭证"),
    )  # fmt: skip
    by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("经收人"))
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "what", "payer")
    flow = Flow(
        Step("hand_over", _("上缴财政"), {Status.OWED}, Status.HANDED, tone="main", fields=("slip",)),
        final={Status.KEPT, Status.HANDED},
    )
    tones: ClassVar[dict[str, str]] = {"kept": "done", "owed": "soon", "handed": "done"}

    class Meta:
        verbose_name = _("收入登记")
        verbose_name_plural = _("收入登记")
        constraints = [positive("amount", "finance_income_amount")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class Debt(Record):
    """Money the school owes: a loan, an old building debt. What is still owed is computed from the repayments."""

    class Kind(models.TextChoices):
        """What it came from."""

        LOAN = "loan", _("借款")
        WORKS = "works", _("校建、维修欠款")
        SCHOOLING = "schooling", _("“普九”债务")
        OTHER = "other", _("其他")

    class Status(models.TextChoices):
        """Whether anything is still owed."""

        OPEN = "open", _("未还清")
        CLEARED = "cleared", _("已还清")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("种类"), max_length=10, choices=Kind.choices, default=Kind.OTHER)
    creditor = models.CharField(_("债权人"), max_length=80)
    what = models.CharField(_("事由"), max_length=120)
    principal = money(_("本金（元）"))
    interest = models.CharField(_("利息约定"), max_length=80, blank=True)
    began_on = models.DateField(_("发生日期"))
    due_on = models.DateField(_("到期日期"), null=True, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.OPEN, editable=False)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "creditor", "what")
    flow = Flow(Step("clear", _("还清"), {Status.OPEN}, Status.CLEARED), final={Status.CLEARED})
    tones: ClassVar[dict[str, str]] = {"open": "soon", "cleared": "done"}

    class Meta:
        verbose_name = _("债务")
        verbose_name_plural = _("债务登记")
        constraints = [positive("principal", "finance_debt_principal")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class Repayment(Record):
    """One instalment of a debt."""

    debt = models.ForeignKey(Debt, models.PROTECT, related_name="repayments", verbose_name=_("债务"))
    on = models.DateField(_("还款日期"))
    principal = money(_("还本（元）"), default=0)
    interest = money(_("付息（元）"), default=0)
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("付款申请")
    )
    note = models.CharField(_("说明"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("还款")
        verbose_name_plural = _("还款记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(principal__gte=0) & Q(interest__gte=0) & (Q(principal__gt=0) | Q(interest__gt=0)),
                name="finance_repayment_amount",
                violation_error_message=_("还本和付息至少写一个，不能小于零。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class Review(Record):
    """The review group looked through a set of books for a term (一期一审), and the result was published."""

    class Status(models.TextChoices):
        """Where it stands."""

        GOING = "going", _("审查中")
        FINISHED = "finished", _("已审查")
        PUBLISHED = "published", _("已公示")

    term = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name=_("学期"))
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    on = models.DateField(_("审查日期"))
    members = models.ManyToManyField(Person, related_name="+", verbose_name=_("审查小组成员"))
    result = models.TextField(_("审查意见"), max_length=2000, blank=True)
    status = models.CharField(_("状态"), max_length=10, choices=Status.choices, default=Status.GOING, editable=False)
    published_on = models.DateField(_("公示日期"), null=True, blank=True, editable=False)
    shown_at = models.CharField(_("公示地点"), max_length=80, blank=True)
    shown_until = models.DateField(_("公示到"), null=True, blank=True)

    flow = Flow(
        Step("finish", _("审查完毕"), {Status.GOING}, Status.FINISHED, tone="main", fields=("result",)),
        Step(
            "publish", _("公示"), {Status.FINISHED}, Status.PUBLISHED, tone="main", fields=("shown_at", "shown_until")
        ),
        final={Status.PUBLISHED},
    )
    tones: ClassVar[dict[str, str]] = {"going": "going", "finished": "soon", "published": "done"}

    class Meta:
        verbose_name = _("财务审查")
        verbose_name_plural = _("财务审查")
        constraints = [
            models.UniqueConstraint(
                fields=["term", "book"],
                name="finance_review_once",
                violation_error_message=_("这个账套这学期的审查已经有了。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class Finding(Record):
    """What the review group found, and what is done about it."""

    class Status(models.TextChoices):
        """Whether it is mended."""

        OPEN = "open", _("待整改")
        MENDED = "mended", _("已整改")

    review = models.ForeignKey(Review, models.PROTECT, related_name="findings", verbose_name=_("财务审查"))
    what = models.CharField(_("发现的问题"), max_length=200)
    measure = models.CharField(_("整改要求"), max_length=200)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("整改人"))
    due_on = models.DateField(_("整改期限"))
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.OPEN, editable=False)
    outcome = models.CharField(_("整改结果"), max_length=200, blank=True)

    flow = Flow(
        Step("mend", _("已整改"), {Status.OPEN}, Status.MENDED, tone="main", fields=("outcome",)),
        final={Status.MENDED},
    )
    tones: ClassVar[dict[str, str]] = {"open": "soon", "mended": "done"}

    class Meta:
        verbose_name = _("审查发现")
        verbose_name_plural = _("审查发现的问题")

    def __str__(self) -> str:
        return self.what


class Payout(Record):
    """Pay and allowances of a month (工资、津补贴、公积金、社保): for how many people, until when, by which payment."""

    class Kind(models.TextChoices):
        """What is paid out."""

        WAGES = "wages", _("工资")
        TUTORING = "tutoring", _("课后服务费")
        CLASS_TEACHER = "class_teacher", _("班主任费")
        TRAVEL = "travel", _("差旅费")
        TRAINING = "training", _("培训费")
        WELFARE = "welfare", _("福利费")
        AWARD = "award", _("教学奖")
        HOUSING = "housing", _("住房公积金")
        INSURANCE = "insurance", _("社会保险")
        OTHER = "other", _("其他补助")

    month = models.CharField(_("月份"), max_length=7, editable=False, validators=[MONTH])
    kind = models.CharField(_("发放内容"), max_length=14, choices=Kind.choices)
    heads = models.PositiveIntegerField(_("人数"))
    amount = money(_("金额（元）"))
    due_on = models.DateField(_("最迟发放日期"))
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, editable=False, related_name="payout",
        verbose_name=_("付款申请"),
    )  # fmt: skip
    paid_on = models.DateField(_("发放日期"), null=True, blank=True, editable=False)
    note = models.CharField(_("说明"), max_length=120, blank=True)

    verbs: ClassVar[dict[str, object]] = {"sum": _("按明细改总数"), "ask": _("申请发放"), "pay": _("付款")}

    class Meta:
        verbose_name = _("发放")
        verbose_name_plural = _("工资津补贴发放")
        constraints = [
            positive("amount", "finance_payout_amount"),
            models.UniqueConstraint(
                fields=["month", "kind", "note"],
                name="finance_payout_once",
                violation_error_message=_("这个月的这一项已经登记了；分批发的在说明里写清楚。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.get_kind_display()}"


class Filing(Record):
    """A report, form or tax return that is due on a day (年报、报表、纳税申报), and when it went out."""

    class Kind(models.TextChoices):
        """What it is."""

        YEARLY = "yearly", _("年报、决算")
        FORM = "form", _("统计报表")
        TAX = "tax", _("纳税申报")
        AUDIT = "audit", _("配合审计")
        CENTRE = "centre", _("报核算中心")
        OTHER = "other", _("其他")

    class Status(models.TextChoices):
        """Whether it went out."""

        DUE = "due", _("待报")
        DONE = "done", _("已报")

    kind = models.CharField(_("种类"), max_length=8, choices=Kind.choices)
    name = models.CharField(_("名称"), max_length=80)
    to = models.CharField(_("报给谁"), max_length=60)
    due_on = models.DateField(_("最迟日期"))
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.DUE, editable=False)
    done_on = models.DateField(_("报出日期"), null=True, blank=True)
    by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("报出人")
    )
    note = models.CharField(_("说明"), max_length=200, blank=True)

    flow = Flow(
        Step("send", _("已报出"), {Status.DUE}, Status.DONE, tone="main", fields=("note",)), final={Status.DONE}
    )
    tones: ClassVar[dict[str, str]] = {"due": "soon", "done": "done"}

    class Meta:
        verbose_name = _("上报事项")
        verbose_name_plural = _("财务上报事项")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="done") | Q(done_on__isnull=False, by__isnull=False),
                name="finance_filing_done_on",
                violation_error_message=_("报出要有日期和报出人。"),
            )
        ]

    def __str__(self) -> str:
        return self.name
