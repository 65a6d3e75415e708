"""Standing records: sets of books, accounts, the items money is spent on."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Record, SearchField


class Book(Record):
    """A set of books (账套): the school's own, the union's, the canteen's. Each balances and closes by itself.

    is_parallel: kept in both systems of the government accounting rules, financial and budget accounting.
    """

    code = models.SlugField(_("代码"), max_length=20, unique=True)
    name = models.CharField(_("账套"), max_length=40, unique=True)
    is_parallel = models.BooleanField(_("同时做预算会计分录"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("账套")
        verbose_name_plural = _("账套")

    def __str__(self) -> str:
        return self.name


class Account(Record):
    """An account of the chart (会计科目). An account below has a longer code that begins with this one's.

    journal: money itself, which the cashier keeps a journal of and closes each day.
    """

    class Kind(models.TextChoices):
        """Its class in the government chart."""

        ASSET = "asset", _("资产")
        CONTRA = "contra", _("资产（备抵）")
        LIABILITY = "liability", _("负债")
        NET = "net", _("净资产")
        INCOME = "income", _("收入")
        EXPENSE = "expense", _("费用")
        BUDGET_INCOME = "budget_income", _("预算收入")
        BUDGET_EXPENSE = "budget_expense", _("预算支出")
        BUDGET_BALANCE = "budget_balance", _("预算结余")

    class System(models.TextChoices):
        """Which of the two parallel systems it belongs to."""

        FINANCIAL = "financial", _("财务会计")
        BUDGET = "budget", _("预算会计")

    class Side(models.TextChoices):
        """On which side it grows."""

        DEBIT = "debit", _("借")
        CREDIT = "credit", _("贷")

    class Journal(models.TextChoices):
        """Which journal its money is in."""

        NONE = "none", _("不是钱")
        CASH = "cash", _("现金")
        BANK = "bank", _("银行")
        QUOTA = "quota", _("零余额额度")

    code = models.CharField(_("科目编码"), max_length=12, unique=True)
    name = models.CharField(_("科目名称"), max_length=60)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind.choices)
    system = models.CharField(_("核算体系"), max_length=10, choices=System.choices, default=System.FINANCIAL)
    side = models.CharField(_("余额方向"), max_length=6, choices=Side.choices, default=Side.DEBIT)
    journal = models.CharField(_("日记账"), max_length=6, choices=Journal.choices, default=Journal.NONE)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("code", "name")

    class Meta:
        verbose_name = _("会计科目")
        verbose_name_plural = _("会计科目")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Item(Record):
    """What money is spent on (支出经济分类), and the account such spending is booked to."""

    code = models.CharField(_("分类编码"), max_length=10, unique=True)
    name = models.CharField(_("支出科目"), max_length=40)
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", verbose_name=_("记入科目"))
    is_capital = models.BooleanField(_("买来是资产"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("code", "name")

    class Meta:
        verbose_name = _("支出科目")
        verbose_name_plural = _("支出科目")

    def __str__(self) -> str:
        return f"{self.code} {self.name}"
