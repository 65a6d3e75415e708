"""Goods moved from one store to another."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from lvye.kernel.records.api import Flow, SearchField

from .goods import Store
from .paper import Line, Paper, paper_flow


class Transfer(Paper):
    """调拨单: out of `store`, into `to_store`, at the moving average of the first."""

    series: ClassVar[str] = "DB"
    flow: ClassVar[Flow] = paper_flow()
    search_from: ClassVar[tuple[str, ...]] = ("number", "note")

    to_store = models.ForeignKey(Store, models.PROTECT, related_name="+", verbose_name=_("调入保管室"))
    search_text = SearchField()

    class Meta(Paper.Meta):
        verbose_name = _("调拨单")
        verbose_name_plural = _("调拨单")
        constraints = [
            *Paper.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(store=F("to_store")),
                name="stores_transfer_apart",
                violation_error_message=_("调出和调入要是两个保管室。"),
            ),
        ]


class TransferLine(Line):
    """One item moved."""

    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="lines", verbose_name=_("调拨单"))

    class Meta(Line.Meta):
        verbose_name = _("调拨明细")
        verbose_name_plural = _("调拨明细")
