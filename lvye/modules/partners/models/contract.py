"""Contracts: period, amount, what is paid when, what is held as guarantee, what each side must do."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step

from .catalogue import SupplyCategory
from .partner import Partner


class ContractStatus(models.TextChoices):
    """Where a contract stands."""

    DRAFT = "draft", _("拟签")
    ASKED = "asked", _("审签中")
    AGREED = "agreed", _("待签订")
    LIVE = "live", _("履行中")
    DONE = "done", _("履行完毕")
    BROKEN = "broken", _("已解除")


C = ContractStatus


class Contract(Record):
    """One contract. amount: yuan; none for a frame that is settled by what was delivered.

    main: the contract this one supplements (补充合同); what supplements one may not exceed the legal share of it.
    """

    Status = ContractStatus

    number = models.CharField(_("合同编号"), max_length=20, unique=True, editable=False)
    title = models.CharField(_("合同名称"), max_length=80)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="contracts", verbose_name=_("对方单位"))
    category = models.ForeignKey(SupplyCategory, models.PROTECT, related_name="+", verbose_name=_("类别"))
    amount = models.DecimalField(
        _("金额（元）"), max_digits=12, decimal_places=2, null=True, blank=True,
        help_text=_("按实际供货结算的框架合同不填。"),
    )  # fmt: skip
    begins_on = models.DateField(_("开始日期"))
    ends_on = models.DateField(_("到期日期"))
    handler = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("经办人")
    )
    main = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="supplements", verbose_name=_("补充哪份合同")
    )
    terms = models.TextField(_("主要约定"), max_length=1000, blank=True)
    status = models.CharField(_("状态"), max_length=8, choices=ContractStatus.choices, default=C.DRAFT, editable=False)
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    why = models.CharField(_("解除的原因"), max_length=200, blank=True)
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("number", "title", "terms")
    flow = Flow(
        Step("ask", _("送审"), {C.DRAFT}, C.ASKED, tone="main"),
        Step("agree", _("同意签订"), {C.ASKED}, C.AGREED),
        Step("send_back", _("退回"), {C.ASKED}, C.DRAFT),
        Step("sign", _("签订"), {C.AGREED}, C.LIVE, fields=("signed_on",), tone="main"),
        Step("finish", _("履行完毕"), {C.LIVE}, C.DONE),
        Step("break", _("解除"), {C.DRAFT, C.AGREED, C.LIVE}, C.BROKEN, fields=("why",), tone="no"),
        final={C.DONE, C.BROKEN},
    )
    tones: ClassVar[dict[str, str]] = {
        C.DRAFT: "idle", C.ASKED: "soon", C.AGREED: "soon", C.LIVE: "going", C.DONE: "done", C.BROKEN: "idle",
    }  # fmt: skip

    class Meta:
        verbose_name = _("合同")
        verbose_name_plural = _("合同")
        constraints = [
            models.CheckConstraint(
                condition=Q(begins_on__lte=F("ends_on")),
                name="partners_contract_days",
                violation_error_message=_("到期日期不能早于开始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0),
                name="partners_contract_amount",
                violation_error_message=_("合同金额要大于零。"),
            ),
            models.CheckConstraint(
                condition=~Q(status__in=[C.LIVE, C.DONE]) | Q(signed_on__isnull=False),
                name="partners_contract_signed_day",
                violation_error_message=_("签订的合同要有签订日期。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "ends_on"], name="partners_contract_ends"),
            models.Index(fields=["signed_on"], name="partners_contract_signed"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()


class InstalmentStatus(models.TextChoices):
    """Whether it was paid."""

    PLANNED = "planned", _("待付")
    PAID = "paid", _("已付")
    DROPPED = "dropped", _("不付了")


I = InstalmentStatus  # noqa: E741 - one letter, as the other statuses here


class Instalment(Record):
    """One payment of a contract, planned and made. voucher: the number it has in the books."""

    Status = InstalmentStatus

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="instalments", verbose_name=_("合同"))
    label = models.CharField(_("哪一笔"), max_length=40)
    condition = models.CharField(_("付款条件"), max_length=100, blank=True)
    due_on = models.DateField(_("约定付款日"))
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    status = models.CharField(
        _("状态"), max_length=8, choices=InstalmentStatus.choices, default=I.PLANNED, editable=False
    )
    paid_on = models.DateField(_("付款日期"), null=True, blank=True)
    voucher = models.CharField(_("凭证号"), max_length=40, blank=True)
    why = models.CharField(_("不付的原因"), max_length=200, blank=True)

    flow = Flow(
        Step("pay", _("登记已付"), {I.PLANNED}, I.PAID, fields=("paid_on", "amount", "voucher"), tone="main"),
        Step("drop", _("不付了"), {I.PLANNED}, I.DROPPED, fields=("why",), tone="no"),
        final={I.PAID, I.DROPPED},
    )
    tones: ClassVar[dict[str, str]] = {I.PLANNED: "soon", I.PAID: "done", I.DROPPED: "idle"}

    class Meta:
        verbose_name = _("合同付款")
        verbose_name_plural = _("合同付款")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="partners_instalment_amount",
                violation_error_message=_("付款金额要大于零。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=I.PAID) | Q(paid_on__isnull=False),
                name="partners_instalment_paid_day",
                violation_error_message=_("已付的款要有付款日期。"),
            ),
        ]
        indexes = [
            models.Index(fields=["status", "due_on"], name="partners_instalment_due"),
            models.Index(fields=["paid_on"], name="partners_instalment_paid"),
        ]

    def __str__(self) -> str:
        return self.label


class GuaranteeStatus(models.TextChoices):
    """Where the money of a guarantee is."""

    HELD = "held", _("在校")
    RETURNED = "returned", _("已退还")
    KEPT = "kept", _("已扣罚")


G = GuaranteeStatus


class Guarantee(Record):
    """Money the school holds until the contract is done (履约保证金, 质保金). cash is refused: R090."""

    Status = GuaranteeStatus

    class Kind(models.TextChoices):
        """What it secures."""

        PERFORMANCE = "performance", _("履约保证金")
        QUALITY = "quality", _("质量保证金")

    class Form(models.TextChoices):
        """How it is given; the law knows no cash."""

        TRANSFER = "transfer", _("转账")
        LETTER = "letter", _("保函")
        RETAINED = "retained", _("从货款中预留")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="guarantees", verbose_name=_("合同"))
    kind = models.CharField(_("种类"), max_length=12, choices=Kind.choices, default=Kind.PERFORMANCE)
    form = models.CharField(_("形式"), max_length=10, choices=Form.choices, default=Form.TRANSFER)
    amount = models.DecimalField(_("金额（元）"), max_digits=12, decimal_places=2)
    received_on = models.DateField(_("收到日期"))
    return_on = models.DateField(_("约定退还日"))
    status = models.CharField(_("状态"), max_length=8, choices=GuaranteeStatus.choices, default=G.HELD, editable=False)
    settled_on = models.DateField(_("退还或扣罚日期"), null=True, blank=True)
    why = models.CharField(_("扣罚的原因"), max_length=200, blank=True)
    reminded_on = models.DateField(null=True, blank=True, editable=False)

    flow = Flow(
        Step("give_back", _("退还"), {G.HELD}, G.RETURNED, fields=("settled_on",), tone="main"),
        Step("keep", _("扣罚"), {G.HELD}, G.KEPT, fields=("settled_on", "why"), tone="no"),
        final={G.RETURNED, G.KEPT},
    )
    tones: ClassVar[dict[str, str]] = {G.HELD: "going", G.RETURNED: "done", G.KEPT: "late"}

    class Meta:
        verbose_name = _("保证金")
        verbose_name_plural = _("保证金")
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0),
                name="partners_guarantee_amount",
                violation_error_message=_("保证金要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(received_on__lte=F("return_on")),
                name="partners_guarantee_days",
                violation_error_message=_("退还日不能早于收到日期。"),
            ),
            models.CheckConstraint(
                condition=Q(status=G.HELD) | Q(settled_on__isnull=False),
                name="partners_guarantee_settled_day",
                violation_error_message=_("退还或扣罚要有日期。"),
            ),
        ]
        indexes = [models.Index(fields=["status", "return_on"], name="partners_guarantee_return")]

    def __str__(self) -> str:
        return str(self.get_kind_display())


class Obligation(Record):
    """What a contract obliges one side to do by a day (开学前送货, 每季度保养一次). A repeated one is a record each."""

    class Status(models.TextChoices):
        """Whether it was done."""

        OPEN = "open", _("待履行")
        DONE = "done", _("已履行")
        MISSED = "missed", _("没有履行")

    class Side(models.TextChoices):
        """Whose duty it is."""

        THEIRS = "theirs", _("对方")
        OURS = "ours", _("我方")

    class Every(models.TextChoices):
        """How often it comes again within the contract's period."""

        ONCE = "once", _("一次")
        MONTH = "month", _("每月")
        QUARTER = "quarter", _("每季度")
        HALF = "half", _("每半年")

    contract = models.ForeignKey(Contract, models.PROTECT, related_name="obligations", verbose_name=_("合同"))
    what = models.CharField(_("义务"), max_length=100)
    side = models.CharField(_("谁的义务"), max_length=8, choices=Side.choices, default=Side.THEIRS)
    every = models.CharField(_("多久一次"), max_length=8, choices=Every.choices, default=Every.ONCE)
    due_on = models.DateField(_("期限"))
    status = models.CharField(_("状态"), max_length=8, choices=Status.choices, default=Status.OPEN, editable=False)
    done_on = models.DateField(_("履行日期"), null=True, blank=True)
    result = models.CharField(_("履行情况"), max_length=200, blank=True)

    flow = Flow(
        Step("do", _("已履行"), {"open"}, "done", fields=("done_on", "result"), tone="main"),
        Step("miss", _("没有履行"), {"open"}, "missed", fields=("result",), tone="no"),
        final={"done", "missed"},
    )
    tones: ClassVar[dict[str, str]] = {"open": "going", "done": "done", "missed": "late"}

    class Meta:
        verbose_name = _("合同义务")
        verbose_name_plural = _("合同义务")
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="done") | Q(done_on__isnull=False),
                name="partners_obligation_done_day",
                violation_error_message=_("已履行的义务要有日期。"),
            )
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="partners_obligation_due")]

    def __str__(self) -> str:
        return self.what
