"""The front door of the inspections: what modules above may use."""

from __future__ import annotations

from .events import HazardClosed, HazardFound
from .models import OPEN, Campaign, Hazard, Kind, Letter, Patrol, Route
from .services import catalogue_prepare, hazard_report

__all__ = [
    "OPEN",
    "Campaign",
    "Hazard",
    "HazardClosed",
    "HazardFound",
    "Kind",
    "Letter",
    "Patrol",
    "Route",
    "catalogue_prepare",
    "hazard_report",
]
