"""Goods received."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.people.api import Person
from lvye.kernel.records.api import SearchField

from .paper import Line, Paper


class Source(models.TextChoices):
    """How goods came in."""

    BOUGHT = "bought", _("采购")
    GIVEN = "given", _("捐赠、上级配发")
    MADE = "made", _("自制")
    FOUND = "found", _("旧物利用")
    OPENING = "opening", _("期初库存")


class Receipt(Paper):
    """入库单: goods inspected by one person and taken into store by another.

    delivered_by: who brought them, as written. accepted_by: who inspected them; not the keeper who posts.
    """

    series: ClassVar[str] = "RK"
    verbs: ClassVar[dict[str, Any]] = {}
    search_from: ClassVar[tuple[str, ...]] = ("number", "delivered_by", "paper_number", "note")

    source = models.CharField(_("来源"), max_length=8, choices=Source.choices, default=Source.BOUGHT)
    delivered_by = models.CharField(_("送货人、供货单位"), max_length=60, blank=True)
    accepted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("验收人")
    )
    second_accepted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("第二验收人")
    )
    paper_number = models.CharField(_("送货单号、发票号"), max_length=40, blank=True)
    search_text = SearchField()

    class Meta(Paper.Meta):
        verbose_name = _("入库单")
        verbose_name_plural = _("入库单")


class ReceiptLine(Line):
    """One item received. price: yuan for one of the unit written; value = unit_qty × price, to the cent, half up."""

    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="lines", verbose_name=_("入库单"))
    price = models.DecimalField(_("单价（元）"), max_digits=14, decimal_places=4)

    class Meta(Line.Meta):
        verbose_name = _("入库明细")
        verbose_name_plural = _("入库明细")
        constraints = [
            *Line.Meta.constraints,
            models.CheckConstraint(
                condition=Q(price__gte=0),
                name="stores_receiptline_price",
                violation_error_message=_("单价不能小于零。"),
            ),
        ]
