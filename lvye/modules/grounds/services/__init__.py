"""The deeds of the grounds."""

from .design import (
    design_agree,
    design_finish,
    design_part_add,
    design_part_amend,
    design_stop,
    part_cost,
    part_drop,
    part_finish,
    part_move,
)
from .drives import (
    LEAD,
    answers_for,
    call_add,
    call_answer,
    call_excuse,
    call_hand_over,
    drive_begin,
    drive_finish,
    drives_remind,
)
from .plots import planting_count, planting_create, work_of_check, work_record
from .pond import FISH, fish_died, fish_put, loss_record, stock_of
from .zones import Given, room_enter, room_leave, score_amend, scores_give

__all__ = [
    "FISH",
    "LEAD",
    "Given",
    "answers_for",
    "call_add",
    "call_answer",
    "call_excuse",
    "call_hand_over",
    "design_agree",
    "design_finish",
    "design_part_add",
    "design_part_amend",
    "design_stop",
    "drive_begin",
    "drive_finish",
    "drives_remind",
    "fish_died",
    "fish_put",
    "loss_record",
    "part_cost",
    "part_drop",
    "part_finish",
    "part_move",
    "planting_count",
    "planting_create",
    "room_enter",
    "room_leave",
    "score_amend",
    "scores_give",
    "stock_of",
    "work_of_check",
    "work_record",
]
