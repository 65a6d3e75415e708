"""The front door of the term's opening: what the summaries may use."""

from __future__ import annotations

from .models import Handout, NeedsLine, NeedsList, Pack, Standard
from .queries import needs_of
from .services import handout_plan, needs_make, pack_hand, standard_add

__all__ = [
    "Handout",
    "NeedsLine",
    "NeedsList",
    "Pack",
    "Standard",
    "handout_plan",
    "needs_make",
    "needs_of",
    "pack_hand",
    "standard_add",
]
