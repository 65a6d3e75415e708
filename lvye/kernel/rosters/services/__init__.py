"""Deeds of rosters: kinds, planning, solving, changes by hand, swaps, absences, calendars."""

from __future__ import annotations

from .absences import absence_add, absence_agree, absence_refuse, absence_withdraw, struck_by, wish_add, wish_end
from .changing import assignment_change, assignment_fill, assignments_exchange
from .kinds import kinds_prepare
from .links import link_by, link_make, link_of, links_revoke, token_of
from .planning import (
    empty_places,
    recallable,
    roster_amend,
    roster_ask,
    roster_create,
    roster_drop,
    roster_publish,
    roster_recall,
    roster_stop,
)
from .solving import roster_solve, rosters_solve
from .swapping import swap_agree, swap_ask, swap_decline, swap_withdraw, swaps_lapse

__all__ = [
    "absence_add",
    "absence_agree",
    "absence_refuse",
    "absence_withdraw",
    "assignment_change",
    "assignment_fill",
    "assignments_exchange",
    "empty_places",
    "kinds_prepare",
    "link_by",
    "link_make",
    "link_of",
    "links_revoke",
    "recallable",
    "roster_amend",
    "roster_ask",
    "roster_create",
    "roster_drop",
    "roster_publish",
    "roster_recall",
    "roster_solve",
    "roster_stop",
    "rosters_solve",
    "struck_by",
    "swap_agree",
    "swap_ask",
    "swap_decline",
    "swap_withdraw",
    "swaps_lapse",
    "token_of",
    "wish_add",
    "wish_end",
]
