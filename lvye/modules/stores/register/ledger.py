"""Registers of the ledger: the moves, what lies on the shelf, the months closed."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Register, register, rights
from lvye.modules.stores import services
from lvye.modules.stores.models import Holding, MonthClose, Move

from .posts import ADMIN, BOOKS, HEADS, KEEPERS, LEADERS

READ = rights((HEADS + ADMIN + KEEPERS + BOOKS + LEADERS, "view export"))


def _paper(move: Move) -> Any:
    """The document it was posted by."""
    url = reverse(f"stores.{move.kind}:detail", args=[move.paper_id])
    return format_html('<a href="{}">{}</a>', url, move.get_kind_display())


def _close(*, month: Any, actor: User) -> MonthClose:
    return services.month_close(month, now=timezone.now(), actor=actor)


register(
    Register(
        model=Move,
        menu="more",
        icon="list",
        columns=("moved_on", "item", Column("kind", _("单据"), _paper), "store", "lot", "qty", "value"),
        filters=("kind", "store", "item", "moved_on"),
        sorts=("-id", "-moved_on"),
        rights=READ,
        can_add=False,
        empty=_("每一次收、发、借、还、调、盘都在这里留一行，只增不改。"),
    )
)
register(
    Register(
        model=Holding,
        menu="more",
        icon="box",
        columns=(
            "item",
            "store",
            "qty",
            Column("price", _("均价（元）"), lambda held: held.price),
            "value",
            "moved_on",
        ),
        filters=("store", "item", "moved_on"),
        sorts=("-id", "-value", "-qty"),
        rights=READ,
        can_add=False,
        empty=_("库存由收发记录算出来；先登记期初库存或第一次入库。"),
    )
)
register(
    Register(
        model=MonthClose,
        menu="more",
        icon="lock",
        columns=("month", "received", "gone", "value", "by", "closed_at"),
        fields=("month",),
        sorts=("-id", "-month"),
        create=_close,
        rights=rights((HEADS + ADMIN + BOOKS + KEEPERS, "view add export"), (LEADERS, "view export")),
        empty=_("每月结一次账：结了的月份不能再记，库存金额就定了。"),
    )
)
