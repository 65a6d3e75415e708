"""What the school keeps of its grounds: plots, plantings, work, the design by years, zones, campaigns, rooms."""

from .design import Design, DesignPart, DesignStatus, PartKind, PartStatus
from .drive import Call, CallStatus, Drive, DriveStatus
from .plots import CARE, SPRAYED, Loss, Planting, PlantingStatus, Plot, PlotKind, Unit, Work, WorkKind
from .zones import RoomUse, Score, Zone, ZoneKind

__all__ = [
    "CARE",
    "SPRAYED",
    "Call",
    "CallStatus",
    "Design",
    "DesignPart",
    "DesignStatus",
    "Drive",
    "DriveStatus",
    "Loss",
    "PartKind",
    "PartStatus",
    "Planting",
    "PlantingStatus",
    "Plot",
    "PlotKind",
    "RoomUse",
    "Score",
    "Unit",
    "Work",
    "WorkKind",
    "Zone",
    "ZoneKind",
]
