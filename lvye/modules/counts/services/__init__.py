"""Deeds of the counts: the only place that changes their data."""

from __future__ import annotations

from .counting import scan_take, scan_undo
from .ending import count_close, count_finish
from .planning import count_begin, count_drop, count_plan, count_replan, counter_add, counter_drop
from .posting import kind_post, proposal_decline, proposal_post
from .sending import sending_note

__all__ = [
    "count_begin",
    "count_close",
    "count_drop",
    "count_finish",
    "count_plan",
    "count_replan",
    "counter_add",
    "counter_drop",
    "kind_post",
    "proposal_decline",
    "proposal_post",
    "scan_take",
    "scan_undo",
    "sending_note",
]
