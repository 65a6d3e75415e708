"""The records of the plans."""

from __future__ import annotations

from .filing import Filing
from .item import Area, ItemStatus, PlanItem, Proof, ProofKind, ProofStatus, Sense, State, Target, TargetKind
from .letter import ArchiveBox, GoalLetter, LetterStatus, PostStandard
from .meeting import Attendance, Decision, DecisionStatus, Meeting, MeetingKind, MeetingStatus, Presence
from .plan import Plan, PlanKind, PlanStatus

__all__ = [
    "ArchiveBox",
    "Area",
    "Attendance",
    "Decision",
    "DecisionStatus",
    "Filing",
    "GoalLetter",
    "ItemStatus",
    "LetterStatus",
    "Meeting",
    "MeetingKind",
    "MeetingStatus",
    "Plan",
    "PlanItem",
    "PlanKind",
    "PlanStatus",
    "PostStandard",
    "Presence",
    "Proof",
    "ProofKind",
    "ProofStatus",
    "Sense",
    "State",
    "Target",
    "TargetKind",
]
