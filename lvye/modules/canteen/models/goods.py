"""What comes into the canteen: orders, deliveries inspected by two, and their batches."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import Flow, Record, SearchField, Step
from lvye.modules.partners.api import Partner
from lvye.modules.stores.api import Item, Lot, Receipt


class OrderStatus(models.TextChoices):
    """Where an order stands."""

    PLACED = "placed", _("等到货")
    ARRIVED = "arrived", _("已到货")
    CANCELLED = "cancelled", _("已取消")


class Order(Record):
    """So much food ordered from a supplier for a day."""

    Status = OrderStatus

    number = models.CharField(_("订货单号"), max_length=20, unique=True, editable=False)
    supplier = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("供货单位"))
    due_on = models.DateField(_("哪天送到"))
    placed_on = models.DateField(_("下单日期"), editable=False)
    placed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("下单人"))
    note = models.CharField(_("备注"), max_length=200, blank=True)
    status = models.CharField(
        _("状态"), max_length=9, choices=OrderStatus.choices, default=OrderStatus.PLACED, editable=False
    )
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("arrive", _("到货"), {OrderStatus.PLACED}, OrderStatus.ARRIVED),
        Step("cancel", _("取消"), {OrderStatus.PLACED}, OrderStatus.CANCELLED, fields=("note",), tone="no"),
        final={OrderStatus.ARRIVED, OrderStatus.CANCELLED},
    )
    tones: ClassVar[dict[str, str]] = {
        OrderStatus.PLACED: "going", OrderStatus.ARRIVED: "done", OrderStatus.CANCELLED: "idle",
    }  # fmt: skip
    search_from: ClassVar[tuple[str, ...]] = ("number", "note")

    class Meta:
        verbose_name = _("食材订货")
        verbose_name_plural = _("食材订货")
        indexes = [models.Index(fields=["status", "due_on"], name="canteen_order_due")]

    def __str__(self) -> str:
        return self.number


class OrderLine(Record):
    """One food of an order: qty in the item's unit; price: yuan for one of it, where agreed."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", verbose_name=_("订货单"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("食材"))
    qty = models.DecimalField(_("数量"), max_digits=12, decimal_places=3)
    price = models.DecimalField(_("单价（元）"), max_digits=10, decimal_places=2, null=True, blank=True)

    class Meta:
        verbose_name = _("订货明细")
        verbose_name_plural = _("订货明细")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gt=0),
                name="canteen_orderline_qty",
                violation_error_message=_("数量要大于零。"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.item.name} {self.qty.normalize():f}{self.item.unit}"


class DeliveryStatus(models.TextChoices):
    """Goods are taken in when two have signed."""

    HALF = "half", _("等第二个人签")
    DONE = "done", _("已验收")
    VOID = "void", _("作废")


class Delivery(Record):
    """One delivery, inspected by two different people. first, second: who signed; watchers: who looked on, by name.

    receipt: the store's receipt of what was taken; none where all was refused.
    """

    Status = DeliveryStatus

    number = models.CharField(_("验收单号"), max_length=20, unique=True, editable=False)
    supplier = models.ForeignKey(Partner, models.PROTECT, related_name="+", verbose_name=_("供货单位"))
    order = models.ForeignKey(
        Order, models.PROTECT, null=True, blank=True, related_name="deliveries", verbose_name=_("订货单")
    )
    arrived_on = models.DateField(_("到货日期"), editable=False)
    arrived_at = models.DateTimeField(_("到货时间"), editable=False)
    paper_number = models.CharField(_("送货单号"), max_length=40, blank=True)
    watchers = models.CharField(_("到场监督的人"), max_length=60, blank=True, help_text=_("家长代表、教师代表等。"))
    first = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False, verbose_name=_("验收人一"))
    first_at = models.DateTimeField(_("一签时间"), editable=False)
    second = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("验收人二")
    )
    second_at = models.DateTimeField(_("二签时间"), null=True, blank=True, editable=False)
    receipt = models.ForeignKey(
        Receipt, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("入库单")
    )
    why = models.CharField(_("作废原因"), max_length=100, blank=True)
    status = models.CharField(
        _("状态"), max_length=4, choices=DeliveryStatus.choices, default=DeliveryStatus.HALF, editable=False
    )
    search_text = SearchField()

    flow: ClassVar[Flow] = Flow(
        Step("sign", _("我也验过，签字"), {DeliveryStatus.HALF}, DeliveryStatus.DONE, tone="main"),
        Step("void", _("作废"), {DeliveryStatus.HALF}, DeliveryStatus.VOID, fields=("why",), tone="no"),
        final={DeliveryStatus.DONE, DeliveryStatus.VOID},
    )
    tones: ClassVar[dict[str, str]] = {
        DeliveryStatus.HALF: "soon", DeliveryStatus.DONE: "done", DeliveryStatus.VOID: "idle",
    }  # fmt: skip
    search_from: ClassVar[tuple[str, ...]] = ("number", "paper_number")

    class Meta:
        verbose_name = _("收货验收")
        verbose_name_plural = _("收货验收")
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("first")),
                name="canteen_delivery_two_people",
                violation_error_message=_("验收要两个不同的人签字。"),
            ),
            models.CheckConstraint(
                condition=~Q(status=DeliveryStatus.DONE) | Q(second__isnull=False, second_at__isnull=False),
                name="canteen_delivery_signed",
                violation_error_message=_("验收要两个人都签字。"),
            ),
        ]
        indexes = [models.Index(fields=["arrived_on"], name="canteen_delivery_day")]

    def __str__(self) -> str:
        return self.number


