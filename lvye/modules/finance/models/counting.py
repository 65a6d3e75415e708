"""What counts as spent, and what the database adds up beside each budget line."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _


class VoucherStatus(models.TextChoices):
    """open: waits for the bookkeeper; posted: in the books for ever; void: written by hand and never posted."""

    OPEN = "open", _("待记账")
    POSTED = "posted", _("已记账")
    VOID = "void", _("作废")


COUNTS = Q(voucher__status=VoucherStatus.POSTED) | Q(voucher__status=VoucherStatus.OPEN, voucher__is_moved=True)
"""Entries whose money has moved or that are posted: the journals and what was spent of a budget."""

YUAN: models.DecimalField[Decimal, Decimal] = models.DecimalField(max_digits=14, decimal_places=2)


class Lines(models.Manager[Any]):
    """Budget lines with two sums beside them, in yuan: agreed_now (with agreed adjustments), spent_now."""

    def get_queryset(self) -> models.QuerySet[Any]:
        """Every line; the sums cost nothing where nobody reads them."""
        changes = _per_line("AdjustmentLine", "line", "delta", Q(adjustment__status="agreed"))
        spent = _per_line("Entry", "budget_line", "net", COUNTS)
        rows: models.QuerySet[Any] = super().get_queryset()
        found: models.QuerySet[Any] = rows.annotate(agreed_now=F("amount") + changes, spent_now=spent)
        return found


def _per_line(model: str, by: str, what: str, where: Q) -> Coalesce:
    rows = apps.get_model("finance", model)._default_manager.filter(where, **{by: OuterRef("pk")}).order_by()
    summed = rows.values(by).annotate(total=Sum(what)).values("total")
    return Coalesce(Subquery(summed, output_field=YUAN), Decimal(0), output_field=YUAN)
