"""What the school lets: canteen and shop, and the rent that comes due each period."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .partner import Partner


class LeaseStatus(models.TextChoices):
    """Where a lease stands."""

    DRAFT = "draft", _("拟签")
    ASKED = "asked", _("审签中")
    AGREED = "agreed", _("待签订")
    LIVE = "live", _("履行中")
    ENDED = "ended", _("已结束")


S = LeaseStatus


class Lease(Record):
    """Rooms or a business let to a partner for rent or a management fee.

    rent: yuan for each period; due_days: how many days after a period begins its rent is due.
    remitted_to: where the money goes (收支两条线): it is income of the state, not of the school's own till.
    """

    Status = LeaseStatus

    class What(models.TextChoices):
        """What is let."""

        CANTEEN = "canteen", _("食堂")
        SHOP = "shop", _("小卖部")
        ROOMS = "rooms", _("房屋场地")
        MACHINES = "machines", _("自助设备")

    class Every(models.TextChoices):
        """How long one period is."""

        MONTH = "month", _("每月")
        QUARTER = "quarter", _("每季度")
        HALF = "half", _("每半年")
        YEAR = "year", _("每年")

    number = models.CharField(_("编号"), max_length=20, unique=True, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="leases", verbose_name=_("承租承包人"))
    what = models.CharField(_("租什么"), max_length=10, choices=What.choices)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", verbose_name=_("地点"))
    rent = models.DecimalField(_("每期租金或管理费（元）"), max_digits=12, decimal_places=2)
    every = models.CharField(_("多久一期"), max_length=8, choices=Every.choices, default=Every.YEAR)
    due_days = models.PositiveSmallIntegerField(_("每期开始后几天内交"), default=10)
    begins_on = models.DateField(_("起租日期"))
    ends_on = models.DateField(_("到期日期"))
    deposit = models.DecimalField(_("押金（元）"), max_digits=12, decimal_places=2, null=True, blank=True)
    remitted_to = models.CharField(_("租金上缴到"), max_length=60, blank=True)
    terms = models.TextField(_("主要约定"), max_length=1000, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=LeaseStatus.choices, default=S.DRAFT, editable=False)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    ended_on = models.DateField(_("结束日期"), null=True, blank=True)
    why = models.CharField(_("结束的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "terms")
    flow = Flow(
        Step("ask", _("送审"), {S.DRAFT}, S.ASKED, tone="main"),
        Step("agree", _("同意签订"), {S.ASKED}, S.AGREED),
        Step("send_back", _("退回"), {S.ASKED}, S.DRAFT),
        Step("sign", _("签订"), {S.AGREED}, S.LIVE, fields=("signed_on",), tone="main"),
        Step("end", _("结束"), {S.DRAFT, S.AGREED, S.LIVE}, S.ENDED, fields=("ended_on", "why"), tone="no"),
        final={S.ENDED},
    )
    tones: ClassVar[dict[str, str]] = {
        S.DRAFT: "idle", S.ASKED: "soon", S.AGREED: "soon", S.LIVE: "going", S.ENDED: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("出租承包")
        verbose_name_plural = _("出租承包")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")),
                name="partners_lease_days",
                violation_error_message=_("到期日期不能早于起租日期。"),
            ),
            models.CheckConstraint(
                condition=Q(rent__gt=0),
                name="partners_lease_rent",
                violation_error_message=_("租金要大于零。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=S.LIVE) | Q(signed_on__isnull=False),
                name="partners_lease_signed_day",
                violation_error_message=_("签订的租约要有签订日期。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "ends_on"], name="partners_lease_ends")]

    def __str__(self) -> str:
        return f"{self.number} {self.get_what_display()}".strip()


class RentStatus(models.TextChoices):
    """Whether the rent of a period has come in."""

    DUE = "due", _("待收")
    PAID = "paid", _("已收齐")
    WAIVED = "waived", _("已减免")


R = RentStatus


class Rent(Record):
    """The rent of one period. amount is what is asked, waived what was let off by decision; receipts settle it."""

    Status = RentStatus

    lease = models.ForeignKey(Lease, models.PROTECT, related_name="rents", verbose_name=_("租约"))
    begins_on = models.DateField(_("从"), editable=False)
    ends_on = models.DateField(_("到"), editable=False)
    due_on = models.DateField(_("应交日期"))
    amount = models.DecimalField(_("应收（元）"), max_digits=12, decimal_places=2, editable=False)
    status = models.CharField(_("状态"), max_length=8, choices=RentStatus.choices, default=R.DUE, editable=False)
    waived = models.DecimalField(_("减免（元）"), max_digits=12, decimal_places=2, default=0)
    why = models.CharField(_("减免的原因和决定"), max_length=200, blank=True)
    reminded_on = models.DateField(_("最近提醒"), null=True, blank=True, editable=False)

    flow = Flow(
        Step("waive", _("减免"), {R.DUE}, R.DUE, fields=("waived", "why")),
    )
    verbs: ClassVar[dict[str, object]] = {
        "settle": _("收齐"), "reopen": _("收据作废，重新待收"), "end": _("租约结束，不再收"),
    }  # fmt: skip
    tones: ClassVar[dict[str, str]] = {R.DUE: "soon", R.PAID: "done", R.WAIVED: "idle"}

    class Meta:
        verbose_name = _("租金")
        verbose_name_plural = _("租金")
        constraints = [
            models.UniqueConstraint(
                fields=["lease", "begins_on"],
                name="partners_rent_once",
                violation_error_message=_("这一期的租金已经列出来了。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(waived__gte=0) & Q(waived__lte=F("amount")),
                name="partners_rent_amounts",
                violation_error_message=_("减免不能超过应收的租金。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="partners_rent_due")]

    def __str__(self) -> str:
        return f"{self.begins_on:%Y.%m.%d}—{self.ends_on:%Y.%m.%d}"


class RentReceipt(Record):
    """Money that came in for a rent. A wrong one is voided, with the reason; another is written."""

    class Status(models.TextChoices):
        """Whether it counts."""

        GOOD = "good", _("有效")
        VOID = "void", _("作废")

    class How(models.TextChoices):
        """How it was paid; into the school's hand only where nothing else is possible."""

        BANK = "bank", _("转账")
        TREASURY = "treasury", _("直接缴入国库或专户")
        CASH = "cash", _("现金")

    rent = models.ForeignKey(Rent, models.PROTECT, related_name="receipts", verbose_name=_("租金"))
    amount = models.DecimalField(_("收到（元）"), max_digits=12, decimal_places=2)
    received_on = models.DateField(_("收款日期"))
    how = models.CharField(_("方式"), max_length=10, choices=How.choices, default=How.BANK)
    number = models.CharField(
        _("收据号"), max_length=40, unique=True, error_messages={"unique": _("这个收据号已经用过。")}
    )
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.GOOD, editable=False)
    why = models.CharField(_("作废的原因"), max_length=200, blank=True)

    flow = Flow(Step("void", _("作废"), {"good"}, "void", fields=("why",), tone="no"), final={"good", "void"})
    tones: ClassVar[dict[str, str]] = {"good": "done", "void": "idle"}

    class Meta:
        verbose_name = _("租金收据")
        verbose_name_plural = _("租金收据")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="partners_rentreceipt_amount",
                violation_error_message=_("收款金额要大于零。"),
            )
        ]
        indexes = [models.Index(fields=["received_on", "status"], name="partners_rentreceipt_day")]

    def __str__(self) -> str:
        return self.number
