"""What the kernel is told about the property."""

from __future__ import annotations

from lvye.modules.assets import blocks, figures  # noqa: F401 - each declares itself

from . import cards, custody, leaving, moving, using  # noqa: F401 - each declares itself
