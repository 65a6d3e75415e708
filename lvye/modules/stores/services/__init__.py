"""Deeds of the stores: the only place that changes what lies in them."""

from __future__ import annotations

from .counting import (
    stocktake_back,
    stocktake_drop,
    stocktake_found,
    stocktake_post,
    stocktake_propose,
    stocktake_start,
)
from .goods import (
    item_add,
    item_change,
    kinds_prepare,
    may_keep,
    refuse_stranger,
    reverse,
    store_add,
    store_change,
    unit_add,
)
from .importing import COLUMNS, stock_import
from .incoming import receipt_post, receive
from .ledger import ShortError
from .lines import In, Out, base_qty
from .months import closed_until, month_close, open_month, refuse_closed_month
from .moving import transfer
from .needs import (
    need_agreed,
    need_amount,
    need_ask,
    need_finish,
    need_open,
    need_refused,
    need_taken_back,
    need_withdraw,
)
from .outgoing import issue, issue_sign
from .posting import draft_remove, lines_of
from .proving import Drift, prove, rebuild
from .quotas import Left, quotas_left, reasons
from .reminding import loans_remind, lots_remind, supplies_remind
from .returning import give_back, lend, out_of
from .supplying import days, supplies_lay_out, supply_add, supply_change, turn_hand, turn_skip, year_count

__all__ = [
    "COLUMNS",
    "Drift",
    "In",
    "Left",
    "Out",
    "ShortError",
    "base_qty",
    "closed_until",
    "days",
    "draft_remove",
    "give_back",
    "issue",
    "issue_sign",
    "item_add",
    "item_change",
    "kinds_prepare",
    "lend",
    "lines_of",
    "loans_remind",
    "lots_remind",
    "may_keep",
    "month_close",
    "need_agreed",
    "need_amount",
    "need_ask",
    "need_finish",
    "need_open",
    "need_refused",
    "need_taken_back",
    "need_withdraw",
    "open_month",
    "out_of",
    "prove",
    "quotas_left",
    "reasons",
    "rebuild",
    "receipt_post",
    "receive",
    "refuse_closed_month",
    "refuse_stranger",
    "reverse",
    "stock_import",
    "stocktake_back",
    "stocktake_drop",
    "stocktake_found",
    "stocktake_post",
    "stocktake_propose",
    "stocktake_start",
    "store_add",
    "store_change",
    "supplies_lay_out",
    "supplies_remind",
    "supply_add",
    "supply_change",
    "transfer",
    "turn_hand",
    "turn_skip",
    "unit_add",
    "year_count",
]
