"""Foods a school must not serve: asked of the menus, at order, at receipt and at the stove."""

from __future__ import annotations

from datetime import date


def refuse_forbidden(name: str, *, on: date) -> None:
    """Raises ValidationError with the document, where this food may not be served in a school on a day."""
