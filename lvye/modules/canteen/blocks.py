"""What 今日 shows of the canteen, and the menu."""

from __future__ import annotations
