"""Deeds of the property: the only place that changes its data."""

from __future__ import annotations

from .booking import booked, booking_undo, month_book, month_next, month_reckon
from .cards import asset_amend, asset_create, asset_step, assets_create, assets_step, cards_make
from .catalogue import classes_prepare
from .custody import cards_of, classmark_add, custody_drop, custody_prepare, custody_sign
from .damages import damage_close, damage_judge, damage_pay, damage_tell, owed, share_of
from .handovers import handover_drop, handover_give, handover_list, handover_take
from .importing import assets_import
from .leaving import (
    appraisal_add,
    owes_income,
    size_of,
    writeoff_agree,
    writeoff_ask,
    writeoff_book,
    writeoff_collect,
    writeoff_draft,
    writeoff_mend,
    writeoff_refuse,
)
from .loans import loan_amend, loan_back, loan_lost, loan_out
from .matching import account_of_class, match_check, match_make, matchline_explain
from .moving import asset_move, assets_move
from .reminding import loans_remind, upkeeps_remind
from .seats import heads_set, seatplan_finish, seatplan_make, seatplan_move, seatroom_add, seatroom_drop
from .splitting import asset_join, asset_split, whole_of
from .transfers import transfer_ask, transfer_drop, transfer_post
from .upkeeps import upkeep_done, upkeep_plan, upkeep_resume, upkeeps_stop

__all__ = [
    "account_of_class",
    "appraisal_add",
    "asset_amend",
    "asset_create",
    "asset_join",
    "asset_move",
    "asset_split",
    "asset_step",
    "assets_create",
    "assets_import",
    "assets_move",
    "assets_step",
    "booked",
    "booking_undo",
    "cards_make",
    "cards_of",
    "classes_prepare",
    "classmark_add",
    "custody_drop",
    "custody_prepare",
    "custody_sign",
    "damage_close",
    "damage_judge",
    "damage_pay",
    "damage_tell",
    "handover_drop",
    "handover_give",
    "handover_list",
    "handover_take",
    "heads_set",
    "loan_amend",
    "loan_back",
    "loan_lost",
    "loan_out",
    "loans_remind",
    "match_check",
    "match_make",
    "matchline_explain",
    "month_book",
    "month_next",
    "month_reckon",
    "owed",
    "owes_income",
    "seatplan_finish",
    "seatplan_make",
    "seatplan_move",
    "seatroom_add",
    "seatroom_drop",
    "share_of",
    "size_of",
    "transfer_ask",
    "transfer_drop",
    "transfer_post",
    "upkeep_done",
    "upkeep_plan",
    "upkeep_resume",
    "upkeeps_remind",
    "upkeeps_stop",
    "whole_of",
    "writeoff_agree",
    "writeoff_ask",
    "writeoff_book",
    "writeoff_collect",
    "writeoff_draft",
    "writeoff_mend",
    "writeoff_refuse",
]
