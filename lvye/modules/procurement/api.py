"""The front door of procurement: requests, orders and acceptances, for the modules above."""

from __future__ import annotations

from .events import Accepted, Ordered
from .models import Acceptance, Order, OrderLine, Plan, PlanLine, Quote, Request, RequestLine, Way
from .services import (
    Bill,
    Counted,
    Wanted,
    Wish,
    order_cancel,
    order_pay,
    order_place,
    payable,
    quote_add,
    receive_confirm,
    receive_count,
    request_make,
    request_send,
    way_change,
)
from .splitting import Watch, watch
from .ways import Choice, choose

__all__ = [
    "Acceptance",
    "Accepted",
    "Bill",
    "Choice",
    "Counted",
    "Order",
    "OrderLine",
    "Ordered",
    "Plan",
    "PlanLine",
    "Quote",
    "Request",
    "RequestLine",
    "Wanted",
    "Watch",
    "Way",
    "Wish",
    "choose",
    "order_cancel",
    "order_pay",
    "order_place",
    "payable",
    "quote_add",
    "receive_confirm",
    "receive_count",
    "request_make",
    "request_send",
    "watch",
    "way_change",
]
