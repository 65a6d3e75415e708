"""The front door of training: what modules above may use."""

from __future__ import annotations

from .models import Course, Licence, LicenceKind, Need, Session, Sitter
from .queries import Stand, kitchen, stands
from .services import session_create

__all__ = ["Course", "Licence", "LicenceKind", "Need", "Session", "Sitter", "Stand", "kitchen", "session_create",
           "stands"]  # fmt: skip
