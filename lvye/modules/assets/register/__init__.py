"""What the kernel is told about the property."""

from __future__ import annotations

from . import cards, moving  # noqa: F401 - each declares itself
