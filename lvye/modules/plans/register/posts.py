"""Which posts may do what, in groups."""

from __future__ import annotations

HEADS = ("director", "deputy_director")
LEADERS = ("vice_principal", "principal")
STAFF = (
    "repairer", "keeper", "buyer", "receiver", "finance", "cashier", "canteen", "guard", "cleaner", "gardener",
    "teacher",
)  # fmt: skip