class Keep(models.TextChoices):
    """How it has to be kept on its way."""

    ROOM = "room", _("常温")
    CHILLED = "chilled", _("冷藏")
    FROZEN = "frozen", _("冷冻")


class Paper(models.TextChoices):
    """What proves that a batch was tested."""

    PASS = "pass", _("出厂合格证")
    QUARANTINE = "quarantine", _("检疫合格证明")
    REPORT = "report", _("检验报告")
    PROMISE = "promise", _("承诺达标合格证")


class Fate(models.TextChoices):
    """What became of what was refused."""

    BACK = "back", _("当场退回")
    DESTROYED = "destroyed", _("当场销毁")


class Batch(Record):
    """One food of a delivery: the batch. Quantities in the item's unit; written: as it was weighed ("60 斤").

    qty: taken in; refused: sent back or destroyed on the spot. made_on, expires_on: its shelf life; none for what is
    sold fresh. paper, paper_no: what proves it was tested; its picture is attached. temperature: ℃ inside on arrival.
    """

    delivery = models.ForeignKey(Delivery, models.PROTECT, related_name="batches", verbose_name=_("验收单"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+", verbose_name=_("食材"))
    supplier = models.ForeignKey(Partner, models.PROTECT, related_name="+", editable=False, verbose_name=_("供货单位"))
    arrived_on = models.DateField(_("到货日期"), editable=False)
    code = models.CharField(_("批号"), max_length=40, blank=True)
    made_on = models.DateField(_("生产日期"), null=True, blank=True)
    expires_on = models.DateField(_("保质期至"), null=True, blank=True)
    qty = models.DecimalField(_("收下"), max_digits=12, decimal_places=3)
    refused = models.DecimalField(_("拒收"), max_digits=12, decimal_places=3, default=Decimal(0))
    written = models.CharField(_("过秤"), max_length=30, blank=True)
    price = models.DecimalField(_("单价（元）"), max_digits=10, decimal_places=2)
    paper = models.CharField(_("合格证明"), max_length=10, choices=Paper.choices, blank=True)
    paper_no = models.CharField(_("证明编号"), max_length=60, blank=True)
    keep = models.CharField(_("储运"), max_length=8, choices=Keep.choices, default=Keep.ROOM)
    temperature = models.DecimalField(_("到货温度（℃）"), max_digits=4, decimal_places=1, null=True, blank=True)
    senses_ok = models.BooleanField(_("感官正常"), default=True)
    why = models.CharField(_("为什么拒收"), max_length=120, blank=True)
    fate = models.CharField(_("拒收的怎么办"), max_length=10, choices=Fate.choices, blank=True)
    lot = models.ForeignKey(
        Lot, models.PROTECT, null=True, blank=True, related_name="+", editable=False, verbose_name=_("库存批次")
    )
    search_text = SearchField()

    search_from: ClassVar[tuple[str, ...]] = ("item", "code", "paper_no")

    named_by: ClassVar[tuple[str, ...]] = ("item",)

    class Meta:
        verbose_name = _("食材批次")
        verbose_name_plural = _("食材批次")
        constraints = [
            models.CheckConstraint(
                condition=Q(qty__gte=0, refused__gte=0) & (Q(qty__gt=0) | Q(refused__gt=0)),
                name="canteen_batch_qty",
                violation_error_message=_("数量要大于零。"),
            ),
            models.CheckConstraint(
                condition=Q(refused=0) | (~Q(why="") & ~Q(fate="")),
                name="canteen_batch_refused_why",
                violation_error_message=_("拒收要写明原因和怎么处理的。"),
            ),
            models.CheckConstraint(
                condition=Q(qty=0) | ~Q(paper=""),
                name="canteen_batch_proved",
                violation_error_message=_("没有合格证明的不能收。"),
            ),
            models.CheckConstraint(
                condition=Q(made_on=None) | Q(expires_on=None) | Q(expires_on__gte=F("made_on")),
                name="canteen_batch_days",
                violation_error_message=_("保质期不能早于生产日期。"),
            ),
        ]
        indexes = [
            models.Index(fields=["item", "expires_on", "arrived_on"], name="canteen_batch_first"),
            models.Index(fields=["arrived_on"], name="canteen_batch_day"),
        ]

    def __str__(self) -> str:
        return f"{self.item.name} {self.code}".strip()

    def search_source(self) -> list[str]:
        """Its food, its number, its proof."""
        return [self.item.name, self.code, self.paper_no]
