"""Money as it is kept: standing records, the budget, the books, what goes out, what comes in and is owed."""

from .about import pointing
from .archive import (
    PERMANENT,
    Appraisal,
    AppraisalLine,
    AppraisalStatus,
    Volume,
    VolumeKind,
    VolumeStatus,
)
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
from .carrying import CarryLine, CarryOver
from .chart import Account, Book, Item
from .counting import COUNTS, VoucherStatus
from .dealings import Debt, Filing, Finding, Income, Payout, Repayment, Review
from .ledger import CashCount, DayClose, Entry, MonthClose, Voucher
from .pay import PayChange, PayRow
from .paying import LIVE, Claim, ClaimLine, Invoice, Payment, PayStatus

__all__ = [
    "COUNTS",
    "LIVE",
    "PERMANENT",
    "Account",
    "Adjustment",
    "AdjustmentLine",
    "Appraisal",
    "AppraisalLine",
    "AppraisalStatus",
    "Book",
    "Budget",
    "BudgetLine",
    "BudgetStatus",
    "CarryLine",
    "CarryOver",
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
    "PayChange",
    "PayRow",
    "PayStatus",
    "Payment",
    "Payout",
    "Rank",
    "Repayment",
    "Review",
    "Volume",
    "VolumeKind",
    "VolumeStatus",
    "Voucher",
    "VoucherStatus",
    "pointing",
]
