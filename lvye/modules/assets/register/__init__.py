"""What the kernel is told about the property."""

from __future__ import annotations

from lvye.modules.assets import blocks, figures  # noqa: F401 - each declares itself

from . import booking, cards, chain, custody, leaving, moving, seats, upkeep, using  # noqa: F401
