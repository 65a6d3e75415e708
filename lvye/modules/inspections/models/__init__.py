"""Hazards, campaigns, patrols, and what goes up in writing."""

from .campaign import Area, AreaStatus, Campaign, CampaignStatus
from .hazard import OPEN, UNMENDED, DropWhy, Hazard, Level, Source, Status, Trace, Way
from .kind import Kind, MajorItem
from .letter import Letter, LetterStatus
from .patrol import Patrol, PatrolStatus, Route, Stop, Visit

__all__ = [
    "OPEN",
    "UNMENDED",
    "Area",
    "AreaStatus",
    "Campaign",
    "CampaignStatus",
    "DropWhy",
    "Hazard",
    "Kind",
    "Letter",
    "LetterStatus",
    "Level",
    "MajorItem",
    "Patrol",
    "PatrolStatus",
    "Route",
    "Source",
    "Status",
    "Stop",
    "Trace",
    "Visit",
    "Way",
]
