"""Deeds of the property: the only place that changes its data."""

from __future__ import annotations

from .cards import asset_amend, asset_create, asset_step, assets_create, assets_step, cards_make
from .catalogue import classes_prepare
from .handovers import handover_drop, handover_give, handover_list, handover_take
from .importing import assets_import
from .moving import asset_move, assets_move
from .transfers import transfer_ask, transfer_drop, transfer_post

__all__ = [
    "asset_amend",
    "asset_create",
    "asset_move",
    "asset_step",
    "assets_create",
    "assets_import",
    "assets_move",
    "assets_step",
    "cards_make",
    "classes_prepare",
    "handover_drop",
    "handover_give",
    "handover_list",
    "handover_take",
    "transfer_ask",
    "transfer_drop",
    "transfer_post",
]
