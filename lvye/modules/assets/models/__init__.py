"""Records of the property. One door for the package: services and screens import from here."""

from .asset import CODE_LENGTH, HERE, ON_BOOKS, Asset, Source, Status
from .classes import AssetClass
from .moving import Handover, HandoverStatus, Movement, Transfer, TransferStatus

__all__ = [
    "CODE_LENGTH",
    "HERE",
    "ON_BOOKS",
    "Asset",
    "AssetClass",
    "Handover",
    "HandoverStatus",
    "Movement",
    "Source",
    "Status",
    "Transfer",
    "TransferStatus",
]
