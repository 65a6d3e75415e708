"""The front door of the shop: what modules above may use."""

from __future__ import annotations

from .models import BannedGoods, Check, Finding, Price
from .services import catalogue_prepare, forbidden, strikes

__all__ = ["BannedGoods", "Check", "Finding", "Price", "catalogue_prepare", "forbidden", "strikes"]
