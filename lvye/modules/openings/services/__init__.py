"""Deeds of the term's opening: the only place that changes its data."""

from __future__ import annotations

from .handing import (
    handout_drop,
    handout_finish,
    handout_plan,
    handout_signed,
    pack_drop,
    pack_hand,
    standard_add,
)
from .listing import line_adjust, needs_agree, needs_buy, needs_drop, needs_make, request_of
from .pasts import PAST_COLUMNS, past_import

__all__ = [
    "PAST_COLUMNS",
    "handout_drop",
    "handout_finish",
    "handout_plan",
    "handout_signed",
    "line_adjust",
    "needs_agree",
    "needs_buy",
    "needs_drop",
    "needs_make",
    "pack_drop",
    "pack_hand",
    "past_import",
    "request_of",
    "standard_add",
]
