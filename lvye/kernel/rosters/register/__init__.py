"""What the kernel is told about rosters."""

from __future__ import annotations

from lvye.kernel.rosters import blocks, library  # noqa: F401 - the first page, the kinds that are shipped

from . import doings, kinds, people, rosters  # noqa: F401 - declarations
