"""The front door of the outbox: `sent_once` for a screen whose form may come twice or late, `filled_at` for when."""

from __future__ import annotations

from .models import Delivery
from .once import filled_at, sent_once

__all__ = ["Delivery", "filled_at", "sent_once"]
