"""The front door of building works: what modules above may use."""

from __future__ import annotations

from .models import Acceptance, Change, Diary, Finding, Formality, Project, ProjectKind, ProjectStatus, Stage
from .queries import Purse, progress, purse

__all__ = [
    "Acceptance",
    "Change",
    "Diary",
    "Finding",
    "Formality",
    "Project",
    "ProjectKind",
    "ProjectStatus",
    "Purse",
    "Stage",
    "progress",
    "purse",
]
