"""What the kernel is told about rosters."""

from __future__ import annotations

from lvye.kernel.rosters import library  # noqa: F401 - the kinds that are shipped

from . import doings, kinds, people, rosters  # noqa: F401 - declarations
