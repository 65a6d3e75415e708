"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
DESK = ("desk",)
LEADERS = ("vice_principal", "principal")
MONEY = ("finance",)
BUYER = ("buyer",)
STAFF = ("teacher", "keeper", "receiver", "cashier", "repairer", "guard", "canteen")
"""Those who are asked to look at an acceptance."""
ADMIN = ("admin",)
