"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
BUYER = ("buyer",)
MONEY = ("finance", "cashier")
ADMIN = ("admin",)
