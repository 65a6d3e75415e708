"""The front door of security: what modules above may use."""

from __future__ import annotations

from .models import Camera, CameraFault, Entry, Equipment, Gap, Incident, KeyPlace, Outing, Pledge, Visit, Wording
from .services import incident_write, pledges_issue, shift_at, wordings_prepare

__all__ = [
    "Camera",
    "CameraFault",
    "Entry",
    "Equipment",
    "Gap",
    "Incident",
    "KeyPlace",
    "Outing",
    "Pledge",
    "Visit",
    "Wording",
    "incident_write",
    "pledges_issue",
    "shift_at",
    "wordings_prepare",
]
