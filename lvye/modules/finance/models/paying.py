"""What goes out: invoices, payment requests, claims."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .about import About, money, positive
from .budget import BudgetLine
from .chart import Account
from .ledger import Voucher

USER = settings.AUTH_USER_MODEL


class PayStatus(models.TextChoices):
    """Where a paper stands that ends in money."""

    DRAFT = "draft", _("草稿")
    ASKED = "asked", _("审批中")
    AGREED = "agreed", _("待付款")
    PAID = "paid", _("已付款")
    REFUSED = "refused", _("未同意")
    CANCELLED = "cancelled", _("作废")


S = PayStatus
LIVE = (S.DRAFT, S.ASKED, S.AGREED, S.PAID)
"""Statuses in which a paper keeps its invoices."""
TONES = {S.DRAFT: "idle", S.ASKED: "soon", S.AGREED: "going", S.PAID: "done", S.REFUSED: "late", S.CANCELLED: "idle"}


class Payment(Record, About):
    """A payment request (付款申请). drawn: how much of it was held already by what it is about.

    account: debited instead of the item's own (a loan paid back). Paid by the cashier, who neither asked nor agreed.
    Money that never was the school's (a guarantee given back) has no budget line: its account says what it settles.
    """

    Status = PayStatus

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="payments", verbose_name=_("预算项目")
    )
    what = models.CharField(_("付款事由"), max_length=120)
    payee = models.CharField(_("收款单位（人）"), max_length=80)
    payee_bank = models.CharField(_("开户行和账号"), max_length=120, blank=True)
    amount = money(_("金额（元）"))
    drawn = money(_("其中原已占用（元）"), default=0, editable=False)
    account = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("借方科目")
    )
    asked_on = models.DateField(_("申请日期"), null=True, blank=True, editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=PayStatus.choices, default=S.DRAFT, editable=False)
    requester = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("申请人"))
    agreed_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("最后签字人")
    )
    paid_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("出纳")
    )
    paid_on = models.DateField(_("付款日期"), null=True, blank=True, editable=False)
    paid_from = models.ForeignKey(
        Account, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("付款账户"),
        limit_choices_to=~Q(journal="none"),
    )  # fmt: skip
    voucher = models.OneToOneField(
        Voucher, models.PROTECT, null=True, blank=True, editable=False, related_name="payment",
        verbose_name=_("记账凭证"),
    )  # fmt: skip
    why = models.CharField(_("作废原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "what", "payee")
    flow = Flow(
        Step("ask", _("送审"), {S.DRAFT}, S.ASKED, tone="main"),
        Step("agree", _("同意"), {S.ASKED}, S.AGREED),
        Step("send_back", _("退回"), {S.ASKED}, S.DRAFT),
        Step("refuse", _("不同意"), {S.ASKED}, S.REFUSED, tone="no"),
        Step("pay", _("付款"), {S.AGREED}, S.PAID, tone="main", fields=("paid_from",), needed=("paid_from",)),
        Step("cancel", _("作废"), {S.DRAFT, S.AGREED}, S.CANCELLED, tone="no", fields=("why",)),
        final={S.PAID, S.REFUSED, S.CANCELLED},
    )
    tones: ClassVar[dict[str, str]] = {str(key): tone for key, tone in TONES.items()}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)

    class Meta:
        verbose_name = _("付款申请")
        verbose_name_plural = _("付款申请")
        constraints = [
            positive("amount", "finance_payment_amount"),
            models.CheckConstraint(
                condition=Q(budget_line__isnull=False) | Q(account__isnull=False),
                name="finance_payment_of_what",
                violation_error_message=_("付款要么列预算项目，要么写明冲哪个往来科目。"),
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | ~Q(paid_by=F("requester")),
                name="finance_payment_not_by_who_asked",
                violation_error_message=_("申请付款的人不能自己付款。"),
            ),
            models.CheckConstraint(
                condition=Q(paid_by__isnull=True) | Q(agreed_by__isnull=True) | ~Q(paid_by=F("agreed_by")),
                name="finance_payment_not_by_who_agreed",
                violation_error_message=_("审批付款的人不能自己付款。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="paid") | Q(paid_by__isnull=False, paid_on__isnull=False, voucher__isnull=False),
                name="finance_payment_paid_is_booked",
                violation_error_message=_("付了款要有出纳、日期和凭证。"),
            ),
        ]
        indexes = [models.Index(fields=["about", "about_id"], name="finance_payment_about")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class Claim(Record):
    """A claim (报销单): what somebody laid out for the school. Agreed to, it becomes a payment to him."""

    Status = PayStatus

    class Kind(models.TextChoices):
        """What was laid out for."""

        ORDINARY = "ordinary", _("日常")
        TRAVEL = "travel", _("差旅")
        TRAINING = "training", _("培训")
        RECEPTION = "reception", _("公务接待")
        OTHER = "other", _("其他")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    kind = models.CharField(_("类别"), max_length=10, choices=Kind.choices, default=Kind.ORDINARY)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("报销人"))
    budget_line = models.ForeignKey(BudgetLine, models.PROTECT, related_name="claims", verbose_name=_("预算项目"))
    what = models.CharField(_("事由"), max_length=120)
    amount = money(_("金额（元）"), editable=False)
    made_on = models.DateField(_("填报日期"), editable=False)
    status = models.CharField(_("状态"), max_length=10, choices=PayStatus.choices, default=S.DRAFT, editable=False)
    requester = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("填报人"))
    payment = models.OneToOneField(
        Payment, models.PROTECT, null=True, blank=True, editable=False, related_name="claim", verbose_name=_("付款"),
    )  # fmt: skip
    why = models.CharField(_("作废原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "what")
    flow = Flow(
        Step("ask", _("送审"), {S.DRAFT}, S.ASKED, tone="main"),
        Step("agree", _("同意"), {S.ASKED}, S.AGREED),
        Step("send_back", _("退回"), {S.ASKED}, S.DRAFT),
        Step("refuse", _("不同意"), {S.ASKED}, S.REFUSED, tone="no"),
        Step("pay", _("付款"), {S.AGREED}, S.PAID),
        Step("cancel", _("作废"), {S.DRAFT, S.AGREED}, S.CANCELLED, tone="no", fields=("why",)),
        final={S.PAID, S.REFUSED, S.CANCELLED},
    )
    tones: ClassVar[dict[str, str]] = {str(key): tone for key, tone in TONES.items()}
    extra_verbs: ClassVar[tuple[str, ...]] = ("all",)

    class Meta:
        verbose_name = _("报销单")
        verbose_name_plural = _("报销单")
        constraints = [positive("amount", "finance_claim_amount")]

    def __str__(self) -> str:
        return f"{self.number} {self.what}"


class Invoice(Record):
    """An invoice. Its number is unique for ever: the same one is never paid for twice.

    code is empty for the fully electronic kind, whose number has 20 digits. payment, claim: the paper it is paid by.
    """

    code = models.CharField(_("发票代码"), max_length=20, blank=True)
    number = models.CharField(_("发票号码"), max_length=30)
    seller = models.CharField(_("销售方"), max_length=80)
    amount = money(_("价税合计（元）"))
    issued_on = models.DateField(_("开票日期"))
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, editable=False, related_name="invoices",
        verbose_name=_("付款申请"),
    )  # fmt: skip
    claim = models.ForeignKey(
        Claim, models.PROTECT, null=True, blank=True, editable=False, related_name="invoices", verbose_name=_("报销单")
    )
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "seller")

    class Meta:
        verbose_name = _("发票")
        verbose_name_plural = _("发票")
        constraints = [
            models.UniqueConstraint(
                fields=["code", "number"],
                name="finance_invoice_once",
                violation_error_message=_("这张发票已经登记过，同一张发票不能用两次。"),
            ),
            positive("amount", "finance_invoice_amount"),
        ]

    def __str__(self) -> str:
        return self.number


class ClaimLine(Record):
    """One thing laid out: on which day, what for, how much, by which invoice (why, where there is none)."""

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="lines", verbose_name=_("报销单"))
    on = models.DateField(_("日期"))
    what = models.CharField(_("内容"), max_length=80)
    amount = money(_("金额（元）"))
    invoice = models.ForeignKey(
        Invoice, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("发票")
    )
    no_invoice = models.CharField(_("没有发票的说明"), max_length=80, blank=True)

    removable: ClassVar[bool] = True

    class Meta:
        verbose_name = _("报销明细")
        verbose_name_plural = _("报销明细")
        constraints = [
            positive("amount", "finance_claimline_amount"),
            models.CheckConstraint(
                condition=Q(invoice__isnull=False) | ~Q(no_invoice=""),
                name="finance_claimline_proof",
                violation_error_message=_("每一笔都要有发票，没有的请写明为什么。"),
            ),
        ]

    def __str__(self) -> str:
        return self.what
