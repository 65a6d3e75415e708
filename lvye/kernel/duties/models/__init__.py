"""Duties, their checklists and where they are due; each time they are due; what was found."""

from __future__ import annotations

from .duty import Area, Days, Duty, Proof, Spot, Unit, Version
from .instance import Instance, Status
from .result import Clock, Fault, Reading, Result
from .suspicion import Suspicion

__all__ = [
    "Area",
    "Clock",
    "Days",
    "Duty",
    "Fault",
    "Instance",
    "Proof",
    "Reading",
    "Result",
    "Spot",
    "Status",
    "Suspicion",
    "Unit",
    "Version",
]
