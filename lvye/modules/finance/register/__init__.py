"""What the kernel is told about money."""

from __future__ import annotations

from . import approving, books, budget, dealings, paying, standing  # noqa: F401 - each declares its registers
