"""The deeds of duties."""

from __future__ import annotations

from .catalogue import (
    duty_amend,
    duty_create,
    library_prepare,
    spots_set,
    switch_off,
    switch_on,
    version_publish,
)
from .doing import instance_do
from .faults import fault_hand, fault_settle
from .generating import Generated, event_due, generate, refresh
from .settling import instance_assign, instance_excuse, missed_mark
from .watching import suspicion_clear, suspicion_confirm, suspicions_find

__all__ = [
    "Generated",
    "duty_amend",
    "duty_create",
    "event_due",
    "fault_hand",
    "fault_settle",
    "generate",
    "instance_assign",
    "instance_do",
    "instance_excuse",
    "library_prepare",
    "missed_mark",
    "refresh",
    "spots_set",
    "suspicion_clear",
    "suspicion_confirm",
    "suspicions_find",
    "switch_off",
    "switch_on",
    "version_publish",
]
