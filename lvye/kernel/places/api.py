"""The front door of places."""

from __future__ import annotations

from .models import Kind, Place, PlaceCode, School

__all__ = ["Kind", "Place", "PlaceCode", "School"]
