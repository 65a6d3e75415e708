"""The front door of people."""

from __future__ import annotations

from .models import Appointment, Department, IncompatiblePair, Person, PersonKind, Post, SchoolClass

__all__ = ["Appointment", "Department", "IncompatiblePair", "Person", "PersonKind", "Post", "SchoolClass"]
