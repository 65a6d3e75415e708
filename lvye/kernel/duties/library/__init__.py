"""The duties that come with the program: what rules ask of a school, in own words, to switch on and to change."""

from __future__ import annotations

from . import canteen, safety, things  # noqa: F401 - they declare themselves
