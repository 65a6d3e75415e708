"""From the year's plan to what was taken in."""

from __future__ import annotations

from .acceptance import Acceptance, AcceptanceLine, AcceptanceStatus
from .order import COMING, LIVE_ORDERS, Order, OrderLine, OrderStatus
from .plan import Plan, PlanLine, PlanStatus
from .quote import Quote, QuoteLine, QuoteStatus
from .request import LIVE, Into, Request, RequestLine, RequestStatus
from .way import COMPARED, OPEN, Way

__all__ = [
    "COMING",
    "COMPARED",
    "LIVE",
    "LIVE_ORDERS",
    "OPEN",
    "Acceptance",
    "AcceptanceLine",
    "AcceptanceStatus",
    "Into",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Plan",
    "PlanLine",
    "PlanStatus",
    "Quote",
    "QuoteLine",
    "QuoteStatus",
    "Request",
    "RequestLine",
    "RequestStatus",
    "Way",
]
