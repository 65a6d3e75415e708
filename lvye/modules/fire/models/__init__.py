"""What the school keeps of fire safety."""

from __future__ import annotations

from .device import CODE_LENGTH, Agent, Device, DeviceStatus, Kind
from .drill import Drill, DrillStatus, DrillTime, Finding, FindingStatus
from .plan import Plan, PlanKind, PlanStatus
from .upkeep import LineResult, Upkeep, UpkeepKind, UpkeepLine, UpkeepStatus

__all__ = [
    "CODE_LENGTH",
    "Agent",
    "Device",
    "DeviceStatus",
    "Drill",
    "DrillStatus",
    "DrillTime",
    "Finding",
    "FindingStatus",
    "Kind",
    "LineResult",
    "Plan",
    "PlanKind",
    "PlanStatus",
    "Upkeep",
    "UpkeepKind",
    "UpkeepLine",
    "UpkeepStatus",
]
