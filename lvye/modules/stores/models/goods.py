"""What is kept and where: store rooms, kinds of goods, items with their units and lots."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.places.api import Place
from lvye.kernel.records.api import Record, SearchField


class Store(Record):
    """A store room. One general store stands directly over the sub-stores; each has a keeper by name.

    parent: the general store, for a sub-store. keeper: who may post in it; the general store's keeper may in all.
    """

    class Level(models.TextChoices):
        """Which of the two levels."""

        GENERAL = "general", _("总保管室")
        SUB = "sub", _("分保管室")

    # all: posts in every store, whoever keeps it; value: sees prices and values.
    extra_verbs: ClassVar[tuple[str, ...]] = ("all", "value", "count", "close")
    verbs: ClassVar[dict[str, Any]] = {"rebuild": _("按明细账重算库存")}
    search_from: ClassVar[tuple[str, ...]] = ("code", "name")

    code = models.SlugField(_("编号"), max_length=12, unique=True)
    name = models.CharField(_("保管室"), max_length=30, unique=True)
    level = models.CharField(_("级别"), max_length=7, choices=Level.choices, default=Level.SUB)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="below", verbose_name=_("归哪个总保管室管"),
        limit_choices_to={"level": "general"},
    )  # fmt: skip
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("在哪里"))
    keeper = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("保管员")
    )
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("保管室")
        verbose_name_plural = _("保管室")
        constraints = [
            models.CheckConstraint(
                condition=Q(level="sub") | Q(parent__isnull=True),
                name="stores_store_general_on_top",
                violation_error_message=_("总保管室上面没有保管室。"),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Kind(Record):
    """A kind of goods: 办公用品, 清洁用品, 体育用品. is_lent: its things are lent, not used up."""

    code = models.SlugField(_("编号"), max_length=20, unique=True)
    name = models.CharField(_("类别"), max_length=20, unique=True)
    icon = models.CharField(_("图标"), max_length=30, blank=True)
    is_lent = models.BooleanField(_("可以出借"), default=False, help_text=_("体育用品、电教器材等：借了要还。"))
    sort = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("物资类别")
        verbose_name_plural = _("物资类别")

    def __str__(self) -> str:
        return self.name


class Item(Record):
    """A thing that is kept by quantity. Quantities of it are counted in `unit`; other units are told by `Unit`.

    min_qty: the list of what runs low names it below that, over all stores. by_lot: received with lot and expiry,
    issued first-expired-first-out. is_asked: handed out only after somebody has agreed (低值易耗品领用审批).
    """

    search_from: ClassVar[tuple[str, ...]] = ("code", "name", "spec", "brand")

    code = models.CharField(_("编号"), max_length=20, unique=True)
    name = models.CharField(_("名称"), max_length=60)
    spec = models.CharField(_("规格"), max_length=60, blank=True)
    brand = models.CharField(_("品牌"), max_length=40, blank=True)
    unit = models.CharField(_("单位"), max_length=10)
    kind = models.ForeignKey(Kind, models.PROTECT, related_name="items", verbose_name=_("类别"))
    barcode = models.CharField(_("条码"), max_length=40, blank=True)
    min_qty = models.DecimalField(
        _("最低库存"), max_digits=14, decimal_places=3, null=True, blank=True, help_text=_("低于这个数就列进低库存。")
    )
    by_lot = models.BooleanField(_("按批次和有效期管理"), default=False)
    warn_days = models.PositiveSmallIntegerField(_("到期前几天提醒"), default=30)
    is_asked = models.BooleanField(_("领用先审批"), default=False)
    is_active = models.BooleanField(_("在用"), default=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("物资")
        verbose_name_plural = _("物资目录")
        constraints = [
            models.UniqueConstraint(
                fields=["name", "spec", "brand", "unit"],
                name="stores_item_once",
                violation_error_message=_("同名、同规格、同品牌、同单位的物资已经有了。"),
            ),
            models.UniqueConstraint(
                fields=["barcode"],
                condition=~Q(barcode=""),
                name="stores_item_barcode_once",
                violation_error_message=_("这个条码已经有物资用了。"),
            ),
            models.CheckConstraint(
                condition=Q(min_qty__isnull=True) | Q(min_qty__gte=0),
                name="stores_item_min",
                violation_error_message=_("最低库存不能小于零。"),
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="stores_item_kind")]

    def __str__(self) -> str:
        return f"{self.name} {self.spec}".strip()


class Unit(Record):
    """Another unit of an item: 1 盒 = 12 支. factor: how many of the item's own unit."""

    item = models.ForeignKey(Item, models.PROTECT, related_name="units", verbose_name=_("物资"))
    name = models.CharField(_("单位"), max_length=10)
    factor = models.DecimalField(_("等于多少个基本单位"), max_digits=12, decimal_places=3)
    barcode = models.CharField(_("条码"), max_length=40, blank=True)

    class Meta:
        verbose_name = _("换算单位")
        verbose_name_plural = _("换算单位")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "name"],
                name="stores_unit_once",
                violation_error_message=_("这种物资已经有这个单位了。"),
            ),
            models.CheckConstraint(
                condition=Q(factor__gt=0),
                name="stores_unit_factor",
                violation_error_message=_("换算要大于零。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def base(self, qty: Decimal) -> Decimal:
        """So many of this unit, in the item's own."""
        return qty * self.factor


class Lot(Record):
    """A delivery with its own shelf life. expires_on: the last day it may be handed out; none: does not spoil."""

    search_from: ClassVar[tuple[str, ...]] = ("code",)

    item = models.ForeignKey(Item, models.PROTECT, related_name="lots", verbose_name=_("物资"))
    code = models.CharField(_("批号"), max_length=40)
    expires_on = models.DateField(_("有效期至"), null=True, blank=True)
    search_text = SearchField()

    class Meta:
        verbose_name = _("批次")
        verbose_name_plural = _("批次")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "code", "expires_on"],
                name="stores_lot_once",
                violation_error_message=_("这个批次已经有了。"),
            ),
            models.UniqueConstraint(
                fields=["item", "code"],
                condition=Q(expires_on__isnull=True),
                name="stores_lot_unspoilt_once",
                violation_error_message=_("这个批次已经有了。"),
            ),
        ]
        indexes = [models.Index(fields=["expires_on"], name="stores_lot_expires")]

    def __str__(self) -> str:
        return self.code
