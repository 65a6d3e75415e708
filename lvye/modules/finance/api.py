"""The front door of money: what modules above may use.

A module that asks for something calls `commit` with its record, `release` when it comes to nothing, and `payment_ask`
for what is owed; `left` says what a budget line has left, while somebody types.
"""

from __future__ import annotations

from .events import Paid
from .models import (
    Account,
    Book,
    Budget,
    BudgetLine,
    BudgetStatus,
    Claim,
    Commitment,
    Entry,
    Fund,
    Income,
    Invoice,
    Item,
    OverRun,
    Payment,
    PayStatus,
    Voucher,
)
from .queries import is_closed, ledger_balance, payments_about
from .services import (
    Left,
    OverBudget,
    chart_prepare,
    commit,
    held_by,
    income_record,
    invoice_known,
    invoice_record,
    left,
    lefts,
    payment_ask,
    payment_cancel,
    payment_make,
    payment_send,
    release,
)

__all__ = [
    "Account",
    "Book",
    "Budget",
    "BudgetLine",
    "BudgetStatus",
    "Claim",
    "Commitment",
    "Entry",
    "Fund",
    "Income",
    "Invoice",
    "Item",
    "Left",
    "OverBudget",
    "OverRun",
    "Paid",
    "PayStatus",
    "Payment",
    "Voucher",
    "chart_prepare",
    "commit",
    "held_by",
    "income_record",
    "invoice_known",
    "invoice_record",
    "is_closed",
    "ledger_balance",
    "left",
    "lefts",
    "payment_ask",
    "payment_cancel",
    "payment_make",
    "payment_send",
    "payments_about",
    "release",
]
