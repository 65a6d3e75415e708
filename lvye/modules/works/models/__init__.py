"""What the school keeps of its building works."""

from __future__ import annotations

from .checking import Acceptance, AcceptanceKind, AcceptanceStatus, Opinion, OpinionStatus, Verdict
from .project import BUILDS, LIVE, ON_SITE, Gate, Project, ProjectKind, ProjectStatus
from .site import Change, ChangeStatus, Diary, DiaryKind, Finding, FindingKind, FindingStatus, Formality, Stage

__all__ = [
    "BUILDS",
    "LIVE",
    "ON_SITE",
    "Acceptance",
    "AcceptanceKind",
    "AcceptanceStatus",
    "Change",
    "ChangeStatus",
    "Diary",
    "DiaryKind",
    "Finding",
    "FindingKind",
    "FindingStatus",
    "Formality",
    "Gate",
    "Opinion",
    "OpinionStatus",
    "Project",
    "ProjectKind",
    "ProjectStatus",
    "Stage",
    "Verdict",
]
