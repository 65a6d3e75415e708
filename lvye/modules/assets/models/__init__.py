"""Records of the property. One door for the package: services and screens import from here."""

from .asset import CODE_LENGTH, GONE, HERE, ON_BOOKS, Asset, Source, Status
from .booking import Booking, BookingLine, BookingStatus
from .classes import AssetClass
from .custody import ClassMark, CustodyLine, CustodySheet, SheetStatus
from .leaving import Appraisal, Match, MatchLine, MatchStatus, OffStatus, WriteOff, WriteOffLine
from .moving import Handover, HandoverStatus, Movement, Transfer, TransferStatus
from .seats import SeatPlan, SeatRoom, SeatStatus
from .upkeep import Upkeep, UpkeepDone, UpkeepStatus
from .using import Damage, DamageStatus, Loan, LoanStatus

__all__ = [
    "CODE_LENGTH",
    "GONE",
    "HERE",
    "ON_BOOKS",
    "Appraisal",
    "Asset",
    "AssetClass",
    "Booking",
    "BookingLine",
    "BookingStatus",
    "ClassMark",
    "CustodyLine",
    "CustodySheet",
    "Damage",
    "DamageStatus",
    "Handover",
    "HandoverStatus",
    "Loan",
    "LoanStatus",
    "Match",
    "MatchLine",
    "MatchStatus",
    "Movement",
    "OffStatus",
    "SeatPlan",
    "SeatRoom",
    "SeatStatus",
    "SheetStatus",
    "Source",
    "Status",
    "Transfer",
    "TransferStatus",
    "Upkeep",
    "UpkeepDone",
    "UpkeepStatus",
    "WriteOff",
    "WriteOffLine",
]
