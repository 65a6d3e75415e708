"""What the school keeps of fire safety."""

from __future__ import annotations

from .device import CODE_LENGTH, Agent, Device, DeviceStatus, Kind
from .drill import Drill, DrillStatus, DrillTime, Finding, FindingStatus
from .plan import Plan, PlanKind, PlanStatus
from .run import PlanRun, PlanStep, RunStatus
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
    "PlanRun",
    "PlanStatus",
    "PlanStep",
    "RunStatus",
    "Upkeep",
    "UpkeepKind",
    "UpkeepLine",
    "UpkeepStatus",
]
