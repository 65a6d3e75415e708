"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
BUYER = ("buyer",)
RECEIVER = ("receiver",)
MONEY = ("finance", "cashier")
KEEPER = ("keeper",)
ADMIN = ("admin",)
STAFF = (
    "desk", "repairer", "keeper", "buyer", "receiver", "canteen", "guard", "cleaner", "gardener", "teacher", "finance",
    "cashier",
)  # fmt: skip
OFFICE = (*HEADS, *LEADERS, *BUYER, *RECEIVER, *MONEY, *KEEPER, *ADMIN)
