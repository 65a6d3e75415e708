"""Responsibility letters, key places, cameras, the guards' log, incidents, visitors, going-out slips."""

from .camera import Camera, CameraFault, CameraStatus, FaultStatus
from .car import Car, CarKind
from .crossing import CrossKind, CrossPoint
from .gate import Gap, GapStatus, Verdict
from .incident import Incident, IncidentKind, IncidentStatus, Level
from .keyplace import KeyPlace, PlaceKind
from .log import Entry, EntryKind, Found
from .outing import Outing, OutingStatus, Why
from .parents import LetterStatus, ParentLetter, ParentSlip
from .pledge import How, Pledge, PledgeStatus, Wording, WordingKind
from .things import Equipment, EquipmentStatus, Sort
from .visit import Confirmed, Meets, Paper, Visit, VisitKind, VisitStatus

__all__ = [
    "Camera",
    "CameraFault",
    "CameraStatus",
    "Car",
    "CarKind",
    "Confirmed",
    "CrossKind",
    "CrossPoint",
    "Entry",
    "EntryKind",
    "Equipment",
    "EquipmentStatus",
    "FaultStatus",
    "Found",
    "Gap",
    "GapStatus",
    "How",
    "Incident",
    "IncidentKind",
    "IncidentStatus",
    "KeyPlace",
    "LetterStatus",
    "Level",
    "Meets",
    "Outing",
    "OutingStatus",
    "Paper",
    "ParentLetter",
    "ParentSlip",
    "PlaceKind",
    "Pledge",
    "PledgeStatus",
    "Sort",
    "Verdict",
    "Visit",
    "VisitKind",
    "VisitStatus",
    "Why",
    "Wording",
    "WordingKind",
]
