"""The front door of the property: what counts, procurement, repairs and the summaries may use."""

from __future__ import annotations

from .codes import asset_code_in, class_code_of
from .models import HERE, ON_BOOKS, Asset, AssetClass, Handover, Movement, SeatPlan, Source, Status, Transfer
from .queries import (
    asset_by_code,
    below,
    book_value,
    classes_by_code,
    idle_like,
    is_fixed_asset,
    pieces_lent,
    under_warranty,
)
from .seating import seating
from .services import (
    asset_create,
    asset_move,
    asset_split,
    asset_step,
    assets_create,
    assets_move,
    assets_step,
    cards_make,
    classes_prepare,
)

__all__ = [
    "HERE",
    "ON_BOOKS",
    "Asset",
    "AssetClass",
    "Handover",
    "Movement",
    "SeatPlan",
    "Source",
    "Status",
    "Transfer",
    "asset_by_code",
    "asset_code_in",
    "asset_create",
    "asset_move",
    "asset_split",
    "asset_step",
    "assets_create",
    "assets_move",
    "assets_step",
    "below",
    "book_value",
    "cards_make",
    "class_code_of",
    "classes_by_code",
    "classes_prepare",
    "idle_like",
    "is_fixed_asset",
    "pieces_lent",
    "seating",
    "under_warranty",
]
