"""The books: vouchers that balance, what closes a day and a month, counting the cash."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .about import About, money
from .budget import BudgetLine
from .chart import Account, Book
from .counting import VoucherStatus

USER = settings.AUTH_USER_MODEL
MONTH = RegexValidator(r"^\d{4}-(0[1-9]|1[0-2])$", _("月份写成 2026-03 的样子。"))


class Voucher(Record, About):
    """A voucher (记账凭证): what happened, in entries that balance. Posted it is final; a reversal sets it right.

    is_moved: the cashier has moved the money already, so it is in his journal before it is posted.
    """

    Status = VoucherStatus

    class Source(models.TextChoices):
        """Which deed made it."""

        PAYMENT = "payment", _("付款")
        RECEIPT = "receipt", _("收款")
        TRANSFER = "transfer", _("存取款")
        MANUAL = "manual", _("转账")
        REVERSAL = "reversal", _("冲销")

    number = models.CharField(_("凭证号"), max_length=20, editable=False)
    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    on = models.DateField(_("日期"))
    month = models.CharField(_("月份"), max_length=7, editable=False, validators=[MONTH])
    summary = models.CharField(_("摘要"), max_length=120)
    papers = models.PositiveSmallIntegerField(_("附单据（张）"), default=0)
    total = money(_("合计（元）"), editable=False, default=0)
    source = models.CharField(_("种类"), max_length=10, choices=Source.choices, default=Source.MANUAL, editable=False)
    is_moved = models.BooleanField(_("钱已收付"), default=False, editable=False)
    status = models.CharField(
        _("状态"), max_length=8, choices=VoucherStatus.choices, default=VoucherStatus.OPEN, editable=False
    )
    made_by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("制单"))
    posted_by = models.ForeignKey(
        USER, models.PROTECT, null=True, blank=True, editable=False, related_name="+", verbose_name=_("记账")
    )
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="reversal", verbose_name=_("冲销")
    )
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "summary")
    flow = Flow(
        Step("post", _("审核记账"), {VoucherStatus.OPEN}, VoucherStatus.POSTED, tone="main"),
        Step("void", _("作废"), {VoucherStatus.OPEN}, VoucherStatus.VOID, tone="no"),
        final={VoucherStatus.POSTED, VoucherStatus.VOID},
    )
    tones: ClassVar[dict[str, str]] = {"open": "soon", "posted": "done", "void": "idle"}
    extra_verbs: ClassVar[tuple[str, ...]] = ("reverse",)

    class Meta:
        verbose_name = _("记账凭证")
        verbose_name_plural = _("记账凭证")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "number"],
                name="finance_voucher_number",
                violation_error_message=_("这个凭证号已经有了。"),
            ),
            models.CheckConstraint(
                condition=~Q(status="posted") | Q(posted_by__isnull=False),
                name="finance_voucher_posted_by_somebody",
                violation_error_message=_("记账要有记账人。"),
            ),
            models.CheckConstraint(
                condition=Q(is_moved=False) | Q(posted_by__isnull=True) | ~Q(posted_by=F("made_by")),
                name="finance_voucher_two_people",
                violation_error_message=_("经手收付款的人不能记这笔账（会计法第三十五条）。"),
            ),
        ]
        indexes = [models.Index(fields=["book", "month", "status"], name="finance_voucher_month")]

    def __str__(self) -> str:
        return f"{self.number} {self.summary}"


class Entry(Record):
    """One line of a voucher: an account debited or credited. Never changed (the database refuses); red is negative.

    budget_line: what was spent of; cash_account's journal shows `summary` of the voucher.
    """

    voucher = models.ForeignKey(Voucher, models.PROTECT, related_name="entries", verbose_name=_("记账凭证"))
    account = models.ForeignKey(Account, models.PROTECT, related_name="entries", verbose_name=_("会计科目"))
    debit = money(_("借方（元）"), default=0)
    credit = money(_("贷方（元）"), default=0)
    budget_line = models.ForeignKey(
        BudgetLine, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name=_("预算项目")
    )
    on = models.DateField(_("日期"), editable=False)
    net = models.GeneratedField(
        expression=F("debit") - F("credit"),
        output_field=models.DecimalField(max_digits=14, decimal_places=2),
        db_persist=True,
        verbose_name=_("净额（元）"),
    )

    class Meta:
        verbose_name = _("分录")
        verbose_name_plural = _("分录")
        constraints = [
            models.CheckConstraint(
                condition=Q(debit=0) ^ Q(credit=0),
                name="finance_entry_one_side",
                violation_error_message=_("一行分录只写借方或贷方，并且不能是零。"),
            )
        ]
        indexes = [
            models.Index(fields=["account", "on", "debit", "credit"], name="finance_entry_account"),
            models.Index(fields=["budget_line", "on", "debit", "credit"], name="finance_entry_line"),
        ]

    def __str__(self) -> str:
        return str(self.debit or -self.credit)


class DayClose(Record):
    """The cashier has closed a journal for a day (日清): book and money agree, or the difference is explained."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="+", verbose_name=_("日记账"), limit_choices_to=~Q(journal="none")
    )
    on = models.DateField(_("日期"))
    opening = money(_("上日结余（元）"), editable=False)
    received = money(_("本日收入（元）"), editable=False)
    paid = money(_("本日支出（元）"), editable=False)
    balance = money(_("账面结余（元）"), editable=False)
    counted = money(_("实有（元）"))
    difference = money(_("差额（元）"), editable=False)
    why = models.CharField(_("差额原因"), max_length=200, blank=True)
    by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("出纳"))

    class Meta:
        verbose_name = _("日清记录")
        verbose_name_plural = _("日清记录")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "account", "on"],
                name="finance_dayclose_once",
                violation_error_message=_("这一天已经日清过了。"),
            ),
            models.CheckConstraint(
                condition=Q(difference=0) | ~Q(why=""),
                name="finance_dayclose_why",
                violation_error_message=_("账实不符，请写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"


class MonthClose(Record):
    """A month of a set of books is settled (月结): nothing is written into it any more; the database refuses too."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    month = models.CharField(_("月份"), max_length=7, validators=[MONTH])
    vouchers = models.PositiveIntegerField(_("凭证（张）"), editable=False)
    debit = money(_("借方合计（元）"), editable=False)
    credit = money(_("贷方合计（元）"), editable=False)
    cash = money(_("现金结余（元）"), editable=False)
    bank = money(_("银行结余（元）"), editable=False)
    closed_at = models.DateTimeField(_("月结时间"), editable=False)
    by = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("会计"))

    class Meta:
        verbose_name = _("月结记录")
        verbose_name_plural = _("月结记录")
        constraints = [
            models.UniqueConstraint(
                fields=["book", "month"],
                name="finance_monthclose_once",
                violation_error_message=_("这个月已经月结过了。"),
            ),
            models.CheckConstraint(
                condition=Q(debit=F("credit")),
                name="finance_monthclose_balanced",
                violation_error_message=_("借贷不平，不能月结。"),
            ),
        ]

    def __str__(self) -> str:
        return self.month


class CashCount(Record):
    """The cash was counted before a second person, unannounced (现金盘点)."""

    book = models.ForeignKey(Book, models.PROTECT, related_name="+", verbose_name=_("账套"))
    on = models.DateField(_("盘点日期"))
    balance = money(_("账面结余（元）"), editable=False)
    counted = money(_("实点（元）"))
    difference = money(_("长短款（元）"), editable=False)
    why = models.CharField(_("长短款原因与处理"), max_length=200, blank=True)
    cashier = models.ForeignKey(USER, models.PROTECT, related_name="+", verbose_name=_("出纳"))
    witness = models.ForeignKey(USER, models.PROTECT, editable=False, related_name="+", verbose_name=_("监盘人"))

    class Meta:
        verbose_name = _("现金盘点表")
        verbose_name_plural = _("现金盘点表")
        constraints = [
            models.CheckConstraint(
                condition=~Q(cashier=F("witness")),
                name="finance_cashcount_two_people",
                violation_error_message=_("监盘人不能是出纳本人。"),
            ),
            models.CheckConstraint(
                condition=Q(difference=0) | ~Q(why=""),
                name="finance_cashcount_why",
                violation_error_message=_("账实不符，请写明原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.on}"
