"""The front door of duties: ship, date, generate, do, excuse, read."""

from __future__ import annotations

from .cadence import BEFORE, BEGIN, END, EVERY, SCHOOL, WORK, Cadence, Occurrence, Window, occurrences
from .declare import DutySpec, TargetSource, ship, target
from .events import Done, Faulted, Missed
from .items import Answer, Item
from .models import Area, Clock, Duty, Fault, Instance, Reading, Result, Spot, Status, Suspicion, Version
from .queries import instances_of, made_up_for, results_of, today_of
from .screens.sending import MOST_PHOTOS, sent_of
from .services import (
    Generated,
    duty_amend,
    duty_create,
    event_due,
    fault_hand,
    fault_settle,
    generate,
    instance_assign,
    instance_do,
    instance_excuse,
    library_prepare,
    missed_mark,
    spots_set,
    suspicions_find,
    switch_off,
    switch_on,
    version_publish,
)
from .services.doing import Sent

__all__ = [
    "BEFORE",
    "BEGIN",
    "END",
    "EVERY",
    "MOST_PHOTOS",
    "SCHOOL",
    "WORK",
    "Answer",
    "Area",
    "Cadence",
    "Clock",
    "Done",
    "Duty",
    "DutySpec",
    "Fault",
    "Faulted",
    "Generated",
    "Instance",
    "Item",
    "Missed",
    "Occurrence",
    "Reading",
    "Result",
    "Sent",
    "Spot",
    "Status",
    "Suspicion",
    "TargetSource",
    "Version",
    "Window",
    "duty_amend",
    "duty_create",
    "event_due",
    "fault_hand",
    "fault_settle",
    "generate",
    "instance_assign",
    "instance_do",
    "instance_excuse",
    "instances_of",
    "library_prepare",
    "made_up_for",
    "missed_mark",
    "occurrences",
    "results_of",
    "sent_of",
    "ship",
    "spots_set",
    "suspicions_find",
    "switch_off",
    "switch_on",
    "target",
    "today_of",
    "version_publish",
]
