"""The front door of the grounds: what modules above may use."""

from __future__ import annotations

from .events import Scored
from .models import Design, DesignPart, Drive, Planting, Plot, RoomUse, Score, Work, WorkKind, Zone
from .services import Given, scores_give, work_record

__all__ = [
    "Design",
    "DesignPart",
    "Drive",
    "Given",
    "Planting",
    "Plot",
    "RoomUse",
    "Score",
    "Scored",
    "Work",
    "WorkKind",
    "Zone",
    "scores_give",
    "work_record",
]
