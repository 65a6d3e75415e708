"""The front door of the outbox: `sent_once` for a screen whose form may come twice or late, `filled_at` for when."""

from __future__ import annotations

from .clock import clock_off, device_time
from .models import Delivery
from .once import ahead, filled_at, sent_once, sent_once_after

__all__ = ["Delivery", "ahead", "clock_off", "device_time", "filled_at", "sent_once", "sent_once_after"]
