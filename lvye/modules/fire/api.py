"""The front door of fire safety: what modules above may use."""

from __future__ import annotations

from .codes import device_by_code, device_code_in
from .events import Drilled, Serviced
from .models import Device, DeviceStatus, Drill, DrillStatus, Finding, Kind, Plan, PlanRun, Upkeep
from .services import drill_plan, finding_add, plans_prepare

__all__ = [
    "Device",
    "DeviceStatus",
    "Drill",
    "DrillStatus",
    "Drilled",
    "Finding",
    "Kind",
    "Plan",
    "PlanRun",
    "Serviced",
    "Upkeep",
    "device_by_code",
    "device_code_in",
    "drill_plan",
    "finding_add",
    "plans_prepare",
]
