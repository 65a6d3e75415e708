"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
BOOKS = ("finance",)
MONEY = ("cashier",)
WATCHERS = (*HEADS, *LEADERS, "admin")
OFFICE = (*HEADS, *LEADERS, "finance", "cashier", "admin")
STAFF = (
    "desk", "repairer", "keeper", "buyer", "receiver", "canteen", "guard", "cleaner", "gardener", "teacher",
)  # fmt: skip
