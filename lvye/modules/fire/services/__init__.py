"""The deeds of fire safety."""

from __future__ import annotations

from .devices import dates_refresh, device_amend, device_create, device_scrapped, devices_create
from .drills import Took, drill_cancel, drill_close, drill_hold, drill_plan, finding_add, finding_finish, limit_of
from .plans import plan_amend, plan_create, plan_issue, plan_review, plan_revise, plans_prepare
from .runs import run_choose, run_end, run_start, step_tick
from .upkeeps import Came, upkeep_agree, upkeep_back, upkeep_drop, upkeep_make, upkeep_send

__all__ = [
    "Came",
    "Took",
    "dates_refresh",
    "device_amend",
    "device_create",
    "device_scrapped",
    "devices_create",
    "drill_cancel",
    "drill_close",
    "drill_hold",
    "drill_plan",
    "finding_add",
    "finding_finish",
    "limit_of",
    "plan_amend",
    "plan_create",
    "plan_issue",
    "plan_review",
    "plan_revise",
    "plans_prepare",
    "run_choose",
    "run_end",
    "run_start",
    "step_tick",
    "upkeep_agree",
    "upkeep_back",
    "upkeep_drop",
    "upkeep_make",
    "upkeep_send",
]
