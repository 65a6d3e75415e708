"""What the kernel is told about the meals."""

from __future__ import annotations

from . import book, fee, hanging, voice

__all__ = ["book", "fee", "hanging", "voice"]
