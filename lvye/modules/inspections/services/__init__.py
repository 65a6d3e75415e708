"""The deeds of the inspections: the only place that changes their data."""

from .campaigns import area_add, area_excuse, area_hand_over, area_report, campaign_begin, campaign_finish
from .closing import hazard_close, hazard_drop, hazard_fail, hazard_recheck, may_recheck
from .escalating import areas_remind, hazards_escalate, hazards_warn_late
from .finding import hazard_change, hazard_danger, hazard_report, hazard_warn
from .handling import (
    hazard_assign,
    hazard_extend,
    hazard_mend,
    hazard_reassign,
    hazard_refer,
    hazard_start,
    hazard_to_job,
    mended,
)
from .letters import (
    letter_answer,
    letter_change,
    letter_month,
    letter_send,
    month_numbers,
    months_draft,
    next_month,
    open_at_end,
)
from .patrols import Seen, patrol_record
from .seed import catalogue_prepare

__all__ = [
    "Seen",
    "area_add",
    "area_excuse",
    "area_hand_over",
    "area_report",
    "areas_remind",
    "campaign_begin",
    "campaign_finish",
    "catalogue_prepare",
    "hazard_assign",
    "hazard_change",
    "hazard_close",
    "hazard_danger",
    "hazard_drop",
    "hazard_extend",
    "hazard_fail",
    "hazard_mend",
    "hazard_reassign",
    "hazard_recheck",
    "hazard_refer",
    "hazard_report",
    "hazard_start",
    "hazard_to_job",
    "hazard_warn",
    "hazards_escalate",
    "hazards_warn_late",
    "letter_answer",
    "letter_change",
    "letter_month",
    "letter_send",
    "may_recheck",
    "mended",
    "month_numbers",
    "months_draft",
    "next_month",
    "open_at_end",
    "patrol_record",
]
