"""From the year's plan to what was taken in."""

from __future__ import annotations

from .acceptance import Acceptance, AcceptanceLine, AcceptanceStatus
from .order import COMING, LIVE_ORDERS, Order, OrderLine, OrderStatus
from .origin import Origin, pointing
from .plan import Plan, PlanLine, PlanStatus
from .quote import Quote, QuoteLine, QuoteStatus
from .request import LIVE, Into, Request, RequestLine, RequestStatus
from .tender import ORDERABLE, TENDERING, PaperKind, Tender, TenderPaper, TenderStatus
from .way import COMPARED, OPEN, Way

__all__ = [
    "COMING",
    "COMPARED",
    "LIVE",
    "LIVE_ORDERS",
    "OPEN",
    "ORDERABLE",
    "TENDERING",
    "Acceptance",
    "AcceptanceLine",
    "AcceptanceStatus",
    "Into",
    "Order",
    "OrderLine",
    "OrderStatus",
    "Origin",
    "PaperKind",
    "Plan",
    "PlanLine",
    "PlanStatus",
    "Quote",
    "QuoteLine",
    "QuoteStatus",
    "Request",
    "RequestLine",
    "RequestStatus",
    "Tender",
    "TenderPaper",
    "TenderStatus",
    "Way",
    "pointing",
]
