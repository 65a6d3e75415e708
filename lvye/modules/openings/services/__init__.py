"""Deeds of the term's opening: the only place that changes its data."""

from __future__ import annotations

from .handing import handout_drop, handout_finish, handout_plan, pack_drop, pack_hand, standard_add
from .listing import line_adjust, needs_agree, needs_drop, needs_make

__all__ = [
    "handout_drop",
    "handout_finish",
    "handout_plan",
    "line_adjust",
    "needs_agree",
    "needs_drop",
    "needs_make",
    "pack_drop",
    "pack_hand",
    "standard_add",
]
