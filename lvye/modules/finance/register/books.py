"""Registers of the books."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lvye.kernel.accounts.api import User
from lvye.kernel.registers.api import Column, Panel, Register, View, panel_on, register, rights
from lvye.modules.finance import services
from lvye.modules.finance.models import CashCount, DayClose, Entry, MonthClose, Voucher, VoucherStatus
from lvye.modules.finance.screens import kept, vouchers

from .posts import BOOKS, HEADS, LEADERS, MONEY, OFFICE


def _post(voucher: Voucher, *, actor: User) -> Voucher:
    return services.voucher_post(voucher, today=timezone.localdate(), actor=actor)


register(
    Register(
        model=Voucher,
        menu="money",
        icon="book",
        columns=("number", "on", "summary", "total", "source", "book", "made_by", "posted_by", "status"),
        filters=("status", "book", "month", "source"),
        views=(View("open", _("待记账"), {"status": VoucherStatus.OPEN}),),
        fields=("book", "on", "summary", "papers"),
        actions={"post": _post, "void": services.voucher_void},
        screens={"new": vouchers.new, "edit": kept.edit, "detail": vouchers.detail},
        rights=rights((OFFICE, "view export"), (BOOKS, "add post void reverse")),
        empty=_("出纳收付款会自动生成凭证，会计审核记账；别的业务由会计编转账凭证。"),
    )
)


def _when(entry: Entry) -> Any:
    return entry.voucher.number


register(
    Register(
        model=Entry,
        menu="more",
        icon="list",
        columns=(
            Column("number", _("凭证号"), _when, reads=("voucher",)), "on", "account", "debit", "credit", "budget_line",
        ),
        filters=("account", "on", "budget_line", "voucher"),
        rights=rights((OFFICE, "view export")),
        can_add=False,
        empty=_("凭证里的每一行分录。"),
    )
)  # fmt: skip


def _day(**values: Any) -> DayClose:
    return services.day_close(today=timezone.localdate(), **values)


register(
    Register(
        model=DayClose,
        menu="more",
        icon="check",
        columns=("on", "account", "opening", "received", "paid", "balance", "counted", "difference", "book", "by"),
        fields=("book", "account", "on", "counted", "why"),
        filters=("account", "book", "on"),
        create=_day,
        screens={"edit": kept.edit},
        rights=rights((OFFICE, "view export"), (MONEY, "add")),
        empty=_("出纳每天收工前点钱、对银行，账实相符就日清；日清过的日子不能再记收付。"),
    )
)


def _month(**values: Any) -> MonthClose:
    return services.month_close(now=timezone.now(), **values)


register(
    Register(
        model=MonthClose,
        menu="more",
        icon="lock",
        columns=("month", "book", "vouchers", "debit", "credit", "cash", "bank", "closed_at", "by"),
        fields=("book", "month"),
        filters=("book", "month"),
        create=_month,
        screens={"edit": kept.edit},
        rights=rights((OFFICE, "view export"), (BOOKS, "add")),
        empty=_("一个月的凭证都记了账、日记账都日清了，就月结；月结过的月份谁也不能再记。"),
    )
)


def _count(**values: Any) -> CashCount:
    return services.cash_count(**values)


register(
    Register(
        model=CashCount,
        menu="more",
        icon="check",
        columns=("on", "book", "balance", "counted", "difference", "cashier", "witness", "why"),
        fields=("book", "on", "counted", "cashier", "why"),
        filters=("book", "on"),
        create=_count,
        screens={"edit": kept.edit},
        rights=rights((OFFICE, "view export"), (HEADS, "add"), (BOOKS, "add"), (LEADERS, "add")),
        empty=_("不打招呼去点一次现金，监盘人当场登记：账面多少、实有多少。"),
    )
)

panel_on("finance.voucher", Panel(_("分录"), register="finance.entry", by="voucher"))
