"""The records of the stores."""

from __future__ import annotations

from .counting import Stocktake, StocktakeLine, StocktakeStatus
from .goods import Item, Kind, Lot, Store, Unit
from .incoming import Receipt, ReceiptLine, Source
from .ledger import Holding, LotHolding, MonthClose, Move, MoveKind
from .moving import Transfer, TransferLine
from .need import Need, NeedLine, NeedStatus, Quota, QuotaPer
from .outgoing import Issue, IssueLine, Sign, ToKind
from .paper import BOOKED, Line, Paper, Status
from .returning import GiveBack, GiveBackLine, Loan, LoanLine, LoanStatus, State
from .supply import Supply, SupplyLine, SupplyPer, SupplyTurn, TurnStatus

__all__ = [
    "BOOKED",
    "GiveBack",
    "GiveBackLine",
    "Holding",
    "Issue",
    "IssueLine",
    "Item",
    "Kind",
    "Line",
    "Loan",
    "LoanLine",
    "LoanStatus",
    "Lot",
    "LotHolding",
    "MonthClose",
    "Move",
    "MoveKind",
    "Need",
    "NeedLine",
    "NeedStatus",
    "Paper",
    "Quota",
    "QuotaPer",
    "Receipt",
    "ReceiptLine",
    "Sign",
    "Source",
    "State",
    "Status",
    "Stocktake",
    "StocktakeLine",
    "StocktakeStatus",
    "Store",
    "Supply",
    "SupplyLine",
    "SupplyPer",
    "SupplyTurn",
    "ToKind",
    "Transfer",
    "TransferLine",
    "TurnStatus",
    "Unit",
]
