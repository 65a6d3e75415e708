"""Money as it is kept: standing records, the budget, the books, what goes out, what comes in and is owed."""

from .about import pointing
from .budget import (
    Adjustment,
    AdjustmentLine,
    Budget,
    BudgetLine,
    BudgetStatus,
    Commitment,
    DocStatus,
    Fund,
    OverRun,
    Rank,
)
from .chart import Account, Book, Item
from .counting import COUNTS, VoucherStatus
from .dealings import Debt, Filing, Finding, Income, Payout, Repayment, Review
from .ledger import CashCount, DayClose, Entry, MonthClose, Voucher
from .paying import LIVE, Claim, ClaimLine, Invoice, Payment, PayStatus

__all__ = [
    "COUNTS",
    "LIVE",
    "Account",
    "Adjustment",
    "AdjustmentLine",
    "Book",
    "Budget",
    "BudgetLine",
    "BudgetStatus",
    "CashCount",
    "Claim",
    "ClaimLine",
    "Commitment",
    "DayClose",
    "Debt",
    "DocStatus",
    "Entry",
    "Filing",
    "Finding",
    "Fund",
    "Income",
    "Invoice",
    "Item",
    "MonthClose",
    "OverRun",
    "PayStatus",
    "Payment",
    "Payout",
    "Rank",
    "Repayment",
    "Review",
    "Voucher",
    "VoucherStatus",
    "pointing",
]
