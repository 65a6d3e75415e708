"""The front door of offers: name a deed that takes a fault over; list what there is; hand a fault over."""

from __future__ import annotations

from .declare import Offer, offer, offers, offers_for
from .handing import take

__all__ = ["Offer", "offer", "offers", "offers_for", "take"]
